import type { Brain } from "@/server/brain/port";
import type { Logger } from "@/server/kernel/logger";
import type { CallOpening, EndReason, Line, TurnTiming, VendorUsage } from "@/server/line/contract";
import type { FrameClock } from "../media/clock";
import type { Asr } from "../speech/asr/port";
import type { Tts } from "../speech/tts/port";
import type { CreateVad } from "../speech/vad/port";
import type { Timers } from "../timing";
import type { CallRecording } from "./recording";

/** What the speech of a call tells its session. */
export interface SpeechReport {
  /** `vendor` failed and the next of the tenant's order has taken over, or (`on: false`) the first one is back. */
  degraded(rung: "next_ear" | "next_voice", vendor: string, on: boolean): void;
}

/** Ear and voice of one call: the tenant's vendors in their order, behind the ports. `name` is who holds it now. */
export interface CallSpeech {
  readonly tts: Tts;
  readonly asr: Asr;
  readonly createVad: CreateVad;
  /** What each vendor was used for so far. */
  usage(): VendorUsage[];
  /** Ends what this call opened at vendors; engines shared by all calls stay. */
  close(): void;
}

/** The speech of this worker. */
export interface Speech {
  forCall(opening: CallOpening, report: SpeechReport): CallSpeech;
  close(): Promise<void>;
}

/** What a session reports for the worker's metrics. Seconds and counts; no personal data. */
export interface CallMeter {
  turn(timing: TurnTiming): void;
  tool(name: string, outcome: string, ms: number): void;
  bargeIn(): void;
  /** The line fell silent for a noise, its echo or an "mm-hm", and went on. */
  falseBargeIn?(): void;
  /** Milliseconds from the request to a language model's first token. */
  firstToken?(vendor: string, ms: number): void;
  /** A claim without a fact was kept from being spoken. */
  blockedClaim?(): void;
  ended(reason: EndReason, ms: number): void;
}

export interface SessionDeps {
  line: Line;
  brain: Brain;
  speech: Speech;
  timers: Timers;
  frames: FrameClock;
  log: Logger;
  meter: CallMeter;
  /** A guest whose connection breaks may come back for this long, in milliseconds. */
  returnMs: number;
  /** Opens a recording for a call that is to be recorded; `on` is false while consent is still to be given. */
  record(opening: CallOpening, sampleRate: 8000 | 16000, on: boolean): Promise<CallRecording>;
  /** A finished recording, to be uploaded after the call. */
  keepRecording(callId: string, epoch: number, file: string): Promise<void>;
}

export const silentMeter: CallMeter = { turn() {}, tool() {}, bargeIn() {}, ended() {} };
