import { type Num, numbersIn, plain, type Token, tokenise } from "./words";

/** Where in the sentence it is said, in characters. */
export interface Span {
  start: number;
  end: number;
}
export type PriceRole =
  | "total"
  | "per_night"
  | "per_person"
  | "fee"
  | "refund"
  | "difference"
  | "due"
  | "item";
export interface MoneyValue extends Span {
  kind: "money";
  /** In hundredths, whatever the currency: 240 euros are 24,000. */
  hundredths: number;
  currencies: readonly string[];
  role?: PriceRole;
}
/** As much of a date as was said. */
export interface DateValue extends Span {
  kind: "date";
  weekday?: number;
  day?: number;
  month?: number;
  year?: number;
  /** Days from today. */
  relative?: number;
  role?: "arrival" | "departure";
}
export interface TimeValue extends Span {
  kind: "time";
  /** Minutes after midnight; both readings when neither morning nor evening was said. */
  minutes: readonly number[];
}
export interface CodeValue extends Span {
  kind: "code";
  code: string;
}
/** A number with what it counts, singular: night, adult, minute, percent; `""` for a bare number. */
export interface CountValue extends Span {
  kind: "count";
  value: number;
  unit: string;
  ordinal: boolean;
}
export type Value = MoneyValue | DateValue | TimeValue | CodeValue | CountValue;

const CURRENCY: Readonly<Record<string, readonly string[]>> = {
  "€": ["EUR"],
  eur: ["EUR"],
  euro: ["EUR"],
  euros: ["EUR"],
  $: ["USD", "CAD", "AUD"],
  usd: ["USD"],
  dollar: ["USD", "CAD", "AUD"],
  dollars: ["USD", "CAD", "AUD"],
  bucks: ["USD", "CAD", "AUD"],
  "£": ["GBP"],
  gbp: ["GBP"],
  pound: ["GBP"],
  pounds: ["GBP"],
  "৳": ["BDT"],
  taka: ["BDT"],
  bdt: ["BDT"],
  chf: ["CHF"],
  franc: ["CHF"],
  francs: ["CHF"],
  yen: ["JPY"],
  jpy: ["JPY"],
  krone: ["NOK", "DKK"],
  kroner: ["NOK", "DKK"],
  krona: ["SEK"],
  kronor: ["SEK"],
  rupee: ["INR"],
  rupees: ["INR"],
  inr: ["INR"],
};
const CENTS = new Set([
  "cent",
  "cents",
  "pence",
  "penny",
  "centimes",
  "centime",
  "poisha",
  "paise",
  "ore",
  "øre",
  "öre",
]);
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const UNITS: Readonly<Record<string, string>> = {
  people: "person",
  persons: "person",
  guests: "person",
  guest: "person",
  children: "child",
  kids: "child",
  kid: "child",
  "%": "percent",
  metres: "metre",
  meters: "metre",
  kilometres: "kilometre",
  kilometers: "kilometre",
};
const COUNTED =
  /^(?:nights?|adults?|people|persons?|guests?|children|child|kids?|minutes?|hours?|days?|weeks?|months?|percent|rooms?|metres?|meters?|kilometres?|kilometers?|towels?|pillows?|stars?|floors?|years?|times?|%)$/;

