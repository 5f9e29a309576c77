import { z } from "zod";
import type { Tx } from "@/server/db";
import { loadCatalogue, shiftDate } from "@/server/features/rates";
import { DATE_REACH } from "./rules";
import type { NightData, RateNight, SearchWorld } from "./schema";

const rate = z.tuple([
  z.string(),
  z.int(),
  z.int(),
  z.int().nullable(),
  z.boolean(),
  z.boolean(),
  z.boolean(),
]);
const Row = z.object({
  rates: z.array(z.object({ t: z.string(), p: z.string(), n: z.array(rate) })).nullable(),
  free: z.array(z.object({ t: z.string(), n: z.array(z.tuple([z.string(), z.int()])) })).nullable(),
  lapsed: z.array(z.object({ t: z.string(), a: z.string(), d: z.string(), r: z.int() })).nullable(),
});

export interface Span {
  /** First date read, and the last: rates of the departure date say whether one may leave on it. */
  from: string;
  to: string;
  now: Date;
  /** Holds of this call count as free for it. */
  callId?: string;
}

/**
 * Rates and free rooms of a hotel's types between two dates, in one read. Holds that have run out and
 * were not reaped yet count as free: whoever takes such a room reaps them first.
 */
export async function readNights(tx: Tx, hotelId: string, span: Span): Promise<NightData> {
  // Text, not Date: a Date would pass through the session's time zone on its way to a date.
  const { from, to } = span;
  const own = span.callId ?? null;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT
      (SELECT json_agg(json_build_object('t', t, 'p', p, 'n', n)) FROM (
        SELECT r.room_type_id AS t, r.rate_plan_id AS p, json_agg(json_build_array(r.night, r.price, r.min_nights,
          r.max_nights, r.closed, r.closed_to_arrival, r.closed_to_departure)) AS n
        FROM room_type ty JOIN rate_plan pl ON pl.tenant_id = ty.tenant_id AND pl.hotel_id = ty.hotel_id
        JOIN nightly_rate r ON r.tenant_id = ty.tenant_id AND r.room_type_id = ty.id AND r.rate_plan_id = pl.id
        WHERE ty.hotel_id = ${hotelId}::uuid AND ty.archived_at IS NULL AND pl.archived_at IS NULL
          AND r.night >= ${from}::text::date AND r.night <= ${to}::text::date
        GROUP BY 1, 2) rated) AS rates,
      (SELECT json_agg(json_build_object('t', t, 'n', n)) FROM (
        SELECT i.room_type_id AS t,
          json_agg(json_build_array(i.night, i.capacity - i.out_of_order - i.held - i.sold)) AS n
        FROM room_type ty JOIN inventory_night i ON i.tenant_id = ty.tenant_id AND i.room_type_id = ty.id
        WHERE ty.hotel_id = ${hotelId}::uuid AND ty.archived_at IS NULL
          AND i.night >= ${from}::text::date AND i.night <= ${to}::text::date
        GROUP BY 1) counted) AS free,
      (SELECT json_agg(json_build_object('t', h.room_type_id, 'a', h.arrival, 'd', h.departure, 'r', h.rooms))
        FROM hold h WHERE h.hotel_id = ${hotelId}::uuid AND h.status = 'held'
          AND (h.expires_at <= ${span.now}::timestamptz OR h.call_id = ${own}::uuid)
          AND h.arrival <= ${to}::text::date AND h.departure > ${from}::text::date) AS lapsed`;
  const read = Row.parse(rows[0]);
  const rates = new Map(
    (read.rates ?? []).map((group) => [`${group.t}/${group.p}`, toRates(group.n)] as const),
  );
  const free = new Map((read.free ?? []).map((group) => [group.t, new Map(group.n)] as const));
  for (const hold of read.lapsed ?? []) {
    const nights = free.get(hold.t);
    if (!nights) continue;
    for (let date = hold.a; date < hold.d; date = shiftDate(date, 1)) {
      const left = nights.get(date);
      if (left !== undefined) nights.set(date, left + hold.r);
    }
  }
  return { rates, free };
}

/** The span in which other dates are tried; never before `today`. */
export function widened(span: Span, today: string): Span {
  const from = shiftDate(span.from, -DATE_REACH);
  return { ...span, from: from < today ? today : from, to: shiftDate(span.to, DATE_REACH) };
}

const toRates = (rows: readonly z.output<typeof rate>[]): Map<string, RateNight> =>
  new Map(
    rows.map(([date, price, minNights, maxNights, closed, closedToArrival, closedToDeparture]) => [
      date,
      { date, price, minNights, maxNights, closed, closedToArrival, closedToDeparture },
    ]),
  );

/** What a search needs, in two reads. */
export async function loadWorld(
  tx: Tx,
  hotel: { id: string; currency: string; timeZone: string },
  checkInTime: string,
  span: Span,
): Promise<SearchWorld> {
  const [catalogue, nights] = await Promise.all([
    loadCatalogue(tx, hotel.id),
    readNights(tx, hotel.id, span),
  ]);
  return { catalogue, nights, hotel: { currency: hotel.currency, timeZone: hotel.timeZone }, checkInTime };
}
