import type { Tx } from "@/server/db";

const MOST = 500;

/** Calls in which the words were said → the sentence, with [[marks]]. Through the reviewed search function. */
export async function searchCalls(tx: Tx, hotelId: string, words: string): Promise<Map<string, string>> {
  const hits = await tx.$queryRaw<{ call_id: string; sentence: string }[]>`
    SELECT call_id, sentence FROM search_calls(${hotelId}::uuid, ${words}, ${MOST}::int)`;
  return new Map(hits.map((hit) => [hit.call_id, hit.sentence]));
}
