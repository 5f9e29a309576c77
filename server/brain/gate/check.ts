import { addDays, type PlainDate } from "@/server/kernel/dates";
import { decimals } from "@/server/kernel/money";
import { spokenIn } from "@/server/kernel/spoken";
import { type Backing, type Deed, dateOf, type Ledger } from "./facts";
import { askedTopics, deedBehind, type Statement, statementsIn } from "./statements";
import { denies, type TopicHit, topicsIn } from "./topics";
import { type DateValue, type MoneyValue, type Value, valuesIn } from "./values";
import { plain } from "./words";

export interface GateContext {
  /** The hotel's business date. */
  today: PlainDate;
  /** ISO code: the only currency that is spoken. */
  currency: string;
  language: string;
  /** Names of the room types, as facts name them. */
  roomTypes: readonly string[];
  /** The guest's last words. */
  question?: string;
}

export type ClaimKind = "price" | "date" | "time" | "code" | "count" | Statement["kind"];
export interface Claim {
  kind: ClaimKind;
  /** The words that have nothing behind them. */
  words: string;
}

export type Verdict =
  /** May be said, with figures in spoken form. */
  | { ok: true; text: string; facts: string[] }
  /** May not. `rewritten` is the sentence with the one right value in place of each wrong one, when there is one. */
  | { ok: false; claims: Claim[]; rewritten?: { text: string; facts: string[] } };

interface Edit {
  start: number;
  end: number;
  text: string;
}
interface Judged {
  ids: readonly string[];
  edits: Edit[];
  claims: Claim[];
  /** Claims that have no single right value. */
  lost: boolean;
}

/** Whether a sentence may be spoken: every claim in it needs a fact of this call. Pure. */
export function checkSentence(sentence: string, ledger: Ledger, context: GateContext): Verdict {
  const text = plain(sentence);
  const verbatim = ledger.backings.find((b) => b.exact === text && b.source === "tool");
  if (verbatim) return { ok: true, text: sentence, facts: [...verbatim.ids] };
  const topics = topicsIn(text);
  const room = context.roomTypes.map(plain).filter((name) => text.includes(name));
  const judged: Judged = { ids: [], edits: [], claims: [], lost: false };
  const ids = new Set<string>();
  const values = valuesIn(sentence);
  for (const value of values) {
    const words = sentence.slice(value.start, value.end);
    const result = judgeValue(value, values, { sentence, text, topics, room, ledger, context });
    if (result.ok) {
      for (const id of result.backing?.ids ?? []) ids.add(id);
      if (result.say && result.say !== words)
        judged.edits.push({ start: value.start, end: value.end, text: result.say });
      continue;
    }
    judged.claims.push({ kind: value.kind === "money" ? "price" : value.kind, words });
    if (result.right) {
      for (const id of result.right.ids) ids.add(id);
      judged.edits.push({ start: value.start, end: value.end, text: result.right.say });
    } else judged.lost = true;
  }
  const answering = context.question ? askedTopics(plain(context.question)) : [];
  for (const statement of statementsIn(text, answering)) {
    const backing = judgeStatement(statement, ledger, room);
    if (backing) for (const id of backing.ids.slice(0, 4)) ids.add(id);
    else {
      judged.claims.push({ kind: statement.kind, words: statement.clause });
      judged.lost = true;
    }
  }
  const edited = { text: apply(sentence, judged.edits), facts: [...ids] };
  if (judged.claims.length === 0) return { ok: true, ...edited };
  return judged.lost
    ? { ok: false, claims: judged.claims }
    : { ok: false, claims: judged.claims, rewritten: edited };
}

function apply(sentence: string, edits: readonly Edit[]): string {
  let text = sentence;
  for (const { start, end, text: say } of [...edits].sort((a, b) => b.start - a.start))
    text =
      text.slice(0, start) +
      (start === 0 ? say.replace(/^\p{Ll}/u, (c) => c.toUpperCase()) : say) +
      text.slice(end);
  return text;
}

interface Scene {
  sentence: string;
  text: string;
  topics: readonly TopicHit[];
  /** Room types the sentence names. */
  room: readonly string[];
  ledger: Ledger;
  context: GateContext;
}
type Judgement =
  | { ok: true; backing?: Backing; say?: string }
  | { ok: false; right?: { say: string; ids: readonly string[] } };

