import { z } from "zod";
import type { SpokenWord } from "./port";

const Times = z.array(z.number().finite()).max(20_000);
/** The times of one audio message, relative to its start. Documents spell the durations in two ways. */
export const Alignment = z.object({
  chars: z.array(z.string().max(20)).max(20_000),
  charStartTimesMs: Times,
  charDurationsMs: Times.optional(),
  charsDurationsMs: Times.optional(),
});
export type Alignment = z.infer<typeof Alignment>;

/** Puts characters with times together to words, over all messages of a clause. */
export class WordTimes {
  private inWord = false;

  /** The words that begin in a message whose audio starts `offsetMs` into the clause. */
  take(alignment: Alignment, offsetMs: number): SpokenWord[] {
    const { chars, charStartTimesMs: starts } = alignment;
    const durations = alignment.charDurationsMs ?? alignment.charsDurationsMs ?? [];
    const words: SpokenWord[] = [];
    let word: SpokenWord | undefined;
    for (const [i, char] of chars.entries()) {
      if (/^\s*$/.test(char)) {
        this.inWord = false;
        word = undefined;
        continue;
      }
      const startMs = offsetMs + (starts[i] ?? 0);
      const endMs = startMs + (durations[i] ?? 0);
      if (word) {
        word.text += char;
        word.endMs = Math.max(word.endMs, endMs);
      } else if (!this.inWord) {
        word = { text: char, startMs, endMs };
        words.push(word);
        this.inWord = true;
      }
    }
    return words;
  }
}
