import type { BrainDialogue } from "@/server/brain/port";
import type { Logger } from "@/server/kernel/logger";
import type { CallEventBody, CallOpening, CallState } from "@/server/line/contract";
import type { LiveUpdate, MediaTransport } from "../media/port";
import type { CallLog } from "./call-log";
import type { CallSpeech, SessionDeps } from "./deps";
import type { Ears } from "./ears";
import type { CallEventIn } from "./machine-data";
import type { CallRecording } from "./recording";
import type { Speaker } from "./speaker";
import type { ToolRunner } from "./tool-runner";

/** All that exists once the line has opened the call. */
export interface OpenCall {
  opening: CallOpening;
  /** The language the call is held in now; it begins with the opening's. */
  language: string;
  dialogue: BrainDialogue;
  speech: CallSpeech;
  events: CallLog;
  speaker: Speaker;
  ears: Ears | undefined;
  recording: CallRecording;
  /** What the guest said last of being recorded, to this worker or an earlier one; undefined: nothing. */
  recordingAgreed: boolean | undefined;
  tools: ToolRunner;
}

/** What the parts of one call share; the session owns it. */
export interface CallContext {
  readonly deps: SessionDeps;
  readonly transport: MediaTransport;
  readonly log: Logger;
  /** Aborts when the call is over. */
  readonly abort: AbortController;
  readonly open: OpenCall | undefined;
  readonly state: CallState;
  /** The guest's connection broke; they may come back. */
  readonly away: boolean;
  event(body: CallEventBody): void;
  /** Milliseconds from the start of the call, of now or of a moment of the worker's clock. */
  atMs(moment?: number): number;
  /** How long the call may last in all, in milliseconds; while a person has it, as if they left it now. */
  capMs(): number;
  /** The app's time. */
  now(): Date;
  dispatch(event: CallEventIn): void;
  /** Tells the guest's page and the people who listen. */
  notify(update: LiveUpdate): void;
  /** True when the line has the word and nobody talks: something may be said unasked. */
  free(): boolean;
  /** Tells ear and keypad what the dialogue expects. */
  expect(): void;
  /** Another worker has the call. */
  leave(): void;
}
