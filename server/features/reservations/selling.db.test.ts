import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quoteStay, searchRooms } from "@/server/features/inventory";
import { TestCall } from "@/server/features/inventory/testing/call";
import { counters } from "@/server/features/inventory/testing/counters";
import { openWorld, seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { bookStay } from "./tools/book-stay";

let world: World;
let hotel: TestHotel;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const stay = { checkIn: "2026-03-05", checkOut: "2026-03-08", adults: 2 };
const guest = { first: "Maja", last: "Lindqvist", phone: "+47 900 12 345" };

describe("selling a room on the phone", () => {
  beforeAll(async () => {
    hotel = await seedHotel(world, {
      taxes: [
        { code: "VAT", kind: "percent", value: 1_200, per: "stay", included: true },
        { code: "CITY", kind: "amount", value: 300, per: "person_night", included: false },
      ],
    });
  });

  test("search, quote and book: what was told is what is owed", async () => {
    const call = await TestCall.open(world, hotel);
    const found = await call.done(searchRooms, stay);
    expect(found.data.nights).toBe(3);
    expect(found.data.arrival).toEqual({ date: "2026-03-05", weekday: "thursday" });
    expect(found.data.offers.map((offer) => [offer.roomTypeCode, offer.total.amount])).toEqual([
      ["CD", 3 * 15_200 + 2 * 3 * 300],
      ["HK", 3 * 21_000 + 2 * 3 * 300],
    ]);
    expect(found.say).not.toMatch(/\d/);
    const quote = await call.done(quoteStay, { offer: found.data.offers[0]?.offer });
    expect(quote.data.total).toEqual({ amount: 47_400, currency: "EUR" });
    expect(quote.data.items.reduce((sum, item) => sum + item.amount.amount, 0)).toBe(47_400);
    expect(quote.data.heldUntil).toBe("2026-03-04T09:03:00.000Z");
    expect(quote.say).toContain("four hundred and seventy-four euros");
    expect(
      (await counters(world, hotel, "CD", "2026-03-05", "2026-03-08")).map((n) => [n.held, n.sold]),
    ).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    const booked = await call.done(bookStay, { quotes: [quote.data.quote], guest });
    expect(booked.data.total.amount).toBe(47_400);
    expect(booked.ref?.code).toMatch(/^[234679ACDEFGHJKLMNPQRTUVWXYZ]{4,5}$/);
    expect(
      (await counters(world, hotel, "CD", "2026-03-04", "2026-03-09")).map((n) => [n.held, n.sold]),
    ).toEqual([
      [0, 0],
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 0],
    ]);
    const [row] = await world.db.withTenant(hotel.tenantId, (db) =>
      db.reservation.findMany({ where: { callId: call.callId }, include: { guest: true } }),
    );
    expect(row).toMatchObject({ status: "confirmed", total: 47_400n, source: "line" });
    expect(row?.guest).toMatchObject({ last: "Lindqvist", phone: "+4790012345", phoneChecked: true });
    const left = await world.db.withTenant(hotel.tenantId, (db) =>
      db.outboxEvent.findMany({ where: { name: "reservation.confirmed" }, select: { data: true } }),
    );
    expect(left).toEqual([{ data: { hotelId: hotel.hotelId, reservationId: row?.id } }]);
  });
});
