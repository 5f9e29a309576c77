import { z } from "zod";
import type { Tx } from "@/server/db";
import { loadSelling, type Seen, type SellingCache, shiftDate, stayNights } from "@/server/features/rates";
import { DATE_REACH } from "./rules";
import type { NightData, SearchWorld } from "./schema";

const ints = z.array(z.int()).nullable();
const Row = z.object({
  tenant: z.string().nullable(),
  version: z.string().nullable(),
  /** A type, its nights as days after the first, and the rooms of each. */
  free: z.array(z.tuple([z.string(), ints, ints])).nullable(),
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
 * Free rooms of a hotel's types between two dates, with the version of what the hotel sells, in one read. Holds that
 * have run out and were not reaped yet count as free: whoever takes such a room reaps them first.
 */
async function readFree(
  tx: Tx,
  hotelId: string,
  span: Span,
): Promise<{ seen: Seen; free: NightData["free"] }> {
  // Text, not Date: a Date would pass through the session's time zone on its way to a date.
  const { from, to } = span;
  const own = span.callId ?? null;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT nullif(current_setting('app.tenant_id', true), '') AS tenant,
      (SELECT version::text FROM selling_version WHERE hotel_id = ${hotelId}::uuid) AS version,
      (SELECT json_agg(json_build_array(ty.id, counted.day, counted.rooms))
        FROM room_type ty CROSS JOIN LATERAL (
          SELECT array_agg(i.night - ${from}::text::date) AS day,
            array_agg(i.capacity - i.out_of_order - i.held - i.sold) AS rooms
          FROM inventory_night i WHERE i.tenant_id = ty.tenant_id AND i.room_type_id = ty.id
            AND i.night >= ${from}::text::date AND i.night <= ${to}::text::date) counted
        WHERE ty.hotel_id = ${hotelId}::uuid AND ty.archived_at IS NULL) AS free,
      (SELECT json_agg(json_build_object('t', h.room_type_id, 'a', h.arrival, 'd', h.departure, 'r', h.rooms))
        FROM hold h WHERE h.hotel_id = ${hotelId}::uuid AND h.status = 'held'
          AND (h.expires_at <= ${span.now}::timestamptz OR h.call_id = ${own}::uuid)
          AND h.arrival <= ${to}::text::date AND h.departure > ${from}::text::date) AS lapsed`;
  const { tenant, version, free: counted, lapsed } = Row.parse(rows[0]);
  const dates = stayNights(from, shiftDate(to, 1));
  const free = new Map(
    (counted ?? []).map(([type, day, rooms]) => {
      const nights = (day ?? []).map((at, i) => [dates[at] ?? shiftDate(from, at), rooms?.[i] ?? 0] as const);
      return [type, new Map(nights)] as const;
    }),
  );
  for (const hold of lapsed ?? []) {
    const nights = free.get(hold.t);
    if (!nights) continue;
    for (let date = hold.a; date < hold.d; date = shiftDate(date, 1)) {
      const left = nights.get(date);
      if (left !== undefined) nights.set(date, left + hold.r);
    }
  }
  return { seen: { tenant, hotelId, version }, free };
}

/** The span in which other dates are tried; never before `today`. */
export function widened(span: Span, today: string): Span {
  const from = shiftDate(span.from, -DATE_REACH);
  return { ...span, from: from < today ? today : from, to: shiftDate(span.to, DATE_REACH) };
}

/** What a search needs: in one read while what the hotel sells has not changed since the last, else in two. */
export async function loadWorld(
  tx: Tx,
  hotel: { id: string; currency: string; timeZone: string },
  checkInTime: string,
  span: Span,
  cache?: SellingCache,
): Promise<SearchWorld> {
  const { seen, free } = await readFree(tx, hotel.id, span);
  const { catalogue, rates } = await loadSelling(tx, seen, span, cache);
  return {
    catalogue,
    nights: { rates, free },
    hotel: { currency: hotel.currency, timeZone: hotel.timeZone },
    checkInTime,
  };
}
