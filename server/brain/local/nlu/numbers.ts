const UNITS = [
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
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
  "thirteenth",
  "fourteenth",
  "fifteenth",
  "sixteenth",
  "seventeenth",
  "eighteenth",
  "nineteenth",
];
const TENTHS = [
  "twentieth",
  "thirtieth",
  "fortieth",
  "fiftieth",
  "sixtieth",
  "seventieth",
  "eightieth",
  "ninetieth",
];

const cardinal = new Map<string, number>([
  ...UNITS.map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word, 20 + 10 * i] as const),
  ["nought", 0],
  ["nil", 0],
  ["fourty", 40],
  ["ninty", 90],
  ["twelf", 12],
]);
const ordinal = new Map<string, number>([
  ...ORDINALS.map((word, i) => [word, i + 1] as const),
  ...TENTHS.map((word, i) => [word, 20 + 10 * i] as const),
  ["fith", 5],
  ["nineth", 9],
  ["twelvth", 12],
]);

/** After these, "one" stands for a thing, not a number. */
const beforePronoun = new Set([
  "that",
  "this",
  "the",
  "which",
  "another",
  "other",
  "cheaper",
  "cheapest",
  "bigger",
  "biggest",
  "smaller",
  "better",
  "no",
  "any",
  "some",
  "every",
  "each",
  "expensive",
  "nicer",
  "last",
  "same",
  "different",
  "right",
  "wrong",
]);

export const ordinalSuffix = (n: number): string =>
  n % 100 >= 11 && n % 100 <= 13
    ? "th"
    : n % 10 === 1
      ? "st"
      : n % 10 === 2
        ? "nd"
        : n % 10 === 3
          ? "rd"
          : "th";

interface Read {
  value: number;
  used: number;
  ordinal: boolean;
}

/** Below one hundred: `twenty one`, `nineteen`, `thirty first`. */
function readSmall(words: readonly string[], at: number): Read | undefined {
  const word = words[at] ?? "";
  const next = words[at + 1] ?? "";
  const value = cardinal.get(word);
  if (value !== undefined) {
    if (value >= 20) {
      const unit = cardinal.get(next);
      if (unit !== undefined && unit >= 1 && unit <= 9)
        return { value: value + unit, used: 2, ordinal: false };
      const last = ordinal.get(next);
      if (last !== undefined && last <= 9) return { value: value + last, used: 2, ordinal: true };
    }
    return { value, used: 1, ordinal: false };
  }
  const place = ordinal.get(word);
  return place === undefined ? undefined : { value: place, used: 1, ordinal: true };
}

/** Hundreds and thousands on top; "one hundred and five", "two thousand twenty six". */
function readNumber(words: readonly string[], at: number): Read | undefined {
  const first =
    readSmall(words, at) ??
    (words[at] === "a" && words[at + 1] === "hundred" ? { value: 1, used: 1, ordinal: false } : undefined);
  if (!first || first.ordinal) return first;
  let { value, used } = first;
  for (const [scale, name] of [
    [1000, "thousand"],
    [100, "hundred"],
  ] as const) {
    if (words[at + used] !== name || value >= 100) continue;
    value *= scale;
    used += 1;
    const skip = words[at + used] === "and" ? 1 : 0;
    const rest = readSmall(words, at + used + skip);
    if (rest && rest.value > 0)
      return { value: value + rest.value, used: used + skip + rest.used, ordinal: rest.ordinal };
  }
  return { value, used, ordinal: false };
}

const phrases: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(?:just |only )?(?:a|one|1) (?:second|sec|moment|minute|mo)\b(?! (?:call|bed|room|night))/g, "hold_on"],
  [/\bhalf a dozen\b/g, "6"],
  [/\b(?:a|one) dozen\b/g, "12"],
  [
    /\ba couple (?:of )?(?:more )?(?=(?:nights?|days?|weeks?|rooms?|adults?|people|towels?|pillows?|bottles?|blankets?|hours?|kids|children|glasses|beds?|hangers?)\b)/g,
    "2 ",
  ],
  [/\bcouple of\b/g, "2"],
  [/\bboth of us\b/g, "2 of us"],
  [/\ba pair of\b/g, "2"],
];

/** Number words to digits (`twenty first` → `21st`), leaving "oh", "double" and pronoun "one" as they are. */
export function digitise(text: string): string {
  let input = text;
  for (const [from, to] of phrases) input = input.replace(from, to);
  const words = input.split(" ");
  const out: string[] = [];
  for (let i = 0; i < words.length; ) {
    const word = words[i] as string;
    const before = out[out.length - 1] ?? "";
    const isPronoun =
      (word === "one" || word === "ones") &&
      (beforePronoun.has(before) || /^\d+(?:st|nd|rd|th)$/.test(before));
    const read = isPronoun ? undefined : readNumber(words, i);
    if (!read) {
      out.push(word);
      i += 1;
    } else {
      out.push(`${read.value}${read.ordinal ? ordinalSuffix(read.value) : ""}`);
      i += read.used;
    }
  }
  return out.join(" ").replace(/\b20 (2\d|3\d)\b(?! (?:minutes|people))/g, "20$1");
}
