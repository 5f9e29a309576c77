import { expect, test } from "vitest";
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

test("whom a call listens for: today's arrivals first, then those who come soonest", async () => {
  const call = await TestCall.open(world, hotel);
  const ctx = staff(world, hotel);
  const openingOf = () => world.db.transaction(hotel.tenantId, (tx) => buildOpening(tx, ctx, call.callId));
  const { businessDate } = (await openingOf()).hotel;
  const plus = (days: number) => {
    const date = new Date(`${businessDate}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  };
  const book = async (last: string, inDays: number) => {
    const dates = { checkIn: plus(inDays), checkOut: plus(inDays + 1), adults: 1 };
    const found = await call.done(searchRooms, dates);
    const quoted = await call.done(quoteStay, { offer: found.data.offers[0]?.offer as string });
    const guest = { first: "Kim", last, phone: "+47 900 12 345" };
    await call.done(bookStay, { quotes: [quoted.data.quote], guest });
  };
  await book("Abel", 9);
  await book("Berg", 2);
  await book("Zander", 0);
  const { names } = await openingOf();
  expect(names.filter((name) => ["Abel", "Berg", "Zander"].includes(name))).toEqual([
    "Zander",
    "Berg",
    "Abel",
  ]);
  expect(names[0]).toBe("Zander");
});
