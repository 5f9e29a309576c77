import type { ToolName } from "@/server/tools";
import type { Deed, Ledger } from "./facts";
import { inOrder } from "./tongues/order";
import { denies, topicsIn } from "./topics";

/** What a clause says in words rather than in figures. */
export interface Statement {
  kind:
    | "done"
    | "available"
    | "unavailable"
    | "free"
    | "house"
    | "promise"
    | "presence"
    | "emergency"
    | "forbidden"
    /** In another language: what is said of a booking or a room is not understood. */
    | "unread";
  what: string;
  clause: string;
}

const INTERROGATIVE =
  /\b(?:would|shall|should|do|does|did|is|are|am|can|could|may|will|which|what|when|how|who|where|whether|or|have) (?:you|i|we|it|that|this|there|these|everything|the|your|my|many|much|old|someone|somebody|a|name|is|not)\b|^(?:and |so )?(?:which|what|when|how|who|where)\b/;
/**
 * In another language a clause asks when it begins with a word that does, or when it is the last one and has one: what comes
 * before a question may be a claim ("Your room is booked, is that right?").
 */
const asksHere = (clause: string, last: boolean): boolean =>
  last ? /\bqq\b/.test(clause) : /^(?:(?:and|or|so|but|for|zz) )*qq\b/.test(clause);
/** "Small dogs?" asks; "we have a pool, shall I …?" asserts first. */
const VERB = /\b(?:we|i|is|are|was|has|have|had|costs?|comes?|includes?|can|will|may|you)\b/;
const CONDITIONAL =
  /\b(?:if|once|when|as soon as|before i|before we|after i|unless|in case|in order to|whether|until i|so that)\b/;
/** The line speaks of what it does not know, or of what the guest wants. */
const OPEN_WORDS =
  /\b(?:not know|do not have (?:that|this|any) information|not sure|no information|find out|let me (?:check|look|see)|i (?:will|can) (?:check|look|find|ask|see)|one moment|moment please|you (?:would like|want|asked|mentioned|said|need|wish|prefer)|regarding|can not (?:say|tell|confirm|share|see|promise|take|add|do|book|change|help))\b/;

/** Clauses of a plain sentence; each is asked or asserted on its own. */
export const clausesOf = (text: string): string[] =>
  text
    .split(
      /[,;:.!?]+ |\b(?:and|but|so) (?=(?:i|we|it|that|your|the|there|would|shall|do|may|can|is|qq)\b)|[.!?,;:]+$/,
    )
    .map((c) => c.trim())
    .filter(Boolean);

interface Done {
  what: string;
  says: RegExp;
  by: readonly ToolName[];
  holds?: (deed: Deed) => boolean;
}
const notes: readonly ToolName[] = [
  "create_request",
  "update_request",
  "report_lost_item",
  "take_message",
  "note_on_stay",
  "schedule_callback",
  "set_do_not_disturb",
  "save_preference",
  "raise_emergency",
  "join_waitlist",
  "set_wakeup",
];
const PERFECT =
  "(?:(?:is|are|was|were|has been|have been|have|i|we|got|just|being) (?:now |all |already |just |successfully |also |been |safely |officially |indeed )*)";
const existing: readonly ToolName[] = ["get_stay", "verify_guest"];