function judgeValue(value: Value, all: readonly Value[], scene: Scene): Judgement {
  switch (value.kind) {
    case "money":
      return judgeMoney(value, scene);
    case "date":
      return judgeDate(value, all, scene);
    case "time":
      return judgeTime(value, scene);
    case "code":
      return judgeCode(value.code, scene);
    case "count":
      return judgeCount(value, scene);
  }
}

/** The topic nearest before a place in the sentence, else the first after it; "with breakfast" is no topic of a price. */
function topicAt(scene: Scene, start: number): string | undefined {
  const place = plain(scene.sentence.slice(0, start)).length;
  const own = scene.topics.filter(
    (hit) => !/\b(?:with|including|plus|without) (?:the |a )?$/.test(scene.text.slice(0, hit.at)),
  );
  return (own.findLast((hit) => hit.at < place) ?? own[0])?.topic;
}

/** A fact that is nothing but the amount is said in its own words. */
const sayMoney = (value: MoneyValue, backing: Backing, { context }: Scene): string => {
  if (backing.bare && backing.spoken) return backing.spoken;
  const amount = Math.round((value.hundredths * 10 ** decimals(context.currency)) / 100);
  return spokenIn(context.language).money({ amount, currency: context.currency });
};

function fitsRole(claim: MoneyValue, fact: MoneyValue): boolean {
  if (!claim.role || !fact.role || claim.role === fact.role) return true;
  if (fact.role === "item") return ["per_night", "per_person", "difference"].includes(claim.role);
  return (
    (claim.role === "total" && fact.role === "due") || (claim.role === "difference" && fact.role === "fee")
  );
}

/** The fact's thing is the claim's thing: by topic, and by room type where one is named. */
function fitsTopic(
  claim: MoneyValue,
  backing: Backing,
  topic: string | undefined,
  room: readonly string[],
): boolean {
  if (room.length > 0 && backing.label && !room.includes(backing.label)) return false;
  const stays = backing.topics.length === 0;
  if (!topic || topic === "check-in" || topic === "check-out" || topic === "tax")
    return stays || room.length === 0;
  if (backing.topics.includes(topic)) return true;
  return (
    stays &&
    (claim.role === "total" || claim.role === "due" || topic === "cancellation" || backing.name === "price")
  );
}

/** An offer's price is out of date once its room is quoted with what goes with it. */
const superseded = (backing: Backing, { ledger, text }: Scene): boolean =>
  backing.label !== undefined &&
  !text.includes("without") &&
  ledger.deeds.some((d) => d.tool === "search_rooms" && d.seq === backing.seq) &&
  ledger.deeds.some(
    (d) =>
      d.tool === "quote_stay" && d.ok && d.seq > backing.seq && d.labels.includes(backing.label as string),
  );

function judgeMoney(value: MoneyValue, scene: Scene): Judgement {
  const { ledger, context, room } = scene;
  const topic = topicAt(scene, value.start);
  const own = value.currencies.length === 0 || value.currencies.includes(context.currency);
  const priced = ledger.backings.flatMap((backing) =>
    backing.source !== "tool"
      ? []
      : backing.values.flatMap((v) => (v.kind === "money" ? [{ backing, v }] : [])),
  );
  const fits = priced
    .filter(({ backing }) => !superseded(backing, scene))
    .filter(({ backing, v }) => fitsRole(value, v) && fitsTopic(value, backing, topic, room));
  const hit = own
    ? (fits.findLast(({ v, backing }) => v.hundredths === value.hundredths && backing.ids.length > 0) ??
      fits.findLast(({ v }) => v.hundredths === value.hundredths))
    : undefined;
  if (hit) return { ok: true, backing: hit.backing, say: sayMoney(hit.v, hit.backing, scene) };
  // The newest result that has a price of this role decides; two different ones leave no single right value.
  const candidates =
    value.role || room.length > 0
      ? fits.filter(
          ({ v, backing }) =>
            backing.ids.length > 0 && (value.role === undefined ? v.role === "total" : v.role === value.role),
        )
      : [];
  const newest = candidates.filter(({ backing }) => backing.seq === candidates.at(-1)?.backing.seq);
  const [right] = newest;
  return right && new Set(newest.map(({ v }) => v.hundredths)).size === 1
    ? { ok: false, right: { say: sayMoney(right.v, right.backing, scene), ids: right.backing.ids } }
    : { ok: false };
}

