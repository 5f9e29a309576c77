import { loadStayPolicies } from "@/server/features/rates";
import { businessDate } from "@/server/kernel/dates";
import { conflict } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { endStay } from "./apply-stay";
import { ReservationNoShow } from "./events";
import { ReservationTarget, ReservationWritten } from "./schema";
import { takeReservation, written } from "./written";

/** The guest did not come: the room is free again and what the policy asks is owed. From the arrival day on. */
export const markNoShow = defineVerb({
  name: "reservations.markNoShow",
  input: ReservationTarget,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    if (reservation.arrival > today) {
      throw conflict("The guest is not due yet. Mark a no-show on the arrival day or later.");
    }
    const { noShowFee } = await loadStayPolicies(tx, ctx.hotelId, today);
    const { nights, total } = reservation.snapshot;
    const fees = { none: 0, first_night: nights[0]?.price ?? 0, full: total };
    await endStay(tx, reservation, "no_show", fees[noShowFee], now);
    return written(tx, ctx, reservation, ReservationNoShow);
  },
});
