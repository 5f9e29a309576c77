import type { EndReason } from "@/server/line/contract";
import { DeadlineError, within } from "../timing";
import type { CallContext, OpenCall } from "./context";
import type { Conversation } from "./conversation";

const CLOSE_DEADLINE_MS = 8_000;
const RECORDING_DEADLINE_MS = 5_000;

/** Completes the recording; nothing when there is none, or it cannot be completed. */
async function recordingOf(ctx: CallContext, open: OpenCall): Promise<string | undefined> {
  try {
    return await within(open.recording.finish(), RECORDING_DEADLINE_MS, ctx.deps.timers);
  } catch (error) {
    ctx.log.error({ reason: String(error) }, "recording not finished");
    return undefined;
  }
}

/** Tells the line the end of a call, with what it used. Never rejects; what the line does not take is logged as lost. */
export async function tellTheEnd(
  ctx: CallContext,
  open: OpenCall,
  talk: Conversation,
  end: { reason: EndReason; durationMs: number; moved: boolean },
): Promise<void> {
  const { deps } = ctx;
  const file = await recordingOf(ctx, open);
  if (end.moved) return open.events.abandon();
  const { callId, epoch } = open.opening;
  const usage = talk.usage(open);
  try {
    await within(open.events.close(), CLOSE_DEADLINE_MS, deps.timers);
    const signal = AbortSignal.timeout(CLOSE_DEADLINE_MS);
    const { reason, durationMs } = end;
    const request = { epoch, reason, durationMs, usage, recording: file !== undefined };
    await within(deps.line.close(callId, request, signal), CLOSE_DEADLINE_MS, deps.timers);
    if (file !== undefined) await deps.keepRecording(callId, epoch, file);
  } catch (error) {
    const late = error instanceof DeadlineError;
    const lost = open.events.unacknowledged;
    ctx.log.error({ reason: String(error), late, lost }, "the line did not take the end of the call");
    open.events.abandon();
  }
}
