import type { Storage } from "@/server/providers/storage/port";
import { RecordingError } from "./stereo-wav";

/** A call of fifteen minutes at 16 kHz has 58 MB; nothing of ours comes near this. */
const MOST_BYTES = 256 << 20;

/** A whole object in memory; null when there is none. Throws RecordingError when it is far too large. */
export async function readWhole(storage: Storage, key: string, signal: AbortSignal): Promise<Buffer | null> {
  const stored = await storage.get(key, { signal });
  if (!stored) return null;
  const bytes = Buffer.alloc(Math.min(stored.info.size, MOST_BYTES));
  let at = 0;
  for await (const chunk of stored.body) {
    if (at + chunk.length > bytes.length) throw new RecordingError("The recording is too large.");
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.subarray(0, at);
}

const CHUNK = 1 << 20;

/** Bytes as a stream in pieces, so that a slow store does not hold the event loop. */
export async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
