import type { Heard } from "../call/heard";

/** Speaking rate assumed of the vendor's voice, ms a word: it tells only how much sound was played, not which words. */
const MS_PER_WORD = 350;
const SENTENCE_END = /[.!?…]["')\]]?\s+/g;

/** Splits what has been said so far into whole sentences and what is not finished. */
export function sentencesOf(text: string): { whole: string[]; rest: string } {
  const whole: string[] = [];
  let from = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const until = match.index + match[0].length;
    // "Mr. Meyer", "at 3 p. m.": a border needs a capital or a digit after it and a word of some length before it.
    const before = text.slice(from, until).trim();
    if (!/^[\p{Lu}\d"'(]/u.test(text.slice(until)) || before.split(/\s+/).length < 2) continue;
    whole.push(before);
    from = until;
  }
  return { whole, rest: text.slice(from) };
}

/** What of a response was heard when its sound was cut after `playedMs`. */
export function heardUntil(text: string, playedMs: number): Heard {
  const words = text.split(/\s+/).filter(Boolean);
  const count = Math.min(words.length, Math.max(0, Math.floor(playedMs / MS_PER_WORD)));
  return { heard: words.slice(0, count).join(" "), unheard: words.slice(count).join(" ") };
}
