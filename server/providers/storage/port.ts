/** What is known of a stored object. */
export interface ObjectInfo {
  key: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /** Hex. Absent where a vendor cannot keep it: a long stream whose digest nobody knew before its last byte. */
  sha256?: string;
  /** ISO instant. */
  updatedAt: string;
}

/** Bytes `start` to `end`, both included, counted from 0. Without `end`: to the last byte. */
export interface ByteRange {
  start: number;
  end?: number;
}

export type Body = AsyncIterable<Uint8Array>;

export interface StoredObject {
  info: ObjectInfo;
  /** The bytes that `body` carries. */
  range: { start: number; end: number };
  /** Read it to its end or return its iterator; otherwise a file or a connection stays open. */
  body: Body;
}

/** An upload that may be gone on with after either side died. */
export interface Upload {
  id: string;
  key: string;
  contentType: string;
  /** Bytes that are kept; the next chunk begins here. */
  offset: number;
  done: boolean;
}

/** `accepted: false`: the chunk did not begin where the upload ends; go on at `offset`. */
export interface AppendResult {
  accepted: boolean;
  offset: number;
}

export type StorageErrorCode =
  | "invalid_key"
  | "too_large"
  | "checksum_mismatch"
  | "wrong_length"
  | "no_upload"
  | "range_not_satisfiable"
  | "unavailable";

export class StorageError extends Error {
  override readonly name = "StorageError";
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface PutOptions {
  contentType: string;
  signal: AbortSignal;
  /** Bytes; more than this is refused and nothing is stored. */
  maxBytes?: number;
}

/**
 * Objects by key. Keys are `t/{tenantId}/…` (see keys.ts); anything else is `invalid_key`. An object appears whole
 * or not at all, and what `put`, `append` and `complete` answered is on stable storage. Every method rejects with
 * StorageError (`unavailable` when the store cannot be reached) or the signal's reason.
 */
export interface Storage {
  /** Stores a stream, replacing what was there. */
  put(key: string, body: Body, options: PutOptions): Promise<ObjectInfo>;
  /** An object or part of it; null when there is none. */
  get(key: string, options: { signal: AbortSignal; range?: ByteRange }): Promise<StoredObject | null>;
  stat(key: string, signal: AbortSignal): Promise<ObjectInfo | null>;
  /** Idempotent. */
  delete(key: string, signal: AbortSignal): Promise<void>;

  createUpload(key: string, options: { contentType: string; signal: AbortSignal }): Promise<Upload>;
  statUpload(uploadId: string, signal: AbortSignal): Promise<Upload | null>;
  /** Adds one chunk of exactly `length` bytes. A chunk that ends early is discarded whole (`wrong_length`). */
  append(
    uploadId: string,
    chunk: { offset: number; length: number; body: Body },
    signal: AbortSignal,
  ): Promise<AppendResult>;
  /** Turns the chunks into the object if their SHA-256 (hex) is the one told. Idempotent. */
  complete(uploadId: string, sha256: string, signal: AbortSignal): Promise<ObjectInfo>;
  /** Idempotent. */
  abandon(uploadId: string, signal: AbortSignal): Promise<void>;
  /** Forgets uploads begun before an instant, finished or not. Returns how many. */
  sweepUploads(before: Date, signal: AbortSignal): Promise<number>;
}
