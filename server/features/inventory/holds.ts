import { z } from "zod";
import type { Tx } from "@/server/db";
import type { HoldSnapshot } from "@/server/features/rates";
import { dateFromDb, dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { holdCeiling } from "./rules";

export interface NightSpan {
  roomTypeId: string;
  arrival: string;
  departure: string;
}

const LockedNight = z.object({
  night: z.string(),
  capacity: z.int(),
  out_of_order: z.int(),
  held: z.int(),
  sold: z.int(),
});
export type LockedNight = z.infer<typeof LockedNight>;

/**
 * Locks the nights of several stays in date order, all at once: whoever locks more later could meet
 * somebody coming the other way. Returns the nights of the first span.
 */
export async function lockNights(tx: Tx, spans: readonly NightSpan[]): Promise<LockedNight[]> {
  const [first] = spans;
  if (!first) return [];
  const types = spans.map((span) => span.roomTypeId);
  const arrivals = spans.map((span) => span.arrival);
  const departures = spans.map((span) => span.departure);
  const earliest = arrivals.reduce((a, b) => (a < b ? a : b));
  const latest = departures.reduce((a, b) => (a > b ? a : b));
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT i.night::text AS night, i.capacity, i.out_of_order, i.held, i.sold,
      i.room_type_id = ${first.roomTypeId}::uuid AND i.night >= ${first.arrival}::text::date
        AND i.night < ${first.departure}::text::date AS wanted
    FROM inventory_night i
    WHERE EXISTS (SELECT FROM unnest(${types}::uuid[], ${arrivals}::text[]::date[], ${departures}::text[]::date[])
        AS s (type, arrival, departure)
      WHERE i.room_type_id = s.type AND i.night >= s.arrival AND i.night < s.departure)
      AND i.room_type_id = ANY(${types}::uuid[])
      AND i.night >= ${earliest}::text::date AND i.night < ${latest}::text::date
    ORDER BY i.night, i.room_type_id FOR UPDATE OF i`;
  return z
    .array(LockedNight.extend({ wanted: z.boolean() }))
    .parse(rows)
    .filter((row) => row.wanted);
}

export interface LiveHold extends NightSpan {
  id: string;
  ratePlanId: string;
  rooms: number;
  createdAt: Date;
}

/** Holds of a call that still keep rooms, oldest first. */
export async function liveHoldsOf(tx: Tx, callId: string): Promise<LiveHold[]> {
  const rows = await tx.hold.findMany({
    where: { callId, status: "held" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      roomTypeId: true,
      ratePlanId: true,
      arrival: true,
      departure: true,
      rooms: true,
      createdAt: true,
    },
  });
  return rows.map((row) => ({
    ...row,
    arrival: dateFromDb(row.arrival),
    departure: dateFromDb(row.departure),
  }));
}

/** Gives held rooms back. Counters follow by trigger. Returns how many were still held. */
export async function endHolds(
  tx: Tx,
  ids: readonly string[],
  status: "released" | "expired",
  now: Date,
): Promise<number> {
  if (ids.length === 0) return 0;
  const { count } = await tx.hold.updateMany({
    where: { id: { in: [...ids] }, status: "held" },
    data: { status, endedAt: now },
  });
  return count;
}

/** Holds of these types that ran out and still keep rooms. */
export async function lapsedHolds(
  tx: Tx,
  where: { hotelId?: string; roomTypeId?: string },
  now: Date,
  take = 200,
) {
  const rows = await tx.hold.findMany({
    where: { ...where, status: "held", expiresAt: { lte: now } },
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
    take,
    select: { id: true, roomTypeId: true, arrival: true, departure: true },
  });
  return rows.map((row) => ({
    ...row,
    arrival: dateFromDb(row.arrival),
    departure: dateFromDb(row.departure),
  }));
}

/** Gives back what ran out for a type: whoever needs a room does it, no job has to come by first. */
export async function reapType(tx: Tx, roomTypeId: string, now: Date): Promise<void> {
  const lapsed = await lapsedHolds(tx, { roomTypeId }, now);
  if (lapsed.length === 0) return;
  await lockNights(tx, lapsed);
  await endHolds(
    tx,
    lapsed.map((hold) => hold.id),
    "expired",
    now,
  );
}

/** What a contender may take of the locked nights: nothing left, others still deciding, or yes. */
export function roomFor(
  nights: readonly LockedNight[],
  rooms: number,
  verified: boolean,
): "full" | "deciding" | "free" {
  let answer: "free" | "deciding" = "free";
  for (const night of nights) {
    const open = night.capacity - night.out_of_order - night.held - night.sold;
    // What others only hold may come back; what is sold does not.
    if (open < rooms) {
      if (open + night.held < rooms) return "full";
      answer = "deciding";
    } else if (!verified && night.held > 0 && night.held + rooms > holdCeiling(night.capacity))
      answer = "deciding";
  }
  return nights.length === 0 ? "full" : answer;
}

export interface NewHold extends NightSpan {
  tenantId: string;
  hotelId: string;
  ratePlanId: string;
  callId: string | null;
  adults: number;
  childAges: readonly number[];
  snapshot: HoldSnapshot;
  currency: string;
  now: Date;
  expiresAt: Date;
}

/** Keeps rooms. The nights are locked and were found free: the database refuses what would not fit. */
export async function placeHold(tx: Tx, hold: NewHold): Promise<string> {
  const id = newId();
  await tx.hold.create({
    data: {
      tenantId: hold.tenantId,
      id,
      hotelId: hold.hotelId,
      roomTypeId: hold.roomTypeId,
      ratePlanId: hold.ratePlanId,
      callId: hold.callId,
      arrival: dateToDb(hold.arrival),
      departure: dateToDb(hold.departure),
      rooms: hold.snapshot.rooms.length,
      adults: hold.adults,
      childAges: [...hold.childAges],
      expiresAt: hold.expiresAt,
      snapshot: hold.snapshot,
      total: BigInt(hold.snapshot.total),
      currency: hold.currency,
      createdAt: hold.now,
    },
    select: { id: true },
  });
  return id;
}
