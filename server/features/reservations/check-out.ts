import { lockNights } from "@/server/features/inventory";
import { addDays, businessDate, dateToDb } from "@/server/kernel/dates";
import { assertTransition } from "@/server/kernel/transitions";
import { defineVerb } from "@/server/verbs/define-verb";
import { bump } from "./apply-stay";
import { ReservationCheckedOut } from "./events";
import { transitions } from "./rules";
import { ReservationTarget, ReservationWritten } from "./schema";
import { takeReservation, written } from "./written";

/**
 * The guest has left: the room is dirty and free. Who leaves early gives the nights left back to be sold;
 * what is owed for them is the desk's to decide, so the agreed price stays.
 */
export const checkOut = defineVerb({
  name: "reservations.checkOut",
  input: ReservationTarget,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    assertTransition(transitions, reservation.status, "checked_out", "reservation");
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    const earliest = addDays(reservation.arrival, 1);
    const left = today < earliest ? earliest : today;
    const departure = left < reservation.departure ? left : reservation.departure;
    await lockNights(tx, [reservation]);
    for (const stay of reservation.stays) {
      await tx.roomStay.updateMany({
        where: { id: stay.id },
        data: { departure: dateToDb(departure), active: false },
      });
      await tx.room.updateMany({ where: { id: stay.roomId }, data: { cleaning: "dirty" } });
    }
    await bump(tx, reservation, { status: "checked_out", departure: dateToDb(departure), updatedAt: now });
    return written(tx, ctx, reservation, ReservationCheckedOut);
  },
});
