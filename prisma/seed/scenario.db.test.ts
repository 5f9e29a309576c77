import { afterAll, beforeAll, expect, test } from "vitest";
import { NOW, openWorld, TODAY, type World } from "@/server/features/inventory/testing/hotel";
import { policiesOn } from "@/server/features/policies";
import { type SmallHotel, seedSmallHotel } from "./scenario";

let world: World;
let first: SmallHotel;
let second: SmallHotel;
beforeAll(async () => {
  world = await openWorld(2);
  const deps = { db: world.db, system: world.system, now: NOW };
  first = await seedSmallHotel(deps);
  second = await seedSmallHotel(deps);
});
afterAll(() => world.close());

test("two small hotels stand side by side and do not see each other", async () => {
  expect(first.number).not.toBe(second.number);
  for (const hotel of [first, second]) {
    const seen = await world.db.withTenant(hotel.tenantId, async (db) => ({
      hotels: await db.hotel.findMany({ select: { id: true } }),
      rooms: await db.room.count(),
      types: await db.roomType.count(),
      numbers: await db.phoneNumber.findMany({ select: { e164: true } }),
      nights: await db.inventoryNight.count(),
      rates: await db.nightlyRate.count(),
    }));
    expect(seen).toEqual({
      hotels: [{ id: hotel.hotelId }],
      rooms: 12,
      types: 3,
      numbers: [{ e164: hotel.number }],
      nights: 91 * 3,
      rates: 91 * 9,
    });
  }
});

test("its policies are in force and name whom the line can call", async () => {
  const { directory, arrival_departure } = await world.db.withTenant(first.tenantId, (db) =>
    policiesOn(db, first.hotelId, TODAY, ["directory", "arrival_departure"]),
  );
  expect(arrival_departure.checkInFrom).toBe("15:00");
  expect(directory.entries?.map((entry) => entry.destination)).toContain("front_desk");
});

test("every room is free to sell, and no more than there are", async () => {
  const free = await world.db.withTenant(first.tenantId, (db) =>
    db.inventoryNight.findMany({
      where: { roomTypeId: first.types.FS ?? "" },
      select: { capacity: true, sold: true, held: true },
    }),
  );
  expect(new Set(free.map((night) => `${night.capacity} ${night.sold} ${night.held}`))).toEqual(
    new Set(["2 0 0"]),
  );
});