/** What is said to be done, and which results make it so. */
const deeds: readonly Done[] = [
  {
    what: "cancelled",
    says: new RegExp(
      `\\b${PERFECT}cancell?ed\\b|\\bcancellation (?:is|has been) (?:confirmed|done|complete\\w*|made)\\b`,
    ),
    by: ["commit_change", "cancel_wakeup", ...existing, "update_request"],
    holds: (d) =>
      d.tool === "commit_change"
        ? d.kind === "cancel"
        : existing.includes(d.tool)
          ? d.status === "cancelled"
          : true,
  },
  {
    what: "booked",
    says: new RegExp(
      `\\b${PERFECT}(?:booked|reserved|confirmed|secured)\\b|\\byou are (?:all )?(?:booked|confirmed|set)\\b|\\b(?:booking|reservation) (?:went|has gone|is) (?:through|complete|made|done|final)\\b|\\bbooking code is\\b`,
    ),
    by: ["book_stay", ...existing, "commit_change"],
    holds: (d) =>
      existing.includes(d.tool)
        ? d.status !== "cancelled"
        : d.tool === "commit_change"
          ? d.kind !== "cancel"
          : true,
  },
  {
    what: "changed",
    says: new RegExp(
      `\\b${PERFECT}(?:changed|moved|extended|shortened|switched|amended|updated|modified|rebooked|prolonged)\\b`,
    ),
    by: ["commit_change", "update_request", "set_wakeup", "note_on_stay"],
    holds: (d) => d.tool !== "commit_change" || d.kind !== "cancel",
  },
  { what: "upgraded", says: new RegExp(`\\b${PERFECT}upgraded\\b`), by: ["commit_change"] },
  {
    what: "added",
    says: new RegExp(
      `\\b${PERFECT}(?:added|included|put down)\\b(?= (?:breakfast|parking|a|an|the|your|that|it|to)\\b|$)`,
    ),
    by: [
      "quote_stay",
      "commit_change",
      "note_on_stay",
      "save_preference",
      "update_request",
      "join_waitlist",
      "book_stay",
      "get_policy",
      "ask_knowledge",
      "create_request",
    ],
  },
  {
    what: "sent",
    says: new RegExp(
      `\\b${PERFECT}(?:sent|texted|emailed|mailed)\\b|\\byou (?:will|should) (?:receive|get) (?:a|an|the|your) (?:\\w+ )?(?:email|confirmation|text|sms|message|link|call)\\b`,
    ),
    by: ["text_info", "send_otp", "book_stay", "commit_change", "schedule_callback"],
  },
  {
    what: "connected",
    says: /\b(?:connecting|transferring|putting|forwarding) (?:you|your call)\b|\b(?:have|am) (?:connected|transferred) you\b/,
    by: ["transfer_call"],
    holds: (d) => d.status !== "closed" && d.status !== "no_answer",
  },
  {
    what: "to the keypad",
    says: /\b(?:switching|moving|taking) (?:you|your call) (?:over )?to (?:the |a )?(?:keypad|payment)\b|\b(?:have|am) switched you to (?:the )?(?:keypad|payment)\b/,
    by: ["start_payment"],
  },
  {
    what: "recording",
    says: /\brecording (?:is|has been) (?:now )?(?:off|stopped|deleted|switched off|on|disabled)\b/,
    by: ["set_recording"],
  },
  { what: "listed", says: /\byou are (?:now )?on the (?:waiting|wait) ?list\b/, by: ["join_waitlist"] },
  {
    what: "wake-up set",
    says: /\bwake up call (?:is|has been) (?:now )?(?:set|booked|scheduled)\b|\b(?:i|we) (?:have )?set (?:a|your|the) wake up\b/,
    by: ["set_wakeup"],
  },
  {
    what: "checked in",
    says: /\b(?:are|have been|is) (?:now |all )*checked (?:in|out)\b|\bi (?:have )?checked you (?:in|out)\b/,
    by: [],
  },
  {
    what: "paid",
    says: new RegExp(
      `\\b${PERFECT}(?:paid|charged|refunded|credited|debited|waived|compensated)\\b|\\bpayment (?:is|has been|was|went) (?:\\w+ )?(?:received|complete|successful|through)\\b`,
    ),
    by: ["commit_change", "get_payment"],
    holds: (d) => (d.tool === "get_payment" ? d.status === "paid" : d.kind === "cancel"),
  },
  {
    what: "found",
    says: /\b(?:i|we) (?:have )?(?:found|located|see|have) your (?:booking|reservation)\b|\byou are (?:now )?verified\b/,
    by: existing,
  },
  {
    what: "item found",
    says: /\b(?:we|i|housekeeping|they) (?:have )?(?:found|located) (?:your|the|it)\b(?! (?:booking|reservation))|\b(?:was|has been|is) found\b/,
    by: [],
  },
  {
    what: "held",
    says: new RegExp(
      `\\b${PERFECT}(?:held|holding|on hold|blocked)\\b(?: (?:a|the|that|this|it|your|for)\\b|$)|\\bi am holding\\b`,
    ),
    by: ["quote_stay", "set_do_not_disturb", "note_on_stay"],
  },
  {
    what: "noted",
    says: new RegExp(
      `\\b${PERFECT}(?:logged|reported|recorded|registered|arranged|ordered|scheduled|requested|passed (?:it|that|this|your \\w+)? ?on|passed on|informed|notified|told|alerted|forwarded|noted|assigned|prepared|dispatched)\\b|\\bmessage (?:is|has been) (?:taken|delivered|left)\\b`,
    ),
    by: notes,
  },
  {
    what: "done",
    says: /\b(?:it is|that is|all|everything is|is all) (?:now )?(?:done|taken care of|settled|sorted|arranged|all set)\b|\btaken care of\b|^done\b|\b(?:i|we) (?:have )?(?:just )?(?:done|did) (?:that|it|this|so|everything)\b/,
    by: ["book_stay", "commit_change", ...notes, "text_info", "cancel_wakeup"],
  },
];

