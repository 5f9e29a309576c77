import { advanceBooking, hearBooking } from "../goals/booking";
import { advanceEmergency, newEmergency } from "../goals/emergency";
import { advanceForm } from "../goals/form-effects";
import { hearForm } from "../goals/forms";
import { type FormName, newForm } from "../goals/new-form";
import { offerPayment } from "../goals/pay";
import { answerQuestion, settleText } from "../goals/question";
import { advanceStay, hearStay } from "../goals/stay";
import { advanceTransfer } from "../goals/transfer";
import { asksEvents } from "../nlu/questions";
import type { Understanding } from "../nlu/understand";
import { handleMeta, handleMiss, handleSecret, sayGoodbye } from "./meta";
import { type FormGoal, type Goal, newBooking, newStayGoal, type StayGoal } from "./state";
import type { Turn } from "./turn";
import { followLanguage, handleUnspoken } from "./unspoken";

/** Below this a spoken turn is treated as not heard. */
const HEARD = 0.35;
/** Fields whose answer is the guest's own words: nothing in them is a new wish. */
const FREE_TEXT = new Set(["text", "what", "item", "where", "recipient", "place", "preference"]);

const bookingContent = ({ stay, party, roomTypes }: Understanding): boolean =>
  stay.arrival !== undefined ||
  stay.departure !== undefined ||
  stay.nights !== undefined ||
  party.adults !== undefined ||
  roomTypes.length > 0;

