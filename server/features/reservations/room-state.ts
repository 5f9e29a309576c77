import type { Tx } from "@/server/db";
import type { LoadedReservation } from "./load-stay";

/**
 * Whether a confirmed guest has no room: none is assigned, and on a night still to come more is sold than
 * can be slept in because rooms went out of order.
 */
export async function hasNoRoom(tx: Tx, reservation: LoadedReservation, today: string): Promise<boolean> {
  if (reservation.status !== "confirmed" || reservation.stays.length > 0) return false;
  const from = reservation.arrival > today ? reservation.arrival : today;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM inventory_night WHERE room_type_id = ${reservation.roomTypeId}::uuid
      AND night >= ${from}::text::date AND night < ${reservation.departure}::text::date
      AND sold > capacity - out_of_order LIMIT 1`;
  return rows.length > 0;
}

/** Whether the room is ready on the arrival day; undefined while none is assigned or the day is another. */
export function roomReady(reservation: LoadedReservation, today: string): boolean | undefined {
  const stay = reservation.stays[0];
  if (!stay || reservation.arrival !== today || reservation.status !== "confirmed") return undefined;
  return stay.room.cleaning === "clean" || stay.room.cleaning === "inspected";
}
