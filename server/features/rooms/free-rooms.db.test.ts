import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listOffers } from "@/server/features/inventory";
import {
  openWorld,
  seedHotel,
  staff,
  type TestHotel,
  type World,
} from "@/server/features/inventory/testing/hotel";
import { assignRoom, cancelFee, createReservation } from "@/server/features/reservations";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { blockRoom, freeRooms } from ".";

const nights = { arrival: "2026-03-04", departure: "2026-03-06" };

describe("what the desk reads before it books and gives out rooms", () => {
  let world: World;
  let hotel: TestHotel;
  let other: TestHotel;
  beforeAll(async () => {
    world = await openWorld();
    hotel = await seedHotel(world);
    other = await seedHotel(world);
  });
  afterAll(() => world.close());
  const type = (of: TestHotel) => ({ roomTypeId: of.types.CD ?? "" });
  const free = async (over = {}) =>
    (await freeRooms.execute(staff(world, hotel), { ...type(hotel), ...nights, ...over })).map(
      ({ id }) => id,
    );

  test("a room that is taken or blocked on one of the nights is not free; the next guest may have it", async () => {
    const [taken = "", blocked = ""] = hotel.roomIds.CD ?? [];
    expect(await free()).toHaveLength(5);
    const ctx = staff(world, hotel);
    const stay = await createReservation.execute(ctx, {
      guest: { last: "Østby" },
      ...type(hotel),
      ratePlanId: hotel.flexible,
      ...nights,
      adults: 2,
    });
    await assignRoom.execute(ctx, { reservationId: stay.id, roomId: taken });
    await blockRoom.execute(staff(world, hotel, "manager"), {
      roomId: blocked,
      kind: "out_of_service",
      reason: "paint",
      firstNight: "2026-03-05",
      endNight: "2026-03-07",
    });
    const left = await free();
    expect(left).toHaveLength(3);
    expect(left).not.toContain(taken);
    expect(left).not.toContain(blocked);
    expect(await free({ arrival: "2026-03-06", departure: "2026-03-07" })).toContain(taken);
    expect(await free({ arrival: "2026-03-07", departure: "2026-03-08" })).toHaveLength(5);
    expect((await cancelFee.execute(ctx, { reservationId: stay.id })).fee.currency).toBe("EUR");
    expect(await codeOf(cancelFee.execute(staff(world, other), { reservationId: stay.id }))).toBe(
      "not_found",
    );
    expect(
      await codeOf(cancelFee.execute(as(world.deps, hotel, "billing_admin"), { reservationId: stay.id })),
    ).toBe("forbidden");
  });

  test("rooms that are ready stand first", async () => {
    const [dirty = ""] = hotel.roomIds.HK ?? [];
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.room.updateMany({ where: { id: dirty }, data: { cleaning: "dirty" } }),
    );
    const rooms = await freeRooms.execute(staff(world, hotel), {
      roomTypeId: hotel.types.HK ?? "",
      ...nights,
    });
    expect(rooms.at(-1)?.id).toBe(dirty);
  });

  test("nobody reads another tenant's rooms, and billing none at all", async () => {
    expect(await freeRooms.execute(staff(world, other), { ...type(hotel), ...nights })).toEqual([]);
    expect(
      await codeOf(freeRooms.execute(as(world.deps, hotel, "billing_admin"), { ...type(hotel), ...nights })),
    ).toBe("forbidden");
    expect(
      await codeOf(
        freeRooms.execute(as(world.deps, hotel, "manager", [newId()]), { ...type(hotel), ...nights }),
      ),
    ).toBe("forbidden");
  });

  test.each([
    { arrival: "2026-03-06", departure: "2026-03-06" },
    { arrival: "yesterday", departure: "2026-03-06" },
    { arrival: "2026-02-30", departure: "2026-03-06" },
  ])("%o is no stay", async (stay) => {
    expect(await codeOf(freeRooms.execute(staff(world, hotel), { ...type(hotel), ...stay }))).toBe("invalid");
  });

  test("offers: each type and plan is priced or says why not, and nothing is held", async () => {
    const stay = { arrival: "2026-03-10", departure: "2026-03-12", adults: 2 };
    const found = await listOffers.execute(staff(world, hotel), stay);
    const double = found.offers.find((offer) => offer.type.code === "CD" && offer.plan.id === hotel.flexible);
    expect(double).toMatchObject({ left: 5, snapshot: { total: 2 * 15_200, currency: "EUR" } });
    const crowd = await listOffers.execute(staff(world, hotel), { ...stay, adults: 9 });
    expect(crowd.offers).toEqual([]);
    expect(crowd.refused.every(({ why }) => why === "Too many people for this room.")).toBe(true);
    const holds = await world.db.withTenant(hotel.tenantId, (db) => db.hold.count());
    expect(holds).toBe(0);
  });

  test("a closed night refuses its offer with the date", async () => {
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.nightlyRate.updateMany({
        where: { roomTypeId: hotel.types.HK ?? "", night: dateToDb("2026-03-11") },
        data: { closed: true },
      }),
    );
    const { refused } = await listOffers.execute(staff(world, hotel), {
      arrival: "2026-03-10",
      departure: "2026-03-12",
      adults: 2,
    });
    expect(refused.filter(({ type: { code } }) => code === "HK").map(({ why }) => why)).toContain(
      "Not for sale on 2026-03-11.",
    );
  });

  test.each([
    ["the wrong way round", { arrival: "2026-03-12", departure: "2026-03-10", adults: 2 }],
    ["a year long", { arrival: "2026-03-12", departure: "2027-03-12", adults: 2 }],
    ["nobody", { arrival: "2026-03-10", departure: "2026-03-12", adults: 0 }],
  ])("offers for %s are refused", async (_, stay) => {
    expect(await codeOf(listOffers.execute(staff(world, hotel), stay))).toBe("invalid");
  });
  test("offers are forbidden to housekeeping, and another tenant sells only its own", async () => {
    const stay = { arrival: "2026-03-10", departure: "2026-03-12", adults: 2 };
    expect(await codeOf(listOffers.execute(as(world.deps, hotel, "housekeeping"), stay))).toBe("forbidden");
    const theirs = await listOffers.execute(staff(world, other), stay);
    const mine = new Set(Object.values(hotel.types));
    expect([...theirs.offers, ...theirs.refused].some(({ type: { id } }) => mine.has(id))).toBe(false);
  });
});
