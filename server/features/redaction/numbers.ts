import { digitsAt, foldWord, tongueOf } from "@/server/kernel/spoken";

export interface Digit {
  /** One ASCII digit. */
  value: string;
  start: number;
  end: number;
  /** Counts the groups of a run as they were written or said. */
  group: number;
}

export interface DigitRun {
  digits: Digit[];
  text: string;
  start: number;
  end: number;
  spoken: boolean;
  /** A plus sign stands in front. */
  plus: boolean;
  /** Groups are parted by commas or "and": rather a list of numbers than one. */
  listed: boolean;
}

// Single digits as guests say them, whatever the language; beyond them, a text that is plainly in one other than English is
// read with that language's own words.
const ONES: Record<string, string> = Object.fromEntries(
  [
    "zero oh o nought null cero zéro শূন্য",
    "one uno eins un এক",
    "two dos zwei zwo deux দুই",
    "three tres drei trois তিন",
    "four cuatro vier quatre চার",
    "five cinco fünf cinq পাঁচ",
    "six seis sechs ছয়",
    "seven siete sieben sept সাত",
    "eight ocho acht huit আট",
    "nine niner nueve neun neuf নয়",
  ].flatMap((words, digit) => words.split(" ").map((word) => [word.normalize("NFC"), String(digit)])),
);
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const REPEAT: Record<string, number> = {
  ...{
    double: 2,
    triple: 3,
    treble: 3,
    doble: 2,
    triples: 3,
    doppel: 2,
    doppelt: 2,
    dreifach: 3,
    doppio: 2,
    doppia: 2,
  },
  ...{ duplo: 2, dubbel: 2, dubbelt: 2, dobbel: 2, dobbelt: 2, trippel: 3 },
};
// What a recogniser writes for a digit that stands between digits.
const HOMOPHONES: Record<string, string> = {
  to: "2",
  too: "2",
  for: "4",
  fore: "4",
  ate: "8",
  won: "1",
  tree: "3",
};
const FILLERS = new Set(
  "uh um er erm ah eh hmm then and dash hyphen space so okay ok next y und et luego puis ensuite dann danach poi então depois daarna sedan äh ähm öh euh followed by plus".split(
    " ",
  ),
);
const JOINERS = /^[-.()–—·,+]$/u;
const TOKEN = /\p{L}[\p{L}\p{M}’']*|\p{Nd}+|\S/gu;
const ZEROES = [0x30, 0x660, 0x6f0, 0x966, 0x9e6];

function asciiDigits(text: string): string[] {
  return [...text].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    const zero = ZEROES.find((start) => code >= start && code < start + 10) ?? 0x30;
    return String(code - zero);
  });
}

interface Token {
  text: string;
  lower: string;
  folded: string;
  start: number;
  end: number;
  number: boolean;
}

function tokenise(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    lower: match[0].toLowerCase().normalize("NFC"),
    folded: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
    number: /^\p{Nd}/u.test(match[0]),
  }));
}

