import type { SpokenWord } from "../speech/tts/port";

/** What a word is told by: vendors drop punctuation, change case and cut compounds in two. */
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/**
 * When each written word has been said, in milliseconds from the start of the clause, by the times a vendor tells; as many
 * as are known. A vendor's word may be part of a written one, or several. Undefined when the vendor's words are not
 * those of the text: then its times say nothing about them.
 */
export function wordEnds(text: string, spoken: readonly SpokenWord[]): number[] | undefined {
  const written = text.split(/\s+/).filter(Boolean).map(letters);
  const whole = written.join("");
  let said = 0;
  let saidUntil = 0;
  let needed = 0;
  const ends: number[] = [];
  const times = spoken.values();
  for (const word of written) {
    needed += word.length;
    while (said < needed) {
      const next = times.next();
      if (next.done) return ends;
      const part = letters(next.value.text);
      if (!whole.startsWith(part, said)) return undefined;
      said += part.length;
      saidUntil = Math.max(saidUntil, next.value.endMs);
    }
    ends.push(saidUntil);
  }
  return ends;
}
