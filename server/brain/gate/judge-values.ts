import { addDays } from "@/server/kernel/dates";
import { decimals } from "@/server/kernel/money";
import { mixedIn, type Spoken, spokenIn } from "@/server/kernel/spoken";
import { type Backing, dateOf } from "./backing";
import type { Judgement, Scene } from "./scene";
import type { CodeValue, DateValue, MoneyValue, Value } from "./value";

/** Whether a figure has a fact behind it, how it is said, and else the one right value if there is one. */
export function judgeValue(value: Value, all: readonly Value[], scene: Scene): Judgement {
  switch (value.kind) {
    case "money":
      return judgeMoney(value, scene);
    case "date":
      return judgeDate(value, all, scene);
    case "time":
      return judgeTime(value, scene);
    case "code":
      return judgeCode(value, scene);
    case "count":
      return judgeCount(value, scene);
  }
}

/** The language of the sentence says its figures, whatever the call was opened in. */
const spokenAt = ({ reading }: Scene, at: number): Spoken => spokenIn(reading.languageAt(at));

/** The topic nearest before a place in the sentence, else the first after it; "with breakfast" is no topic of a price. */
function topicAt(scene: Scene, start: number): string | undefined {
  const place = scene.reading.before(start).length;
  const own = scene.topics.filter(
    (hit) => !/\b(?:with|including|plus|without) (?:the |a )?$/.test(scene.text.slice(0, hit.at)),
  );
  return (own.findLast((hit) => hit.at < place) ?? own[0])?.topic;
}

/** A fact that is nothing but the amount is said in its own words. */
const sayMoney = (value: MoneyValue, backing: Backing, scene: Scene, at: number): string => {
  const { context } = scene;
  const spoken = spokenAt(scene, at);
  if (backing.bare && backing.spoken && spoken.language === "en") return backing.spoken;
  const amount = Math.round((value.hundredths * 10 ** decimals(context.currency)) / 100);
  return spoken.money({ amount, currency: context.currency });
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
  if (hit) return { ok: true, backing: hit.backing, say: sayMoney(hit.v, hit.backing, scene, value.start) };
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
    ? {
        ok: false,
        right: { say: sayMoney(right.v, right.backing, scene, value.start), ids: right.backing.ids },
      }
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
  const speak = (d: DateValue): string => spokenAt(scene, claim.start).date(iso(d), context.today);
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

const sayTime = (minutes: number, scene: Scene, at: number): string =>
  spokenAt(scene, at).time(
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
      ...(written && minutes !== undefined ? { say: sayTime(minutes, scene, value.start) } : {}),
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
    ? { ok: false, right: { say: sayTime(only, scene, value.start), ids: backing.ids } }
    : { ok: false };
}

/** A code as a voice reads it: sign by sign, but a word before its figures stays a word ("harbor two zero two four"). */
function sayCode({ code, start, end }: CodeValue, scene: Scene): string {
  const written = scene.sentence.slice(start, end);
  const said = spokenAt(scene, start);
  return /^\p{Lu}?\p{Ll}{3,}\d+$/u.test(written) ? mixedIn(written, said) : said.code(code);
}

function judgeCode(value: CodeValue, scene: Scene): Judgement {
  const { code, start } = value;
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
      ...(onlyDigits ? {} : { say: sayCode(value, scene) }),
    };
  if (onlyDigits) return { ok: false };
  const given = coded.filter(
    ({ backing, v }) => backing.source === "tool" && backing.ids.length > 0 && /[A-Z]/.test(v.code),
  );
  const [right] = given;
  return right && new Set(given.map(({ v }) => v.code)).size === 1
    ? {
        ok: false,
        right: { say: spokenAt(scene, start).code(right.v.code), ids: right.backing.ids },
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
  const { number, ordinal } = spokenAt(scene, value.start);
  const say =
    Number.isInteger(value.value) && value.value < 1_000_000
      ? value.ordinal
        ? ordinal(value.value)
        : number(value.value)
      : undefined;
  if (!hit) return { ok: false };
  return { ok: true, backing: hit.backing, ...(written && say ? { say } : {}) };
}
