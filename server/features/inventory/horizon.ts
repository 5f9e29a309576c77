import { z } from "zod";
import type { Tx } from "@/server/db";
import { addDays, businessDate } from "@/server/kernel/dates";
import { defineVerb } from "@/server/verbs/define-verb";

/** How many nights ahead are counted and can be sold. */
export const HORIZON = 540;

/** Makes the missing counters of a type for [from, from + nights). Returns how many were made. */
export async function materialiseNights(
  tx: Tx,
  type: { tenantId: string; roomTypeId: string },
  from: string,
  nights = HORIZON,
): Promise<number> {
  const after = addDays(from, nights);
  const rows = await tx.$queryRaw<{ made: number }[]>`
    SELECT inventory_materialise(${type.tenantId}::uuid, ${type.roomTypeId}::uuid, ${from}::text::date, ${after}::text::date) AS made`;
  return rows[0]?.made ?? 0;
}

/** Keeps the horizon of every type full: run by a daily job and after a type is made. Safe to repeat. */
export const extendHorizon = defineVerb({
  name: "inventory.extendHorizon",
  input: z.object({}),
  output: z.object({ made: z.int() }),
  permission: "rooms:write",
  effect: "write",
  async run(tx, ctx) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
    const types = await tx.roomType.findMany({
      where: { hotelId: ctx.hotelId, archivedAt: null },
      orderBy: { id: "asc" },
    });
    let made = 0;
    for (const type of types) {
      made += await materialiseNights(
        tx,
        { tenantId: ctx.tenantId, roomTypeId: type.id },
        addDays(today, -1),
        HORIZON + 1,
      );
    }
    return { result: { made }, audit: { subject: { kind: "hotel", id: ctx.hotelId }, after: { made } } };
  },
});
