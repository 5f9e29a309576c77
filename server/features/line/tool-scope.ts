import type { Tx } from "@/server/db";
import { businessDate } from "@/server/kernel/dates";
import { spokenIn } from "@/server/kernel/spoken";
import type { Verification } from "@/server/tools";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { ToolCtx } from "@/server/verbs/define-tool";
import { callHandles } from "./handles";

/** Locks the call's row, so that its tools run one after the other, and reads what a tool may know of it. */
export async function toolScope(tx: Tx, ctx: HotelCtx, callId: string, epoch: number): Promise<ToolCtx> {
  await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
  const call = await tx.call.findFirstOrThrow({ where: { id: callId }, include: { hotel: true } });
  const { hotel } = call;
  const now = ctx.deps.clock.now();
  return {
    ...ctx,
    tx,
    call: {
      callId,
      epoch,
      language: call.language,
      ...(call.fromNumber ? { callerNumber: call.fromNumber } : {}),
      ...(call.guestId ? { guestId: call.guestId } : {}),
      verification: call.verification as Verification,
      verifiedReservationIds: call.verifiedReservationIds,
      hotel: {
        id: hotel.id,
        name: hotel.name,
        timeZone: hotel.timeZone,
        country: hotel.country,
        currency: hotel.currency,
        auditHour: hotel.auditHour,
      },
      today: businessDate(now, hotel.timeZone, hotel.auditHour),
    },
    handles: callHandles(tx, { tenantId: ctx.tenantId, callId, now }),
    // The sentences of tools are in English; brains say their values in the language of the call.
    spoken: spokenIn("en"),
  };
}
