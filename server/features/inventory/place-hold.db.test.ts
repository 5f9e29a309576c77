import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HoldSnapshot } from "@/server/features/rates";
import { dateToDb } from "@/server/kernel/dates";
import { startCall } from "@/server/testing/tool-call";
import type { ToolVerb } from "@/server/verbs/define-tool";
import { type LockedNight, type NewHold, placeHold, readContended, roomFor, withoutHolds } from "./holds";
import { TestCall } from "./testing/call";
import { counters } from "./testing/counters";
import { hotelEachTest } from "./testing/each-test";
import { NOW, seedHotel, type TestHotel, type World } from "./testing/hotel";
import { quoteStay } from "./tools/quote-stay";
import { searchRooms } from "./tools/search-rooms";

let world: World;
let hotel: TestHotel;
hotelEachTest((given) => {
  ({ world, hotel } = given);
});

const NIGHTS = ["2026-03-10", "2026-03-11"];
const span = () => ({
  roomTypeId: hotel.types.CD ?? "",
  arrival: "2026-03-10",
  departure: "2026-03-12",
});
const holdOf = (rooms: number): NewHold => ({
  ...span(),
  ...{ tenantId: hotel.tenantId, hotelId: hotel.hotelId, ratePlanId: hotel.flexible, callId: null },
  ...{ adults: 1, childAges: [4], currency: "EUR", now: NOW, expiresAt: NOW },
  snapshot: { rooms: Array.from({ length: rooms }, () => ({})), total: 100 } as unknown as HoldSnapshot,
});

class Undo extends Error {}
/** Runs in a transaction of which nothing stays. */
async function undone<T>(run: Parameters<typeof world.db.transaction<T>>[1]): Promise<T> {
  let result: [T] | undefined;
  await world.db
    .transaction(hotel.tenantId, async (tx) => {
      result = [await run(tx)];
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  if (!result) throw new Error("It did not run.");
  return result[0];
}

const night = fc
  .record({ held: fc.integer({ min: 0, max: 5 }), sold: fc.integer({ min: 0, max: 5 }) })
  .filter(({ held, sold }) => held + sold <= 5);

describe("keeping rooms in one statement", () => {
  test("finds what the rules say of the nights as they are then, whatever they were when they were read", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(night, night),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (nights, rooms, verified) => {
          await undone(async (tx) => {
            const seen = (await readContended(tx, span(), hotel.hotelId, NOW)).nights;
            for (const [i, data] of nights.entries())
              await tx.inventoryNight.updateMany({
                where: { roomTypeId: span().roomTypeId, night: dateToDb(NIGHTS[i] ?? "") },
                data,
              });
            const now = (await readContended(tx, span(), hotel.hotelId, NOW)).nights;
            expect(now.map(({ held, sold }) => ({ held, sold }))).toEqual(nights);
            const expected = roomFor(now, rooms, verified);
            expect(await placeHold(tx, holdOf(rooms), { nights: seen, verified })).toBe(expected);
            const after = (await readContended(tx, span(), hotel.hotelId, NOW)).nights;
            const more = expected === "free" ? rooms : 0;
            expect(after.map(({ held }) => held)).toEqual(nights.map(({ held }) => held + more));
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  test("nights that are not there, or not all of them read, keep nothing", async () => {
    await undone(async (tx) => {
      const { nights } = await readContended(tx, span(), hotel.hotelId, NOW);
      const far = { ...holdOf(1), arrival: "2036-03-10", departure: "2036-03-12" };
      expect(await placeHold(tx, far, { nights: [], verified: true })).toBe("full");
      expect(await placeHold(tx, holdOf(1), { nights: nights.slice(1), verified: true })).toBe("deciding");
      expect(await tx.hold.count()).toBe(0);
    });
  });

  test("what is kept is all that was asked for", async () => {
    await undone(async (tx) => {
      const { nights } = await readContended(tx, span(), hotel.hotelId, NOW);
      expect(await placeHold(tx, holdOf(2), { nights, verified: false })).toBe("free");
      expect(await tx.hold.findFirst()).toMatchObject({
        ...{ status: "held", rooms: 2, adults: 1, childAges: [4], total: 100n, currency: "EUR" },
        ...{ arrival: dateToDb("2026-03-10"), departure: dateToDb("2026-03-12"), endedAt: null },
        ...{ createdAt: NOW, expiresAt: NOW, snapshot: { rooms: [{}, {}], total: 100 } },
      });
    });
  });
});

test("nights without holds that end: each by its rooms, on its own nights, of its own type", () => {
  const at = (date: string, held: number): LockedNight => ({
    ...{ night: date, held, capacity: 5, out_of_order: 0, sold: 0 },
  });
  const hold = { id: "h", roomTypeId: "t", ratePlanId: "p", arrival: "2026-03-10", departure: "2026-03-11" };
  const nights = [at("2026-03-10", 3), at("2026-03-11", 3)];
  expect(
    withoutHolds(nights, "t", [
      { ...hold, rooms: 2 },
      { ...hold, rooms: 1, roomTypeId: "other" },
    ]).map(({ held }) => held),
  ).toEqual([1, 3]);
});

test("whoever comes second for the last room is refused, and nothing of the attempt stays", async () => {
  const small = await seedHotel(world, { types: [{ code: "CD", rooms: 1, price: 10_000 }] });
  let reached = () => {};
  let goOn = () => {};
  const waiting = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const free = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  /** Stands still when everything is written but the hold. */
  const slow: ToolVerb<"quote_stay"> = {
    name: "quote_stay",
    async run(tx, ctx, input) {
      const outcome = await quoteStay.run(tx, ctx, input);
      if (!outcome.ok) return outcome;
      const last = async () => {
        reached();
        await free;
        await outcome.last?.();
      };
      return { ...outcome, last };
    },
  };
  const stay = { checkIn: "2026-03-10", checkOut: "2026-03-12", adults: 2 };
  const first = await startCall(world.deps, small, [searchRooms as ToolVerb, slow as ToolVerb]);
  await first.tool("search_rooms", stay);
  const quoted = first.tool("quote_stay", { offer: "offer_1" }, 2);
  await waiting;
  const second = await TestCall.open(world, small);
  const offers = (await second.done(searchRooms, stay)).data.offers;
  // It waits for nobody: the first has locked nothing yet.
  await second.done(quoteStay, { offer: offers[0]?.offer });
  goOn();
  expect(await quoted).toMatchObject({ ok: false, code: "unavailable", tried: "held by others" });
  const again = await first.tool("quote_stay", { offer: "offer_1" }, 2);
  expect(again).toMatchObject({ ok: false, code: "unavailable", repeated: true });
  const left = await world.db.withTenant(small.tenantId, async (db) => ({
    holds: await db.hold.count(),
    handles: await db.callHandle.count({ where: { callId: first.callId, kind: "quote" } }),
    told: await db.toolCall.findMany({
      where: { callId: first.callId, toolSequence: 2 },
      select: { ok: true, code: true },
    }),
    events: await db.outboxEvent.count({ where: { name: "hold.placed" } }),
  }));
  expect(left).toEqual({ holds: 1, handles: 0, told: [{ ok: false, code: "unavailable" }], events: 1 });
  const nights = await counters(world, small, "CD", "2026-03-10", "2026-03-12");
  expect(nights.map(({ held }) => held)).toEqual([1, 1]);
});
