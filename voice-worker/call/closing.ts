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

/**
 * Tells the line the end of a call, with what it used, and hands its recording over. Never rejects; what the line does not
 * take is logged as lost.
 */
export async function tellTheEnd(
  ctx: CallContext,
  open: OpenCall,
  talk: Conversation,
  end: { reason: EndReason; durationMs: number; moved: boolean },
): Promise<void> {
  const { deps } = ctx;
  const file = await recordingOf(ctx, open);
  const { callId, epoch } = open.opening;
  if (end.moved) open.events.abandon();
  else await closeAtTheLine(ctx, open, talk, end, file !== undefined);
  // Also of a call that goes on elsewhere, or whose end the line did not take: this part of it was heard here.
  if (file !== undefined) await deps.keepRecording(callId, epoch, file);
}

async function closeAtTheLine(
  ctx: CallContext,
  open: OpenCall,
  talk: Conversation,
  { reason, durationMs }: { reason: EndReason; durationMs: number },
  recording: boolean,
): Promise<void> {
  const { deps } = ctx;
  const { callId, epoch } = open.opening;
  const usage = talk.usage(open);
  try {
    await within(open.events.close(), CLOSE_DEADLINE_MS, deps.timers);
    const signal = AbortSignal.timeout(CLOSE_DEADLINE_MS);
    const request = { epoch, reason, durationMs, usage, recording };
    await within(deps.line.close(callId, request, signal), CLOSE_DEADLINE_MS, deps.timers);
  } catch (error) {
    const late = error instanceof DeadlineError;
    const lost = open.events.unacknowledged;
    ctx.log.error({ reason: String(error), late, lost }, "the line did not take the end of the call");
    open.events.abandon();
  }
}
