import { type ExtraRow, type HoldSnapshot, priceStay } from "@/server/features/rates";
import { nightsOf } from "@/server/kernel/dates";
import { countsPersons } from "@/server/tools/selling";
import { offerFor, splitParty } from "./rules";
import type { Blocker, SearchWorld } from "./schema";

export interface ChosenStay {
  roomTypeId: string;
  ratePlanId: string;
  arrival: string;
  departure: string;
  adults: number;
  childAges: readonly number[];
  rooms: number;
}

/**
 * Prices a chosen type and plan with its extras, or says what stands in the way. Extras that count persons go to each
 * room for its own people, all others to the first room.
 */
export function priceChosen(
  world: SearchWorld,
  stay: ChosenStay,
  extras: readonly { extra: ExtraRow; qty: number }[],
): { snapshot: HoldSnapshot } | { blockers: readonly Blocker[] } {
  const type = world.catalogue.types.find((row) => row.id === stay.roomTypeId);
  const plan = world.catalogue.plans.find((row) => row.id === stay.ratePlanId);
  const first = stay.arrival;
  if (!type || !plan) return { blockers: [{ kind: "not_sold", date: first }] };
  const found = offerFor(world, { ...stay, must: {}, wish: [] }, type, plan);
  if ("blockers" in found) return found;
  const parties = splitParty(stay, stay.rooms, type) ?? [];
  const rates = world.nights.rates.get(`${type.id}/${plan.id}`);
  const nightPrices = nightsOf(stay.arrival, stay.departure).map(
    (date) => rates?.get(date)?.price ?? Number.NaN,
  );
  const rooms = parties.map((party, i) =>
    priceStay({
      ...party,
      currency: world.hotel.currency,
      arrival: stay.arrival,
      departure: stay.departure,
      type,
      plan,
      nightPrices,
      extras: extras.filter(({ extra }) => i === 0 || countsPersons(extra.unit)),
      taxes: world.catalogue.taxes,
      timeZone: world.hotel.timeZone,
      checkInTime: world.checkInTime,
    }),
  );
  return { snapshot: { rooms, total: rooms.reduce((sum, room) => sum + room.total, 0) } };
}