const NO_DENIAL = /\b(?:no (?:problem|worries|doubt|need)|not (?:at all|only))\b/g;

const RECEIVED: readonly ToolName[] = [
  "create_request",
  "update_request",
  "schedule_callback",
  "take_message",
  "get_request",
];
const promises: readonly { what: string; says: RegExp; by: readonly ToolName[] }[] = [
  {
    what: "on the way",
    says: /\bon (?:the|its|their|his|her|my) way\b|\bwill be (?:right )?(?:there|with you|up)\b|\b(?:is|are) coming (?:up|to you|over|right)\b/,
    by: [],
  },
  {
    what: "at once",
    says: /\b(?:right away|straight away|immediately|at once|asap|in no time|any minute|momentarily)\b/,
    by: [],
  },
  {
    what: "somebody acts",
    says: /\b(?:someone|somebody|housekeeping|maintenance|a colleague|the (?:manager|team|porter|desk|front desk|kitchen|restaurant)|they|a person|we|i) (?:will|is going to|are going to|am going to) (?:\w+ )?(?:bring|deliver|fix|repair|come|call (?:you|back)|contact|ring|reach out|get back|email|text|send|clean|replace|refund|drop|pick|upgrade|waive|reserve|arrange|hold|keep|prepare|take care|see to|look after|ensure|make sure)\b/,
    by: RECEIVED,
  },
  {
    what: "guarantee",
    says: /\b(?:i|we) (?:guarantee|promise|assure|give you my word)\b|\bguaranteed\b|\bdefinitely (?:get|have|be)\b|\bpromise you\b/,
    by: [],
  },
  {
    what: "best price",
    says: /\b(?:best|lowest|cheapest|special|unbeatable) (?:price|rate|deal|offer)s?\b/,
    by: [],
  },
];

/** What may only be said in words that are understood. */
const SELLS = /\b(?:bookings?|rooms?|price)\b/;

const PRESENCE = [
  /\b(?:mr|mrs|ms|miss|dr|mister|doctor)\.? \p{L}+ (?:\p{L}+ )?(?:is|has|was|left|arrived|checked|will|does|did|just)\b/u,
  /\b(?:he|she|they|the guest|that guest|that person|the person|your (?:wife|husband|friend|colleague|partner|brother|sister|mother|father|boss|son|daughter)) (?:is|are|has|have|was|were|just) (?:\p{L}+ )*(?:staying|here|in|checked|arrived|a guest|guests|with us|registered|out|expected|left|departed|asleep|back|gone|on the)\b/u,
  /\b(?:guest|booking|reservation|anyone|anybody|no one|nobody|one|somebody) (?:\p{L}+ )?(?:by|of|with|under|called|named) (?:that|this) name\b/u,
  /\b(?:is|are|staying|stays|was) (?:\p{L}+ )?in room\b/u,
  /\b(?:his|her|their) room (?:number )?(?:is|number)\b/u,
];
const PRIVATE =
  /\bcan not (?:\w+ )?(?:say|tell|confirm|share|give|disclose|see)\b|\bnever say\b|\bif (?:a|there|the|that|he|she|they|someone)\b|\bnot (?:able|allowed) to\b/;

const EMERGENCY = [
  /\b(?:i|we) (?:have |just |already |am )*(?:called|calling|phoned|phoning|dialled|contacted|contacting|alerted|alerting|informed|notified) (?:an |the |emergency |for an )*(?:ambulance|police|fire|firefighters|emergency|paramedics?|doctor|112|911|999|services)\b/,
  /\b(?:ambulance|police|firefighters?|fire brigade|fire department|paramedics?|emergency services|doctor|medics?) (?:is|are|has been|have been|will) (?:\w+ )*(?:coming|called|there|arriv\w*|here|informed|alerted|sent|dispatched|come|be)\b/,
  /\b(?:cpr|chest compressions?|tourniquet|aspirin|recovery position|mouth to mouth|apply pressure|put pressure|heimlich|fire extinguisher|give (?:him|her|them) (?:water|some|a|medicine|sugar)|induce vomiting)\b/,
  /\b(?:having|is|be|sounds like|looks like) (?:a |probably |just )*(?:heart attack|stroke|panic attack|concussion|broken bone|food poisoning|allerg\w+ reaction)\b/,
];
/** That the hotel's people were told. */
const ALARMED =
  /\b(?:our|the) (?:staff|team|security) (?:is|are|has been|have been) (?:alerted|informed|alarmed|notified)\b|\balarm (?:is|has been) (?:raised|sent)\b|\b(?:i|we) (?:have )?(?:alarmed|alerted) (?:our|the) (?:staff|team|security)\b/;
