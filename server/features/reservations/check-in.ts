import { businessDate } from "@/server/kernel/dates";
import { conflict } from "@/server/kernel/errors";
import { assertTransition } from "@/server/kernel/transitions";
import { defineVerb } from "@/server/verbs/define-verb";
import { bump } from "./apply-stay";
import { putInRoom } from "./assign-room";
import { ReservationCheckedIn } from "./events";
import { transitions } from "./rules";
import { AssignRoomInput, ReservationWritten } from "./schema";
import { takeReservation, written } from "./written";

/** The guest is here: into the assigned room, or the one given. On the arrival day or later. */
export const checkIn = defineVerb({
  name: "reservations.checkIn",
  input: AssignRoomInput.partial({ roomId: true }),
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    assertTransition(transitions, reservation.status, "checked_in", "reservation");
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    if (
      reservation.status !== "checked_out" &&
      reservation.arrival > businessDate(now, hotel.timeZone, hotel.auditHour)
    ) {
      throw conflict("The guest arrives later. Change the dates first if they come early.");
    }
    const assigned = reservation.stays[0];
    if (input.roomId && input.roomId !== assigned?.roomId)
      await putInRoom(tx, ctx, reservation, input.roomId);
    else if (!assigned) throw conflict("No room is assigned. Choose a room to check in.");
    await bump(tx, reservation, { status: "checked_in", updatedAt: now });
    return written(tx, ctx, reservation, ReservationCheckedIn);
  },
});
