import { noteOutbound } from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";

const UUID = /^[0-9a-f-]{36}$/;

/** Writes what a status callback says of a leg of ours; the status it has now, or null when it names none. */
export function noteLeg(ctx: HotelCtx, outboundId: string | null, params: Readonly<Record<string, string>>) {
  if (!outboundId || !UUID.test(outboundId)) return Promise.resolve(null);
  const seconds = Number(params.CallDuration);
  return noteOutbound(ctx, outboundId, {
    status: params.CallStatus ?? "",
    ...(params.AnsweredBy ? { answeredBy: params.AnsweredBy } : {}),
    ...(params.CallSid ? { callSid: params.CallSid } : {}),
    ...(params.CallDuration && Number.isFinite(seconds) ? { durationSeconds: Math.max(0, seconds) } : {}),
  });
}
