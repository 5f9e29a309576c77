import { createHash } from "node:crypto";
import { type Body, type ByteRange, type ObjectInfo, StorageError, type StoredObject } from "./port";

export interface WriteOptions {
  contentType: string;
  signal: AbortSignal;
  maxBytes?: number;
  /** Checked after the last byte and before anything becomes visible. */
  expect?: { sha256?: string; size?: number };
}

/** What a store must do itself; resumable uploads are built on it (storage.ts). Keys are trusted here. */
export interface Blobs {
  /** Atomic: the whole blob, durably, or nothing. */
  write(key: string, body: Body, options: WriteOptions): Promise<ObjectInfo>;
  read(key: string, options: { signal: AbortSignal; range?: ByteRange }): Promise<StoredObject | null>;
  stat(key: string, signal: AbortSignal): Promise<ObjectInfo | null>;
  remove(key: string, signal: AbortSignal): Promise<void>;
  /** Keys that begin with a prefix (which ends in `/`), in order. */
  list(prefix: string, signal: AbortSignal): Promise<{ key: string; size: number }[]>;
}

export interface Tally {
  size(): number;
  sha256(): string;
}

/** Passes a stream on while counting and digesting it; ends with an error when it is too long or not as expected. */
export async function* tallied(
  body: Body,
  options: WriteOptions,
  report: (tally: Tally) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const most = Math.min(
    options.maxBytes ?? Number.MAX_SAFE_INTEGER,
    options.expect?.size ?? Number.MAX_SAFE_INTEGER,
  );
  let size = 0;
  for await (const piece of body) {
    options.signal.throwIfAborted();
    size += piece.byteLength;
    if (size > most) {
      if (options.expect?.size !== undefined) throw wrongLength(options.expect.size);
      throw new StorageError(
        "too_large",
        `More than the ${most} bytes allowed were sent. Nothing was stored.`,
      );
    }
    hash.update(piece);
    yield piece;
  }
  options.signal.throwIfAborted();
  const sha256 = hash.digest("hex");
  const { expect } = options;
  if (expect?.size !== undefined && expect.size !== size) throw wrongLength(expect.size);
  if (expect?.sha256 !== undefined && expect.sha256 !== sha256) {
    throw new StorageError(
      "checksum_mismatch",
      "The bytes that came are not the bytes that were sent. Nothing was stored.",
    );
  }
  report({ size: () => size, sha256: () => sha256 });
}

const wrongLength = (wanted: number) =>
  new StorageError("wrong_length", `Not the ${wanted} bytes that were announced. Nothing was stored.`);

/** A wanted range within an object's size. Throws StorageError `range_not_satisfiable`. */
export function clampRange(size: number, range?: ByteRange): { start: number; end: number } {
  if (!range) return { start: 0, end: size - 1 };
  const end = Math.min(range.end ?? size - 1, size - 1);
  if (!Number.isSafeInteger(range.start) || range.start < 0 || range.start >= size || end < range.start) {
    throw new StorageError("range_not_satisfiable", `The object has ${size} bytes.`);
  }
  return { start: range.start, end };
}

/** One piece as a stream. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A whole stream in memory; for small ones. */
export async function collect(body: Body): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
