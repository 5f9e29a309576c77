import type { Logger } from "@/server/kernel/logger";
import type { CallOpening } from "@/server/line/contract";
import type { MediaTransport } from "../media/port";
import { within } from "../timing";
import type { SessionDeps } from "./deps";
import { type CallRecording, noRecording } from "./recording";

const OPEN_DEADLINE_MS = 1_000;

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
