import { loadStayPolicies } from "@/server/features/rates";
import { businessDate } from "@/server/kernel/dates";
import { conflict, invalid } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { applyStay } from "./apply-stay";
import { ReservationChanged } from "./events";
import { agreedExtras, planChange, worldFor } from "./plan-change";
import { CHANGEABLE, isTooLong, LONGEST_STAY } from "./rules";
import { ChangeReservationInput, ReservationWritten } from "./schema";
import { takeReservation, written } from "./written";

/** Changes dates, type or people and prices the stay again: nights already agreed keep their price. */
export const changeReservation = defineVerb({
  name: "reservations.change",
  input: ChangeReservationInput,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    if (!CHANGEABLE.includes(reservation.status))
      throw conflict(`This reservation is ${reservation.status.replace("_", " ")} and cannot change.`);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    const wanted = {
      roomTypeId: input.roomTypeId ?? reservation.roomTypeId,
      arrival: input.arrival ?? reservation.arrival,
      departure: input.departure ?? reservation.departure,
      adults: input.adults ?? reservation.adults,
      childAges: input.childAges ?? reservation.childAges,
    };
    if (wanted.departure <= wanted.arrival)
      throw invalid("departure: The departure has to be after the arrival.");
    if (isTooLong(wanted)) throw invalid(`departure: Choose at most ${LONGEST_STAY} nights.`);
    if (reservation.status === "checked_in" && wanted.arrival !== reservation.arrival) {
      throw conflict("The guest has arrived, so the arrival cannot change. Change the departure instead.");
    }
    const policies = await loadStayPolicies(tx, ctx.hotelId, today);
    const world = await worldFor(tx, hotel, reservation, wanted, policies, now);
    const planned = planChange(world, reservation, wanted, agreedExtras(reservation.snapshot));
    if ("blockers" in planned) {
      throw conflict(
        "Those nights are not free for this type and these people. Nothing was changed. Choose others.",
      );
    }
    await applyStay(tx, reservation, planned, now);
    return written(tx, ctx, reservation, ReservationChanged);
  },
});
