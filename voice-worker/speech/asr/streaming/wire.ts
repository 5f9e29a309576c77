import type { AsrFault, AsrWord } from "../port";

/** Why a connection to a vendor ended, classified. Messages hold no key and no guest words. */
export interface WireFailure {
  kind: AsrFault;
  message: string;
  /** How long the vendor asks to wait. */
  retryAfterMs?: number;
}

/** A piece of the turn that the vendor will not change any more. Times are milliseconds of audio on this connection. */
export interface Segment {
  text: string;
  confidence: number;
  words: readonly AsrWord[];
  alternatives: readonly string[];
  language?: string;
  /** How much of the connection's audio the vendor has decoded. */
  processedMs?: number;
}

/** What a connection reports to the stream that opened it. */
export interface WireEvents {
  /** Audio may be sent. */
  opened(): void;
  /** `writable` is true again. */
  drained(): void;
  partial(text: string, stability?: number): void;
  /** `endpoint`: the vendor took this for the end of an utterance. */
  segment(segment: Segment, endpoint: boolean): void;
  /** All audio sent before `finish` is decoded, or the vendor ended the connection in good order. */
  done(): void;
  failed(failure: WireFailure): void;
}

/** One connection to a vendor. After `close` it reports nothing. */
export interface Wire {
  /** False while too much waits for the network. */
  readonly writable: boolean;
  send(pcm: Int16Array): void;
  /** The turn is over: decode what was sent and report `done`. */
  finish(): void;
  /** Resolves when the socket is gone. */
  close(): Promise<void>;
}

export interface WireSpec {
  /** False when `finish` also ends the connection: the next turn needs another. */
  readonly reusable: boolean;
  open(language: string, events: WireEvents): Wire;
}

/** HTTP status of a refused request or upgrade. */
export function failureOfStatus(vendor: string, status: number, retryAfter?: string): WireFailure {
  const message = `${vendor} answered ${status}.`;
  if (status === 401 || status === 402 || status === 403) return { kind: "auth", message };
  if (status === 429) {
    const seconds = Number(retryAfter);
    const waits = retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0;
    return waits
      ? { kind: "rate_limited", message, retryAfterMs: seconds * 1_000 }
      : { kind: "rate_limited", message };
  }
  if (status === 408) return { kind: "timeout", message };
  if (status >= 400 && status < 500) return { kind: "rejected", message };
  return { kind: "unavailable", message };
}

/** Trying again with the same key and request cannot help. */
export const isFatal = (kind: AsrFault): boolean => kind === "auth" || kind === "rejected";
