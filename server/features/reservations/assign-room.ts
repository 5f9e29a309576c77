import type { Tx } from "@/server/db";
import { dateToDb } from "@/server/kernel/dates";
import { conflict, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { bump, roomIsFree } from "./apply-stay";
import { RoomAssigned } from "./events";
import type { LoadedReservation } from "./load-stay";
import { TAKES_ROOM } from "./rules";
import { AssignRoomInput, ReservationTarget, ReservationWritten } from "./schema";
import { takeReservation, written } from "./written";

/** Gives a reservation a physical room for its nights. Conflict when somebody else has it on one of them. */
export const assignRoom = defineVerb({
  name: "reservations.assignRoom",
  input: AssignRoomInput,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    await putInRoom(tx, ctx, reservation, input.roomId);
    await bump(tx, reservation, { updatedAt: ctx.deps.clock.now() });
    return written(tx, ctx, reservation, RoomAssigned);
  },
});

/** Takes the room back; the type stays sold. A guest in house keeps theirs until they are moved. */
export const unassignRoom = defineVerb({
  name: "reservations.unassignRoom",
  input: ReservationTarget,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await takeReservation(tx, ctx, input);
    if (reservation.status === "checked_in")
      throw conflict("The guest is in this room. Assign another room instead.");
    if (reservation.stays.length === 0) throw conflict("No room is assigned.");
    await tx.roomStay.updateMany({
      where: { reservationId: reservation.id, active: true },
      data: { active: false },
    });
    await bump(tx, reservation, { updatedAt: ctx.deps.clock.now() });
    return written(tx, ctx, reservation, RoomAssigned);
  },
});

/** Replaces the active stay of a reservation by one in this room. */
export async function putInRoom(
  tx: Tx,
  ctx: HotelCtx,
  reservation: LoadedReservation,
  roomId: string,
): Promise<void> {
  if (!TAKES_ROOM.includes(reservation.status) || reservation.status === "checked_out") {
    throw conflict(`This reservation is ${reservation.status.replace("_", " ")}: it takes no room.`);
  }
  // The row is locked so that two people cannot both find the room free.
  await tx.$queryRaw`SELECT 1 FROM room WHERE id = ${roomId}::uuid FOR NO KEY UPDATE`;
  const room = await tx.room.findFirst({ where: { id: roomId, hotelId: ctx.hotelId, archivedAt: null } });
  if (!room) throw notFound("The room");
  if (room.roomTypeId !== reservation.roomTypeId) {
    throw conflict(`Room ${room.number} is of another type. Change the reservation's type first.`);
  }
  const own = reservation.stays[0];
  if (own?.roomId === roomId) throw conflict(`Room ${room.number} is assigned already.`);
  if (!(await roomIsFree(tx, roomId, reservation))) {
    throw conflict(`Room ${room.number} is not free on all of these nights. Choose another room.`);
  }
  await tx.roomStay.updateMany({
    where: { reservationId: reservation.id, active: true },
    data: { active: false },
  });
  await tx.roomStay.create({
    data: {
      tenantId: ctx.tenantId,
      id: newId(),
      reservationId: reservation.id,
      roomId,
      arrival: dateToDb(reservation.arrival),
      departure: dateToDb(reservation.departure),
      createdAt: ctx.deps.clock.now(),
    },
    select: { id: true },
  });
}
