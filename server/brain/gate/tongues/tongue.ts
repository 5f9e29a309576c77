import type { Spoken } from "@/server/kernel/spoken";

/** How a language is read: its words put into the English ones that the gate's patterns know. */
export interface Tongue {
  code: string;
  spoken: Spoken;
  months: string;
  weekdays: string;
  /** The mark before hundredths; the other one groups thousands. */
  decimal: "," | ".";
  /** Figures of a day carry a full stop: "4. Dezember". */
  dotted?: boolean;
  /** The word for a thousand, written into longer words where the language does. */
  thousand: readonly string[];
  /** "লাখ". */
  lakh?: readonly string[];
  /** Other ways to say a number below a thousand than `spoken.number`. */
  variants?(words: string, value: number): readonly string[];
  /** Other forms of an ordinal than `spoken.ordinal`. */
  ordinals?(words: string, value: number): readonly string[];
  /**
   * A line each: `word | two words | stem* | *ending = English`. Nothing after the sign: known, and left out. `<-30` and
   * `>15` are minutes before and after an hour, `<am` a part of the day said before it.
   */
  words: string;
}

/** Matches one word of a sentence. */
interface Part {
  text: string;
  kind: "exact" | "stem" | "ending";
}
interface Entry {
  parts: readonly Part[];
  english: readonly string[];
}
export interface Lexicon {
  tongue: Tongue;
  exact: ReadonlyMap<string, readonly Entry[]>;
  stems: ReadonlyMap<string, readonly Entry[]>;
  endings: readonly Entry[];
  /** Words of a number below a thousand, joined by spaces. */
  numbers: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  /** What a number is multiplied with by the word after it, the greatest first. */
  scales: ReadonlyMap<string, number>;
  /** Every word this language is known by. */
  vocabulary: ReadonlySet<string>;
}

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);
const WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
/** Longest number below a thousand, in words. */
const MAX_NUMBER_WORDS = 6;
const MIN_STEM = 3;

const partOf = (word: string): Part =>
  word.startsWith("*")
    ? { text: word.slice(1), kind: "ending" }
    : word.endsWith("*")
      ? { text: word.slice(0, -1), kind: "stem" }
      : { text: word, kind: "exact" };
const fits = ({ text, kind }: Part, word: string): boolean =>
  kind === "exact" ? word === text : kind === "stem" ? word.startsWith(text) : word.endsWith(text);

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean);

export function compile(tongue: Tongue): Lexicon {
  const exact = new Map<string, Entry[]>();
  const stems = new Map<string, Entry[]>();
  const endings: Entry[] = [];
  const vocabulary = new Set<string>();
  const add = (pattern: string, english: string): void => {
    const parts = wordsOf(pattern).map(partOf);
    const [first] = parts;
    if (!first) return;
    const entry = { parts, english: english.split(" ").filter(Boolean) };
    for (const part of parts) if (part.kind === "exact") vocabulary.add(part.text);
    if (first.kind === "ending") endings.push(entry);
    else {
      const map = first.kind === "exact" ? exact : stems;
      map.set(first.text, [...(map.get(first.text) ?? []), entry]);
    }
  };
  for (const line of tongue.words.split("\n")) {
    const [patterns = "", english = ""] = line.split("=");
    for (const pattern of patterns.split("|")) add(pattern.trim(), english.trim());
  }
  for (const [i, names] of tongue.months.split(" ").entries())
    for (const name of names.split("/")) add(name, MONTHS[i] as string);
  for (const [i, names] of tongue.weekdays.split(" ").entries())
    for (const name of names.split("/")) add(name.replaceAll("-", " "), WEEKDAYS[i] as string);
  const numbers = new Map<string, number>();
  for (let value = 999; value >= 0; value--) {
    const words = tongue.spoken.number(value);
    for (const form of new Set([words, ...(tongue.variants?.(words, value) ?? [])]))
      numbers.set(wordsOf(form).join(" "), value);
  }
  const ordinals = new Map<string, number>();
  for (let value = 31; value >= 1; value--) {
    const words = tongue.spoken.ordinal(value);
    for (const form of [words, ...(tongue.ordinals?.(words, value) ?? [])])
      if (!numbers.has(wordsOf(form).join(" "))) ordinals.set(wordsOf(form).join(" "), value);
  }
  for (const key of [...numbers.keys(), ...ordinals.keys()])
    for (const word of key.split(" ")) vocabulary.add(word);
  const scales = new Map([
    ...(tongue.lakh ?? []).map((word) => [word, 100_000] as const),
    ...tongue.thousand.map((word) => [word, 1_000] as const),
  ]);
  for (const word of scales.keys()) vocabulary.add(word);
  return { tongue, exact, stems, endings, numbers, ordinals, scales, vocabulary };
}

