import { spokenIn } from "@/server/kernel/spoken";

/** So many letters and digits in a row are a code, a number or a spelled name, and somebody writes along. */
const READ_OUT = 3;
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const ONE_LETTER = /^\p{L}\p{M}*$/u;

const digitWords = new Map<string, ReadonlySet<string>>();

function digitsOf(language: string): ReadonlySet<string> {
  const known = digitWords.get(language);
  if (known) return known;
  const spoken = spokenIn(language);
  const words = new Set([...DIGITS.map((digit) => spoken.number(digit).toLowerCase()), "oh"]);
  digitWords.set(language, words);
  return words;
}

/** Whether a clause reads something out letter by letter or digit by digit: a voice takes it slowly. */
export function isReadOut(clause: string, language: string): boolean {
  const digits = digitsOf(language);
  let run = 0;
  for (const word of clause.toLowerCase().split(/[^\p{L}\p{M}\p{N}'’-]+/u)) {
    if (word === "") continue;
    run = ONE_LETTER.test(word) || digits.has(word) ? run + 1 : 0;
    if (run === READ_OUT) return true;
  }
  return false;
}
