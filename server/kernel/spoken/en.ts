import { Temporal } from "@js-temporal/polyfill";
import { decimals } from "../money";
import { mixedIn } from "./mixed";
import type { Spoken } from "./spoken";

const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES: readonly [number, string][] = [
  [1_000_000, "million"],
  [1_000, "thousand"],
];
const IRREGULAR: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};
/** Plural and hundredth of currencies a hotel is likely to use; others are said by their code. */
const CURRENCIES: Readonly<Record<string, [string, string, string, string]>> = {
  EUR: ["euro", "euros", "cent", "cents"],
  USD: ["dollar", "dollars", "cent", "cents"],
  GBP: ["pound", "pounds", "penny", "pence"],
  CHF: ["franc", "francs", "centime", "centimes"],
  NOK: ["krone", "kroner", "øre", "øre"],
  SEK: ["krona", "kronor", "öre", "öre"],
  DKK: ["krone", "kroner", "øre", "øre"],
  JPY: ["yen", "yen", "", ""],
  BDT: ["taka", "taka", "poisha", "poisha"],
  INR: ["rupee", "rupees", "paisa", "paise"],
  CAD: ["dollar", "dollars", "cent", "cents"],
  AUD: ["dollar", "dollars", "cent", "cents"],
};
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

function number(value: number): string {
  if (!Number.isSafeInteger(value) || Math.abs(value) > 999_999_999)
    throw new RangeError(`Cannot say ${value}`);
  if (value < 0) return `minus ${number(-value)}`;
  if (value < 20) return ONES[value] as string;
  if (value < 100) {
    const rest = value % 10;
    return (TENS[Math.floor(value / 10) - 2] as string) + (rest > 0 ? `-${ONES[rest]}` : "");
  }
  if (value < 1_000) {
    const rest = value % 100;
    return `${ONES[Math.floor(value / 100)]} hundred${rest > 0 ? ` and ${number(rest)}` : ""}`;
  }
  for (const [scale, word] of SCALES) {
    if (value < scale) continue;
    const rest = value % scale;
    const joint = rest === 0 ? "" : rest < 100 ? " and " : " ";
    return `${number(Math.floor(value / scale))} ${word}${joint}${rest > 0 ? number(rest) : ""}`;
  }
  throw new RangeError(`Cannot say ${value}`);
}

function ordinal(value: number): string {
  const words = number(value);
  const cut = Math.max(words.lastIndexOf(" "), words.lastIndexOf("-")) + 1;
  const last = words.slice(cut);
  const form = IRREGULAR[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return words.slice(0, cut) + form;
}

function money({ amount, currency }: { amount: number; currency: string }): string {
  const scale = 10 ** decimals(currency);
  const sign = amount < 0 ? "minus " : "";
  const whole = Math.floor(Math.abs(amount) / scale);
  const part = Math.abs(amount) % scale;
  const names = CURRENCIES[currency];
  if (!names)
    return `${sign}${number(whole)}${part > 0 ? ` point ${[...String(part).padStart(decimals(currency), "0")].map((d) => ONES[Number(d)]).join(" ")}` : ""} ${[...currency].join(" ")}`;
  const [one, many, centOne, centMany] = names;
  if (whole === 0 && part > 0) return `${sign}${number(part)} ${part === 1 ? centOne : centMany}`;
  return `${sign}${number(whole)} ${whole === 1 ? one : many}${part > 0 ? ` ${number(part)}` : ""}`;
}

const year = (value: number): string =>
  value >= 2000 && value < 2010
    ? number(value)
    : `${number(Math.floor(value / 100))} ${value % 100 < 10 ? `oh ${ONES[value % 100]}` : number(value % 100)}`;

/** Over ten months away, or gone by in another year. */
export function needsYear(date: Temporal.PlainDate, today: string | undefined): boolean {
  if (!today) return false;
  const reference = Temporal.PlainDate.from(today);
  const far = Temporal.PlainDate.compare(date, reference.add({ months: 10 })) > 0;
  return far || (Temporal.PlainDate.compare(date, reference) < 0 && date.year !== reference.year);
}

const withYear = (date: Temporal.PlainDate, today: string | undefined): string =>
  needsYear(date, today) ? ` ${year(date.year)}` : "";

const dayName = (date: Temporal.PlainDate): string =>
  `${WEEKDAYS[date.dayOfWeek - 1]} the ${ordinal(date.day)}`;

function sayDate(text: string, today?: string): string {
  const date = Temporal.PlainDate.from(text);
  return `${dayName(date)} of ${MONTHS[date.month - 1]}${withYear(date, today)}`;
}

function dateRange(from: string, to: string, today?: string): string {
  const a = Temporal.PlainDate.from(from);
  const b = Temporal.PlainDate.from(to);
  const sameMonth = a.year === b.year && a.month === b.month;
  return `${sameMonth ? dayName(a) : sayDate(from, a.year === b.year ? undefined : today)} to ${sayDate(to, today)}`;
}

function time(text: string): string {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  if (minute === 0 && hour === 0) return "midnight";
  if (minute === 0 && hour === 12) return "noon";
  const clock = number(hour % 12 === 0 ? 12 : hour % 12);
  const minutes = minute === 0 ? "" : minute < 10 ? ` oh ${number(minute)}` : ` ${number(minute)}`;
  const part =
    hour < 12 ? "in the morning" : hour < 18 ? "in the afternoon" : hour < 22 ? "in the evening" : "at night";
  return `${clock}${minutes} ${part}`;
}

function list(items: readonly string[], conjunction: "and" | "or" = "and"): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;
}

/** Groups of two to four, from the front: 7 digits are 3 + 4, 10 are 3 + 3 + 4. */
export function digitGroups(digits: string): string[] {
  const groups: string[] = [];
  let rest = digits;
  while (rest.length > 4) {
    const size = rest.length === 5 ? 2 : 3;
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  if (rest) groups.push(rest);
  return groups;
}

const digits = (text: string): string =>
  digitGroups(text.replace(/\D/g, ""))
    .map((group) => [...group].map((digit) => ONES[Number(digit)]).join(" "))
    .join(", ");

const MARKS: Readonly<Record<string, string>> = {
  "@": "at",
  ".": "dot",
  _: "underscore",
  "-": "dash",
  "+": "plus",
};

const email = (address: string): string =>
  address
    .replace(/[@._+-]/g, (mark) => ` ${MARKS[mark]} `)
    .replace(/\d/g, (digit) => ` ${ONES[Number(digit)]} `)
    .replace(/\s+/g, " ")
    .trim();

export const english: Spoken = {
  language: "en",
  number,
  ordinal,
  money,
  date: sayDate,
  dateRange,
  time,
  nights: (count) => `${number(count)} ${count === 1 ? "night" : "nights"}`,
  party: (adults, children) =>
    `${number(adults)} ${adults === 1 ? "adult" : "adults"}${children > 0 ? ` and ${number(children)} ${children === 1 ? "child" : "children"}` : ""}`,
  code: (code) => [...code].map((sign) => (/\d/.test(sign) ? ONES[Number(sign)] : sign)).join(", "),
  digits,
  digitsIn: (text) =>
    mixedIn(text, english).replace(/\d+/g, (run) =>
      run.length > 2 ? digits(run).replaceAll(",", "") : number(Number(run)),
    ),
  email,
  list,
};