/** The entry with the most words that fits at a place; of equals the one that names its word most exactly. */
export function entryAt(
  { exact, stems, endings }: Lexicon,
  words: readonly string[],
  at: number,
): Entry | undefined {
  const word = words[at] ?? "";
  let best: Entry | undefined;
  const offer = (entries: readonly Entry[] | undefined): void => {
    for (const entry of entries ?? [])
      if (
        entry.parts.length > (best?.parts.length ?? 0) &&
        entry.parts.every((part, i) => fits(part, words[at + i] ?? ""))
      )
        best = entry;
  };
  offer(exact.get(word));
  for (let length = word.length; length >= MIN_STEM; length--) offer(stems.get(word.slice(0, length)));
  offer(endings);
  return best;
}

/** Whether a language knows a word. */
export function knows(lexicon: Lexicon, word: string): boolean {
  if (lexicon.vocabulary.has(word)) return true;
  for (let length = word.length; length >= MIN_STEM; length--)
    if (lexicon.stems.has(word.slice(0, length))) return true;
  return (
    lexicon.endings.some(({ parts }) => word.endsWith((parts[0] as Part).text)) ||
    thousands(lexicon, word) !== undefined
  );
}

/** One within a longer number, an article alone. */
const ONE = /^(?:ein|een|en|ett|et)$/;

/** "zweitausenddreihundert" → its two halves. */
function thousands({ scales, numbers }: Lexicon, word: string): [number, number] | undefined {
  for (const [sign, scale] of scales) {
    const at = word.indexOf(sign);
    if (at < 0) continue;
    const [before, after] = [word.slice(0, at), word.slice(at + sign.length)];
    const times = before === "" || ONE.test(before) ? 1 : numbers.get(before);
    const rest = after === "" ? 0 : ONE.test(after) ? 1 : numbers.get(after);
    if (times !== undefined && rest !== undefined) return [times * scale, rest];
  }
  return undefined;
}

/** The number in words that begins at a place, and where it ends. */
export function numberAt(
  lexicon: Lexicon,
  words: readonly string[],
  at: number,
): { value: number; to: number } | undefined {
  const small = (from: number): { value: number; to: number } | undefined => {
    for (let to = Math.min(words.length, from + MAX_NUMBER_WORDS); to > from; to--) {
      const value = lexicon.numbers.get(words.slice(from, to).join(" "));
      if (value !== undefined) return { value, to };
    }
    return undefined;
  };
  let total = 0;
  let to = at;
  for (let last = Number.POSITIVE_INFINITY; ; ) {
    const from = to > at && JOINTS.has(words[to] ?? "") ? to + 1 : to;
    const joined = thousands(lexicon, words[from] ?? "");
    if (joined && joined[0] < last) {
      total += joined[0] + joined[1];
      to = from + 1;
      if (joined[1] > 0) return { value: total, to };
      last = 1_000;
      continue;
    }
    const next = small(from);
    if (!next || (to > at && next.value === 0)) return to > at ? { value: total, to } : undefined;
    const scale = lexicon.scales.get(words[next.to] ?? "");
    if (scale === undefined || scale >= last) return { value: total + next.value, to: next.to };
    total += next.value * scale;
    to = next.to + 1;
    last = scale;
  }
}
const JOINTS = new Set(["e", "og"]);

export function ordinalAt(
  { ordinals }: Lexicon,
  words: readonly string[],
  at: number,
): { value: number; to: number } | undefined {
  for (let to = Math.min(words.length, at + 3); to > at; to--) {
    const value = ordinals.get(words.slice(at, to).join(" "));
    if (value !== undefined) return { value, to };
  }
  return undefined;
}
