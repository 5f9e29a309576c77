import { type PlainDate, weekdayOf } from "@/server/kernel/dates";
import { decimals, type Money } from "@/server/kernel/money";

const SMALL = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINAL: Record<string, string> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
  twenty: "twentieth",
  thirty: "thirtieth",
};
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A whole number in English words: 1,234 → "one thousand two hundred and thirty-four". */
export function numberWords(n: number): string {
  if (n < 0) return `minus ${numberWords(-n)}`;
  if (n < 20) return SMALL[n] as string;
  if (n < 100) return `${TENS[Math.floor(n / 10)]}${n % 10 ? `-${SMALL[n % 10]}` : ""}`;
  if (n < 1000)
    return `${SMALL[Math.floor(n / 100)]} hundred${n % 100 ? ` and ${numberWords(n % 100)}` : ""}`;
  for (const [size, name] of [
    [1_000_000, "million"],
    [1000, "thousand"],
  ] as const) {
    if (n < size) continue;
    const rest = n % size;
    return `${numberWords(Math.floor(n / size))} ${name}${rest ? `${rest < 100 ? " and" : ""} ${numberWords(rest)}` : ""}`;
  }
  return String(n);
}

/** 5 → "fifth", 21 → "twenty-first". */
export function ordinalWords(n: number): string {
  const words = numberWords(n);
  const cut = Math.max(words.lastIndexOf("-"), words.lastIndexOf(" ")) + 1;
  const last = words.slice(cut);
  return words.slice(0, cut) + (ORDINAL[last] ?? `${last}th`);
}

const CURRENCIES: Record<string, readonly [string, string, string]> = {
  EUR: ["euro", "euros", "cents"],
  USD: ["dollar", "dollars", "cents"],
  GBP: ["pound", "pounds", "pence"],
  CHF: ["franc", "francs", "centimes"],
  JPY: ["yen", "yen", "sen"],
  CAD: ["dollar", "dollars", "cents"],
  AUD: ["dollar", "dollars", "cents"],
  BDT: ["taka", "taka", "poisha"],
  INR: ["rupee", "rupees", "paise"],
  SEK: ["krona", "kronor", "ore"],
  NOK: ["krone", "kroner", "ore"],
  DKK: ["krone", "kroner", "ore"],
};

/** An amount in words with the hotel's currency: "one hundred and twenty euros and fifty cents". */
export function moneyWords({ amount, currency }: Money): string {
  const unit = 10 ** decimals(currency);
  const whole = Math.floor(Math.abs(amount) / unit);
  const rest = Math.abs(amount) % unit;
  const [one, many, small] = CURRENCIES[currency] ?? [currency, currency, "hundredths"];
  const words = `${numberWords(whole)} ${whole === 1 ? one : many}`;
  return rest
    ? `${words} and ${numberWords(rest)} ${rest === 1 && small.endsWith("s") ? small.slice(0, -1) : small}`
    : words;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "Friday the fourth of December"; the year only when it is far off (more than ten months from `today`). */
export function dateWords(date: PlainDate, today?: PlainDate): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const words = `${capital(weekdayOf(date))} the ${ordinalWords(day)} of ${MONTHS[month - 1]}`;
  const months = today ? (year - Number(today.slice(0, 4))) * 12 + month - Number(today.slice(5, 7)) : 0;
  return months > 10 || months < 0 ? `${words}, ${yearWords(year)}` : words;
}
/** The month is left out of the first end when both are in one month. */
export const rangeWords = (from: PlainDate, to: PlainDate, today?: PlainDate): string =>
  `${from.slice(0, 7) === to.slice(0, 7) ? dateWords(from).replace(/ of \w+$/, "") : dateWords(from, today)} to ${dateWords(to, today)}`;

export const yearWords = (year: number): string =>
  year >= 2010 && year < 2100 ? `twenty ${numberWords(year % 100)}` : numberWords(year);

/** "07:30" → "half past seven in the morning"; always with its part of the day. */
export function timeWords(time: string): string {
  const [hour, minute] = time.split(":").map(Number) as [number, number];
  if (time === "12:00") return "noon";
  if (time === "00:00") return "midnight";
  const part =
    hour < 12 ? "in the morning" : hour < 18 ? "in the afternoon" : hour < 22 ? "in the evening" : "at night";
  const h = numberWords(hour % 12 === 0 ? 12 : hour % 12);
  const m = minute === 0 ? "" : minute < 10 ? ` oh ${numberWords(minute)}` : ` ${numberWords(minute)}`;
  return minute === 30 ? `half past ${h} ${part}` : `${h}${m} ${part}`;
}

/** Digit by digit in groups of at most four, counted from the front in threes: "1 2 3, 4 5 6 7". */
export function digitsWords(digits: string): string {
  const clean = digits.replace(/\D/g, "");
  const groups: string[] = [];
  for (let at = 0; at < clean.length; ) {
    const left = clean.length - at;
    const size = left <= 4 ? left : 3;
    groups.push(
      [...clean.slice(at, at + size)].map((d) => (d === "0" ? "oh" : (SMALL[Number(d)] as string))).join(" "),
    );
    at += size;
  }
  return groups.join(", ");
}

/** A code letter by letter, digits as words: "7K2M" → "seven, K, two, M". */
export const codeWords = (code: string): string =>
  [...code.toUpperCase().replace(/[^A-Z0-9]/g, "")]
    .map((c) => (/\d/.test(c) ? (SMALL[Number(c)] as string) : c))
    .join(", ");

export const emailWords = (email: string): string =>
  email
    .replace(/@/g, " at ")
    .replace(/\./g, " dot ")
    .replace(/_/g, " underscore ")
    .replace(/-/g, " dash ")
    .replace(/\+/g, " plus ")
    .replace(/\d/g, (d) => ` ${SMALL[Number(d)]} `)
    .replace(/\s+/g, " ")
    .trim();

export const nightsWords = (n: number): string => `${numberWords(n)} night${n === 1 ? "" : "s"}`;

export function partyWords(adults: number, children: number): string {
  const a = `${numberWords(adults)} adult${adults === 1 ? "" : "s"}`;
  return children ? `${a} and ${numberWords(children)} ${children === 1 ? "child" : "children"}` : a;
}

/** Digits inside free words (a summary, a room) in spoken form. */
export const speakDigits = (text: string): string =>
  text.replace(/\d+/g, (run) =>
    run.length > 2 ? digitsWords(run).replace(/,/g, "") : numberWords(Number(run)),
  );

export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
