import { z } from "zod";

/**
 * What a page says with a voice of its own while the realtime service says nothing: the worker gives the words with its
 * answer to the offer, in the call's language. They travel in a header, for the body is SDP.
 */
export const RealtimeWords = z.object({ language: z.string(), oneMoment: z.string(), goodbye: z.string() });
export type RealtimeWords = z.infer<typeof RealtimeWords>;

export const WORDS_HEADER = "x-line-words";

/** Header values are ASCII. */
export const wordsHeader = (words: RealtimeWords): string => encodeURIComponent(JSON.stringify(words));

/** Null when there is none, or none that can be read. */
export function readWordsHeader(value: string | null): RealtimeWords | null {
  try {
    return RealtimeWords.safeParse(JSON.parse(decodeURIComponent(value ?? ""))).data ?? null;
  } catch {
    return null;
  }
}
