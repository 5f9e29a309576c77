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

export const CURRENCY: Readonly<Record<string, readonly string[]>> = {
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
export const CENTS = new Set([
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
export const MONTHS = [
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
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
export const UNITS: Readonly<Record<string, string>> = {
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
export const COUNTED =
  /^(?:nights?|adults?|people|persons?|guests?|children|child|kids?|minutes?|hours?|days?|weeks?|months?|percent|rooms?|metres?|meters?|kilometres?|kilometers?|towels?|pillows?|stars?|floors?|years?|times?|%)$/;

/** The word at a place, the characters of a stretch, and where a reading is kept. */
export type At = (i: number) => string;
export type SpanOf = (from: number, to: number) => Span;
export type Keep = (value: Value | undefined, from: number, to: number) => void;
