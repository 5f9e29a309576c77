import { noteOutbound } from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";

const UUID = /^[0-9a-f-]{36}$/;
type Params = Readonly<Record<string, string>>;

/** Writes what a status callback says of a leg of ours; the status it has now, or null when it names none. */
export function noteLeg(ctx: HotelCtx, outboundId: string | null, params: Params) {
  if (!outboundId || !UUID.test(outboundId)) return Promise.resolve(null);
  const seconds = Number(params.CallDuration);
  return noteOutbound(ctx, outboundId, {
    status: params.CallStatus ?? "",
    ...(params.AnsweredBy ? { answeredBy: params.AnsweredBy } : {}),
    ...(params.CallSid ? { callSid: params.CallSid } : {}),
    ...(params.CallDuration && Number.isFinite(seconds) ? { durationSeconds: Math.max(0, seconds) } : {}),
  });
}

/** Writes what the `action` of a `<Dial>` says of its leg, whose fields are named otherwise than a status callback's. */
export const noteDial = (ctx: HotelCtx, outboundId: string | null, params: Params) =>
  noteLeg(ctx, outboundId, {
    CallStatus: params.DialCallStatus ?? "",
    CallDuration: params.DialCallDuration ?? "",
    ...(params.DialCallSid ? { CallSid: params.DialCallSid } : {}),
  });

/** Whether somebody took the call that a `<Dial>` made. */
export const isTaken = (params: Params): boolean =>
  ["completed", "answered"].includes(params.DialCallStatus ?? "");

/** Whether `AnsweredBy` of answering-machine detection names no person. */
export const isMachine = (answeredBy: string | undefined): boolean =>
  answeredBy === "fax" || answeredBy?.startsWith("machine") === true;
