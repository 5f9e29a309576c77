import { z } from "zod";
import type { Tx } from "@/server/db";
import { loadCatalogue, shiftDate, stayNights } from "@/server/features/rates";
import { DATE_REACH } from "./rules";
import type { NightData, RateNight, SearchWorld } from "./schema";

/** Columns, not rows: one array a fact, all in the same order. A search reads hundreds of nights. */
const ints = z.array(z.int());
const RateColumns = z.object({
  t: z.string(),
  p: z.string(),
  day: ints,
  price: ints,
  min: ints,
  max: z.array(z.int().nullable()),
  shut: ints,
});
const Row = z.object({
  rates: z.array(RateColumns).nullable(),
  free: z.array(z.object({ t: z.string(), day: ints, rooms: ints })).nullable(),
  lapsed: z.array(z.object({ t: z.string(), a: z.string(), d: z.string(), r: z.int() })).nullable(),
});

/** Bits of `shut`. */
const CLOSED = 1;
const NO_ARRIVAL = 2;
const NO_DEPARTURE = 4;

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
      (SELECT json_agg(rated) FROM (
        SELECT r.room_type_id AS t, r.rate_plan_id AS p, array_agg(r.night - ${from}::text::date) AS day,
          array_agg(r.price) AS price, array_agg(r.min_nights) AS min, array_agg(r.max_nights) AS max,
          array_agg(${CLOSED}::int * r.closed::int + ${NO_ARRIVAL}::int * r.closed_to_arrival::int
            + ${NO_DEPARTURE}::int * r.closed_to_departure::int) AS shut
        FROM room_type ty JOIN rate_plan pl ON pl.tenant_id = ty.tenant_id AND pl.hotel_id = ty.hotel_id
        JOIN nightly_rate r ON r.tenant_id = ty.tenant_id AND r.room_type_id = ty.id AND r.rate_plan_id = pl.id
        WHERE ty.hotel_id = ${hotelId}::uuid AND ty.archived_at IS NULL AND pl.archived_at IS NULL
          AND r.night >= ${from}::text::date AND r.night <= ${to}::text::date
        GROUP BY 1, 2) rated) AS rates,
      (SELECT json_agg(counted) FROM (
        SELECT i.room_type_id AS t, array_agg(i.night - ${from}::text::date) AS day,
          array_agg(i.capacity - i.out_of_order - i.held - i.sold) AS rooms
        FROM room_type ty JOIN inventory_night i ON i.tenant_id = ty.tenant_id AND i.room_type_id = ty.id
        WHERE ty.hotel_id = ${hotelId}::uuid AND ty.archived_at IS NULL
          AND i.night >= ${from}::text::date AND i.night <= ${to}::text::date
        GROUP BY 1) counted) AS free,
      (SELECT json_agg(json_build_object('t', h.room_type_id, 'a', h.arrival, 'd', h.departure, 'r', h.rooms))
        FROM hold h WHERE h.hotel_id = ${hotelId}::uuid AND h.status = 'held'
          AND (h.expires_at <= ${span.now}::timestamptz OR h.call_id = ${own}::uuid)
          AND h.arrival <= ${to}::text::date AND h.departure > ${from}::text::date) AS lapsed`;
  const read = Row.parse(rows[0]);
  const dates = stayNights(from, shiftDate(to, 1));
  const dateOf = (day: number): string => dates[day] ?? shiftDate(from, day);
  const rates = new Map(
    (read.rates ?? []).map((group) => [`${group.t}/${group.p}`, toRates(group, dateOf)] as const),
  );
  const free = new Map(
    (read.free ?? []).map(
      ({ t, day, rooms }) => [t, new Map(day.map((at, i) => [dateOf(at), rooms[i] ?? 0]))] as const,
    ),
  );
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

function toRates(
  { day, price, min, max, shut }: z.output<typeof RateColumns>,
  dateOf: (day: number) => string,
): Map<string, RateNight> {
  const nights = new Map<string, RateNight>();
  day.forEach((at, i) => {
    const date = dateOf(at);
    const bits = shut[i] ?? 0;
    nights.set(date, {
      date,
      price: price[i] ?? Number.NaN,
      minNights: min[i] ?? 1,
      maxNights: max[i] ?? null,
      closed: (bits & CLOSED) !== 0,
      closedToArrival: (bits & NO_ARRIVAL) !== 0,
      closedToDeparture: (bits & NO_DEPARTURE) !== 0,
    });
  });
  return nights;
}

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
