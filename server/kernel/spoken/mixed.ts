import type { Spoken } from "./spoken";

/** A word of letters and figures: `B12`, `harbor2024`, `15h30`. */
const MIXED = /[\p{L}\p{M}\d]*(?:[\p{L}\p{M}]\d|\d\p{L})[\p{L}\p{M}\d]*/gu;
const RUNS = /\d+|[\p{L}\p{M}]+/gu;
const CLOCK = /^([01]?\d|2[0-3])h([0-5]\d)$/i;
/** Without minutes it is a time in these languages; in others `2h` is how long something takes. */
const HOUR: Readonly<Record<string, RegExp>> = { fr: /^([01]?\d|2[0-3])h$/i, pt: /^([01]?\d|2[0-3])h$/i };
const ORDINAL: Readonly<Record<string, RegExp>> = {
  en: /^(\d{1,3})(?:st|nd|rd|th)$/i,
  fr: /^(\d{1,3})(?:er|re|ère|e|ème)$/i,
  nl: /^(\d{1,3})(?:e|ste|de)$/i,
  es: /^(\d{1,3})[ºª]$/,
  it: /^(\d{1,3})[ºª]$/,
  pt: /^(\d{1,3})[ºª]$/,
};

type Voice = Pick<Spoken, "language" | "number" | "ordinal" | "time" | "code">;

/**
 * Words in which letters and figures touch, taken apart so that a voice reads both: a code sign by sign, one or two
 * figures as a number, more of them one by one; `15h30` is a time, `21st` an ordinal.
 */
export function mixedIn(text: string, spoken: Voice): string {
  return /\d/.test(text) ? text.replace(MIXED, (word) => mixedWord(word, spoken)) : text;
}

function mixedWord(word: string, spoken: Voice): string {
  const day = ORDINAL[spoken.language]?.exec(word)?.[1];
  if (day && Number(day) > 0) return spoken.ordinal(Number(day));
  const clock = CLOCK.exec(word) ?? HOUR[spoken.language]?.exec(word);
  if (clock) return spoken.time(`${clock[1]}:${clock[2] ?? "00"}`);
  const runs = word.match(RUNS) ?? [];
  if (runs.length > 2) return spoken.code(word);
  return runs.map((run) => (/\d/.test(run) ? figures(run, spoken) : run)).join(" ");
}

const figures = (run: string, spoken: Voice): string =>
  run.length > 2 || (run.length > 1 && run.startsWith("0"))
    ? [...run].map((digit) => spoken.number(Number(digit))).join(" ")
    : spoken.number(Number(run));
