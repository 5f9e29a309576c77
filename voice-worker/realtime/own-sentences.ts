import { sentencesOf } from "./transcript";

/** Texts of a call that are remembered; the oldest goes first. */
const MOST_TEXTS = 20;

/**
 * Sentences that the line has had the vendor's voice say: a colleague's, an alarm's, the goodbye. They are not the model's
 * and pass the gate, whole: a part of one may claim what the whole does not.
 */
export class OwnSentences {
  private readonly texts: string[][] = [];

  add(text: string): void {
    const { whole, rest } = sentencesOf(text);
    const sentences = [...whole, rest].map(squash).filter(Boolean);
    if (sentences.length === 0) return;
    this.texts.push(sentences);
    if (this.texts.length > MOST_TEXTS) this.texts.shift();
  }

  /** One of them, or several in a row that the vendor wrote down as one; spelling and punctuation aside. */
  has(sentence: string): boolean {
    const words = squash(sentence);
    return (
      words !== "" && this.texts.some((sentences) => sentences.some((_, i) => begins(sentences, i, words)))
    );
  }
}

/** Whether `words` are the sentences from `i` on, up to the end of one. */
function begins(sentences: readonly string[], i: number, words: string): boolean {
  let said = "";
  for (const sentence of sentences.slice(i)) {
    said += sentence;
    if (said.length >= words.length) return said === words;
  }
  return false;
}

const squash = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, "").toLowerCase();
