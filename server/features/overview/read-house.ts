import type { Tx } from "@/server/db";
import { addDays, dateFromDb, dateToDb } from "@/server/kernel/dates";
import { fromDb } from "@/server/kernel/money";
import type { Day } from "./read-calls";

const NIGHTS = 14;
const PICK_UP_DAYS = 7;

/** What the line booked in the day, in the hotel's currency. */
export async function bookedByLine(
  tx: Tx,
  day: Day,
  currency: string,
): Promise<{ amount: number; count: number }> {
  const [row] = await tx.$queryRaw<{ amount: bigint; count: number }[]>`
    SELECT coalesce(sum(total), 0)::bigint AS amount, count(*)::int AS count
    FROM reservation
    WHERE hotel_id = ${day.hotelId}::uuid AND created_at >= ${day.from} AND created_at < ${day.until}
      AND source = 'line' AND currency = ${currency} AND status <> 'cancelled' AND status <> 'expired'`;
  return { amount: fromDb(row?.amount ?? 0n), count: row?.count ?? 0 };
}

export interface NightRow {
  night: string;
  sold: number;
  rooms: number;
  pickUp: number;
}

/** Fourteen nights from the business date: rooms sold, rooms there are, and how many sold in the last week. */
export async function nightsFrom(tx: Tx, hotelId: string, date: string, now: Date): Promise<NightRow[]> {
  const [first, end] = [dateToDb(date), dateToDb(addDays(date, NIGHTS))];
  const since = new Date(now.getTime() - PICK_UP_DAYS * 86_400_000);
  const rows = await tx.$queryRaw<{ night: Date; sold: number; rooms: number; picked: number }[]>`
    WITH picked AS (
      SELECT n.night::date AS night, count(*)::int AS rooms
      FROM reservation r
      CROSS JOIN LATERAL generate_series(
        greatest(r.arrival, ${first}::date), least(r.departure, ${end}::date) - 1, '1 day') AS n(night)
      WHERE r.hotel_id = ${hotelId}::uuid AND r.created_at >= ${since}
        AND r.arrival < ${end}::date AND r.departure > ${first}::date
        AND (r.status = 'confirmed' OR r.status = 'checked_in')
      GROUP BY 1
    )
    SELECT i.night, sum(i.sold)::int AS sold, sum(i.capacity - i.out_of_order)::int AS rooms,
      coalesce(max(p.rooms), 0)::int AS picked
    FROM room_type t
    JOIN inventory_night i ON i.tenant_id = t.tenant_id AND i.room_type_id = t.id
    LEFT JOIN picked p ON p.night = i.night
    WHERE t.hotel_id = ${hotelId}::uuid AND i.night >= ${first}::date AND i.night < ${end}::date
    GROUP BY i.night ORDER BY i.night`;
  const found = new Map(rows.map((row) => [dateFromDb(row.night), row]));
  return Array.from({ length: NIGHTS }, (_, at) => {
    const night = addDays(date, at);
    const row = found.get(night);
    const sold = row?.sold ?? 0;
    return { night, sold, rooms: row?.rooms ?? 0, pickUp: Math.min(row?.picked ?? 0, sold) };
  });
}

export interface Counts {
  arrivals: number;
  arrivalsReady: number;
  departures: number;
  dirty: number;
  requests: number;
}

/** Who comes and goes today, and what waits, each as its list counts it. */
export async function countsOf(tx: Tx, hotelId: string, date: string): Promise<Counts> {
  const today = dateToDb(date);
  const [row] = await tx.$queryRaw<Counts[]>`
    SELECT
      (SELECT count(*)::int FROM reservation WHERE hotel_id = ${hotelId}::uuid
        AND arrival = ${today}::date AND status = 'confirmed') AS "arrivals",
      (SELECT count(*)::int FROM reservation r WHERE r.hotel_id = ${hotelId}::uuid
        AND r.arrival = ${today}::date AND r.status = 'confirmed' AND EXISTS (
          SELECT 1 FROM room_stay s JOIN room m ON m.tenant_id = s.tenant_id AND m.id = s.room_id
          WHERE s.tenant_id = r.tenant_id AND s.reservation_id = r.id AND s.active
            AND (m.cleaning = 'clean' OR m.cleaning = 'inspected'))) AS "arrivalsReady",
      (SELECT count(*)::int FROM reservation WHERE hotel_id = ${hotelId}::uuid
        AND departure = ${today}::date AND status = 'checked_in') AS "departures",
      (SELECT count(*)::int FROM room WHERE hotel_id = ${hotelId}::uuid
        AND cleaning = 'dirty' AND archived_at IS NULL) AS "dirty",
      (SELECT count(*)::int FROM request WHERE hotel_id = ${hotelId}::uuid
        AND status IN ('new', 'doing', 'waiting')) AS "requests"`;
  return row ?? { arrivals: 0, arrivalsReady: 0, departures: 0, dirty: 0, requests: 0 };
}
