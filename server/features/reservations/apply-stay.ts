import type { Tx } from "@/server/db";
import { lockNights, reapType, roomFor } from "@/server/features/inventory";
import type { StaySnapshot } from "@/server/features/rates";
import { dateToDb } from "@/server/kernel/dates";
import { conflict } from "@/server/kernel/errors";
import { assertTransition } from "@/server/kernel/transitions";
import type { LoadedReservation } from "./load-stay";
import { newNights, type PlannedStay } from "./plan-change";
import { TAKES_ROOM, transitions } from "./rules";
import type { ReservationStatus } from "./schema";

const CHANGED = "Somebody changed this reservation a moment ago. Nothing was changed now. Look at it again.";

/**
 * Gives a reservation other nights, another type, or its room back, at the snapshot that was agreed.
 * Throws `conflict` when a night is full or the reservation is no longer at this version.
 */
export async function applyStay(
  tx: Tx,
  reservation: LoadedReservation,
  planned: PlannedStay,
  now: Date,
  data: { status?: ReservationStatus; cancelledAt?: null; cancelFee?: null } = {},
): Promise<void> {
  const { snapshot, roomTypeId } = planned;
  const status = data.status ?? reservation.status;
  if (status !== reservation.status) assertTransition(transitions, reservation.status, status, "reservation");
  const to = { roomTypeId, arrival: snapshot.arrival, departure: snapshot.departure };
  await reapType(tx, roomTypeId, now);
  const locked = await lockNights(tx, [to, reservation]);
  const takesRoom = TAKES_ROOM.includes(reservation.status);
  const needed = newNights({ ...reservation, takesRoom }, to);
  const growing = locked.filter((night) => needed.includes(night.night));
  if (TAKES_ROOM.includes(status) && needed.length > 0) {
    if (growing.length < needed.length || roomFor(growing, 1, true) !== "free") {
      throw conflict(
        "One of those nights is full now. Nothing was changed. Choose other nights or another type.",
      );
    }
  }
  await moveRooms(tx, reservation, planned);
  await bump(tx, reservation, {
    ...data,
    roomTypeId,
    arrival: dateToDb(snapshot.arrival),
    departure: dateToDb(snapshot.departure),
    adults: snapshot.adults,
    childAges: snapshot.childAges,
    snapshot,
    total: BigInt(snapshot.total),
    updatedAt: now,
  });
}

/** Writes a reservation if it is still at the version that was read. */
export async function bump(
  tx: Tx,
  reservation: Pick<LoadedReservation, "id" | "version">,
  data: Parameters<Tx["reservation"]["updateMany"]>[0]["data"],
): Promise<void> {
  const { count } = await tx.reservation.updateMany({
    where: { id: reservation.id, version: reservation.version },
    data: { ...data, version: reservation.version + 1 },
  });
  if (count !== 1) throw conflict(CHANGED);
}

/** An assigned room follows the stay when it is free for it; a guest in house may not lose theirs. */
async function moveRooms(tx: Tx, reservation: LoadedReservation, planned: PlannedStay): Promise<void> {
  const { arrival, departure } = planned.snapshot;
  const moves: { id: string; fits: boolean }[] = [];
  for (const stay of reservation.stays) {
    const fits =
      planned.roomTypeId === reservation.roomTypeId &&
      (await roomIsFree(tx, stay.roomId, planned.snapshot, stay.id));
    if (!fits && reservation.status === "checked_in") {
      throw conflict("The guest's room is not free on those nights. Move them to another room first.");
    }
    moves.push({ id: stay.id, fits });
  }
  for (const { id, fits } of moves) {
    await tx.roomStay.updateMany({
      where: { id },
      data: fits ? { arrival: dateToDb(arrival), departure: dateToDb(departure) } : { active: false },
    });
  }
}

/** Whether a room has no other stay and no block on these nights. The database refuses a double booking anyway. */
export async function roomIsFree(
  tx: Tx,
  roomId: string,
  span: Pick<StaySnapshot, "arrival" | "departure">,
  exceptStayId?: string,
): Promise<boolean> {
  const arrival = dateToDb(span.arrival);
  const departure = dateToDb(span.departure);
  const stay = await tx.roomStay.findFirst({
    where: {
      roomId,
      active: true,
      arrival: { lt: departure },
      departure: { gt: arrival },
      ...(exceptStayId ? { id: { not: exceptStayId } } : {}),
    },
    select: { id: true },
  });
  if (stay) return false;
  const block = await tx.roomBlock.findFirst({
    where: { roomId, endedAt: null, firstNight: { lt: departure }, endNight: { gt: arrival } },
    select: { id: true },
  });
  return block === null;
}

/** Ends a stay that takes a room: cancelled, no-show. Its rooms are free at once. */
export async function endStay(
  tx: Tx,
  reservation: LoadedReservation,
  status: "cancelled" | "no_show",
  fee: number,
  now: Date,
): Promise<void> {
  assertTransition(transitions, reservation.status, status, "reservation");
  await lockNights(tx, [reservation]);
  await tx.roomStay.updateMany({
    where: { reservationId: reservation.id, active: true },
    data: { active: false },
  });
  await bump(tx, reservation, {
    status,
    cancelFee: BigInt(fee),
    updatedAt: now,
    ...(status === "cancelled" ? { cancelledAt: now } : {}),
  });
}
