import { speaker } from "./speaker";

const ONES =
  "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(
    " ",
  );
const TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ");
const ORDINALS: Readonly<Record<number, string>> = { 1: "erst", 3: "dritt", 7: "siebt", 8: "acht" };

/** As it stands within a longer number: "ein", not "eins". */
function part(value: number): string {
  if (value < 20) return ONES[value] as string;
  if (value < 100)
    return `${value % 10 > 0 ? `${ONES[value % 10]}und` : ""}${TENS[Math.floor(value / 10) - 2]}`;
  if (value < 1_000)
    return `${part(Math.floor(value / 100))}hundert${value % 100 > 0 ? number(value % 100) : ""}`;
  return `${part(Math.floor(value / 1_000))}tausend${value % 1_000 > 0 ? number(value % 1_000) : ""}`;
}
function number(value: number): string {
  if (value === 1) return "eins";
  if (value < 1_000_000) return value % 100 === 1 && value > 100 ? `${part(value)}` : part(value);
  const millions = Math.floor(value / 1_000_000);
  const rest = value % 1_000_000;
  return `${millions === 1 ? "eine Million" : `${part(millions)} Millionen`}${rest > 0 ? ` ${number(rest)}` : ""}`;
}
const stem = (value: number): string =>
  ORDINALS[value] ?? (value < 20 ? `${number(value)}t` : `${number(value)}st`);

export const german = speaker({
  language: "de",
  number,
  ordinal: (value) => `${stem(value)}e`,
  before: (words) => words.replace(/eins$/, "ein"),
  minus: "minus",
  point: "Komma",
  cents: "",
  coins: {
    EUR: ["ein Euro", "Euro", "ein Cent", "Cent"],
    USD: ["ein Dollar", "Dollar", "ein Cent", "Cent"],
    GBP: ["ein Pfund", "Pfund", "ein Penny", "Pence"],
    CHF: ["ein Franken", "Franken", "ein Rappen", "Rappen"],
    NOK: ["eine Krone", "Kronen", "ein Öre", "Öre"],
    SEK: ["eine Krone", "Kronen", "ein Öre", "Öre"],
    DKK: ["eine Krone", "Kronen", "ein Öre", "Öre"],
  },
  weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
  months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" "),
  day: (weekday, day, month) => `${weekday}, den ${stem(day)}en ${month}`,
  bare: (weekday, day) => `${weekday}, den ${stem(day)}en`,
  to: "bis",
  time: (hour, minute) =>
    hour === 0 && minute === 0
      ? "Mitternacht"
      : `${hour === 1 ? "ein" : number(hour)} Uhr${minute > 0 ? ` ${number(minute)}` : ""}`,
  night: ["eine Nacht", "Nächte"],
  adult: ["ein Erwachsener", "Erwachsene"],
  child: ["ein Kind", "Kinder"],
  and: "und",
  or: "oder",
  marks: ["at", "Punkt", "Bindestrich", "Unterstrich", "plus"],
});
