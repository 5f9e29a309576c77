import { z } from "zod";
import type { Tx } from "@/server/db";
import { businessDate } from "@/server/kernel/dates";
import { spokenIn } from "@/server/kernel/spoken";
import type { Verification } from "@/server/tools";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { ToolCtx } from "@/server/verbs/define-tool";
import { LineRefusal } from "./errors";
import { callHandles } from "./handles";

const Row = z.object({
  epoch: z.int(),
  language: z.string(),
  from_number: z.string().nullable(),
  guest_id: z.string().nullable(),
  verification: z.enum(["none", "guest", "booking", "otp"]) satisfies z.ZodType<Verification>,
  verified_reservation_ids: z.array(z.string()),
  id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  country: z.string(),
  currency: z.string(),
  audit_hour: z.int(),
});

/**
 * Locks the call's row, so that its tools run one after the other, and reads what a tool may know of it. Refuses an epoch that
 * is over: another worker may have opened the call while this one waited for the row.
 */
export async function toolScope(tx: Tx, ctx: HotelCtx, callId: string, epoch: number): Promise<ToolCtx> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT c.epoch, c.language, c.from_number, c.guest_id::text, c.verification, coalesce(c.verified_reservation_ids, '{}')::text[] AS verified_reservation_ids,
      h.id::text, h.name, h.time_zone, h.country, h.currency, h.audit_hour
    FROM call c JOIN hotel h ON h.tenant_id = c.tenant_id AND h.id = c.hotel_id
    WHERE c.id = ${callId}::uuid FOR NO KEY UPDATE OF c`;
  if (rows.length === 0) throw new LineRefusal("not_found", "There is no such call.");
  const { id, name, country, currency, ...row } = Row.parse(rows[0]);
  if (row.epoch !== epoch)
    throw new LineRefusal("stale_epoch", "Another worker has this call now. Stop all effects.");
  const hotel = { id, name, country, currency, timeZone: row.time_zone, auditHour: row.audit_hour };
  const now = ctx.deps.clock.now();
  return {
    ...ctx,
    tx,
    call: {
      callId,
      epoch,
      language: row.language,
      ...(row.from_number ? { callerNumber: row.from_number } : {}),
      ...(row.guest_id ? { guestId: row.guest_id } : {}),
      verification: row.verification,
      verifiedReservationIds: row.verified_reservation_ids,
      hotel,
      today: businessDate(now, hotel.timeZone, hotel.auditHour),
    },
    handles: callHandles(tx, { tenantId: ctx.tenantId, callId, now }),
    // The sentences of tools are in English; brains say their values in the language of the call.
    spoken: spokenIn("en"),
  };
}
