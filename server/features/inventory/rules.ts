import {
  plansFor,
  priceStay,
  type RatePlanRow,
  type RoomTypeRow,
  roomTotal,
  shiftDate,
  stayNights,
} from "@/server/features/rates";
import { unmet, wishesMet } from "./requirements";
import type {
  Alternative,
  Blocker,
  FoundOffer,
  Requirements,
  SearchResult,
  SearchWorld,
  StayQuery,
} from "./schema";

export const MAX_OFFERS = 5;
const MAX_PER_TYPE = 2;
/** How far, in days, other dates are tried. */
export const DATE_REACH = 7;

/** Unverified holds a type may carry on a night: a fifth of its rooms, at least two. One caller alone may always hold. */
export const holdCeiling = (capacity: number): number => Math.max(2, Math.floor(capacity / 5));

export interface Party {
  adults: number;
  childAges: number[];
}

/** Spreads people over rooms of a type, an adult in each, or null when they do not fit. */
export function splitParty(
  people: { adults: number; childAges: readonly number[] },
  rooms: number,
  type: Pick<RoomTypeRow, "maxAdults" | "maxGuests">,
): Party[] | null {
  const total = people.adults + people.childAges.length;
  if (rooms > people.adults || people.adults > rooms * type.maxAdults || total > rooms * type.maxGuests)
    return null;
  const parties: Party[] = Array.from({ length: rooms }, (_, i) => ({
    adults: Math.floor(people.adults / rooms) + (i < people.adults % rooms ? 1 : 0),
    childAges: [],
  }));
  for (const age of people.childAges) {
    const size = (party: Party) => party.adults + party.childAges.length;
    const roomiest = parties.reduce((a, b) => (size(b) < size(a) ? b : a));
    roomiest.childAges.push(age);
  }
  return parties;
}

/** The fewest rooms of any type that take these people; null when none does. */
export function roomsNeeded(
  people: { adults: number; childAges: readonly number[] },
  types: readonly RoomTypeRow[],
) {
  for (let rooms = 1; rooms <= people.adults; rooms++) {
    if (types.some((type) => splitParty(people, rooms, type))) return rooms;
  }
  return null;
}

/** What stands in the way of a stay under one plan, nights in order. */
function nightBlockers(
  world: SearchWorld,
  query: StayQuery,
  type: RoomTypeRow,
  plan: RatePlanRow,
): Blocker[] {
  const rates = world.nights.rates.get(`${type.id}/${plan.id}`);
  const free = world.nights.free.get(type.id);
  const blockers: Blocker[] = [];
  const dates = stayNights(query.arrival, query.departure);
  const count = dates.length;
  for (const date of dates) {
    const rate = rates?.get(date);
    if (!rate || rate.closed) blockers.push({ kind: "not_sold", date });
    else if ((free?.get(date) ?? 0) < query.rooms) blockers.push({ kind: "full", date });
  }
  const first = rates?.get(query.arrival);
  if (first && count < first.minNights) blockers.push({ kind: "min_nights", nights: first.minNights });
  if (first?.maxNights && count > first.maxNights)
    blockers.push({ kind: "max_nights", nights: first.maxNights });
  if (first?.closedToArrival) blockers.push({ kind: "no_arrival", date: query.arrival });
  if (rates?.get(query.departure)?.closedToDeparture)
    blockers.push({ kind: "no_departure", date: query.departure });
  return blockers;
}

/** What a type is to a caller under any plan. */
interface TypeFit {
  type: RoomTypeRow;
  parties: Party[] | null;
  blockers: Blocker[];
  wishes: number;
}

function typeFit(query: StayQuery, type: RoomTypeRow): TypeFit {
  const parties = splitParty(query, query.rooms, type);
  const unmetOnes = unmet(type, query.must).map((name) => ({ kind: "requirement", name }) as const);
  const blockers: Blocker[] = parties ? unmetOnes : [{ kind: "party" }, ...unmetOnes];
  return { type, parties, blockers, wishes: wishesMet(type, query.wish) };
}

/** A type under a plan that can be had, known well enough to be ranked. */
interface Candidate {
  type: RoomTypeRow;
  plan: RatePlanRow;
  parties: Party[];
  nightPrices: number[];
  total: number;
  wishes: number;
}

function candidateFor(
  world: SearchWorld,
  query: StayQuery,
  { type, parties, blockers: ofType, wishes }: TypeFit,
  plan: RatePlanRow,
): Candidate | { blockers: Blocker[] } {
  const blockers = [...ofType, ...nightBlockers(world, query, type, plan)];
  if (blockers.length > 0 || !parties) return { blockers };
  const rates = world.nights.rates.get(`${type.id}/${plan.id}`);
  const dates = stayNights(query.arrival, query.departure);
  const nightPrices = dates.map((date) => rates?.get(date)?.price ?? Number.NaN);
  const { taxes } = world.catalogue;
  let total = 0;
  for (const party of parties) total += roomTotal({ ...party, nightPrices, taxes });
  if (query.must.maxPrice !== undefined && total > query.must.maxPrice)
    return { blockers: [{ kind: "requirement", name: "maxPrice" }] };
  return { type, plan, parties, nightPrices, total, wishes };
}

