import { cancellationFee, loadStayPolicies } from "@/server/features/rates";
import { businessDate } from "@/server/kernel/dates";
import { defineVerb } from "@/server/verbs/define-verb";
import { endStay } from "./apply-stay";
import { ReservationCancelled } from "./events";
import { CancelReservationInput, ReservationWritten } from "./schema";
import { takeReservation, written } from "./written";

/** Cancels a stay that has not begun, at the fee its terms ask for now, or none where the desk waives it. */
export const cancelReservation = defineVerb({
  name: "reservations.cancel",
  input: CancelReservationInput,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const policies = await loadStayPolicies(
      tx,
      ctx.hotelId,
      businessDate(now, hotel.timeZone, hotel.auditHour),
    );
    const fee = input.waiveFee
      ? 0
      : cancellationFee(reservation.snapshot, now, policies.checkInTime, hotel.timeZone);
    await endStay(tx, reservation, "cancelled", fee, now);
    return written(tx, ctx, reservation, ReservationCancelled);
  },
});