/** That somebody comes: only once a person has taken the alarm. */
const COMING =
  /\bhelp (?:is|will be) (?:coming|there|here|arriving|on (?:the|its|their) way)\b|\b(?:staff|team|security|somebody|someone|colleagues?|they|people|person) (?:is|are) (?:now |already )?(?:coming|on (?:the|its|their) way)\b|\b(?:has|have) taken the alarm\b/;

const FORBIDDEN = [
  /\b(?:read|tell|give|say) (?:me |us )?(?:your |the )?(?:full |whole |complete )?(?:card number|credit card|security code|cvv|cvc|passport number|social security|tax number)\b/,
];

const ROOM = /\b(?:rooms?|suites?|doubles?|twins?|singles?|accommodation|nights?)\b/;
const UNAVAILABLE =
  /\b(?:fully booked|sold out|booked out|booked up|no (?:more |other )?(?:rooms?|availability|vacanc\w+|suites?)|nothing (?:is )?(?:free|available|left)|not (?:have )?(?:any )?(?:available|free)|unavailable|no longer available|not have (?:any|a|one|rooms)|(?:is|are) full)\b/;
const AVAILABLE =
  /\b(?:is|are|have|has|still|got|one|two|three|four|five|several|rooms?|it) (?:\w+ ){0,4}(?:available|vacant|left)\b|\b(?:rooms?|suites?|doubles?|twins?|it|that) (?:is|are) (?:still |also |all )?free\b|\bavailability\b|\blast room\b|\b(?:can|could) (?:offer|give|get) you (?:a|the|one|our)\b|\b(?:have|has) (?:a|an|one|the|our|\w+) (?:free|open|vacant)\b|\b(?:have|has) (?:a|an|one|the|our|several|two|three) (?:\w+ ){0,3}(?:room|suite|double|twin|single)s? (?:\w+ )?(?:for you|for (?:those|these|your|that)|tonight|tomorrow|then|on (?:those|these|that|your|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/;
const FREE =
  /\bfree of charge\b|\bfor free\b|\bcomplimentary\b|\b(?:no|without) (?:extra |additional )?(?:charge|cost|fee|fees)\b|\bat no (?:extra |additional )?(?:cost|charge)\b|\bon the house\b|\bgratis\b|\bfree (?:breakfast|parking|wifi|cancellation|upgrade|shuttle|night|drink|spa|dinner|entry|use|late|early|child|cot)\b|\bcosts? nothing\b|\b(?:is|are|stays?) (?:also |all |completely |absolutely )?free(?=$| (?:in|at|for (?:all|guests|everyone|children|kids)|here|too|with us|up))|\b(?:is|are|comes?) (?:also |all |always )?included\b|\b(?:includes?|including) (?:a |the |free )?(?:breakfast|parking|dinner|spa|taxes|tax)\b|\bfull refund\b|\bfully refundable\b/;

/** Things that are said of every house in passing; only a rule about them is a claim. */
const WEAK = new Set([
  "check-in",
  "check-out",
  "cancellation",
  "station",
  "child",
  "desk",
  "luggage",
  "lost property",
  "meeting room",
  "restaurant",
  "loyalty",
  "doctor",
  "safe",
  "bar",
  "age",
  "tax",
  "deposit",
  "stars",
]);
const RULE =
  /\b(?:free|possible|allowed|any ?time|until|included|welcome|fees?|available|open|opens|closed|closes|minutes|metres|accept\w*|guarantee\w*|permitted|refund\w*|is from|are from|we have|has|there (?:is|are)|offers?|near|next to|right by|walk|earn|get|not|no)\b/;

/** Everything a sentence states, clause by clause. `answering` holds topics of the guest's yes-or-no question. */
export function statementsIn(text: string, answering: readonly string[] = [], foreign = false): Statement[] {
  const asks = text.includes("?");
  const found: Statement[] = [];
  const add = (kind: Statement["kind"], what: string, clause: string): void => {
    found.push({ kind, what, clause });
  };
  const clauses = clausesOf(text);
  for (const [i, said] of clauses.entries()) {
    const clause = foreign ? inOrder(said) : said;
    for (const regex of EMERGENCY) if (regex.test(clause)) add("emergency", "help", clause);
    for (const regex of FORBIDDEN)
      if (regex.test(clause) && !/\bnot (?:read|tell|give|say)\b/.test(clause))
        add("forbidden", "number", clause);
    if (ALARMED.test(clause)) add("promise", "alarm", clause);
    if (COMING.test(clause)) add("promise", "help", clause);
    if (!PRIVATE.test(text))
      for (const regex of PRESENCE) if (regex.test(clause)) add("presence", "guest", clause);
    const asked = foreign
      ? text.endsWith("?") && asksHere(clause, i === clauses.length - 1)
      : INTERROGATIVE.test(clause);
    const question = asks && (asked || !VERB.test(clause));
    if (question || CONDITIONAL.test(clause)) continue;
    const denied = denies(clause.replace(NO_DENIAL, "")) || /\bnothing\b/.test(clause);
    if (!denied)
      for (const { what, says } of deeds)
        if (says.test(clause) && !UNAVAILABLE.test(clause)) add("done", what, clause);
    if (!denied) for (const { what, says } of promises) if (says.test(clause)) add("promise", what, clause);
    const topics = topicsIn(clause);
    if (UNAVAILABLE.test(clause) && (ROOM.test(clause) || topics.length === 0))
      add("unavailable", "room", clause);
    else if (AVAILABLE.test(clause) && !denied && (ROOM.test(clause) || topics.length === 0))
      add("available", "room", clause);
    if (
      FREE.test(clause) &&
      (!denied || /\b(?:no|without|at no) (?:extra |additional )?(?:charge|cost|fees?)\b/.test(clause))
    )
      add("free", topics[0]?.topic ?? "", clause);
    if (OPEN_WORDS.test(clause)) continue;
    if (
      foreign &&
      !denied &&
      SELLS.test(clause) &&
      /\bzz\b/.test(clause) &&
      !found.some((f) => f.clause === clause)
    )
      add("unread", "", clause);
    for (const { topic } of topics) if (!WEAK.has(topic) || RULE.test(clause)) add("house", topic, clause);
    if (
      i === 0 &&
      /^(?:yes|yeah|yep|of course|certainly|absolutely|sure|indeed|no|we do|it is|there is)\b/.test(clause) &&
      topics.length === 0 &&
      !OPEN_WORDS.test(text) &&
      !asks
    )
      for (const topic of answering) add("house", topic, clause);
  }
  return found;
}

/** The deeds behind a statement that something is done or promised; undefined when there are none. */
export function deedBehind(ledger: Ledger, statement: Statement): Deed | undefined {
  if (statement.kind === "promise") {
    if (statement.what === "alarm") return last(ledger, ["raise_emergency"]);
    if (statement.what === "help") return last(ledger, ["raise_emergency"], (d) => d.status === "taken");
    const by = promises.find((p) => p.what === statement.what)?.by ?? [];
    return last(ledger, by);
  }
  const done = deeds.find((d) => d.what === statement.what);
  const wake = /\bwake up\b/.test(statement.clause);
  const by =
    statement.what === "cancelled"
      ? wake
        ? (["cancel_wakeup"] as const)
        : (done?.by ?? []).filter((t) => t !== "cancel_wakeup")
      : (done?.by ?? []);
  return last(ledger, by, done?.holds);
}

const last = (
  ledger: Ledger,
  by: readonly ToolName[],
  holds: (deed: Deed) => boolean = () => true,
): Deed | undefined => ledger.deeds.findLast((d) => d.ok && by.includes(d.tool) && holds(d));

/** Topics a yes-or-no question of the guest is about. */
export const askedTopics = (guest: string): string[] =>
  /\?|^(?:and |so )?(?:do|does|is|are|can|could|may|have|has|will|would)\b|\b(?:do you|is there|are there|can i|may i|is it)\b/.test(
    guest,
  )
    ? topicsIn(guest).map((hit) => hit.topic)
    : [];
