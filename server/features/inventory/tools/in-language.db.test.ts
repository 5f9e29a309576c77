import { expect, test } from "vitest";
import { listExtras } from "@/server/features/rates";
import { TestCall } from "../testing/call";
import { hotelEachTest } from "../testing/each-test";
import type { TestHotel, World } from "../testing/hotel";
import { joinWaitlist } from "./join-waitlist";
import { quoteStay } from "./quote-stay";
import { searchRooms } from "./search-rooms";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const stay = { checkIn: "2026-03-10", checkOut: "2026-03-13", adults: 2 };
const german = () => TestCall.open(world, hotel, { language: "de-CH" });
const spoken = (result: { facts?: readonly { spoken: string }[] }) =>
  (result.facts ?? []).map((fact) => fact.spoken).join("; ");

test("a German caller is sold to in German; what the brain reads stays English", async () => {
  const call = await german();
  const found = await call.done(searchRooms, stay);
  expect(found.say).toMatch(/^Ich kann Ihnen .* Euro .*\?$/);
  expect(spoken(found)).toMatch(/Tuesday the tenth of March.* euros/);
  expect(found.data.offers[0]?.terms).toMatch(/^(?:free to cancel|not refundable|a fee)/);
  const quote = await call.done(quoteStay, { offer: found.data.offers[0]?.offer });
  expect(quote.say).toMatch(/^Ich halte .*Dienstag, den zehnten.*Euro.* pro Nacht\. Soll ich es buchen\?$/);
  expect(spoken(quote)).toContain("euros");
  expect(quote.data.items[0]?.label).toMatch(/^three nights/);
  expect((await call.done(listExtras, {})).say).toMatch(/^Sie könnten .* Euro .* dazunehmen\.$/);
});

test("so is one for whom nothing is free, or who asks for a day gone by", async () => {
  const call = await german();
  const full = await call.refused(searchRooms, {
    ...stay,
    must: { maxPrice: 100 },
  });
  expect(full.ask).toMatch(/^Ein Zimmer zu diesem Preis ist in diesen Nächten nicht frei\. /);
  expect(spoken(full)).toMatch(/^A room within that price is not free on those nights\./);
  expect(full.options?.map(({ say }) => say).join("; ")).toContain("über diesem Preis: ");
  const past = await call.refused(searchRooms, { ...stay, checkIn: "2026-03-01" });
  expect(past.ask).toMatch(/^Für Sonntag, den ersten März,? ist es zu spät\./);
});

test("the waiting list tells the caller in German and the desk in English", async () => {
  const call = await german();
  const wish = { ...stay, name: "Jonas Wyss", phone: "+41 44 668 18 00", roomType: "CD" };
  const { say, ref } = await call.done(joinWaitlist, wish);
  expect(say).toMatch(/^Sie stehen auf der Warteliste unter /);
  const request = await world.db.withTenant(hotel.tenantId, (db) =>
    db.request.findFirstOrThrow({ where: { ref: ref?.code ?? "" } }),
  );
  expect(request.summary).toBe("Waiting list: 2026-03-10 to 2026-03-13, two adults, CD");
});
