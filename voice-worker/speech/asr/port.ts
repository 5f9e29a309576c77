import type { Expectation } from "@/server/brain/port";

/** Why a vendor failed: what a fallback or a breaker decides on. */
export type AsrFault =
  | "auth"
  | "rate_limited"
  | "rejected"
  | "unavailable"
  | "timeout"
  | "protocol"
  | "overflow";

/** What a recogniser says while a guest speaks. Times are milliseconds from the start of the stream. */
export type AsrEvent =
  | { type: "partial"; text: string; stability?: number }
  | {
      type: "final";
      text: string;
      confidence: number;
      words?: readonly AsrWord[];
      alternatives?: readonly string[];
      /** What was spoken, as a primary subtag ("en"), when the recogniser tells. */
      language?: string;
    }
  /** Another vendor hears what was not answered yet, from its beginning: finals that are awaited take so much longer. */
  | { type: "again" }
  /** `fatal`: this stream hears nothing any more; turns still end, with empty finals. */
  | { type: "error"; message: string; fatal: boolean; reason?: AsrFault };

export interface AsrWord {
  text: string;
  startMs: number;
  endMs: number;
  confidence: number;
}

export interface AsrOptions {
  sampleRate: 8000 | 16000;
  language: string;
  /** Words of this hotel worth listening for: room types, attributes, names, places. */
  vocabulary: readonly string[];
  /** Listen for other languages too, where the vendor can; a final then tells which it was. */
  detectLanguage?: boolean;
}

/** One caller's recognition. `push` never blocks; audio beyond the recogniser's bound is dropped, oldest first, and reported. What was pushed may be kept: nobody writes into it any more. */
export interface AsrStream {
  readonly events: AsyncIterable<AsrEvent>;
  /** True when the recogniser only understands short phrases of the current expectation. */
  readonly isDemoEar: boolean;
  push(pcm: Int16Array): void;
  /** What the dialogue expects next; grammar recognisers compile it, others may bias on it. */
  expect(expectation: Expectation): void;
  /** The endpointer decided that the turn is over: give the final now. Every call yields exactly one `final` (empty text when nothing was understood). */
  endTurn(): void;
  /** Forget audio since the last final (a false start, our own echo). */
  reset(): void;
  /** Go on in another language; the running turn is heard again in it. Absent where only one is understood. */
  switchLanguage?(language: string): void;
  close(): void;
}

export interface Asr {
  readonly name: string;
  open(options: AsrOptions, signal: AbortSignal): AsrStream;
  close(): Promise<void>;
}
