import type { Logger } from "@/server/kernel/logger";
import type { AsrStream } from "../speech/asr/port";
import type { Vad } from "../speech/vad/port";
import type { Timers } from "../timing";
import type { EchoGuard } from "./backchannel";

/** A finished piece of guest speech. Times are milliseconds of the worker's clock. */
export interface HeardTurn {
  text: string;
  confidence: number;
  alternatives?: readonly string[];
  /** What was spoken, a primary subtag, when the recogniser listens for several languages. */
  language?: string;
  /** Times of the worker's clock, like the turn's own. */
  words?: readonly { text: string; startMs: number; endMs: number }[];
  startedAt: number;
  endedAt: number;
  /** When the endpointer decided, and when the final came. */
  decidedAt: number;
  finalAt: number;
}

export interface EarsEvents {
  speaking(now: number): void;
  /** Whoever speaks means something: told once an utterance. */
  words(): void;
  partial(text: string): void;
  /** The partial may be all of it: unchanged in silence, or `settled`, for the recogniser says so. */
  stable(text: string, settled: boolean): void;
  turn(turn: HeardTurn): void;
  /** The guest has said all, at `endedAt`; the words are awaited. `turn`, `aside` or `quiet` follows. */
  awaited(endedAt: number): void;
  /** "Mm-hm", said while the line spoke: heard, but no turn. */
  aside(turn: HeardTurn): void;
  /** It was nothing: noise, our own echo, or too little to mean anything. */
  quiet(): void;
  earLost(): void;
}

export interface EarsDeps {
  vad: Vad;
  asr: AsrStream;
  sampleRate: number;
  timers: Timers;
  log: Logger;
  events: EarsEvents;
  /** Whether the line is to be heard right now, and what it said last. */
  line: { audible(): boolean; lastWords(): string };
  echo: EchoGuard;
}
