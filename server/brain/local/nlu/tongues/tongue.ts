import type { Tongue } from "@/server/brain/gate/tongues/tongue";

/** How what a guest says in a language is put into the English words that the readers of this brain know. */
export interface GuestTongue {
  /** Its numbers, months and weekdays, as the gate reads them. */
  tongue: Tongue;
  /** Words for one that are an article too: a number only beside another number. */
  articles: readonly string[];
  /** Written into the number they count with: "দুইজন". They stand alone before the rules are read. */
  suffixes?: readonly string[];
  /** On lower-case text with numbers as digits, before the words: what is not told word by word, such as times and order. */
  rules: readonly Rule[];
  /** A line each: `word | two words | stem* = English`, as in `gate/tongues`. The longest stretch of words wins. */
  words: string;
  /** What is said around a name. A name is read with these alone, so that "Frau Sommer" keeps hers. */
  names: string;
}

export type Rule = readonly [RegExp, string | ((...parts: string[]) => string)];

const MINUTES = 60;
const pad = (n: number): string => String(n).padStart(2, "0");

/** Hours and minutes as `7:30`; minutes below zero count back from the hour. */
export function clock(hour: string | number, minute: string | number = 0): string {
  const at = Number(hour) * MINUTES + Number(minute);
  const day = 24 * MINUTES;
  const turned = ((at % day) + day) % day;
  const h = Math.floor(turned / MINUTES);
  // Half past twelve is said as "half one": on a dial nothing comes before twelve.
  return `${h === 0 && Number(hour) <= 12 ? 12 : h}:${pad(turned % MINUTES)}`;
}
