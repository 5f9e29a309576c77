import type { Tx } from "@/server/db";
import { conflict } from "@/server/kernel/errors";
import type { Json } from "@/server/kernel/json";
import { fromDb, money } from "@/server/kernel/money";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { DomainEvent } from "@/server/verbs/events";
import { type LoadedReservation, loadReservation, lockReservation } from "./load-stay";

/** Locks the reservation a person wants to change, and refuses when they looked at an older version. */
export async function takeReservation(
  tx: Tx,
  ctx: HotelCtx,
  target: { reservationId: string; version?: number | undefined },
): Promise<LoadedReservation> {
  const reservation = await lockReservation(tx, ctx.hotelId, target.reservationId);
  if (target.version !== undefined && target.version !== reservation.version) {
    throw conflict(
      "Somebody changed this reservation a moment ago. Your form is kept. Reload to see theirs.",
    );
  }
  return reservation;
}

const auditOf = (row: LoadedReservation): Json => ({
  status: row.status,
  arrival: row.arrival,
  departure: row.departure,
  roomTypeId: row.roomTypeId,
  adults: row.adults,
  childAges: row.childAges,
  total: fromDb(row.total),
  rooms: row.stays.map((stay) => stay.room.number),
});

/** What every write of a reservation leaves behind: the result, the audit note and the event. */
export async function written(
  tx: Tx,
  ctx: HotelCtx,
  before: LoadedReservation,
  event: (ids: { hotelId: string; reservationId: string }) => DomainEvent,
) {
  const after = await loadReservation(tx, ctx.hotelId, before.id);
  return {
    result: resultOf(after),
    audit: {
      subject: { kind: "reservation", id: before.id },
      before: auditOf(before),
      after: auditOf(after),
    },
    events: [event({ hotelId: ctx.hotelId, reservationId: before.id })],
  };
}

export const resultOf = (row: LoadedReservation) => ({
  id: row.id,
  code: row.code,
  status: row.status,
  version: row.version,
  total: money(fromDb(row.total), row.currency),
});
