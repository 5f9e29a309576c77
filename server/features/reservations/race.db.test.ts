import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quoteStay, searchRooms } from "@/server/features/inventory";
import { TestCall } from "@/server/features/inventory/testing/call";
import { counters, wrongCounters } from "@/server/features/inventory/testing/counters";
import { openWorld, seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { addDays } from "@/server/kernel/dates";
import { bookStay } from "./tools/book-stay";

/** `RACE_ROUNDS` runs it longer. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 2);
const CALLERS = 200;
const LAST_ROOMS = 5;
const TYPE = [{ code: "CD", rooms: LAST_ROOMS, price: 10_000 }];

let world: World;
beforeAll(async () => {
  world = await openWorld(12);
});
afterAll(() => world.close());

/** What a caller was told in the end. */
type Told = "confirmed" | "nothing" | "hung up";

/**
 * One caller: searches, holds, and books; every fourth dies with its hold. Who is told that others are
 * deciding tries again, as the line would, until the rooms are sold.
 */
async function caller(hotel: TestHotel, arrival: string, index: number): Promise<Told> {
  const call = await TestCall.open(world, hotel);
  const stay = { checkIn: arrival, checkOut: addDays(arrival, 2 + (index % 2)), adults: 2 };
  const found = await call.use(searchRooms, stay);
  if (!found.ok) {
    if (found.code !== "unavailable") throw new Error(`search: ${found.code}`);
    return "nothing";
  }
  for (let attempt = 0; attempt < 3; attempt++) {
    const quote = await call.use(quoteStay, { offer: found.data.offers[0]?.offer });
    if (!quote.ok) {
      if (quote.code !== "unavailable") throw new Error(`quote: ${quote.code}`);
      // Time passes while a caller waits: dead holds run out.
      world.clock.advance(4_000);
      continue;
    }
    if (index % 4 === 3) return "hung up";
    const booked = await call.use(bookStay, {
      quotes: [quote.data.quote],
      guest: { last: `Guest${index}`, phone: `+479001${1000 + index}` },
    });
    return booked.ok ? "confirmed" : "nothing";
  }
  return "nothing";
}

describe("200 callers for the last 5 rooms", () => {
  test.each(Array.from({ length: ROUNDS }, (_, i) => i + 1))(
    "round %i: never one too many, none withdrawn, none lost to a dead hold",
    async () => {
      const hotel = await seedHotel(world, { types: TYPE, nights: 12 });
      const arrival = addDays("2026-03-05", 1);
      const told = await Promise.all(Array.from({ length: CALLERS }, (_, i) => caller(hotel, arrival, i)));
      const confirmed = told.filter((word) => word === "confirmed").length;
      const standing = await world.db.withTenant(hotel.tenantId, (db) =>
        db.reservation.count({ where: { status: "confirmed" } }),
      );
      expect(standing).toBe(confirmed);
      expect(confirmed).toBeLessThanOrEqual(LAST_ROOMS);

      // The dead holds run out; whoever comes next gets what they kept.
      world.clock.advance(4 * 60_000);
      for (let i = confirmed; i < LAST_ROOMS; i++) expect(await caller(hotel, arrival, 0)).toBe("confirmed");
      expect(await caller(hotel, arrival, 0)).toBe("nothing");
      const nights = await counters(world, hotel, "CD", arrival, addDays(arrival, 2));
      expect(nights.map((night) => [night.sold, night.held])).toEqual([
        [LAST_ROOMS, 0],
        [LAST_ROOMS, 0],
      ]);
      expect(await wrongCounters(world)).toEqual([]);
    },
    300_000,
  );
});
