import { addDays, dateFromDb, dateToDb, nightsBetween } from "@/server/kernel/dates";
import { invalid } from "@/server/kernel/errors";
import { fromDb, money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { MAX_SPAN, RateGrid, RateGridInput } from "./verb-schema";

/** Prices, restrictions and occupancy of every type under one plan, `from` and `to` included. */
export const getRateGrid = defineVerb({
  name: "rates.grid",
  input: RateGridInput,
  output: RateGrid,
  permission: "rates:read",
  effect: "read",
  async run(tx, ctx, { ratePlanId, from, to }) {
    const count = nightsBetween(from, to) + 1;
    if (count < 1 || count > MAX_SPAN) throw invalid(`to: Choose between one day and ${MAX_SPAN} days.`);
    const night = { gte: dateToDb(from), lte: dateToDb(to) };
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const types = await tx.roomType.findMany({
      where: { hotelId: ctx.hotelId, archivedAt: null },
      orderBy: [{ sortOrder: "asc" }, { code: "asc" }],
      include: { rates: { where: { ratePlanId, night } }, inventory: { where: { night } } },
    });
    return {
      types: types.map((type) => {
        const rates = new Map(type.rates.map((row) => [dateFromDb(row.night), row]));
        const counts = new Map(type.inventory.map((row) => [dateFromDb(row.night), row]));
        const nights = Array.from({ length: count }, (_, i) => {
          const date = addDays(from, i);
          const rate = rates.get(date);
          const counted = counts.get(date);
          return {
            date,
            price: rate ? money(fromDb(rate.price), hotel.currency) : null,
            minNights: rate?.minNights ?? 1,
            maxNights: rate?.maxNights ?? null,
            closed: rate?.closed ?? false,
            closedToArrival: rate?.closedToArrival ?? false,
            closedToDeparture: rate?.closedToDeparture ?? false,
            capacity: counted?.capacity ?? 0,
            outOfOrder: counted?.outOfOrder ?? 0,
            held: counted?.held ?? 0,
            sold: counted?.sold ?? 0,
          };
        });
        return { id: type.id, code: type.code, name: type.name, nights };
      }),
    };
  },
});
