/** Small letters without accents, so that "asen" finds "Åsen". */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Rank of an entry for what was typed: 0 hides it. Every typed word must begin a word of the entry (1)
 * or at least stand inside it (0.5). Letters scattered over an entry are no match.
 */
export function matches(value: string, typed: string, keywords: readonly string[] = []): number {
  const entry = plain([value, ...keywords].join(" "));
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (!words.every((word) => entry.includes(word))) return 0;
  return words.every((word) => ` ${entry}`.includes(` ${word}`)) ? 1 : 0.5;
}
