import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { isCheckViolation } from "@/server/db";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { extendHorizon } from "./horizon";
import { reapHolds } from "./reap-holds";
import { TestCall } from "./testing/call";
import { counters, wrongCounters } from "./testing/counters";
import { hotelEachTest } from "./testing/each-test";
import { NOW, seedHotel, staff, type TestHotel, type World } from "./testing/hotel";
import { joinWaitlist } from "./tools/join-waitlist";
import { quoteStay } from "./tools/quote-stay";
import { searchRooms } from "./tools/search-rooms";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});
afterEach(async () => expect(await wrongCounters(world)).toEqual([]));

const stay = { checkIn: "2026-03-10", checkOut: "2026-03-12", adults: 2 };
const held = async (code: string, night = "2026-03-10") =>
  (await counters(world, hotel, code, night, "2026-03-31"))[0]?.held;
const offersOf = async (call: TestCall, fields = {}) =>
  (await call.done(searchRooms, { ...stay, ...fields })).data.offers;

describe("holds of a call", () => {
  test("at most two; a third gives back the oldest, the same room again replaces itself", async () => {
    const call = await TestCall.open(world, hotel);
    const offers = await offersOf(call, { rateCode: "ACME-24" });
    const cd = offers.filter((offer) => offer.roomTypeCode === "CD");
    const hk = offers.filter((offer) => offer.roomTypeCode === "HK");
    await call.done(quoteStay, { offer: cd[0]?.offer });
    await call.done(quoteStay, { offer: cd[0]?.offer, extras: [{ code: "PARK", qty: 1 }] });
    expect(await held("CD")).toBe(1);
    world.clock.advance(1_000);
    await call.done(quoteStay, { offer: cd[1]?.offer });
    expect(await held("CD")).toBe(2);
    world.clock.advance(1_000);
    await call.done(quoteStay, { offer: hk[0]?.offer });
    expect([await held("CD"), await held("HK")]).toEqual([1, 1]);
  });

  test("a search for other dates gives everything back, one for the same dates keeps it", async () => {
    const call = await TestCall.open(world, hotel);
    const [offer] = await offersOf(call);
    await call.done(quoteStay, { offer: offer?.offer });
    await offersOf(call);
    expect(await held("CD")).toBe(1);
    await offersOf(call, { checkOut: "2026-03-13" });
    expect(await held("CD")).toBe(0);
  });

  test("others see a held room as gone until it lapses; then they reap it themselves, or the job does", async () => {
    hotel = await seedHotel(world, { types: [{ code: "CD", rooms: 1, price: 10_000 }] });
    const first = await TestCall.open(world, hotel);
    const second = await TestCall.open(world, hotel);
    const offer = (await offersOf(first))[0]?.offer;
    const seen = (await offersOf(second))[0]?.offer;
    await first.done(quoteStay, { offer });
    expect(await second.refused(quoteStay, { offer: seen })).toMatchObject({ code: "unavailable" });
    expect((await second.refused(searchRooms, stay)).code).toBe("unavailable");
    expect((await offersOf(first)).length).toBe(1);
    world.clock.advance(3 * 60_000);
    await second.done(quoteStay, { offer: seen });
    expect(await held("CD")).toBe(1);
    world.clock.advance(3 * 60_000);
    expect(await reapHolds.execute(staff(world, hotel), {})).toEqual({ reaped: 1 });
    expect(await held("CD")).toBe(0);
  });

  test("an unknown offer, extra or code is asked about, stock and notice are kept", async () => {
    const call = await TestCall.open(world, hotel);
    const offer = (await offersOf(call, { checkIn: "2026-03-05", checkOut: "2026-03-06" }))[0]?.offer;
    expect((await call.refused(quoteStay, { offer: "offer_99" })).code).toBe("not_found");
    expect((await call.refused(quoteStay, { offer, extras: [{ code: "sauna", qty: 1 }] })).code).toBe(
      "not_found",
    );
    expect((await call.refused(quoteStay, { offer, extras: [{ code: "PARK", qty: 3 }] })).code).toBe(
      "unavailable",
    );
    expect((await call.refused(quoteStay, { offer, extras: [{ code: "CAKE", qty: 1 }] })).policy).toBe(
      "extras.notice",
    );
    expect((await call.refused(quoteStay, { offer, promo: "nope" })).code).toBe("not_found");
    const promo = await call.done(quoteStay, { offer, promo: "acme 24" });
    expect(promo.data.total.amount).toBe(12_160);
    expect(promo.data.cancelBy).toBeUndefined();
  });
});