/** A number token that touches a letter (`B4242`, `5th`) is part of a code or an ordinal, not a run. */
const touchesLetter = (text: string, token: Token) =>
  /[\p{L}\p{M}_#]$/u.test(text.slice(0, token.start)) || /^(?!x\d)[\p{L}_]/u.test(text.slice(token.end));

interface Said {
  values: string[];
  tokens: number;
}

/** Words of a text, read in English or in the language that it is plainly in. */
interface Words {
  tokens: readonly Token[];
  folded: readonly string[];
  tongue?: string | undefined;
}

function wordsOf(tokens: readonly Token[]): Words {
  const folded = tokens.map((token) => token.folded);
  const words: Words = { tokens, folded };
  let known = 0;
  for (let at = 0; at < tokens.length; ) {
    const said = tokens[at]?.number ? null : saidAt(words, at, false);
    known += said?.values.length ?? 0;
    at += said?.tokens ?? 1;
  }
  return { ...words, tongue: tongueOf(folded, known)?.language };
}

/** The digits that the words at `at` say: "four", "double four", "forty two", "quarante-deux". */
function saidAt(words: Words, at: number, inRun: boolean): Said | null {
  const { tokens, folded, tongue } = words;
  const word = tokens[at]?.lower ?? "";
  const next = tokens[at + 1]?.lower ?? "";
  const times = REPEAT[word];
  if (times) {
    const own = tongue ? digitsAt(tongue, folded, at + 1) : undefined;
    if (own?.digits.length === 1)
      return { values: Array<string>(times).fill(own.digits), tokens: 1 + own.words };
    const repeated = ONES[next] ?? (/^\d$/.test(next) ? next : undefined);
    return repeated ? { values: Array<string>(times).fill(repeated), tokens: 2 } : null;
  }
  const own = tongue ? digitsAt(tongue, folded, at) : undefined;
  if (own) return { values: [...own.digits], tokens: own.words };
  const one = ONES[word];
  if (one) return { values: [one], tokens: 1 };
  const teen = TEENS.indexOf(word);
  if (teen >= 0) return { values: ["1", String(teen)], tokens: 1 };
  const ten = TENS.indexOf(word);
  if (ten >= 0) {
    const hyphen = next === "-" ? 1 : 0;
    const unit = ONES[tokens[at + 1 + hyphen]?.lower ?? ""];
    const tens = String(ten + 2);
    return unit && unit !== "0"
      ? { values: [tens, unit], tokens: 2 + hyphen }
      : { values: [tens, "0"], tokens: 1 };
  }
  const sound = HOMOPHONES[word];
  const digitNext = ONES[next] !== undefined || /^\d+$/.test(next) || REPEAT[next] !== undefined;
  return inRun && !tongue && sound && digitNext ? { values: [sound], tokens: 1 } : null;
}

/**
 * Every stretch of digits in a text, written or said, with the place of each digit. Groups may be parted by
 * blanks, dashes, dots, brackets, commas and short fillers ("uh", "then"); any other word ends a run.
 */
export function digitRuns(text: string): DigitRun[] {
  const tokens = tokenise(text);
  const words = wordsOf(tokens);
  const runs: DigitRun[] = [];
  let run: DigitRun | null = null;
  let fillers = 0;
  let listed = false;
  let plus = false;
  let group = 0;
  const close = () => {
    if (run) runs.push(run);
    run = null;
    fillers = 0;
    listed = false;
  };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    const previous = tokens[at - 1];
    // A number does not go on over the end of a line.
    if (previous && text.slice(previous.end, token.start).includes("\n")) close();
    const said: Said | null = token.number ? null : saidAt(words, at, run !== null && fillers === 0);
    if ((token.number && !touchesLetter(text, token)) || said) {
      const last: Token = tokens[at + (said?.tokens ?? 1) - 1] ?? token;
      const values = said?.values ?? asciiDigits(token.text);
      if (!run) {
        run = { digits: [], text: "", start: token.start, end: last.end, spoken: false, plus, listed: false };
        group = 0;
      } else {
        group++;
        run.listed ||= listed;
      }
      for (const [index, value] of values.entries()) {
        // Each written digit has its own place; the digits of a word share the word's.
        const start = said ? token.start : token.start + index * (token.text.length / values.length);
        const end = said ? last.end : start + token.text.length / values.length;
        run.digits.push({ value, start, end, group });
      }
      run.text += values.join("");
      run.spoken ||= said !== null;
      run.end = last.end;
      fillers = 0;
      listed = false;
      plus = false;
      at += said?.tokens ?? 1;
      continue;
    }
    if (token.text === "+" || token.lower === "plus") {
      close();
      plus = true;
    } else if (JOINERS.test(token.text)) listed ||= token.text === ",";
    else if (run && FILLERS.has(token.lower) && fillers < 2) {
      fillers++;
      listed ||= token.lower === "and";
    } else {
      close();
      plus = false;
    }
    // A full stop before a blank ends a sentence, unless the digits go on right after it.
    if (
      token.text === "." &&
      previous &&
      !/^\s*\S{0,12}\s*\p{Nd}/u.test(text.slice(token.end)) &&
      !nextSaid(words, at)
    )
      close();
    at++;
  }
  close();
  return runs;
}

const nextSaid = (words: Words, at: number) => saidAt(words, at + 1, false) !== null;

/** Whether nothing but blanks, marks and fillers stands in a stretch of text. */
export function onlyFillers(text: string): boolean {
  const lead = new Set([
    ..."it's it is the yes yeah sure number my card and then so next that's are".split(" "),
    ...FILLERS,
  ]);
  return tokenise(text).every(
    (token) => !token.number && (!/\p{L}/u.test(token.text) || lead.has(token.lower)),
  );
}
