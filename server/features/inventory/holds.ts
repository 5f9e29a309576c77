import { z } from "zod";
import type { Tx } from "@/server/db";
import type { HoldSnapshot } from "@/server/features/rates";
import { dateFromDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { holdCeiling } from "./rules";

export interface NightSpan {
  roomTypeId: string;
  arrival: string;
  departure: string;
}

/** Holds that ran out, ended by one transaction. */
const LAPSED_AT_ONCE = 200;

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
  take = LAPSED_AT_ONCE,
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

const SeenHold = z.object({
  id: z.string(),
  roomTypeId: z.string(),
  ratePlanId: z.string(),
  arrival: z.string(),
  departure: z.string(),
  rooms: z.int(),
});
export type SeenHold = z.infer<typeof SeenHold>;
const Contended = z.object({
  nights: z.array(LockedNight).nullable(),
  own: z.array(SeenHold).nullable(),
  lapsed: z.array(SeenHold).nullable(),
});

/**
 * A type's nights with the holds that whoever wants them may end: this call's, oldest first, and those that ran out. One
 * read that locks nothing: what it says may have changed when the nights are locked.
 */
export async function readContended(
  tx: Tx,
  span: NightSpan,
  callId: string,
  now: Date,
): Promise<{ nights: LockedNight[]; own: SeenHold[]; lapsed: SeenHold[] }> {
  const { roomTypeId, arrival, departure } = span;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT
      (SELECT json_agg(json_build_object('night', i.night, 'capacity', i.capacity, 'out_of_order', i.out_of_order,
          'held', i.held, 'sold', i.sold) ORDER BY i.night)
        FROM inventory_night i WHERE i.room_type_id = ${roomTypeId}::uuid AND i.night >= ${arrival}::text::date
          AND i.night < ${departure}::text::date) AS nights,
      (SELECT json_agg(json_build_object('id', h.id, 'roomTypeId', h.room_type_id, 'ratePlanId', h.rate_plan_id,
          'arrival', h.arrival, 'departure', h.departure, 'rooms', h.rooms) ORDER BY h.created_at, h.id)
        FROM hold h WHERE h.call_id = ${callId}::uuid AND h.status = 'held') AS own,
      (SELECT json_agg(json_build_object('id', h.id, 'roomTypeId', h.room_type_id, 'ratePlanId', h.rate_plan_id,
          'arrival', h.arrival, 'departure', h.departure, 'rooms', h.rooms))
        FROM (SELECT * FROM hold l WHERE l.room_type_id = ${roomTypeId}::uuid AND l.status = 'held'
            AND l.expires_at <= ${now}::timestamptz ORDER BY l.expires_at, l.id LIMIT ${LAPSED_AT_ONCE}) h) AS lapsed`;
  const { nights, own, lapsed } = Contended.parse(rows[0]);
  return { nights: nights ?? [], own: own ?? [], lapsed: lapsed ?? [] };
}

/** The nights of a type as they are once these holds have ended. */
export const withoutHolds = (
  nights: readonly LockedNight[],
  roomTypeId: string,
  holds: readonly SeenHold[],
): LockedNight[] =>
  nights.map((night) => {
    const here = holds.filter(
      (hold) => hold.roomTypeId === roomTypeId && hold.arrival <= night.night && night.night < hold.departure,
    );
    return { ...night, held: night.held - here.reduce((sum, hold) => sum + hold.rooms, 0) };
  });

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

/** How many rooms of a night others may only hold while one more contender gets theirs. */
const mostHeld = (night: LockedNight, rooms: number, verified: boolean): number =>
  verified ? night.capacity : Math.max(0, holdCeiling(night.capacity) - rooms);

/** What a contender may take of these nights: nothing left, others still deciding, or yes. */
export function roomFor(
  nights: readonly LockedNight[],
  rooms: number,
  verified: boolean,
): "full" | "deciding" | "free" {
  let answer: "free" | "deciding" = "free";
  for (const night of nights) {
    const open = night.capacity - night.out_of_order - night.held - night.sold;
    // What others only hold may come back; what is sold does not.
    if (open + night.held < rooms) return "full";
    if (open < rooms || night.held > mostHeld(night, rooms, verified)) answer = "deciding";
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

/**
 * Locks the nights, and keeps the rooms if they are free then: one statement, so that whoever wants the same nights waits
 * for it and the commit alone. The nights were read before; the database refuses what would not fit. Returns what they
 * are found to be.
 */
export async function placeHold(
  tx: Tx,
  hold: NewHold,
  seen: { nights: readonly LockedNight[]; verified: boolean },
  id = newId(),
): Promise<"full" | "deciding" | "free"> {
  const { tenantId, hotelId, roomTypeId, ratePlanId, callId, arrival, departure, snapshot } = hold;
  const rooms = snapshot.rooms.length;
  const most = seen.nights.map((night) => mostHeld(night, rooms, seen.verified));
  const rows = await tx.$queryRaw<unknown[]>`
    WITH night AS MATERIALIZED (
      SELECT i.night, i.capacity, i.out_of_order, i.held, i.sold FROM inventory_night i
      WHERE i.room_type_id = ${roomTypeId}::uuid AND i.night >= ${arrival}::text::date AND i.night < ${departure}::text::date
      ORDER BY i.night FOR UPDATE OF i),
    found AS (
      SELECT count(*) AS nights, bool_and(night.capacity - night.out_of_order - night.held - night.sold >= ${rooms}::int
        AND coalesce(night.held <= most.held, false)) AS free
      FROM night LEFT JOIN unnest(${seen.nights.map(({ night }) => night)}::text[]::date[], ${most}::int[])
        AS most (night, held) USING (night)),
    placed AS (
      INSERT INTO hold (tenant_id, id, hotel_id, room_type_id, rate_plan_id, call_id, arrival, departure, rooms, adults,
        child_ages, expires_at, snapshot, total, currency, created_at)
      SELECT ${tenantId}::uuid, ${id}::uuid, ${hotelId}::uuid, ${roomTypeId}::uuid, ${ratePlanId}::uuid, ${callId}::uuid,
        ${arrival}::text::date, ${departure}::text::date, ${rooms}::int, ${hold.adults}::int, ${[...hold.childAges]}::int[],
        ${hold.expiresAt}::timestamptz, ${JSON.stringify(snapshot)}::text::jsonb, ${BigInt(snapshot.total)}::bigint,
        ${hold.currency}, ${hold.now}::timestamptz
      FROM found WHERE found.free AND found.nights = ${seen.nights.length}::int RETURNING id)
    SELECT (SELECT count(*)::int FROM placed) AS placed, (SELECT json_agg(json_build_object('night', night.night,
      'capacity', night.capacity, 'out_of_order', night.out_of_order, 'held', night.held, 'sold', night.sold)) FROM night) AS nights`;
  const { placed, nights } = Placed.parse(rows[0]);
  if (placed === 1) return "free";
  const now = roomFor(nights ?? [], rooms, seen.verified);
  // The rooms of the type changed since the nights were read: another look is needed.
  return now === "free" ? "deciding" : now;
}
const Placed = z.object({ placed: z.int(), nights: z.array(LockedNight).nullable() });
