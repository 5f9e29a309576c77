/** Values of the typed policies an article can contradict: minutes of the day, minor units, days, years. */
type FactKind = "time" | "money" | "days" | "years";

interface Fact {
  area: string;
  field: string;
  kind: FactKind;
  /** Words that say the clause is about it. */
  about: RegExp;
  /** Words that say it is about something else. */
  not?: RegExp;
}

/** What the typed policies know and articles tend to repeat. */
const FACTS: readonly Fact[] = [
  { area: "arrival_departure", field: "earlyCheckInFrom", kind: "time", about: /early check[- ]?in/i },
  { area: "arrival_departure", field: "earlyCheckInFee", kind: "money", about: /early check[- ]?in/i },
  { area: "arrival_departure", field: "lateCheckOutUntil", kind: "time", about: /late check[- ]?out/i },
  { area: "arrival_departure", field: "lateCheckOutFee", kind: "money", about: /late check[- ]?out/i },
  {
    area: "arrival_departure",
    field: "checkInFrom",
    kind: "time",
    about: /check(?:ing)?[- ]?in\b/i,
    not: /early/i,
  },
  {
    area: "arrival_departure",
    field: "checkOutUntil",
    kind: "time",
    about: /check(?:ing)?[- ]?out\b/i,
    not: /late/i,
  },
  {
    area: "price_rules",
    field: "breakfastPrice",
    kind: "money",
    about: /breakfast/i,
    not: /in (?:the|your) room|room service/i,
  },
  { area: "people", field: "petFeePerNight", kind: "money", about: /\b(?:pets?|dogs?|cats?)\b/i },
  { area: "people", field: "cotPrice", kind: "money", about: /\b(?:cots?|cribs?)\b/i },
  { area: "people", field: "extraBedPrice", kind: "money", about: /\bextra beds?\b/i },
  {
    area: "people",
    field: "childrenFreeToAge",
    kind: "years",
    about: /\bchild(?:ren)?\b.*\bfree\b|\bfree\b.*\bchild(?:ren)?\b/i,
  },
  { area: "payment", field: "refundDays", kind: "days", about: /\brefund/i },
  { area: "lost_and_found", field: "valuableKeepDays", kind: "days", about: /\bvaluables?\b/i },
  {
    area: "lost_and_found",
    field: "keepDays",
    kind: "days",
    about: /\b(?:lost|found|left behind)\b/i,
    not: /valuable/i,
  },
  { area: "wakeup", field: "price", kind: "money", about: /\bwake[- ]?up\b/i },
];

export interface Contradiction {
  area: string;
  field: string;
  /** Where the value stands in the text. */
  from: number;
  to: number;
  /** As written: "2 pm". */
  found: string;
  /** As the policy has it: "15:00", "EUR 18.50", "30 days". */
  says: string;
}

interface Value {
  kind: FactKind;
  from: number;
  to: number;
  amount: number;
}
interface Money {
  currency: string;
  /** Digits after the point. */
  decimals: number;
}

/** Policy values by area and field, as `policies.list` gives them. */
export type PolicyFacts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Times, prices, days and ages of a text that stand in a clause about a typed policy and are not what that
 * policy says. A clause that also holds the policy's own value is no contradiction. English.
 */
export function findContradictions(text: string, policies: PolicyFacts, money: Money): Contradiction[] {
  return clausesOf(text).flatMap(({ from, clause }) => {
    const values = valuesIn(clause, money);
    const about = FACTS.filter((fact) => fact.about.test(clause) && !fact.not?.test(clause));
    const claimed = new Set<Value>();
    return about.flatMap((fact) => {
      const wanted = amountOf(fact, policies[fact.area]?.[fact.field]);
      const mine = values.filter((value) => value.kind === fact.kind && !claimed.has(value));
      if (wanted === null || mine.length === 0) return [];
      for (const value of mine) claimed.add(value);
      if (mine.some((value) => value.amount === wanted)) return [];
      return mine.slice(0, 1).map((value) => ({
        area: fact.area,
        field: fact.field,
        from: from + value.from,
        to: from + value.to,
        found: clause.slice(value.from, value.to),
        says: saysOf(fact, wanted, money),
      }));
    });
  });
}

