import { describe, expect, test } from "vitest";
import { quoteStay, searchRooms } from "@/server/features/inventory";
import { TestCall } from "@/server/features/inventory/testing/call";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import type { TestHotel, World } from "@/server/features/inventory/testing/hotel";
import { captureQueries } from "@/server/testing/capture-queries";
import { bookStay } from "./tools/book-stay";
import { verifyGuest } from "./tools/verify-guest";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const guest = { first: "Maja", last: "Lindqvist", phone: "+47 900 12 345", email: "maja@example.com" };

async function aBooking(): Promise<string> {
  const call = await TestCall.open(world, hotel);
  const dates = { checkIn: "2026-03-10", checkOut: "2026-03-13", adults: 2 };
  const found = await call.done(searchRooms, dates);
  const quote = await call.done(quoteStay, { offer: found.data.offers[0]?.offer });
  const done = await call.done(bookStay, { quotes: [quote.data.quote], guest });
  return done.data.stays[0]?.code ?? "";
}

/** Values, and lists of them, of which there may be one or none. */
const VALUES = /\((?:\$\d+|NULL)(?:,\s?\$\d+)*\)|\$\d+/g;

/** The statements of one attempt, without their values, and what the caller hears. */
async function attempt(surname: string, factor: string, value: string) {
  const call = await TestCall.open(world, hotel);
  let heard: unknown;
  const queries = await captureQueries(async () => {
    const { code, field, ask } = await call.refused(verifyGuest, { surname, factor, value });
    heard = { code, field, ask };
  });
  return { heard, statements: queries.map(({ sql }) => sql.replace(VALUES, "?")) };
}

/** How long an answer takes is where the database is asked: as often, and the same, whichever half was right. */
describe("what is no match takes the same way, whatever of it is known", () => {
  test.each([
    ["phone", guest.phone, "+47 900 99 999"],
    ["email", guest.email, "nobody@example.com"],
    ["room", "101", "999"],
  ])("%s", async (factor, known, unknown) => {
    await aBooking();
    const wrongName = await attempt("Berg", factor, known);
    const wrongFactor = await attempt("Lindqvist", factor, unknown);
    const neither = await attempt("Berg", factor, unknown);
    expect(wrongFactor).toEqual(neither);
    expect(wrongName).toEqual(neither);
  });

  test("code", async () => {
    const known = await aBooking();
    const unknown = known === "KKKKKK" ? "MMMMMM" : "KKKKKK";
    const [wrongName, wrongCode, neither] = [
      await attempt("Berg", "code", known),
      await attempt("Lindqvist", "code", unknown),
      await attempt("Berg", "code", unknown),
    ];
    expect(wrongCode).toEqual(neither);
    expect(wrongName.statements).toEqual(neither.statements);
  });
});
