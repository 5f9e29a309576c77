import { z } from "zod";
import { loadStayPolicies, StaySnapshot } from "@/server/features/rates";
import { addDays, businessDate, PlainDate } from "@/server/kernel/dates";
import { invalid } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { loadWorld } from "./read-nights";
import { offerFor } from "./rules";
import type { Blocker } from "./schema";

const MAX_NIGHTS = 90;

export const ListOffersInput = z.object({
  arrival: PlainDate,
  departure: PlainDate,
  adults: z.int().min(1).max(40),
  childAges: z.array(z.int().min(0).max(17)).max(20).default([]),
});
const Named = z.object({ id: Id, code: z.string(), name: z.string() });

/** What stands in the way, in a desk's words. */
const reason = (blocker: Blocker): string => {
  switch (blocker.kind) {
    case "party":
      return "Too many people for this room.";
    case "full":
      return `Sold out on ${blocker.date}.`;
    case "not_sold":
      return `Not for sale on ${blocker.date}.`;
    case "min_nights":
      return `At least ${blocker.nights} nights.`;
    case "max_nights":
      return `At most ${blocker.nights} nights.`;
    case "no_arrival":
      return `No arrival on ${blocker.date}.`;
    case "no_departure":
      return `No departure on ${blocker.date}.`;
    default:
      return "It does not have what is asked for.";
  }
};

/** Every type under every plan for one room, priced, or with what stands in its way. Nothing is held. */
export const listOffers = defineVerb({
  name: "inventory.offers",
  input: ListOffersInput,
  output: z.object({
    offers: z.array(z.object({ type: Named, plan: Named, left: z.int(), snapshot: StaySnapshot })),
    refused: z.array(z.object({ type: Named, plan: Named, why: z.string() })),
  }),
  permission: "rates:read",
  effect: "read",
  async run(tx, ctx, { arrival, departure, adults, childAges }) {
    if (departure <= arrival) throw invalid("departure: The departure has to be after the arrival.");
    if (departure > addDays(arrival, MAX_NIGHTS))
      throw invalid(`departure: Choose at most ${MAX_NIGHTS} nights.`);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const policies = await loadStayPolicies(
      tx,
      ctx.hotelId,
      businessDate(now, hotel.timeZone, hotel.auditHour),
    );
    const world = await loadWorld(tx, hotel, policies.checkInTime, { from: arrival, to: departure, now });
    const stay = { arrival, departure, adults, childAges, rooms: 1, must: {}, wish: [] };
    const tried = world.catalogue.types.flatMap((type) =>
      world.catalogue.plans.map((plan) => ({ type, plan, found: offerFor(world, stay, type, plan) })),
    );
    const named = ({ id, code, name }: { id: string; code: string; name: string }) => ({ id, code, name });
    return {
      offers: tried.flatMap(({ type, plan, found }) => {
        const snapshot = "offer" in found ? found.offer.rooms[0] : undefined;
        return snapshot && "offer" in found
          ? [{ type: named(type), plan: named(plan), left: found.offer.left, snapshot }]
          : [];
      }),
      refused: tried.flatMap(({ type, plan, found }) => {
        const [blocker] = "blockers" in found ? found.blockers : [];
        return blocker ? [{ type: named(type), plan: named(plan), why: reason(blocker) }] : [];
      }),
    };
  },
});
