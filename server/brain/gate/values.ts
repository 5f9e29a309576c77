import { readDates } from "./dates";
import { type Reading, read } from "./reading";
import { readTimes } from "./times";
import {
  type At,
  CENTS,
  COUNTED,
  type CodeValue,
  CURRENCY,
  type Keep,
  type PriceRole,
  type Span,
  type SpanOf,
  UNITS,
  type Value,
} from "./value";
import { type Num, numbersIn, type Token } from "./words";

export type { Value } from "./value";

/** What a sentence says in figures or number words, whichever language it is in. */
export const valuesIn = (sentence: string): Value[] => valuesOf(read(sentence, { language: "en" }));

/** A number belongs to the first reading that fits it. */
export function valuesOf(reading: Reading): Value[] {
  const { sentence, tokens } = reading;
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
  const codes = codesIn(sentence, tokens);
  // "seven oh five" is a time before it is three digits.
  const sure = (code: string): boolean => /[A-Z]/.test(code) || code.length > 4;
  for (const { value, from, to } of codes) if (sure(value.code)) keep(value, from, to);
  for (const n of numbers) readMoney(n, numbers, at, span, keep);
  readTimes(tokens, numbers, at, span, keep);
  for (const { value, from, to } of codes) keep(value, from, to);
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
  if (found.some((v) => v.kind === "money" || v.kind === "date")) addRoles(reading, found);
  return found.sort((a, b) => a.start - b.start);
}

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
    /^ *,? *(?:a|per|each|every) night\b(?! (?:it )?is\b)|^ *nightly\b/,
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
function addRoles(reading: Reading, values: Value[]): void {
  for (const value of values) {
    if (value.kind !== "money" && value.kind !== "date") continue;
    const before = reading.before(value.start).slice(-48);
    const after = reading
      .after(value.end)
      .slice(0, 40)
      .replace(/^[.,;] /, ", ");
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