/** Reads what a sentence says in figures or number words. A number belongs to the first reading that fits it. */
export function valuesIn(sentence: string): Value[] {
  const tokens = tokenise(sentence);
  const numbers = numbersIn(tokens);
  const taken = new Array<boolean>(tokens.length).fill(false);
  const found: Value[] = [];
  const keep = (value: Value | undefined, from: number, to: number): void => {
    if (!value || taken.slice(from, to).some(Boolean)) return;
    taken.fill(true, from, to);
    found.push(value);
  };
  const at = (i: number): string => tokens[i]?.w ?? "";
  const span = (from: number, to: number): Span => ({
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
  });
  for (const { value, from, to } of codesIn(sentence, tokens)) keep(value, from, to);
  for (const n of numbers) readMoney(n, numbers, at, span, keep);
  readTimes(tokens, numbers, at, span, keep);
  readDates(numbers, tokens.length, at, span, keep);
  for (const n of numbers) {
    if (taken[n.at]) continue;
    const unit = COUNTED.test(at(n.to)) ? at(n.to) : "";
    // "one" stands for a thing as often as for a number.
    if (!unit && n.value <= 1) continue;
    if (!unit && n.ordinal && n.value <= 3) continue;
    const singular = UNITS[unit] ?? unit.replace(/s$/, "");
    keep(
      { kind: "count", value: n.value, unit: singular, ordinal: n.ordinal, ...span(n.at, n.to) },
      n.at,
      n.to,
    );
  }
  if (found.some((v) => v.kind === "money" || v.kind === "date")) addRoles(sentence, found);
  return found.sort((a, b) => a.start - b.start);
}

type At = (i: number) => string;
type SpanOf = (from: number, to: number) => Span;
type Keep = (value: Value | undefined, from: number, to: number) => void;

/** "two hundred and forty euros fifty", "€240.50", "EUR 240", "ninety cents". */
function readMoney(n: Num, numbers: readonly Num[], at: At, span: SpanOf, keep: Keep): void {
  if (n.ordinal) return;
  const before = CURRENCY[at(n.at - 1)];
  const after = CURRENCY[at(n.to)];
  // A symbol stands before its number, a word after it.
  if (before && /^(?:[€$£৳]|[a-z]{3})$/.test(at(n.at - 1)) && !/^(?:yen)$/.test(at(n.at - 1))) {
    const hundredths = Math.round(n.value * 100);
    return keep({ kind: "money", hundredths, currencies: before, ...span(n.at - 1, n.to) }, n.at - 1, n.to);
  }
  if (CENTS.has(at(n.to)) && n.value < 100)
    return keep(
      { kind: "money", hundredths: n.value, currencies: [], ...span(n.at, n.to + 1) },
      n.at,
      n.to + 1,
    );
  if (!after) return;
  let to = n.to + 1;
  let hundredths = Math.round(n.value * 100);
  const joined = at(to) === "and" ? to + 1 : to;
  const part = numbers.find((m) => m.at === joined);
  if (part && !part.ordinal && part.value < 100 && Number.isInteger(part.value)) {
    const named = CENTS.has(at(part.to));
    const bare = joined === to && !COUNTED.test(at(part.to)) && !CURRENCY[at(part.to)];
    if (named || bare) {
      hundredths += part.value;
      to = part.to + (named ? 1 : 0);
    }
  }
  keep({ kind: "money", hundredths, currencies: after, ...span(n.at, to) }, n.at, to);
}

const MERIDIEM: Readonly<Record<string, "am" | "pm">> = { am: "am", "a.m": "am", pm: "pm", "p.m": "pm" };

/** Part of the day said right after a time: where it ends and which half of the day it means. */
function halfAfter(at: At, to: number): { half?: "am" | "pm"; to: number } {
  if (MERIDIEM[at(to)]) return { half: MERIDIEM[at(to)] as "am" | "pm", to: to + 1 };
  if ((at(to) === "a" || at(to) === "p") && at(to + 1) === "." && at(to + 2) === "m")
    return { half: at(to) === "a" ? "am" : "pm", to: to + 3 };
  if (at(to) === "a" && at(to + 1) === "m") return { half: "am", to: to + 2 };
  if (at(to) === "p" && at(to + 1) === "m") return { half: "pm", to: to + 2 };
  if (at(to) === "in" && at(to + 1) === "the") {
    if (at(to + 2) === "morning") return { half: "am", to: to + 3 };
    if (at(to + 2) === "afternoon" || at(to + 2) === "evening") return { half: "pm", to: to + 3 };
  }
  if (at(to) === "at" && at(to + 1) === "night") return { half: "pm", to: to + 2 };
  return { to };
}