describe("what a search asks", () => {
  test("past, reversed and endless dates, too many people, rooms not said", async () => {
    const call = await TestCall.open(world, hotel);
    const refused = async (fields: object) => {
      const answer = await call.refused(searchRooms, { ...stay, ...fields });
      return [answer.code, answer.field];
    };
    expect(await refused({ checkIn: "2026-03-01" })).toEqual(["ambiguous", "checkIn"]);
    expect(await refused({ checkOut: "2026-03-10" })).toEqual(["ambiguous", "checkOut"]);
    expect(await refused({ checkOut: "2026-06-10" })).toEqual(["not_allowed", "checkOut"]);
    expect(await refused({ checkIn: "2029-03-10", checkOut: "2029-03-11" })).toEqual([
      "not_allowed",
      "checkIn",
    ]);
    expect(await refused({ adults: 30 })).toEqual(["not_allowed", "adults"]);
    expect(await refused({ adults: 4 })).toEqual(["missing", "rooms"]);
    await expect(call.use(searchRooms, { ...stay, adults: 0 })).rejects.toThrow();
  });

  test("when nothing fits it says why, and each way out can be taken", async () => {
    const call = await TestCall.open(world, hotel);
    const none = await call.refused(searchRooms, { ...stay, must: { pets: true, roomType: "CD" } });
    expect(none.code).toBe("unavailable");
    const priced = await call.refused(searchRooms, { ...stay, must: { maxPrice: 100 } });
    expect(priced.options?.length).toBeGreaterThan(0);
    for (const option of priced.options ?? []) {
      expect(option.say).not.toMatch(/\d/);
      expect((await call.done(searchRooms, option.args)).data.offers.length).toBeGreaterThan(0);
    }
  });

  test("the waiting list is one request with a reference, and promises nothing", async () => {
    const call = await TestCall.open(world, hotel);
    const joined = await call.done(joinWaitlist, { ...stay, name: "Maja Lindqvist", phone: "gibberish" });
    const requests = await world.db.withTenant(hotel.tenantId, (db) => db.request.findMany());
    expect(requests).toMatchObject([
      { ref: joined.ref?.code, department: "reservations", contact: "gibberish", contactChecked: false },
    ]);
  });
});

describe("the counters", () => {
  test("follow rooms and blocks that come, move and go, in any order", async () => {
    const ids = [...(hotel.roomIds.CD ?? [])];
    const [cd = "", hk = ""] = [hotel.types.CD, hotel.types.HK];
    const day = fc.integer({ min: 5, max: 25 }).map((n) => `2026-03-${String(n).padStart(2, "0")}`);
    const index = fc.nat({ max: 4 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant("block" as const), room: index, from: day, to: day }),
      fc.record({ kind: fc.constant("unblock" as const) }),
      fc.record({ kind: fc.constant("move" as const), room: index, type: fc.constantFrom(cd, hk) }),
      fc.record({ kind: fc.constant("archive" as const), room: index, back: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const one of steps) {
          await world.db.transaction(hotel.tenantId, async (tx) => {
            if (one.kind === "block" && one.from < one.to) {
              const span = { firstNight: dateToDb(one.from), endNight: dateToDb(one.to) };
              await tx.roomBlock.updateMany({
                where: { roomId: ids[one.room] ?? "" },
                data: { endedAt: NOW },
              });
              await tx.roomBlock.create({
                data: {
                  tenantId: hotel.tenantId,
                  id: newId(),
                  roomId: ids[one.room] ?? "",
                  kind: "out_of_order",
                  reason: "x",
                  ...span,
                },
              });
            } else if (one.kind === "unblock") await tx.roomBlock.updateMany({ data: { endedAt: NOW } });
            else if (one.kind === "move")
              await tx.room.updateMany({
                where: { id: ids[one.room] ?? "" },
                data: { roomTypeId: one.type },
              });
            else if (one.kind === "archive")
              await tx.room.updateMany({
                where: { id: ids[one.room] ?? "" },
                data: { archivedAt: one.back ? null : NOW },
              });
          });
        }
        expect(await wrongCounters(world)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test("never grow past the rooms that can be slept in, whatever writes them", async () => {
    const grow = world.db.transaction(hotel.tenantId, (tx) =>
      tx.inventoryNight.updateMany({
        where: { roomTypeId: hotel.types.HK ?? "" },
        data: { sold: { increment: 4 } },
      }),
    );
    await expect(grow).rejects.toSatisfy(isCheckViolation);
    await world.db.transaction(hotel.tenantId, (tx) =>
      tx.roomBlock.create({
        data: {
          tenantId: hotel.tenantId,
          id: newId(),
          roomId: hotel.roomIds.HK?.[0] ?? "",
          kind: "out_of_order",
          reason: "x",
          firstNight: dateToDb("2026-03-10"),
          endNight: dateToDb("2026-03-11"),
        },
      }),
    );
    const night = { roomTypeId: hotel.types.HK ?? "", night: dateToDb("2026-03-10") };
    const third = world.db.transaction(hotel.tenantId, (tx) =>
      tx.inventoryNight.updateMany({ where: night, data: { held: { increment: 3 } } }),
    );
    await expect(third).rejects.toSatisfy(isCheckViolation);
  });

  test("a hold that is consumed without its reservations does not commit", async () => {
    const call = await TestCall.open(world, hotel);
    await call.done(quoteStay, { offer: (await offersOf(call))[0]?.offer });
    const consumed = world.db.transaction(hotel.tenantId, (tx) =>
      tx.hold.updateMany({ data: { status: "consumed" } }),
    );
    await expect(consumed).rejects.toThrow();
    expect(await held("CD")).toBe(1);
  });

  test("the horizon is filled once; a job, a manager, but not the desk", async () => {
    const { made } = await extendHorizon.execute(staff(world, hotel, "manager"), {});
    expect(made).toBeGreaterThan(400);
    expect(await extendHorizon.execute(staff(world, hotel, "manager"), {})).toEqual({ made: 0 });
    await expect(extendHorizon.execute(staff(world, hotel), {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(reapHolds.execute(staff(world, hotel, "housekeeping"), {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("one tenant's job does not reap another's holds", async () => {
    const call = await TestCall.open(world, hotel);
    await call.done(quoteStay, { offer: (await offersOf(call))[0]?.offer });
    world.clock.advance(600_000);
    const stranger = await seedHotel(world);
    expect(await reapHolds.execute(staff(world, stranger), {})).toEqual({ reaped: 0 });
    expect(await held("CD")).toBe(1);
  });
});
