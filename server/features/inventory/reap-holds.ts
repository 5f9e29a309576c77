import { z } from "zod";
import { defineVerb } from "@/server/verbs/define-verb";
import { HoldEnded } from "./events";
import { endHolds, lapsedHolds, lockNights } from "./holds";

const AT_ONCE = 100;

/** Gives back rooms whose hold ran out. A backstop: whoever needs such a room does it themselves. */
export const reapHolds = defineVerb({
  name: "inventory.reapHolds",
  input: z.object({}),
  output: z.object({ reaped: z.int() }),
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx) {
    const now = ctx.deps.clock.now();
    const lapsed = await lapsedHolds(tx, { hotelId: ctx.hotelId }, now, AT_ONCE);
    await lockNights(tx, lapsed);
    const ids = lapsed.map((hold) => hold.id);
    const reaped = await endHolds(tx, ids, "expired", now);
    return {
      result: { reaped },
      audit: { subject: { kind: "hotel", id: ctx.hotelId }, after: { expiredHolds: ids } },
      events: ids.map((holdId) => HoldEnded({ hotelId: ctx.hotelId, holdId })),
    };
  },
});
