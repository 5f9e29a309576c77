import type { Digit } from "./numbers";

/** ISO/IEC 7812-1 check digit (Luhn). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? value * 2 : value;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

const SHORTEST = 12;
const LONGEST = 19;

// Issuer prefixes and the lengths their cards have.
const ISSUERS: readonly [RegExp, readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(36|38|39|30[0-59])/, [14, 15, 16, 17, 18, 19]],
  [/^(6011|64[4-9]|65|62|81)/, [16, 17, 18, 19]],
  [/^(35(2[89]|[3-8])|2131|1800)/, [15, 16, 17, 18, 19]],
  [/^(50|5[6-9]|6)/, [13, 14, 15, 16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^(5018|5020|5038|6304|6759|676[1-3])/, [12]],
];

/** Whether these digits can be a payment card's: an issuer's prefix, its length, and the check digit. */
export const isCardNumber = (digits: string): boolean => hasCardForm(digits) && luhn(digits);

/** An issuer's prefix and a length its cards have, whatever the check digit says. */
export const hasCardForm = (digits: string): boolean =>
  ISSUERS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length));

/** Whether a person may begin reading a card like this. */
export const startsLikeCard = (digits: string): boolean => /^[2-6]/.test(digits);

/** The first and longest card among digits, beginning and ending where a group does; `end` exclusive. */
export function findCard(digits: readonly Digit[]): { start: number; end: number } | null {
  const text = digits.map((digit) => digit.value).join("");
  const begins = (at: number) => at === 0 || digits[at]?.group !== digits[at - 1]?.group;
  for (let start = 0; start + SHORTEST <= digits.length; start++) {
    if (!begins(start)) continue;
    for (let end = Math.min(start + LONGEST, digits.length); end - start >= SHORTEST; end--) {
      if ((end === digits.length || begins(end)) && isCardNumber(text.slice(start, end)))
        return { start, end };
    }
  }
  return null;
}
