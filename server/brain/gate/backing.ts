import { type PlainDate, weekdayOf } from "@/server/kernel/dates";
import { decimals, type Money } from "@/server/kernel/money";
import { read } from "./reading";
import { denies, topicsIn } from "./topics";
import type { DateValue, PriceRole, Value } from "./value";
import { valuesOf } from "./values";
import { plain } from "./words";

/** Something that may be said: the facts it comes from, what it says in figures, and what it is about. */
export interface Backing {
  ids: readonly string[];
  /** `guest`: only said by the caller, so it backs no price, no promise and nothing about the house. */
  source: "tool" | "opening" | "guest" | "tried";
  /** Counts the results of the call. */
  seq: number;
  name: string;
  /** Said exactly so. */
  spoken?: string;
  /** `spoken` in plain words, to compare with. */
  exact?: string;
  /** `spoken` is an amount and nothing else. */
  bare?: boolean;
  text: string;
  topics: readonly string[];
  /** Topics whose clause denies them: "breakfast is not included". */
  denied: readonly string[];
  /** Topics whose clause says that they cost nothing or are part of the price. */
  free: readonly string[];
  values: readonly Value[];
  /** The room type it is about. */
  label?: string;
}

const MAX_TEXT = 1_500;

const ROLE: Readonly<Record<string, PriceRole>> = {
  total: "total",
  newTotal: "total",
  balance: "total",
  perNight: "per_night",
  fee: "fee",
  refund: "refund",
  difference: "difference",
  dueNow: "due",
  dueLater: "due",
  deposit: "due",
  price: "item",
};
/** A line of a bill or an extra is named by what it is for. */
export const roleOf = (name: string): PriceRole | undefined =>
  ROLE[name] ?? (/^[A-Z]/.test(name) ? "item" : undefined);
export const nowhere = { start: 0, end: 0 };

export const moneyValue = (money: Money, role: PriceRole | undefined): Value => ({
  kind: "money",
  hundredths: Math.abs(Math.round((money.amount * 100) / 10 ** decimals(money.currency))),
  currencies: [money.currency],
  ...(role ? { role } : {}),
  ...nowhere,
});
export const dateOf = (date: PlainDate, role?: DateValue["role"]): DateValue => {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const weekday =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].indexOf(weekdayOf(date)) +
    1;
  return { kind: "date", year, month, day, weekday, ...(role ? { role } : {}), ...nowhere };
};
export const countValue = (value: number, unit: string): Value => ({
  kind: "count",
  value,
  unit,
  ordinal: false,
  ...nowhere,
});
export const timeOf = (time: string): Value => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return { kind: "time", minutes: [hour * 60 + minute], ...nowhere };
};

export const isMoney = (value: unknown): value is Money =>
  typeof value === "object" && value !== null && "amount" in value && "currency" in value;
export const isDated = (value: unknown): value is { date: string } =>
  typeof value === "object" && value !== null && "date" in value && "weekday" in value;
export const roleOfDate = (name: string): DateValue["role"] =>
  name === "arrival" || name === "checkIn"
    ? "arrival"
    : name === "departure" || name === "checkOut"
      ? "departure"
      : undefined;

const FREE_WORDS = /\b(?:free|complimentary|includ\w+|no (?:charge|fee|cost)|zero)\b/;
/** Other languages put words between: "no está incluido" is read as "not is is included". */
const NOT_FREE = /\bnot (?:\w+ ){0,2}(?:free|included)\b|\bextra\b(?!.*\bfree\b)/;
const isFree = (text: string): boolean => FREE_WORDS.test(text) && !NOT_FREE.test(text);

export const textBacking = (seq: number, text: string, base: Partial<Backing> = {}): Backing => {
  const reading = read(text.slice(0, MAX_TEXT), { language: "en" });
  const clean = reading.text;
  const topics = topicsIn(clean).map((hit) => hit.topic);
  const clauses =
    topics.length > 0
      ? clean.split(/[,;.] /).map((words) => ({ words, topics: topicsIn(words).map((hit) => hit.topic) }))
      : [];
  const clauseOf = (topic: string): string => clauses.find((c) => c.topics.includes(topic))?.words ?? clean;
  return {
    ids: [],
    source: "tool",
    seq,
    name: "",
    text: clean,
    topics,
    denied: topics.filter((topic) => denies(clauseOf(topic))),
    free: [...topics.filter((topic) => isFree(clauseOf(topic))), ...(isFree(clean) ? [""] : [])],
    values: valuesOf(reading),
    ...base,
    ...(base.spoken ? { exact: plain(base.spoken) } : {}),
  };
};
