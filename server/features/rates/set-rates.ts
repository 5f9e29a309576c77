import { Temporal } from "@js-temporal/polyfill";
import { z } from "zod";
import { addDays, nightsBetween, nightsOf } from "@/server/kernel/dates";
import { invalid, notFound } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { RatesChanged } from "./events";
import { MAX_SPAN, SetRatesInput } from "./verb-schema";

/**
 * Sets price and restrictions of types under a plan on a stretch of nights; what is not given stays. A
 * night without a price so far needs one, or it stays unsold. Says how many nights were written.
 */
export const setRates = defineVerb({
  name: "rates.set",
  input: SetRatesInput,
  output: z.object({ nights: z.int() }),
  permission: "rates:write",
  effect: "write",
  async run(tx, ctx, input) {
    const { ratePlanId, roomTypeIds, from, to, weekdays, price, ...rest } = input;
    const count = nightsBetween(from, to) + 1;
    if (count < 1 || count > MAX_SPAN) throw invalid(`to: Choose between one day and ${MAX_SPAN} days.`);
    const dates = nightsOf(from, addDays(to, 1)).filter(
      (date) => !weekdays || weekdays.includes(Temporal.PlainDate.from(date).dayOfWeek),
    );
    const plan = await tx.ratePlan.findFirst({
      where: { id: ratePlanId, hotelId: ctx.hotelId, archivedAt: null },
    });
    if (!plan) throw notFound("The rate plan");
    const types = await tx.roomType.findMany({
      where: { id: { in: roomTypeIds }, hotelId: ctx.hotelId },
      select: { id: true },
    });
    if (types.length !== new Set(roomTypeIds).size) throw notFound("A room type");
    const given = { min: rest.minNights ?? null, closed: rest.closed ?? null };
    const arrival = rest.closedToArrival ?? null;
    const departure = rest.closedToDeparture ?? null;
    const setMax = rest.maxNights !== undefined;
    const max = rest.maxNights ?? null;
    const written = await tx.$executeRaw`
      INSERT INTO nightly_rate AS r (tenant_id, room_type_id, rate_plan_id, night, price, min_nights, max_nights,
        closed, closed_to_arrival, closed_to_departure)
      SELECT ${ctx.tenantId}::uuid, t.id, ${ratePlanId}::uuid, n.night, coalesce(${price ?? null}::bigint, old.price),
        coalesce(${given.min}::int, old.min_nights, 1),
        CASE WHEN ${setMax}::boolean THEN ${max}::int ELSE old.max_nights END,
        coalesce(${given.closed}::boolean, old.closed, false),
        coalesce(${arrival}::boolean, old.closed_to_arrival, false),
        coalesce(${departure}::boolean, old.closed_to_departure, false)
      FROM unnest(${types.map((type) => type.id)}::uuid[]) AS t (id)
      CROSS JOIN unnest(${dates}::text[]::date[]) AS n (night)
      LEFT JOIN nightly_rate old ON old.tenant_id = ${ctx.tenantId}::uuid AND old.room_type_id = t.id
        AND old.rate_plan_id = ${ratePlanId}::uuid AND old.night = n.night
      WHERE coalesce(${price ?? null}::bigint, old.price) IS NOT NULL
      ON CONFLICT (tenant_id, room_type_id, rate_plan_id, night) DO UPDATE SET price = excluded.price,
        min_nights = excluded.min_nights, max_nights = excluded.max_nights, closed = excluded.closed,
        closed_to_arrival = excluded.closed_to_arrival, closed_to_departure = excluded.closed_to_departure`;
    return {
      result: { nights: written },
      audit: { subject: { kind: "rate_plan", id: ratePlanId }, after: JSON.parse(JSON.stringify(input)) },
      events: [RatesChanged({ hotelId: ctx.hotelId })],
    };
  },
});
