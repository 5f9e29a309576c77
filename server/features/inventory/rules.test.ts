import { describe, expect, test } from "vitest";
import { type RateNight, shiftDate } from "@/server/features/rates";
import { isRoomType, unmet } from "./requirements";
import { findAlternatives, findOffers, holdCeiling, splitParty } from "./rules";
import type { SearchWorld, StayQuery } from "./schema";

const type = (id: string, fields: object = {}) => ({
  id,
  code: id.toUpperCase(),
  name: `${id} room`,
  spokenName: `the ${id}`,
  beds: "two single beds",
  maxAdults: 2,
  maxGuests: 3,
  attributes: [] as string[],
  sortOrder: 0,
  ...fields,
});
const plan = {
  id: "flex",
  code: "F",
  name: "Flexible",
  spokenName: "flexible",
  cancellation: [],
  includes: [],
  accessCode: null,
  sortOrder: 0,
};
const secret = { ...plan, id: "corp", code: "C", accessCode: "ACME" };
const SEA = type("sea", { attributes: ["sea_view", "balcony"], beds: "one king bed" });
const YARD = type("yard", { attributes: ["courtyard_view", "roll_in_shower", "pets_allowed"] });
const FIRST = "2026-03-01";

type Patch = Partial<RateNight & { free: number }>;
/** Thirty nights; `patch` changes single nights of a type. */
function world(
  patch: Record<string, Record<string, Patch>> = {},
  prices: Record<string, number> = { sea: 200, yard: 100 },
): SearchWorld {
  const rates = new Map<string, Map<string, RateNight>>();
  const free = new Map<string, Map<string, number>>();
  for (const one of [SEA, YARD]) {
    const nights = Array.from({ length: 30 }, (_, i) => shiftDate(FIRST, i));
    free.set(one.id, new Map(nights.map((date) => [date, patch[one.id]?.[date]?.free ?? 2])));
    for (const rate of [plan, secret]) {
      const base = {
        price: (prices[one.id] ?? 0) - (rate === secret ? 50 : 0),
        minNights: 1,
        maxNights: null,
        closed: false,
        closedToArrival: false,
        closedToDeparture: false,
      };
      rates.set(
        `${one.id}/${rate.id}`,
        new Map(nights.map((date) => [date, { date, ...base, ...patch[one.id]?.[date] }])),
      );
    }
  }
  return {
    catalogue: { types: [SEA, YARD], plans: [plan, secret], extras: [], taxes: [] },
    nights: { rates, free },
    hotel: { currency: "EUR", timeZone: "Europe/Oslo" },
    checkInTime: "15:00",
  };
}
const query = (fields: Partial<StayQuery> = {}): StayQuery => ({
  arrival: "2026-03-10",
  departure: "2026-03-12",
  adults: 2,
  childAges: [],
  rooms: 1,
  must: {},
  wish: [],
  ...fields,
});
const found = (w: SearchWorld, q: StayQuery) =>
  findOffers(w, q).offers.map((offer) => [offer.type.id, offer.total]);
const both = (patch: Record<string, Patch>) => world({ sea: patch, yard: patch });

describe("finding offers", () => {
  test("by price; a wish comes before price; a code opens its plan to who knows it", () => {
    expect(found(world(), query())).toEqual([
      ["yard", 200],
      ["sea", 400],
    ]);
    expect(found(world(), query({ wish: ["balcony"] }))[0]).toEqual(["sea", 400]);
    expect(found(world(), query({ rateCode: "acme" }))).toEqual([
      ["yard", 100],
      ["yard", 200],
      ["sea", 300],
      ["sea", 400],
    ]);
    expect(found(world(), query({ rateCode: "other" }))).toHaveLength(2);
  });

  test("requirements hold on what every room of the type has", () => {
    expect(found(world(), query({ must: { view: "sea view" } }))).toEqual([["sea", 400]]);
    expect(found(world(), query({ must: { beds: "king" } }))).toEqual([["sea", 400]]);
    expect(found(world(), query({ must: { accessible: ["wheelchair"] } }))).toEqual([["yard", 200]]);
    expect(found(world(), query({ must: { pets: true } }))).toEqual([["yard", 200]]);
    expect(found(world(), query({ must: { maxPrice: 250 } }))).toEqual([["yard", 200]]);
    expect(found(world(), query({ must: { roomType: "the SEA" } }))).toEqual([["sea", 400]]);
    expect(unmet(SEA, { smoking: true, connecting: true })).toEqual(["smoking", "connecting"]);
    expect(isRoomType(SEA, "")).toBe(false);
  });

  test("the night that binds is named", () => {
    const binding = (patch: Record<string, Patch>, q = query()) => findOffers(both(patch), q).binding;
    expect(binding({ "2026-03-11": { free: 0 } })).toEqual({ kind: "full", date: "2026-03-11" });
    expect(binding({ "2026-03-11": { free: 1 } }, query({ rooms: 2 }))).toEqual({
      kind: "full",
      date: "2026-03-11",
    });
    expect(binding({ "2026-03-11": { closed: true } })).toEqual({ kind: "not_sold", date: "2026-03-11" });
    expect(binding({ "2026-03-10": { minNights: 3 } })).toEqual({ kind: "min_nights", nights: 3 });
    expect(binding({ "2026-03-10": { maxNights: 1 } })).toEqual({ kind: "max_nights", nights: 1 });
    expect(binding({ "2026-03-10": { closedToArrival: true } })).toEqual({
      kind: "no_arrival",
      date: "2026-03-10",
    });
    expect(binding({ "2026-03-12": { closedToDeparture: true } })).toEqual({
      kind: "no_departure",
      date: "2026-03-12",
    });
    expect(binding({}, query({ arrival: "2026-04-20", departure: "2026-04-21" }))).toEqual({
      kind: "not_sold",
      date: "2026-04-20",
    });
    expect(binding({ "2026-03-12": { free: 0, closed: true, closedToArrival: true } })).toBeNull();
  });

  test("people are spread over rooms, an adult in each", () => {
    expect(splitParty({ adults: 3, childAges: [4, 9] }, 2, SEA)).toEqual([
      { adults: 2, childAges: [9] },
      { adults: 1, childAges: [4] },
    ]);
    expect(splitParty({ adults: 1, childAges: [4] }, 2, SEA)).toBeNull();
    expect(splitParty({ adults: 2, childAges: [1, 2] }, 1, SEA)).toBeNull();
  });

  test("unverified holds are capped at a fifth, at least two", () => {
    expect([1, 5, 10, 20, 55].map(holdCeiling)).toEqual([2, 2, 2, 4, 11]);
  });
});

describe("alternatives", () => {
  test("relax exactly one thing each", () => {
    const full = { "2026-03-10": { free: 0 }, "2026-03-11": { free: 0 } };
    const ways = findAlternatives(world({ sea: full }), query({ must: { view: "sea" } }), "2026-03-01");
    expect(ways.map((way) => [way.relaxed, way.query.arrival, way.offer.type.id])).toEqual([
      ["view", "2026-03-10", "yard"],
      ["dates", "2026-03-12", "sea"],
      ["dates", "2026-03-08", "sea"],
    ]);
    for (const way of ways.slice(1)) expect(way.query.must).toEqual({ view: "sea" });
  });

  test("never before today, and a minimum stay is met by staying longer", () => {
    const ways = findAlternatives(both({ "2026-03-10": { minNights: 3 } }), query(), "2026-03-10");
    expect(ways.map((way) => [way.query.arrival, way.query.departure])).toEqual([
      ["2026-03-11", "2026-03-13"],
      ["2026-03-10", "2026-03-13"],
    ]);
  });
});