function timeValue(
  hour: number,
  minute: number,
  half: "am" | "pm" | undefined,
  where: Span,
): TimeValue | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const base = (hour % 24) * 60 + minute;
  const minutes =
    half === "pm"
      ? [hour < 12 ? base + 720 : base]
      : half === "am"
        ? [hour === 12 ? minute : base]
        : hour > 12 || hour === 0
          ? [base]
          : [base, (base + 720) % 1440];
  return { kind: "time", minutes, ...where };
}

const BEFORE_TIME = new Set([
  "at",
  "until",
  "till",
  "from",
  "by",
  "to",
  "before",
  "after",
  "around",
  "about",
  "between",
  "and",
  "past",
]);

function readTimes(
  tokens: readonly Token[],
  numbers: readonly Num[],
  at: At,
  span: SpanOf,
  keep: Keep,
): void {
  tokens.forEach((token, i) => {
    if (token.w === "noon" || token.w === "midday")
      keep({ kind: "time", minutes: [720], ...span(i, i + 1) }, i, i + 1);
    if (token.w === "midnight") keep({ kind: "time", minutes: [0], ...span(i, i + 1) }, i, i + 1);
    const clock = /^(\d{1,2})[:.](\d{2})$/.exec(token.w);
    if (clock) {
      const { half, to } = halfAfter(at, i + 1);
      keep(timeValue(Number(clock[1]), Number(clock[2]), half, span(i, to)), i, to);
    }
  });
  for (const n of numbers) {
    if (n.ordinal || n.value > 24 || !Number.isInteger(n.value) || CURRENCY[at(n.to)]) continue;
    readSpokenTime(n, numbers, at, span, keep);
  }
}

/** "half past six in the morning", "a quarter to nine", "seven oh five p m", "eleven fifteen at night", "until nine". */
function readSpokenTime(n: Num, numbers: readonly Num[], at: At, span: SpanOf, keep: Keep): void {
  const joint = at(n.at - 1);
  const lead = at(n.at - 2);
  if ((joint === "past" || joint === "to") && (lead === "half" || lead === "quarter")) {
    const { half, to } = halfAfter(at, n.to);
    const past = joint === "past" ? n.value * 60 + (lead === "half" ? 30 : 15) : n.value * 60 - 15;
    return keep(timeValue(Math.floor(past / 60), past % 60, half, span(n.at - 2, to)), n.at - 2, to);
  }
  const oh = at(n.to) === "oh" || at(n.to) === "o" ? numbers.find((m) => m.at === n.to + 1) : undefined;
  const next = oh ?? numbers.find((m) => m.at === n.to && m.value >= 10 && m.value < 60);
  const end = next && !COUNTED.test(at(next.to)) && !CURRENCY[at(next.to)] ? next.to : n.to;
  const minute = end === n.to ? 0 : (next?.value ?? 0);
  const clock = at(end) === "o'clock" || at(end) === "oclock" ? end + 1 : end;
  const { half, to } = halfAfter(at, clock);
  const placed = BEFORE_TIME.has(joint) && !COUNTED.test(at(end)) && !MONTHS.includes(at(end)) && n.value > 0;
  // "from seven to ten": a time only where nothing is counted and no money follows.
  const bare =
    placed && n.value <= 24 && (/^(?:at|until|till|from|by)$/.test(joint) || followsTime(n, numbers, at));
  if (half || clock > end || (bare && !CURRENCY[at(end)]))
    keep(timeValue(n.value, minute, half, span(n.at, to)), n.at, to);
}

const followsTime = (n: Num, numbers: readonly Num[], at: At): boolean =>
  (at(n.at - 1) === "to" || at(n.at - 1) === "and") &&
  numbers.some((m) => m.to === n.at - 1 && /^(?:from|between)$/.test(at(m.at - 1)));

const RELATIVE: Readonly<Record<string, number>> = { today: 0, tonight: 0, tomorrow: 1, yesterday: -1 };

