/** Pieces shorter than this are joined to a neighbour: voices sound chopped otherwise. */
const MIN_WORDS = 5;

/** Cuts a sentence where a speaker would breathe, so that the first sound comes early and marks are fine. */
export function fragments(text: string): string[] {
  const sentences = text.trim().split(/(?<=[.!?…।])\s+/u);
  return sentences.flatMap(splitClauses).filter((part) => part.length > 0);
}

function splitClauses(sentence: string): string[] {
  const parts = sentence.split(/(?<=[,;:])\s+/u);
  const out: string[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last !== undefined && (words(last) < MIN_WORDS || words(part) < MIN_WORDS))
      out[out.length - 1] = `${last} ${part}`;
    else out.push(part);
  }
  return out;
}

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;
