import { readNumber, tokenise } from "@/server/brain/gate";
import { foldWord, tongueOf } from "@/server/kernel/spoken";

const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3 };

/** Digits of a text in the order they were said: "four double one 11" → "41111", "quarante-deux" → "42". */
export function digitsSaid(text: string): string {
  const english = digitsInEnglish(text);
  return inTongue(text, english)?.digits ?? english;
}

/** The text read in another language of the line, where it says more digits in that. */
function inTongue(text: string, english: string) {
  const words = (text.match(/[\p{L}\p{M}’']+|\p{Nd}+|-/gu) ?? []).map(foldWord);
  return tongueOf(words, english.replace(/\D/g, "").length - (text.match(/\d/g) ?? []).length);
}

function digitsInEnglish(text: string): string {
  const tokens = tokenise(text);
  let digits = "";
  for (let i = 0; i < tokens.length; ) {
    const word = tokens[i]?.w ?? "";
    const times = TIMES[word] ?? 1;
    const from = times > 1 ? i + 1 : i;
    const said = tokens[from]?.w ?? "";
    const number = /^\d/.test(said) ? undefined : readNumber(tokens, from);
    const run = /^\d/.test(said)
      ? said.replace(/\D/g, "")
      : said === "oh" || said === "o"
        ? "0"
        : number && !number.ordinal
          ? String(number.value)
          : "";
    if (run) digits += run.repeat(times);
    i = run ? (number?.to ?? from + 1) : i + 1;
  }
  return digits;
}

/**
 * Whether digits hold a payment card's number: 14 to 19 in a row that pass Luhn (ISO/IEC 7812-1, annex B). Cards of 13
 * digits are no longer issued, and telephone numbers with their country have as many.
 */
export function holdsCard(digits: string): boolean {
  for (let from = 0; from + 14 <= digits.length; from++)
    for (let length = 14; length <= Math.min(19, digits.length - from); length++) {
      const run = digits.slice(from, from + length);
      // No issuer begins with zero.
      if (run[0] !== "0" && luhn(run)) return true;
    }
  return false;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const n = Number(digits[digits.length - 1 - i]) * (i % 2 ? 2 : 1);
    sum += n > 9 ? n - 9 : n;
  }
  return sum % 10 === 0;
}

/** Little else than digits, as numbers are read out. */
export function isReadingDigits(text: string): boolean {
  const english = digitsInEnglish(text);
  const tongue = inTongue(text, english);
  if (tongue) return tongue.digits.length >= 3 && tongue.others <= 2;
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return (
    english.length >= 3 &&
    words.filter((w) => !/\d/.test(w) && digitsInEnglish(w) === "" && !TIMES[w]).length <= 2
  );
}