function readDates(numbers: readonly Num[], length: number, at: At, span: SpanOf, keep: Keep): void {
  const day = (i: number): Num | undefined =>
    numbers.find((n) => n.at === i && n.value >= 1 && n.value <= 31 && Number.isInteger(n.value));
  const year = (i: number): { value: number; to: number } | undefined => {
    const from = at(i) === "," ? i + 1 : i;
    const [a, b] = [numbers.find((n) => n.at === from), numbers.find((n) => n.at === from + 1)];
    if (a && a.value >= 2000 && a.value < 2100) return { value: a.value, to: a.to };
    return a?.value === 20 && b && b.value >= 20 && b.value < 100
      ? { value: 2000 + b.value, to: b.to }
      : undefined;
  };
  for (let i = 0; i < length; i++) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(at(i));
    if (iso)
      keep(
        { kind: "date", year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), ...span(i, i + 1) },
        i,
        i + 1,
      );
    if (RELATIVE[at(i)] !== undefined) {
      const after = at(i) === "tomorrow" && at(i - 1) === "after" && at(i - 2) === "day";
      keep(
        {
          kind: "date",
          relative: after ? 2 : (RELATIVE[at(i)] as number),
          ...span(after ? i - 2 : i, i + 1),
        },
        after ? i - 2 : i,
        i + 1,
      );
    }
    const weekday = WEEKDAYS.indexOf(at(i)) + 1;
    const first = weekday ? i + 1 : i;
    let j = weekday && at(first) === "," ? first + 1 : first;
    if (at(j) === "the") j += 1;
    const n = day(j);
    const of = n && at(n.to) === "of" ? n.to + 1 : n?.to;
    const month = of === undefined ? 0 : MONTHS.indexOf(at(of)) + 1;
    const leading = MONTHS.indexOf(at(j)) + 1;
    const after = leading ? day(at(j + 1) === "the" ? j + 2 : j + 1) : undefined;
    if (n && month && of !== undefined) {
      const y = year(of + 1);
      keep(dateValue(weekday, n.value, month, y?.value, span(i, y?.to ?? of + 1)), i, y?.to ?? of + 1);
    } else if (leading && after && (weekday > 0 || j === i)) {
      const y = year(after.to);
      keep(
        dateValue(weekday, after.value, leading, y?.value, span(i, y?.to ?? after.to)),
        i,
        y?.to ?? after.to,
      );
    } else if (weekday && n?.ordinal) keep(dateValue(weekday, n.value, 0, undefined, span(i, n.to)), i, n.to);
    else if (weekday) keep(dateValue(weekday, 0, 0, undefined, span(i, i + 1)), i, i + 1);
  }
}

const dateValue = (
  weekday: number,
  day: number,
  month: number,
  year: number | undefined,
  where: Span,
): DateValue => ({
  kind: "date",
  ...(weekday ? { weekday } : {}),
  ...(day ? { day } : {}),
  ...(month ? { month } : {}),
  ...(year ? { year } : {}),
  ...where,
});

/** Letters and digits said one by one, or a code as written. Digits alone are a number that is read out. */
function codesIn(
  sentence: string,
  tokens: readonly Token[],
): { value: CodeValue; from: number; to: number }[] {
  const found: { value: CodeValue; from: number; to: number }[] = [];
  const sign = (i: number): string | undefined => {
    const token = tokens[i];
    if (!token) return undefined;
    if (/^\d$/.test(token.w)) return token.w;
    const digit = numbersIn([token])[0];
    if (digit && !digit.ordinal && digit.value < 10) return String(digit.value);
    if (token.w === "oh") return "0";
    const written = sentence.slice(token.start, token.end);
    return /^[A-Z]$/.test(written) ? written : undefined;
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const written = sentence.slice(token.start, token.end);
    if (
      /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{4,12}$/.test(written) &&
      !/^\d+(?:st|nd|rd|th|am|pm)$/i.test(written)
    ) {
      found.push({
        value: { kind: "code", code: written.toUpperCase(), start: token.start, end: token.end },
        from: i,
        to: i + 1,
      });
      continue;
    }
    let code = "";
    let j = i;
    let last = i;
    for (; j < tokens.length; j++) {
      const next = sign(j);
      if (next !== undefined) {
        code += next;
        last = j;
      } else if (!(code && tokens[j]?.w === ",")) break;
    }
    if (code.length >= (/[A-Z]/.test(code) ? 4 : 3)) {
      const start = token.start;
      found.push({
        value: { kind: "code", code, start, end: tokens[last]?.end ?? start },
        from: i,
        to: last + 1,
      });
      i = last;
    }
  }
  return found;
}