function requestForm(u: Understanding): FormGoal {
  const request = u.request as NonNullable<Understanding["request"]>;
  const form = newForm(request.kind === "complaint" ? "complaint" : "request");
  form.requestKind = request.kind;
  if (request.urgency) form.urgency = request.urgency;
  if (request.items) form.items = request.items;
  const vague = request.kind === "complaint" && u.text.split(" ").length < 7;
  if (request.items && u.foreign) form.values.said = u.raw.slice(0, 300);
  if (request.items) form.values.what = request.items.map((i) => `${i.qty} ${i.item}`).join(" and ");
  else if (!vague)
    form.values.what = u.raw
      .trim()
      .replace(
        /^(?:(?:yes|hi|hello|hey|please|good (?:morning|afternoon|evening)|this is [\p{L}' -]+? (?:from|in) room [\d ]+)[,.! ]*)+/iu,
        "",
      )
      .slice(0, 300);
  return form;
}

const forms: Partial<Record<Understanding["intents"][number], FormName>> = {
  wakeup: "wakeup",
  wakeup_cancel: "wakeup_cancel",
  dnd: "dnd",
  message: "message",
  lost: "lost",
  callback: "callback",
  request_status: "status",
  request_cancel: "withdraw",
};
const stays: Partial<Record<Understanding["intents"][number], StayGoal["want"]>> = {
  cancel: "cancel",
  change: "change",
  find: "tell",
  note_late: "late",
  messages: "messages",
  reinstate: "reinstate",
  check_out: "checkout",
  preference: "preference",
  profile: "profile",
  pay: "pay",
};

/** The goals an utterance opens, in the order in which they are worked on. */
export function newGoals(t: Turn): Goal[] {
  const { u, state } = t;
  const current = t.goal;
  const goals: Goal[] = [];
  for (const intent of u.intents) {
    const form = forms[intent];
    if (form && !(current?.kind === "form" && current.form === form)) goals.push(newForm(form));
    const want = stays[intent];
    if (!want || (want === "cancel" && u.hotelQuestion?.topic === "cancellation")) continue;
    if (
      current?.kind === "stay" ||
      (current?.kind === "booking" &&
        want !== "tell" &&
        want !== "reinstate" &&
        want !== "checkout" &&
        state.stays.length === 0 &&
        !/\b(?:my|existing|already|other)\b.*\b(?:booking|reservation)\b/.test(u.text))
    )
      continue;
    goals.push(newStayGoal(want));
  }
  if (
    u.request &&
    !goals.length &&
    !(
      current?.kind === "form" &&
      (current.form === "request" || current.form === "complaint" || current.form === "lost")
    )
  )
    goals.push(requestForm(u));
  const wantsRoom =
    u.intents.includes("book") || u.intents.includes("availability") || u.intents.includes("rate_code");
  const priced = u.intents.includes("cheaper") && !current;
  const only =
    !current &&
    !asksEvents(u.text) &&
    goals.length === 0 &&
    !u.hotelQuestion &&
    (u.stay.arrival !== undefined || u.roomTypes.length > 0 || (u.stay.nights ?? 0) > 0);
  if (
    (wantsRoom || only || priced) &&
    current?.kind !== "booking" &&
    current?.kind !== "stay" &&
    !goals.some((g) => g.kind === "stay") &&
    !(u.hotelQuestion?.topic && !bookingContent(u)) &&
    !(u.request && !bookingContent(u))
  ) {
    if (!(u.request && goals.length && !u.stay.arrival)) goals.push(newBooking());
  }
  return goals;
}

/** "Can you add parking?" and "something with a sea view?" change a booking; they ask nothing of the house. */
const wishes = ({ u }: Turn, current: Goal | undefined): boolean =>
  current?.kind === "booking" &&
  ((u.extras.length > 0 && /\b(?:add|include|put)\b/.test(u.text)) || Object.keys(u.must).length > 0);

/** The same question three times without an answer: somebody else should help. */
function stuck(t: Turn, used: boolean): boolean {
  const { pending } = t.state;
  if (!pending || pending.asked < 3 || used) return false;
  if (pending.expect.kind === "yes_no" && (t.u.answer === "yes" || t.u.answer === "no")) return false;
  t.state.misses = 2;
  return true;
}

/** A yes where a date, a number or a time was asked for says nothing. */
const saysNothing = (t: Turn, used: boolean): boolean =>
  !used &&
  (t.u.answer === "yes" || t.u.answer === "hedge") &&
  ["date", "nights", "party", "time"].includes(t.state.pending?.expect.kind ?? "");

async function hear(t: Turn, goal: Goal): Promise<boolean> {
  if (goal.kind === "booking") return hearBooking(t, goal);
  const before = JSON.stringify([goal, t.state]);
  if (goal.kind === "stay") await hearStay(t, goal);
  if (goal.kind === "form") hearForm(t, goal);
  return before !== JSON.stringify([goal, t.state]);
}

async function advance(t: Turn, goal: Goal): Promise<void> {
  switch (goal.kind) {
    case "booking":
      return advanceBooking(t, goal);
    case "stay":
      return advanceStay(t, goal);
    case "form":
      return advanceForm(t, goal);
    case "transfer":
      return advanceTransfer(t, goal);
    case "emergency":
      return advanceEmergency(t, goal);
  }
}

/** Works down the agenda until a question is open or nothing is left, then asks what else. */
async function carryOn(t: Turn): Promise<void> {
  for (let guard = 0; guard < 4 && t.goal && !t.end; guard++) {
    const goal = t.goal;
    if (guard > 0) t.u = emptied(t.u);
    await advance(t, goal);
    if (t.goal === goal || t.state.pending) return;
  }
  if (!t.end && !t.state.pending && t.state.payLater) return offerPayment(t);
  if (!t.end && !t.state.pending) t.ask("more", t.phrase("anythingElse"), { kind: "open" });
}

/** For a goal that goes on after another is done: it hears nothing new in this turn. */
const emptied = (u: Understanding): Understanding => {
  const { answer: _answer, choice: _choice, ...rest } = u;
  return {
    ...rest,
    intents: [],
    stay: { issues: [] },
    party: {},
    roomTypes: [],
    extras: [],
    must: {},
    text: "",
    question: false,
  };
};

async function atRest(t: Turn): Promise<boolean> {
  const { u, state } = t;
  const field = state.pending?.field;
  const done =
    u.intents.includes("goodbye") ||
    (field === "more" && (u.answer === "no" || u.intents.includes("thanks")));
  if (
    done &&
    (!t.goal || u.intents.includes("goodbye")) &&
    !u.request &&
    !bookingContent(u) &&
    !u.hotelQuestion &&
    newGoals(t).length === 0
  ) {
    if (
      t.goal &&
      field !== "open" &&
      /^(?:no|that is (?:all|it|everything))\b/.test(u.text) &&
      !/\bbye\b/.test(u.text) &&
      t.goal.kind !== "emergency"
    )
      return false;
    await sayGoodbye(t, "done");
    return true;
  }
  if (
    field === "more" &&
    u.answer === "yes" &&
    !u.intents.some((i) => i !== "thanks" && i !== "greeting") &&
    !bookingContent(u) &&
    !u.request &&
    !u.hotelQuestion
  ) {
    t.ask("open", t.phrase("howCanIHelp"), { kind: "open" });
    return true;
  }
  return false;
}

/** A refusal of the offered message or a change of the waiting offer to talk to a person. */
function declined(t: Turn): boolean {
  const field = t.state.pending?.field;
  if (
    (field === "messageOffer" || field === "callbackOffer" || field === "later") &&
    t.u.answer === "no" &&
    t.u.intents.every((i) => ["goodbye", "thanks"].includes(i))
  ) {
    if (t.goal && field !== "later") t.finish(t.goal);
    else if (t.goal) t.finish(t.goal);
    t.ask("more", t.phrase("anythingElse"), { kind: "open" });
    return true;
  }
  return false;
}

function laterAccepted(t: Turn): void {
  if (t.state.pending?.field !== "later" || t.u.answer !== "yes") return;
  const open = t.goal;
  const form = newForm("callback");
  if (open?.kind === "booking")
    Object.assign(form.values, {
      topic: "unfinished_booking",
      what: `Unfinished booking: ${open.arrival ?? "?"}, ${open.nights ?? open.departure ?? "?"}, ${open.adults ?? "?"} adults`,
    });
  else form.values.what = "The system was away.";
  if (open) t.finish(open);
  t.push(form);
}

/** "The first one", "the cheaper one", "the one with the view": of the rooms named so far. */
function chooseNamed(t: Turn, field: string): void {
  const { u, state, goal } = t;
  if (
    state.named.length === 0 ||
    u.roomTypes.length > 0 ||
    !/^(?:offer|instead|open|more|option|)$/.test(field)
  )
    return;
  if (goal && goal.kind !== "booking") return;
  const named = t.opening.roomTypes.filter((r) => state.named.includes(r.code));
  const offered = goal?.offers.filter((o) => state.named.includes(o.roomTypeCode)) ?? [];
  const feature =
    /\b(?:one|1|room) with (?:the |a )?(?:\w+ )?(view|balcony|terrace|garden|sea|lake|suite|sofa)\b/.exec(
      u.text,
    )?.[1];
  const code =
    u.choice !== undefined
      ? state.named.at(u.choice > 0 ? u.choice - 1 : -1)
      : /\bcheape[rs]t? (?:one|1|room)\b/.test(u.text) && offered.length > 1
        ? [...offered].sort((a, b) => a.total - b.total)[0]?.roomTypeCode
        : feature
          ? named.find((r) => `${r.name} ${r.beds}`.toLowerCase().includes(feature))?.code
          : undefined;
  if (!code) return;
  u.roomTypes = [code];
  u.intents = u.intents.filter((intent) => intent !== "cheaper" && intent !== "alternatives");
  if (goal?.quote?.roomTypeCode === code && !u.answer) u.answer = "yes";
  if (goal) goal.refused = goal.refused.filter((refused) => refused !== code);
}

const dropsBooking = (t: Turn): boolean =>
  t.goal?.kind === "booking" &&
  /\b(?:cancel (?:that|this|it|the booking|everything)|never mind|nevermind|forget (?:it|about it)|do not (?:want|need) (?:it|the room|a room)|leave it)\b/.test(
    t.u.text,
  ) &&
  !bookingContent(t.u);

/** One guest turn: danger first, then what belongs to no goal, then the goals of the call. */
export async function handleTurn(t: Turn): Promise<void> {
  const { state, guest } = t;
  if (state.ended) return;
  const field = state.pending?.field ?? "";
  if (!FREE_TEXT.has(field)) await followLanguage(t);
  const { u } = t;
  if (t.goal?.kind === "emergency" || u.emergency) {
    if (t.goal?.kind !== "emergency") t.push(newEmergency(u.emergency ?? "medical"));
    return carryOn(t);
  }
  if ((u.text === "" && !u.secret) || (guest?.source === "speech" && guest.confidence < HEARD))
    return handleMiss(t);
  if (await handleUnspoken(t)) return;
  if (await handleSecret(t)) return;
  chooseNamed(t, field);
  const free = FREE_TEXT.has(field) && !u.intents.includes("goodbye");
  if (!free && (await handleMeta(t))) return;
  if (await settleText(t)) return carryOn(t);
  if (await atRest(t)) return;
  if (declined(t)) return;
  laterAccepted(t);
  if (dropsBooking(t) && t.goal) {
    t.finish(t.goal);
    t.say(t.phrase("keptAside"));
    return carryOn(t);
  }
  const goals = free ? [] : newGoals(t);
  const current = t.goal;
  const contact = /^(?:name\w*|surname|spell|phone\w*|email\w*)$/.test(field);
  const used = current && !(contact && goals.length > 0) ? await hear(t, current) : false;
  const answered =
    !free &&
    !(current && used && !u.question) &&
    (!bookingContent(u) || u.question) &&
    !goals.some((g) => g.kind === "stay" && g.want === "pay") &&
    !goals.some((g) => g.kind === "booking" || (g.kind === "form" && /^(?:status|withdraw)$/.test(g.form))) &&
    !u.request &&
    !wishes(t, current)
      ? await answerQuestion(t)
      : false;
  for (const goal of [...goals].reverse()) {
    if (goal.kind === "form" && u.intents.includes("callback") && current?.kind === "transfer")
      t.finish(current);
    t.push(goal);
    await hear(t, goal);
  }
  if (answered && goals.length === 0) {
    state.misses = 0;
    if (t.said.at(-1)?.text.endsWith("?")) return;
    return current
      ? used || u.answer === "yes"
        ? carryOn(t)
        : t.reask()
      : t.ask("more", t.phrase("anythingElse"), { kind: "open" });
  }
  const understood =
    used ||
    bookingContent(u) ||
    goals.length > 0 ||
    u.answer !== undefined ||
    u.choice !== undefined ||
    u.stay.issues.length > 0 ||
    u.intents.some((i) => i !== "greeting");
  if (!t.goal) {
    if (u.intents.includes("greeting") || u.intents.includes("thanks")) {
      t.say(u.intents.includes("thanks") ? t.phrase("welcome") : "");
      return t.ask("open", t.phrase("howCanIHelp"), { kind: "open" });
    }
    if (field === "more" && u.answer === "no") return sayGoodbye(t, "done");
    if (u.question && u.text.split(" ").length > 3) {
      t.u = { ...u, hotelQuestion: {} };
      await answerQuestion(t);
      return t.state.pending?.field === "callbackOffer"
        ? undefined
        : t.ask("more", t.phrase("anythingElse"), { kind: "open" });
    }
    return handleMiss(t);
  }
  if (goals.length === 0 && t.goal.kind !== "transfer" && stuck(t, used)) return handleMiss(t);
  // An offer of a person that is not understood is put once more, and then no more.
  if (t.goal.kind === "transfer" && !understood && field === "transfer" && (state.pending?.asked ?? 0) >= 3) {
    state.misses = 2;
    return handleMiss(t);
  }
  if (
    (!understood || saysNothing(t, used || bookingContent(u) || u.stay.issues.length > 0)) &&
    t.goal.kind !== "transfer" &&
    !/^(?:name|surname|spell|phone|phoneMore|\w+Sign|emailSpell|rateCode|otpCode|factor:\w+)$/.test(field)
  )
    return handleMiss(t);
  state.misses = 0;
  if (goals.some((g) => g.kind === "form" && g.form === "complaint") && !state.complained) {
    state.complained = true;
    t.say(t.phrase("sorryAck"));
  }
  return carryOn(t);
}