/** Clauses: sentences, cut again at commas and "and" where both sides hold a value of their own. */
function clausesOf(text: string): { from: number; clause: string }[] {
  const parts: { from: number; clause: string }[] = [];
  let start = 0;
  const ends = /(?<![ap]\.m)[.!?;](?=\s|$)|\n|,\s|\s(?:and|but|while)\s/gi;
  for (const match of text.matchAll(ends)) {
    parts.push({ from: start, clause: text.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  parts.push({ from: start, clause: text.slice(start) });
  return parts.filter(({ clause }) => clause.trim() !== "");
}

const SYMBOLS: Readonly<Record<string, string>> = {
  EUR: "€|euros?",
  USD: "\\$|dollars?",
  GBP: "£|pounds?",
  NOK: "kr|kroner",
};

function valuesIn(clause: string, { currency, decimals }: Money): Value[] {
  const values: Value[] = [];
  const add = (kind: FactKind, match: RegExpExecArray | RegExpMatchArray, amount: number | null) => {
    const from = match.index ?? 0;
    const to = from + match[0].length;
    if (amount !== null && !values.some((each) => from < each.to && to > each.from))
      values.push({ kind, from, to, amount });
  };
  const coin = `(?:${currency}|${SYMBOLS[currency] ?? currency})`;
  const number = "(\\d{1,6}(?:[.,]\\d{1,3})?)";
  for (const match of clause.matchAll(
    new RegExp(`${coin}\\s?${number}|${number}\\s?${coin}(?![a-z])`, "gi"),
  )) {
    const major = Number((match[1] ?? match[2] ?? "").replace(",", "."));
    add("money", match, Math.round(major * 10 ** decimals));
  }
  for (const match of clause.matchAll(/\b(\d{1,3})\s?days?\b/gi)) add("days", match, Number(match[1]));
  for (const match of clause.matchAll(
    /\b(?:up to|under|until|age)\s(\d{1,2})\b(?!\s?[:.]\d)|\b(\d{1,2})\s?years?\b/gi,
  ))
    add("years", match, Number(match[1] ?? match[2]));
  for (const match of clause.matchAll(/\b(noon|midnight)\b/gi))
    add("time", match, match[0].toLowerCase() === "noon" ? 720 : 0);
  for (const match of clause.matchAll(/\b(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?m\b\.?/gi))
    add("time", match, twelve(match));
  for (const match of clause.matchAll(/\b([01]?\d|2[0-3])[:.]([0-5]\d)\b/g))
    add("time", match, Number(match[1]) * 60 + Number(match[2]));
  return values.sort((a, b) => a.from - b.from);
}

/** "3:30 pm" as minutes of the day; null for 13 pm. */
function twelve([, hour, minute, half]: RegExpMatchArray): number | null {
  const h = Number(hour);
  if (h < 1 || h > 12) return null;
  return ((h % 12) + (half?.toLowerCase() === "p" ? 12 : 0)) * 60 + Number(minute ?? 0);
}

function amountOf(fact: Fact, value: unknown): number | null {
  if (fact.kind === "time") {
    const match = typeof value === "string" ? /^(\d{2}):(\d{2})$/.exec(value) : null;
    return match ? Number(match[1]) * 60 + Number(match[2]) : null;
  }
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function saysOf(fact: Fact, amount: number, { currency, decimals }: Money): string {
  const two = (value: number) => String(value).padStart(2, "0");
  if (fact.kind === "time") return `${two(Math.floor(amount / 60))}:${two(amount % 60)}`;
  if (fact.kind === "money") return `${currency} ${(amount / 10 ** decimals).toFixed(decimals)}`;
  return fact.kind === "days" ? `${amount} days` : `${amount} years`;
}
