const LONGEST_PHRASE = 60;

export interface PhraseBounds {
  maxPhrases: number;
  /** Vendors count tokens; a third of the letters and one a phrase is more than any tokeniser makes of names. */
  maxTokens: number;
}

const tokensOf = (phrase: string): number => 1 + Math.ceil(phrase.length / 3);

/** A hotel's words as a vendor can take them: letters and digits of any script, each once, within the vendor's bounds. */
export function boostedPhrases(vocabulary: readonly string[], bounds: PhraseBounds): string[] {
  const phrases = new Map<string, string>();
  let tokens = 0;
  for (const given of vocabulary) {
    const phrase = given
      .replace(/[^\p{L}\p{M}\p{N}' -]+/gu, " ")
      .replace(/\s+/g, " ")
      .trim();
    const key = phrase.toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(phrase) || phrase.length > LONGEST_PHRASE || phrases.has(key)) continue;
    tokens += tokensOf(phrase);
    if (phrases.size >= bounds.maxPhrases || tokens > bounds.maxTokens) break;
    phrases.set(key, phrase);
  }
  return [...phrases.values()];
}