const ROLES: readonly (readonly [PriceRole, RegExp, RegExp])[] = [
  [
    "per_night",
    /(?:nightly(?: rate| price)?(?: is| of)?|(?:per|each|a|every) night (?:it )?(?:is|costs|that is|comes to)) *$/,
    /^ *,? *(?:a|per|each|every) night\b|^ *nightly\b/,
  ],
  [
    "per_person",
    /(?:per|each) person(?: is| it is)? *$/,
    /^ *(?:a|per|each) (?:person|head|guest|adult|child)\b/,
  ],
  [
    "refund",
    /\brefund(?:ed)?(?: you| of| is| will be| comes to)* *$/,
    /^ *(?:is |will be |are |back )?(?:refund|back\b)/,
  ],
  [
    "fee",
    /\b(?:fee|penalty|cancell?ing (?:costs|would cost)|cancellation (?:costs|charge))(?: is| of| would be| will be| comes to)* *$/,
    /^ *(?:cancellation )?(?:fee|penalty)\b/,
  ],
  [
    "difference",
    /\b(?:difference|extra|additional)(?: is| of| would be| comes to)* *$/,
    /^ *(?:more|less|extra|on top)\b/,
  ],
  [
    "due",
    /\b(?:due now|deposit(?: is| of)?|pay now|up front) *$/,
    /^ *(?:is |are )?(?:due|deposit|now|up front)\b/,
  ],
  [
    "total",
    /\b(?:total|altogether|in all|all in)(?: price| cost| amount)?(?: is| of| would be| comes to| that is| it is| be)* *$|\b(?:comes|come) to *$/,
    /^ *,? *(?:in total|altogether|all together|in all|for the (?:whole |entire )?stay|for (?:the |all )?(?:\w+ )?nights|total)\b/,
  ],
];

/** Says which price is meant and which end of a stay, by the words around it. */
function addRoles(sentence: string, values: Value[]): void {
  for (const value of values) {
    if (value.kind !== "money" && value.kind !== "date") continue;
    const before = plain(sentence.slice(Math.max(0, value.start - 48), value.start));
    const after = plain(sentence.slice(value.end, value.end + 40)).replace(/^[.,;] /, ", ");
    if (value.kind === "money") {
      // Words right after the amount weigh more than words before it: "a total of … a night" means the night.
      const role =
        ROLES.find(([, , right]) => right.test(after))?.[0] ??
        ROLES.find(([, left]) => left.test(before))?.[0];
      if (role) value.role = role;
    } else if (
      /\b(?:arriv(?:e|es|al|ing)|check ?in|checking in|coming|come)(?: is| day| date| on| for)* ?(?:on|is)? ?$|\bfrom ?$/.test(
        before,
      )
    )
      value.role = "arrival";
    else if (
      /\b(?:depart(?:s|ure|ing)?|leav(?:e|es|ing)|check ?out|checking out)(?: is| day| date| on| for)* ?(?:on|is)? ?$/.test(
        before,
      ) ||
      (/\b(?:to|until|till) ?$/.test(before) &&
        values.some((v) => v.kind === "date" && v.end < value.start && value.start - v.end < 30))
    )
      value.role = "departure";
  }
}
