import type { Brain } from "@/server/brain/port";
import type { Logger } from "@/server/kernel/logger";
import type { CallOpening, EndReason, Line, TurnTiming } from "@/server/line/contract";
import type { FrameClock } from "../media/clock";
import type { Asr } from "../speech/asr/port";
import type { Tts } from "../speech/tts/port";
import type { CreateVad } from "../speech/vad/port";
import type { Timers } from "../timing";
import type { CallRecording } from "./recording";

/** The speech engines of this worker. */
export interface Speech {
  tts: Tts;
  asr: Asr;
  createVad: CreateVad;
  close(): Promise<void>;
}

/** What a session reports for the worker's metrics. Seconds and counts; no personal data. */
export interface CallMeter {
  turn(timing: TurnTiming): void;
  tool(name: string, outcome: string, ms: number): void;
  bargeIn(): void;
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
  /** Opens a recording for a call that is to be recorded; `on` is false while consent is still to be given. */
  record(opening: CallOpening, sampleRate: 8000 | 16000, on: boolean): Promise<CallRecording>;
  /** A finished recording, to be uploaded after the call. */
  keepRecording(callId: string, epoch: number, file: string): Promise<void>;
}

export const silentMeter: CallMeter = { turn() {}, tool() {}, bargeIn() {}, ended() {} };
