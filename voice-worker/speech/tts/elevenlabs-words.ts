import type { SpokenWord } from "./port";

/** The times of one audio message, relative to its start, in milliseconds. A list may be shorter than the characters. */
export interface Alignment {
  chars: readonly string[];
  starts: readonly number[];
  durations: readonly number[];
}

const MOST_CHARS = 20_000;
const LONGEST_CHAR = 20;

const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length <= MOST_CHARS;
const areNumbers = (value: unknown): value is number[] => isList(value) && value.every(Number.isFinite);
const areChars = (value: unknown): value is string[] =>
  isList(value) && value.every((char) => typeof char === "string" && char.length <= LONGEST_CHAR);

/**
 * What an audio message tells of its characters, undefined when it tells nothing or nothing readable. Checked by hand: it
 * comes with every message. Documents spell the durations in two ways.
 */
export function readAlignment(value: unknown): Alignment | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { chars, charStartTimesMs, charDurationsMs, charsDurationsMs } = value as Record<string, unknown>;
  const durations = charDurationsMs ?? charsDurationsMs ?? [];
  if (!areChars(chars) || !areNumbers(charStartTimesMs) || !areNumbers(durations)) return undefined;
  return { chars, starts: charStartTimesMs, durations };
}

/** Puts characters with times together to words, over all messages of a clause. */
export class WordTimes {
  private inWord = false;

  /** The words that begin in a message whose audio starts `offsetMs` into the clause. */
  take({ chars, starts, durations }: Alignment, offsetMs: number): SpokenWord[] {
    const words: SpokenWord[] = [];
    let word: SpokenWord | undefined;
    for (let i = 0; i < chars.length; i++) {
      const char = chars[i] as string;
      if (char.trim() === "") {
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
