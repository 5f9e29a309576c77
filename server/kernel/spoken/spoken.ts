import type { Money } from "../money";

/** How a language says what tools return. No digits, no symbols: it goes straight to a voice. */
export interface Spoken {
  language: string;
  /** `5` → "five". Whole numbers up to 999,999,999. */
  number(value: number): string;
  /** `5` → "fifth". */
  ordinal(value: number): string;
  /** Full amount in words: "five hundred and nine euros forty". */
  money(value: Money): string;
  /** "Thursday the fifth of March"; the year only when it is not `today`'s or the date is over ten months away. */
  date(date: string, today?: string): string;
  /** "Thursday the fifth to Sunday the eighth of March". */
  dateRange(from: string, to: string, today?: string): string;
  /** `15:00` → "three in the afternoon"; `00:00` → "midnight". */
  time(time: string): string;
  /** "three nights". */
  nights(count: number): string;
  /** "two adults and one child". */
  party(adults: number, children: number): string;
  /** Letter by letter: "seven, K, two, M". */
  code(code: string): string;
  /** Digit by digit in groups of two to four: "four seven, nine zero zero, …". */
  digits(text: string): string;
  /** Digits inside free words: a room or a number digit by digit, up to two digits as a number, codes as `mixedIn`. */
  digitsIn(text: string): string;
  /** "a.b1@example.com" → "a dot b one at example dot com". */
  email(address: string): string;
  /** "a, b and c" / "a, b or c". */
  list(items: readonly string[], conjunction?: "and" | "or"): string;
}
