import { describe, expect, test } from "vitest";
import { quoteStay, searchRooms } from "@/server/features/inventory";
import { TestCall } from "@/server/features/inventory/testing/call";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import { staff, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { buildOpening } from "@/server/features/line";
import { bookStay } from "./tools/book-stay";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const dates = { checkIn: "2026-03-10", checkOut: "2026-03-13", adults: 2 };
const guest = { first: "Maja", last: "Lindqvist", phone: "+47 900 12 345" };
type Extras = { code: string; qty: number }[];

/** Two rooms of two types, each quoted with these extras. */
async function quoted(...extras: [Extras, Extras]) {
  const call = await TestCall.open(world, hotel);
  const offers: string[] = [];
  for (const roomType of ["CD", "HK"]) {
    const found = await call.done(searchRooms, { ...dates, must: { roomType } });
    offers.push(found.data.offers[0]?.offer as string);
  }
  const quotes: string[] = [];
  let total = 0;
  for (const [i, offer] of offers.entries()) {
    const { data } = await call.done(quoteStay, { offer, extras: extras[i] });
    quotes.push(data.quote);
    total += data.total.amount;
  }
  return { call, quotes, total };
}
const reservations = () => world.db.withTenant(hotel.tenantId, (db) => db.reservation.count());
const parking: Extras = [{ code: "PARK", qty: 1 }];

test("a call is told what each extra's price counts", async () => {
  const { callId } = await TestCall.open(world, hotel);
  const ctx = staff(world, hotel);
  const { extras } = await world.db.transaction(hotel.tenantId, (tx) => buildOpening(tx, ctx, callId));
  expect(extras).toContainEqual({ code: "PARK", name: expect.any(String), unit: "night" });
});

describe("extras of a booking of several rooms", () => {
  test("parking on both quotes is not booked before the guest wants it twice; nothing is booked meanwhile", async () => {
    const { call, quotes, total } = await quoted(parking, parking);
    const refused = await call.refused(bookStay, { quotes, guest });
    expect(refused).toMatchObject({ code: "ambiguous", field: "extrasPerRoom" });
    expect(refused.ask).toMatch(/parking.*more than one.*\?$/i);
    expect(await reservations()).toBe(0);
    const done = await call.done(bookStay, { quotes, guest, extrasPerRoom: true });
    expect([done.data.total.amount, await reservations()]).toEqual([total, 2]);
  });

  test("parking on one of the quotes is charged once, to the cent of the quotes", async () => {
    const once = await quoted(parking, []);
    const done = await once.call.done(bookStay, { quotes: once.quotes, guest });
    expect(done.data.total.amount).toBe(once.total);
    const twice = await quoted(parking, parking);
    expect(twice.total).toBeGreaterThan(once.total);
  });
});
