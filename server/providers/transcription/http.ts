import type { z } from "zod";
import { TranscriptionError } from "./port";

const MAX_REPLY_BYTES = 2_000_000;

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_REPLY_BYTES) throw new TranscriptionError("unavailable", "The reply is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Posts a recording and reads the reply. What is wrong with the request or the key is `unsuitable`, all else passes. */
export async function postRecording<S extends z.ZodType>(
  vendor: string,
  url: string,
  init: { headers: Record<string, string>; body: BodyInit },
  reply: S,
  signal: AbortSignal,
): Promise<z.output<S>> {
  try {
    const response = await fetch(url, { method: "POST", redirect: "error", signal, ...init });
    if (!response.ok) {
      await response.body?.cancel();
      const ours = response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status);
      throw new TranscriptionError(
        ours ? "unsuitable" : "unavailable",
        `${vendor} answered ${response.status}.`,
      );
    }
    const parsed = reply.safeParse(jsonOf(await textOf(response)));
    if (!parsed.success) throw new TranscriptionError("unavailable", `${vendor} sent what is no transcript.`);
    return parsed.data;
  } catch (error) {
    if (error instanceof TranscriptionError) throw error;
    signal.throwIfAborted();
    throw new TranscriptionError("unavailable", `${vendor} cannot be reached.`);
  }
}

/** The primary subtag: "de" of "de-AT". */
export const primary = (language: string): string => language.split(/[-_]/)[0]?.toLowerCase() ?? "";

/** A few words to listen for, each once. */
export const phrases = (vocabulary: readonly string[], most: number): string[] =>
  [...new Set(vocabulary.map((word) => word.replace(/\s+/g, " ").trim()).filter(Boolean))].slice(0, most);