function toOffer(world: SearchWorld, query: StayQuery, candidate: Candidate): FoundOffer {
  const { type, plan, parties, nightPrices, total, wishes } = candidate;
  const { arrival, departure } = query;
  const { hotel, checkInTime } = world;
  const stay = { ...hotel, arrival, departure, type, plan, nightPrices, checkInTime };
  const rooms = parties.map((party) =>
    priceStay({ ...stay, ...party, extras: [], taxes: world.catalogue.taxes }),
  );
  const dates = stayNights(arrival, departure);
  const free = world.nights.free.get(type.id);
  const left = Math.min(...dates.map((date) => free?.get(date) ?? 0));
  const perNight = Math.floor((2 * total + dates.length) / (2 * dates.length));
  return { type, plan, rooms, total, perNight, left, wishes };
}

/** One type under one plan: an offer, or everything that stands in its way. */
export function offerFor(
  world: SearchWorld,
  query: StayQuery,
  type: RoomTypeRow,
  plan: RatePlanRow,
): { offer: FoundOffer } | { blockers: Blocker[] } {
  const found = candidateFor(world, query, typeFit(query, type), plan);
  return "blockers" in found ? found : { offer: toOffer(world, query, found) };
}

const byFit = (a: Candidate, b: Candidate): number =>
  b.wishes - a.wishes ||
  a.total - b.total ||
  a.type.sortOrder - b.type.sortOrder ||
  a.plan.sortOrder - b.plan.sortOrder ||
  (a.type.id < b.type.id ? -1 : 1);

/** Everything that can be had, best first, and what refused the rest. Only what is offered is priced in full. */
function candidates(world: SearchWorld, query: StayQuery): { ranked: Candidate[]; refused: Blocker[][] } {
  const ranked: Candidate[] = [];
  const refused: Blocker[][] = [];
  const plans = plansFor(world.catalogue.plans, query.rateCode);
  for (const type of world.catalogue.types) {
    const fit = typeFit(query, type);
    for (const plan of plans) {
      const found = candidateFor(world, query, fit, plan);
      if ("blockers" in found) refused.push(found.blockers);
      else ranked.push(found);
    }
  }
  return { ranked: ranked.sort(byFit), refused };
}

/** At most five offers by fit and price, at most two plans of a type; else what binds. */
export function findOffers(world: SearchWorld, query: StayQuery): Pick<SearchResult, "offers" | "binding"> {
  const { ranked, refused } = candidates(world, query);
  const plansOf = new Map<string, number>();
  const kept = ranked.filter(({ type }) => {
    const earlier = plansOf.get(type.id) ?? 0;
    plansOf.set(type.id, earlier + 1);
    return earlier < MAX_PER_TYPE;
  });
  const nearest = refused.reduce<Blocker[] | null>(
    (a, b) => (a === null || b.length < a.length ? b : a),
    null,
  );
  return {
    offers: kept.slice(0, MAX_OFFERS).map((candidate) => toOffer(world, query, candidate)),
    binding: ranked.length > 0 ? null : (nearest?.[0] ?? null),
  };
}

const without = (must: Requirements, name: keyof Requirements): Requirements => {
  const { [name]: _, ...rest } = must;
  return rest;
};

const shifted = (query: StayQuery, days: number): StayQuery => ({
  ...query,
  arrival: shiftDate(query.arrival, days),
  departure: shiftDate(query.departure, days),
});

/**
 * Ways out when nothing fits, each with exactly one thing relaxed: every requirement in turn, then the
 * nearest later and the nearest earlier dates. `world` must cover DATE_REACH days around the stay.
 */
export function findAlternatives(world: SearchWorld, query: StayQuery, today: string): Alternative[] {
  const best = (changed: StayQuery): FoundOffer | undefined => {
    const [first] = candidates(world, changed).ranked;
    return first && toOffer(world, changed, first);
  };
  const found: Alternative[] = [];
  for (const name of Object.keys(query.must) as (keyof Requirements)[]) {
    const changed = { ...query, must: without(query.must, name) };
    const offer = best(changed);
    if (offer) found.push({ relaxed: name, query: changed, offer });
  }
  for (const direction of [1, -1]) {
    for (let days = 1; days <= DATE_REACH; days++) {
      const changed = shifted(query, direction * days);
      if (changed.arrival < today) break;
      const offer = best(changed);
      if (!offer) continue;
      found.push({ relaxed: "dates", query: changed, offer });
      break;
    }
  }
  const longer = stayOfMinimum(world, query);
  const offer = longer && best(longer);
  if (longer && offer) found.push({ relaxed: "dates", query: longer, offer });
  return found.slice(0, MAX_OFFERS);
}

/** The same arrival with as many nights as the hotel asks for, when that is what binds. */
function stayOfMinimum(world: SearchWorld, query: StayQuery): StayQuery | null {
  const { binding } = findOffers(world, query);
  if (binding?.kind !== "min_nights") return null;
  return { ...query, departure: shiftDate(query.arrival, binding.nights) };
}
