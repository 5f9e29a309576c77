import { z } from "zod";
import { cancellationFee, loadStayPolicies } from "@/server/features/rates";
import { businessDate } from "@/server/kernel/dates";
import { Money, money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { loadReservation } from "./load-stay";
import { ReservationTarget } from "./schema";

/** What cancelling would cost now by the terms agreed: the consequence the desk names before it is done. */
export const cancelFee = defineVerb({
  name: "reservations.cancelFee",
  input: ReservationTarget.pick({ reservationId: true }),
  output: z.object({ fee: Money }),
  permission: "reservations:read",
  effect: "read",
  async run(tx, ctx, { reservationId }) {
    const { snapshot, currency } = await loadReservation(tx, ctx.hotelId, reservationId);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const policies = await loadStayPolicies(
      tx,
      ctx.hotelId,
      businessDate(now, hotel.timeZone, hotel.auditHour),
    );
    return { fee: money(cancellationFee(snapshot, now, policies.checkInTime, hotel.timeZone), currency) };
  },
});
