import type { Logger } from "@/server/kernel/logger";
import type { CallOpening } from "@/server/line/contract";
import type { MediaTransport } from "../media/port";
import { within } from "../timing";
import type { SessionDeps } from "./deps";

const OPEN_DEADLINE_MS = 1_000;

/** What a session needs of a recording. Times are milliseconds from the start of the recording. */
export interface CallRecording {
  readonly on: boolean;
  guest(pcm: Int16Array, atMs: number): void;
  line(pcm: Int16Array, atMs: number): void;
  /** Barge-in: what the line would have said after this moment was never heard. */
  cutLine(atMs: number): void;
  /** Stops and deletes what there is (the guest refused), or begins again. */
  set(on: boolean): Promise<void>;
  /** Completes the file; its path, or nothing when there is nothing to keep. */
  finish(): Promise<string | undefined>;
}

/** For calls that are not recorded: typed ones, and hotels that do not record. */
export const noRecording: CallRecording = {
  on: false,
  guest() {},
  line() {},
  cutLine() {},
  set: async () => {},
  finish: async () => undefined,
};

/** The recording of a call, as the hotel wants it. A disk that does not answer costs the recording, not the call. */
export async function openRecording(
  deps: SessionDeps,
  opening: CallOpening,
  transport: MediaTransport,
  log: Logger,
): Promise<CallRecording> {
  if (opening.recording === "off" || !transport.audio) return noRecording;
  const asked = deps.record(opening, transport.sampleRate, opening.recording === "notice");
  return within(asked, OPEN_DEADLINE_MS, deps.timers).catch((error: unknown) => {
    log.error({ reason: String(error) }, "the call is not recorded");
    return noRecording;
  });
}
