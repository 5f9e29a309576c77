import type { Logger } from "@/server/kernel/logger";
import type { CallOpening } from "@/server/line/contract";
import type { MediaTransport } from "../media/port";
import { within } from "../timing";
import type { SessionDeps } from "./deps";
import { type CallRecording, noRecording } from "./recording";

const OPEN_DEADLINE_MS = 1_000;

/**
 * The recording of a call, as the hotel wants it and the guest has said so far (`agreed`). A disk that does not answer costs the recording, not the call.
 */
export async function openRecording(
  deps: SessionDeps,
  opening: CallOpening,
  transport: MediaTransport,
  log: Logger,
  agreed: boolean | undefined,
): Promise<CallRecording> {
  const { recording } = opening;
  // Off may be the guest's own refusal: who spoke of it may still allow it.
  if (!transport.audio || (recording === "off" && agreed === undefined)) return noRecording;
  const on = recording !== "off" && (agreed ?? recording === "notice");
  const asked = deps.record(opening, transport.sampleRate, on);
  return within(asked, OPEN_DEADLINE_MS, deps.timers).catch((error: unknown) => {
    log.error({ reason: String(error) }, "the call is not recorded");
    return noRecording;
  });
}
