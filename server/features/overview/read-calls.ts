import { Prisma, type Tx } from "@/server/db";

export interface Day {
  hotelId: string;
  timeZone: string;
  from: Date;
  until: Date;
}

interface HourRow {
  hour: number;
  calls: number;
  ended: number;
  person: number;
}

/** A call in which a person was needed or reached. */
const byPerson = Prisma.sql`(outcome = 'to_a_person' OR end_reason = 'transferred' OR state = 'with_person')`;

/** Calls of the day by the hour they began at the hotel. */
export const callsByHour = (tx: Tx, day: Day): Promise<HourRow[]> =>
  tx.$queryRaw<HourRow[]>`
    SELECT extract(hour FROM started_at AT TIME ZONE ${day.timeZone})::int AS hour,
      count(*)::int AS calls,
      count(*) FILTER (WHERE ended_at IS NOT NULL)::int AS ended,
      count(*) FILTER (WHERE ${byPerson})::int AS person
    FROM call
    WHERE hotel_id = ${day.hotelId}::uuid AND started_at >= ${day.from} AND started_at < ${day.until}
    GROUP BY 1`;

/** Percentiles over the day's turns themselves, never over percentiles of calls. */
export async function waitOf(tx: Tx, day: Day): Promise<{ p50: number; p95: number; turns: number } | null> {
  const [row] = await tx.$queryRaw<{ p50: number | null; p95: number | null; turns: number }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) AS p50,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY wait) AS p95, count(*)::int AS turns
    FROM (
      SELECT (t.timing->>'total')::float8 AS wait
      FROM call c JOIN call_turn t ON t.tenant_id = c.tenant_id AND t.call_id = c.id
      WHERE c.hotel_id = ${day.hotelId}::uuid AND c.started_at >= ${day.from} AND c.started_at < ${day.until}
        AND t.speaker = 'line' AND t.timing IS NOT NULL
    ) waits WHERE wait IS NOT NULL`;
  return row && row.p50 !== null && row.p95 !== null
    ? { p50: Math.round(row.p50), p95: Math.round(row.p95), turns: row.turns }
    : null;
}
