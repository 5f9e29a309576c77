import { z } from "zod";
import type { Tx } from "@/server/db";
import { dateFromDb } from "@/server/kernel/dates";

const Hit = z.object({
  id: z.uuid(),
  title: z.string(),
  index_line: z.string(),
  body: z.string(),
  topic: z.string(),
  valid_to: z.date().nullable(),
  rank: z.number(),
});

export interface Passage {
  articleId: string;
  title: string;
  text: string;
  validUntil?: string;
  rank: number;
}

const MOST_SENTENCES = 2;

/** Articles that answer a question on a date, best first, each cut to the sentences that hold its words. */
export async function searchKnowledge(
  tx: Tx,
  hotelId: string,
  question: string,
  options: { audience: "guest" | "staff"; date: string; most?: number },
): Promise<Passage[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT * FROM search_knowledge(${hotelId}::uuid, ${question}, ${options.audience}, ${options.date}::text::date,
      ${options.most ?? 3}::int)`;
  return z
    .array(Hit)
    .parse(rows)
    .map((hit) => ({
      articleId: hit.id,
      title: hit.title,
      text: bestSentences(hit.body, question),
      ...(hit.valid_to ? { validUntil: dateFromDb(hit.valid_to) } : {}),
      rank: hit.rank,
    }));
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
const stem = (word: string): string => word.replace(/(?:ies|es|s|ing|ed)$/, "");

/** The sentences of a body that share most words with the question, in their own order. */
export function bestSentences(body: string, question: string): string {
  const asked = new Set(words(question).map(stem));
  const sentences = body.replace(/\s+/g, " ").match(/[^.!?]+[.!?]*/g) ?? [body];
  const scored = sentences.map((sentence, index) => ({
    index,
    sentence: sentence.trim(),
    score: words(sentence).filter((word) => asked.has(stem(word))).length,
  }));
  const best = [...scored].sort((a, b) => b.score - a.score || a.index - b.index).slice(0, MOST_SENTENCES);
  return best
    .sort((a, b) => a.index - b.index)
    .map((entry) => entry.sentence)
    .join(" ");
}
