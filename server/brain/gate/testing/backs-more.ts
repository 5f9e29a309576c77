import { textBacking } from "../backing";

/**
 * What a sentence of a result would let a brain say that its English would not: topics whose "no" is not read as one, and
 * topics that are read as free or included. Empty for a translation that the gate reads as it is meant.
 */
export function backsMore(said: string, english: string): string[] {
  const [mine, theirs] = [textBacking(1, said), textBacking(1, english)];
  const allowed = theirs.denied.filter(
    (topic) => mine.topics.includes(topic) && !mine.denied.includes(topic),
  );
  const free = mine.free.filter((topic) => !theirs.free.includes(topic));
  return [...allowed.map((topic) => `${topic}: no "no"`), ...free.map((topic) => `${topic || "it"}: free`)];
}