const agrees = (
  claim: DateValue,
  fact: DateValue,
  parts: readonly ("weekday" | "day" | "month" | "year")[],
): boolean => parts.every((part) => claim[part] === undefined || claim[part] === fact[part]);
const iso = (d: DateValue): string =>
  `${d.year}-${String(d.month).padStart(2, "0")}-${String(d.day).padStart(2, "0")}`;

function judgeDate(claim: DateValue, all: readonly Value[], scene: Scene): Judgement {
  const { ledger, context } = scene;
  const value =
    claim.relative === undefined
      ? borrowMonth(claim, all)
      : { ...dateOf(addDays(context.today, claim.relative)), ...(claim.role ? { role: claim.role } : {}) };
  if (claim.relative === 0) return { ok: true };
  const dated = ledger.backings.flatMap((backing) =>
    backing.values.flatMap((v) => (v.kind === "date" && v.year && v.month && v.day ? [{ backing, v }] : [])),
  );
  const speak = (d: DateValue): string => spokenIn(context.language).date(iso(d), context.today);
  const same = dated.filter(({ v }) => agrees(value, v, ["weekday", "day", "month", "year"]));
  // Where a result says which end of the stay a day is, the caller's bare mention of it does not undo that.
  const told = same.some(({ v }) => v.role !== undefined);
  const roleOk = same.filter(({ v }) => !value.role || (!v.role && !told) || v.role === value.role);
  const hit = roleOk.findLast(({ backing }) => backing.ids.length > 0) ?? roleOk.at(-1);
  const written = /\d/.test(scene.sentence.slice(claim.start, claim.end));
  if (hit) return { ok: true, backing: hit.backing, ...(written ? { say: speak(hit.v) } : {}) };
  const sure = (list: typeof dated): Judgement => {
    const days = new Map(list.map((entry) => [iso(entry.v), entry]));
    const [only] = days.values();
    return days.size === 1 && only
      ? { ok: false, right: { say: speak(only.v), ids: only.backing.ids } }
      : { ok: false };
  };
  // The day is right and its weekday is not.
  if (same.length === 0 && value.day && value.month) {
    const off = dated.filter(({ v }) => agrees(value, v, ["day", "month", "year"]));
    if (off.length > 0) return sure(off);
  }
  const role = value.role
    ? dated.filter(({ v, backing }) => v.role === value.role && backing.ids.length > 0)
    : [];
  return sure(role.filter(({ backing }) => backing.seq === role.at(-1)?.backing.seq));
}

/** "Thursday the fifth to Sunday the eighth of March": the first end has the month of the second. */
function borrowMonth(claim: DateValue, all: readonly Value[]): DateValue {
  if (claim.month || !claim.day) return claim;
  const next = all.find(
    (v): v is DateValue => v.kind === "date" && v.start > claim.end && v.month !== undefined,
  );
  return next?.month ? { ...claim, month: next.month, ...(next.year ? { year: next.year } : {}) } : claim;
}

