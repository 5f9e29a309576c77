import { letterOfName, letterOfWord } from "./alphabet";
import type { Sign } from "./lattice";

export interface Spelled {
  letters: string;
  /** One for each letter; `sure` where a word stood for it. */
  signs: Sign[];
  /** Word positions taken, end exclusive. */
  start: number;
  end: number;
}

const LETTER = /^[a-zäöüßñéèáóíúç]$/;
const JOINING = /^(?:and|und|then|dann|capital|gross|großes|letter|comma|the|\.)$/;
const TIMES: Readonly<Record<string, number>> = { double: 2, doppel: 2, triple: 3, treble: 3 };
const MARKS: Readonly<Record<string, string>> = {
  dash: "-",
  hyphen: "-",
  minus: "-",
  bindestrich: "-",
  apostrophe: "'",
  space: " ",
};

interface Unit {
  char: string;
  sure: boolean;
  used: number;
}

/** The word after "as in" decides, whatever the letter before it was taken for: words carry further than letters. */
function byExample(words: readonly string[], at: number, letter: string): Unit | undefined {
  const [first, second, third] = words.slice(at, at + 3);
  const example =
    first === "as" && second === "in" ? third : /^(?:wie|like|for)$/.test(first ?? "") ? second : undefined;
  if (!example || !/^\p{L}{2,}$/u.test(example)) return undefined;
  const char = letterOfWord(example) ?? example.charAt(0);
  if (first === "for" && char !== letter) return undefined;
  return { char, sure: true, used: first === "as" ? 3 : 2 };
}

/** One letter at this word: said alone, by its name inside a run, or as a word of an alphabet. */
function unitAt(words: readonly string[], at: number, inRun: boolean, digits = false): Unit | undefined {
  const word = words[at] ?? "";
  const next = words[at + 1] ?? "";
  if (word === "x" && next === "ray") return { char: "x", sure: true, used: 2 };
  if (LETTER.test(word) || (digits && /^\d{1,6}$/.test(word))) return { char: word, sure: false, used: 1 };
  const said = letterOfWord(word);
  if (said && (inRun || letterOfWord(next) || LETTER.test(next) || (digits && /^\d/.test(next))))
    return { char: said, sure: true, used: 1 };
  if (!inRun) return undefined;
  const named = letterOfName(word);
  if (named) return { char: named, sure: false, used: 1 };
  const mark = MARKS[word];
  return mark ? { char: mark, sure: true, used: 1 } : undefined;
}

function runFrom(
  words: readonly string[],
  start: number,
  digits: boolean,
): { signs: Sign[]; certain: number; end: number } {
  const signs: Sign[] = [];
  let certain = 0;
  let i = start;
  while (i < words.length) {
    const word = words[i] as string;
    if (JOINING.test(word) && signs.length > 0 && i + 1 < words.length) {
      i += 1;
      continue;
    }
    const times = TIMES[word];
    const at = times ? i + 1 : i;
    const unit = unitAt(words, at, signs.length > 0, digits);
    if (!unit) break;
    const example = byExample(words, at + unit.used, unit.char);
    const { char, sure } = example ?? unit;
    if (/^(?:\p{L}|\d+)$/u.test(words[at] ?? "") || unit.sure) certain += 1;
    for (let n = 0; n < (times ?? 1); n++) for (const c of char) signs.push({ char: c, sure });
    i = at + unit.used + (example?.used ?? 0);
  }
  return { signs, certain, end: i };
}

/**
 * A run of spelled letters (at least `min`) in normalised text: "m e y e r", "mike echo…", "m as in mike", "double l".
 * With `digits`, figures count too, as in a booking code.
 */
export function readSpelling(text: string, min = 3, digits = false): Spelled | undefined {
  const words = text.split(" ");
  let best: Spelled | undefined;
  for (let start = 0; start < words.length; start++) {
    const { signs, certain, end } = runFrom(words, start, digits);
    const letters = signs.map((s) => s.char).join("");
    const count = letters.replace(digits ? /[^\p{L}\d]/gu : /[^\p{L}]/gu, "").length;
    if (count >= min && certain >= Math.min(min, 2) && letters.length > (best?.letters.length ?? 0))
      best = { letters, signs, start, end };
  }
  return best;
}

/**
 * The answer to "M as in Mike or N as in November?": "m as in mike", "november", "the first one", "m not n". A letter
 * that was not offered counts only when a word stands for it.
 */
export function readLetter(text: string, options: readonly string[]): Sign | undefined {
  const words = text
    .replace(/\bnot (?:an? )?\S+(?: (?:as in|for|like|wie) \S+)?/g, " ")
    .split(/\s+/)
    .filter(Boolean);
  const said: Sign[] = [];
  for (let i = 0; i < words.length; i++) {
    const unit = unitAt(words, i, true);
    const example = byExample(words, i + (unit?.used ?? 1), unit?.char ?? "");
    const found = example ?? unit;
    if (found) said.push({ char: found.char, sure: found.sure });
    i += (unit?.used ?? 1) - 1 + (example?.used ?? 0);
  }
  const offered = said.filter((sign) => options.includes(sign.char));
  const hit = offered.find((sign) => sign.sure) ?? offered.at(-1) ?? said.find((sign) => sign.sure);
  if (hit) return { char: hit.char, sure: true };
  const place = /\b(?:1st|first|former)\b/.test(text) ? 0 : /\b(?:2nd|second|latter)\b/.test(text) ? 1 : -1;
  const char = options[place];
  return char === undefined ? undefined : { char, sure: true };
}