const sayTime = (minutes: number, scene: Scene): string =>
  spokenIn(scene.context.language).time(
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`,
  );

const OPENING = /\b(?:open\w*|closes?|closed|served|until|from)\b/;

function judgeTime(value: Extract<Value, { kind: "time" }>, scene: Scene): Judgement {
  const topic = topicAt(scene, value.start);
  const timed = scene.ledger.backings.flatMap((backing) =>
    backing.values.flatMap((v) => (v.kind === "time" ? [{ backing, v }] : [])),
  );
  // The caller's own time may be said back, but it is no opening hour.
  const fits = timed.filter(({ backing }) =>
    backing.source === "guest"
      ? (!topic || topic === "check-in" || topic === "check-out") && !OPENING.test(scene.text)
      : !topic || backing.topics.includes(topic) || backing.source === "tried",
  );
  const hit = fits.findLast(({ v }) => v.minutes.some((m) => value.minutes.includes(m)));
  const written = /\d/.test(scene.sentence.slice(value.start, value.end));
  if (hit) {
    const [minutes] = hit.v.minutes.filter((m) => value.minutes.includes(m));
    return {
      ok: true,
      backing: hit.backing,
      ...(written && minutes !== undefined ? { say: sayTime(minutes, scene) } : {}),
    };
  }
  const times = new Set(
    fits
      .filter(({ backing }) => backing.source !== "guest")
      .flatMap(({ v }) => (v.minutes.length === 1 ? v.minutes : [])),
  );
  const [only] = times;
  const backing = fits.findLast(({ v }) => only !== undefined && v.minutes[0] === only)?.backing;
  return topic && times.size === 1 && only !== undefined && backing
    ? { ok: false, right: { say: sayTime(only, scene), ids: backing.ids } }
    : { ok: false };
}

function judgeCode(code: string, scene: Scene): Judgement {
  const coded = scene.ledger.backings.flatMap((backing) =>
    backing.values.flatMap((v) => (v.kind === "code" ? [{ backing, v }] : [])),
  );
  const onlyDigits = /^\d+$/.test(code);
  const own = onlyDigits
    ? coded.findLast(({ v }) => v.code.endsWith(code) || v.code.replace(/\D/g, "").includes(code))
    : coded.findLast(({ v }) => v.code === code);
  if (own)
    return {
      ok: true,
      backing: own.backing,
      ...(onlyDigits ? {} : { say: spokenIn(scene.context.language).code(code) }),
    };
  if (onlyDigits) return { ok: false };
  const given = coded.filter(
    ({ backing, v }) => backing.source === "tool" && backing.ids.length > 0 && /[A-Z]/.test(v.code),
  );
  const [right] = given;
  return right && new Set(given.map(({ v }) => v.code)).size === 1
    ? {
        ok: false,
        right: { say: spokenIn(scene.context.language).code(right.v.code), ids: right.backing.ids },
      }
    : { ok: false };
}

/** Units that only the house can vouch for; the rest may be said back to the guest who said it. */
const HOUSE_UNITS = new Set([
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "percent",
  "metre",
  "kilometre",
  "star",
  "floor",
  "year",
]);

function judgeCount(value: Extract<Value, { kind: "count" }>, scene: Scene): Judgement {
  const { unit } = value;
  const person = ["adult", "person", "child"].includes(unit);
  const counts = scene.ledger.backings.flatMap((backing) =>
    backing.values.flatMap((v) => (v.kind === "count" || v.kind === "code" ? [{ backing, v }] : [])),
  );
  const hit = counts.findLast(({ backing, v }) => {
    if (HOUSE_UNITS.has(unit) && backing.source === "guest") return false;
    if (v.kind === "code") return unit === "" && Number(v.code) === value.value;
    if (v.value !== value.value) return false;
    return (
      v.unit === unit ||
      (v.unit === "" && !HOUSE_UNITS.has(unit)) ||
      unit === "" ||
      (person && ["adult", "person", "child"].includes(v.unit))
    );
  });
  const written = /\d/.test(scene.sentence.slice(value.start, value.end));
  const { number, ordinal } = spokenIn(scene.context.language);
  const say =
    Number.isInteger(value.value) && value.value < 1_000_000
      ? value.ordinal
        ? ordinal(value.value)
        : number(value.value)
      : undefined;
  if (!hit) return { ok: false };
  return { ok: true, backing: hit.backing, ...(written && say ? { say } : {}) };
}

const nothing: { ids: readonly string[] } = { ids: [] };

/** What stands behind a statement; undefined when nothing does. */
function judgeStatement(
  statement: Statement,
  ledger: Ledger,
  room: readonly string[],
): { ids: readonly string[] } | undefined {
  switch (statement.kind) {
    case "done":
      return judgeDone(statement, ledger);
    case "promise":
      return deedBehind(ledger, statement) ?? textBehind(statement, ledger);
    case "available":
    case "unavailable":
      return judgeAvailability(statement, ledger, room);
    case "free":
      return judgeFree(statement, ledger);
    case "house":
      return judgeHouse(statement, ledger, room);
    default:
      // Who is in the house and what the rescue does is never the line's to say.
      return undefined;
  }
}

/** A table or a massage is not a room: what was booked must be what is said to be booked. */
function judgeDone(statement: Statement, ledger: Ledger): { ids: readonly string[] } | undefined {
  const deed = deedBehind(ledger, statement);
  if (!deed) return undefined;
  const other = topicsIn(statement.clause).some((hit) =>
    ["restaurant", "massage", "spa", "dinner", "shuttle", "bikes", "meeting room", "lunch"].includes(
      hit.topic,
    ),
  );
  return (statement.what === "booked" || statement.what === "changed") &&
    (other || /\b(?:table|taxi|tour|tickets?)\b/.test(statement.clause))
    ? undefined
    : deed;
}

function textBehind(statement: Statement, ledger: Ledger): Backing | undefined {
  const key: Readonly<Record<string, RegExp>> = {
    "on the way": /\bon (?:the|its|their) way\b/,
    "at once": /\b(?:right away|immediately|at once|straight away)\b/,
    guarantee: /\bguarantee/,
    "best price": /\b(?:best|lowest|special) (?:price|rate|offer)/,
    "somebody acts": /$^/,
  };
  const regex = key[statement.what];
  return regex ? ledger.backings.findLast((b) => b.source === "tool" && regex.test(b.text)) : undefined;
}

const SELLING = new Set([
  "search_rooms",
  "quote_stay",
  "preview_change",
  "preview_reinstate",
  "preview_relocation",
]);

function judgeAvailability(
  statement: Statement,
  ledger: Ledger,
  room: readonly string[],
): { ids: readonly string[] } | undefined {
  const asked = ledger.deeds.filter((d) => SELLING.has(d.tool));
  const covers = (deed: Deed): boolean =>
    room.length === 0 || room.some((name) => deed.labels.includes(name));
  if (statement.kind === "available") {
    const found = asked.findLast(covers);
    return found?.ok ? scarce(statement, ledger, found) : undefined;
  }
  const found = asked.findLast(() => true);
  if (!found) return undefined;
  if (!found.ok) return found.code === "unavailable" || found.code === "conflict" ? found : undefined;
  // Other types were found; of this one there is none among them.
  return room.length > 0 && found.tool === "search_rooms" && !room.some((name) => found.labels.includes(name))
    ? found
    : undefined;
}

/** "The last room" needs a result that says so. */
function scarce(statement: Statement, ledger: Ledger, deed: Deed): { ids: readonly string[] } | undefined {
  if (!/\b(?:last|only one|just one|one (?:\w+ )?left)\b/.test(statement.clause)) return deed;
  return ledger.backings.find(
    (b) =>
      b.name === "left" && b.seq === deed.seq && b.values.some((v) => v.kind === "count" && v.value === 1),
  );
}

function judgeFree(statement: Statement, ledger: Ledger): { ids: readonly string[] } | undefined {
  const refund = /\brefund/.test(statement.clause);
  const { what } = statement;
  return ledger.backings.findLast((b) => {
    if (b.source === "guest" || b.source === "tried") return false;
    if (refund)
      return (
        b.values.some((v) => v.kind === "money" && v.role === "refund" && v.hundredths > 0) ||
        /\brefund/.test(b.text)
      );
    if (
      b.free.includes(what) &&
      (what !== "" || b.topics.length === 0 || b.topics.some((t) => statement.clause.includes(t)))
    )
      return true;
    return (
      (what === "cancellation" || what === "") &&
      b.values.some((v) => v.kind === "money" && v.hundredths === 0 && v.role === "fee")
    );
  });
}

function judgeHouse(
  statement: Statement,
  ledger: Ledger,
  room: readonly string[],
): { ids: readonly string[] } | undefined {
  const { what, clause } = statement;
  const denied = denies(
    clause.replace(
      /\b(?:no (?:problem|worries|extra|charge|cost|fee|additional)|not (?:at all|only)|at no)\b/g,
      "",
    ),
  );
  const behind = ledger.backings.filter(
    (b) =>
      (b.source === "tool" || b.source === "opening") &&
      b.topics.includes(what) &&
      b.denied.includes(what) === denied &&
      (room.length === 0 || !b.label || room.includes(b.label)),
  );
  const previewed = what === "cancellation" && ledger.deeds.some((d) => d.tool === "preview_cancel" && d.ok);
  return behind.findLast((b) => b.ids.length > 0) ?? behind.at(-1) ?? (previewed ? nothing : undefined);
}
