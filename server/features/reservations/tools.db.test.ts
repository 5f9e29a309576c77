import { describe, expect, test } from "vitest";
import { lineTools as inventoryTools, quoteStay, searchRooms } from "@/server/features/inventory";
import { TestCall } from "@/server/features/inventory/testing/call";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import { seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { newId } from "@/server/kernel/ids";
import { bookStay } from "./tools/book-stay";
import { commitChange } from "./tools/commit-change";
import { getStay } from "./tools/get-stay";
import { noteOnStay } from "./tools/note-on-stay";
import { previewCancel } from "./tools/preview-cancel";
import { previewChange } from "./tools/preview-change";
import { previewCheckout } from "./tools/preview-checkout";
import { previewReinstate } from "./tools/preview-reinstate";
import { previewRelocation } from "./tools/preview-relocation";
import { sendOtp } from "./tools/send-otp";
import { verifyGuest } from "./tools/verify-guest";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const dates = { checkIn: "2026-03-10", checkOut: "2026-03-13", adults: 2 };
const guest = { first: "Maja", last: "Lindqvist", phone: "+47 900 12 345" };

/** A call that booked the cheapest offer. */
async function booked(fields: { roomType?: string; extras?: { code: string; qty: number }[] } = {}) {
  const call = await TestCall.open(world, hotel);
  const found = await call.done(searchRooms, {
    ...dates,
    ...(fields.roomType ? { must: { roomType: fields.roomType } } : {}),
  });
  const quote = await call.done(quoteStay, {
    offer: found.data.offers[0]?.offer,
    ...(fields.extras ? { extras: fields.extras } : {}),
  });
  const done = await call.done(bookStay, { quotes: [quote.data.quote], guest });
  const [first] = done.data.stays;
  if (!first) throw new Error("nothing booked");
  return { call, stay: first.stay, code: first.code, total: done.data.total.amount };
}
const rows = () =>
  world.db.withTenant(hotel.tenantId, (db) => db.reservation.findMany({ orderBy: { createdAt: "asc" } }));

describe("identifying a booking", () => {
  test("surname and code open it, however they are written", async () => {
    const { code } = await booked();
    const call = await TestCall.open(world, hotel);
    const spoken = ` #${code.toLowerCase().split("").join(" ")} `;
    const found = await call.done(verifyGuest, { surname: "LINDQVIST", factor: "code", value: spoken });
    expect(found.data).toMatchObject({
      level: "booking",
      attemptsLeft: 3,
      stays: [{ status: "confirmed", nights: 3 }],
    });
    const told = await call.done(getStay, { stay: found.data.stays[0]?.stay });
    expect(told.data).toMatchObject({
      guest: "Maja Lindqvist",
      noRoom: false,
      total: { amount: 45_600, currency: "EUR" },
    });
    expect(told.say).not.toMatch(/\d/);
  });

  test("a wrong surname and a wrong code sound the same, and three tries are the end", async () => {
    const { code } = await booked();
    const call = await TestCall.open(world, hotel, { fromNumber: "+4790099999" });
    const wrongName = await call.refused(verifyGuest, { surname: "Berg", factor: "code", value: code });
    const other = await TestCall.open(world, hotel);
    const sameShape = code === "2222" ? "3333" : "2222";
    const wrongCode = await other.refused(verifyGuest, {
      surname: "Lindqvist",
      factor: "phone",
      value: "+4790011111",
    });
    const wrongPhone = await other.refused(verifyGuest, {
      surname: "Berg",
      factor: "phone",
      value: guest.phone,
    });
    expect(wrongPhone).toMatchObject({ code: wrongCode.code, ask: wrongCode.ask, field: wrongCode.field });
    expect(wrongName.code).toBe("not_found");
    await call.refused(verifyGuest, { surname: "Lindqvist", factor: "code", value: sameShape });
    const last = await call.refused(verifyGuest, { surname: "Lindqvist", factor: "code", value: sameShape });
    expect(last).toMatchObject({ code: "not_allowed", policy: "identity.verifyTries" });
    const right = await call.refused(verifyGuest, { surname: "Lindqvist", factor: "code", value: code });
    expect(right.code).toBe("not_allowed");
    const again = await TestCall.open(world, hotel, { fromNumber: "+4790099999" });
    expect(
      (await again.refused(verifyGuest, { surname: "Lindqvist", factor: "code", value: code })).code,
    ).toBe("not_allowed");
  });

  test("a handle of this call is not enough for a stay it was not verified for", async () => {
    const { stay } = await booked();
    const stranger = await TestCall.open(world, hotel);
    expect((await stranger.refused(getStay, { stay })).code).toBe("not_found");
    const [row] = await rows();
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.callHandle.create({
        data: {
          tenantId: hotel.tenantId,
          callId: stranger.callId,
          handle: "stay_1",
          kind: "stay",
          payload: { reservationId: row?.id ?? "" },
        },
      }),
    );
    for (const tool of [
      getStay,
      previewCancel,
      previewReinstate,
      previewRelocation,
      previewCheckout,
    ] as const) {
      expect((await stranger.refused(tool, { stay: "stay_1" })).code).toBe("unverified");
    }
    expect((await stranger.refused(previewChange, { stay: "stay_1", set: { adults: 1 } })).code).toBe(
      "unverified",
    );
    expect((await stranger.refused(noteOnStay, { stay: "stay_1", kind: "wish", text: "x" })).code).toBe(
      "unverified",
    );
  });

  test("factors the hotel cannot check are not asked for, and no code is promised", async () => {
    const { call, stay } = await booked();
    const card = await call.refused(verifyGuest, {
      surname: "Lindqvist",
      factor: "card_last4",
      value: "4242",
    });
    expect(card).toMatchObject({ code: "not_allowed", policy: "identity.factors" });
    expect((await call.refused(sendOtp, { stay, channel: "sms" })).code).toBe("later");
  });

  test("another hotel's tenant finds nothing with the right answers", async () => {
    const { code } = await booked();
    const elsewhere = await seedHotel(world);
    const call = await TestCall.open(world, elsewhere);
    expect(
      (await call.refused(verifyGuest, { surname: "Lindqvist", factor: "code", value: code })).code,
    ).toBe("not_found");
  });
});

describe("changing a stay", () => {
  test("one more night: the agreed nights keep their price, what was read back is what is owed", async () => {
    const { call, stay, total } = await booked();
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.nightlyRate.updateMany({ data: { price: 20_000n } }),
    );
    const preview = await call.done(previewChange, { stay, set: { checkOut: "2026-03-14" } });
    expect(preview.data).toMatchObject({
      difference: { amount: 20_000 },
      newTotal: { amount: total + 20_000 },
    });
    expect((await rows())[0]?.total).toBe(BigInt(total));
    const done = await call.done(commitChange, { change: preview.data.change });
    expect(done.data.total.amount).toBe(total + 20_000);
    const [row] = await rows();
    expect(row).toMatchObject({ total: BigInt(total + 20_000), version: 2, status: "confirmed" });
    expect(row?.departure.toISOString()).toBe("2026-03-14T00:00:00.000Z");
  });

  test("extras come and go at their price; an unknown one is asked about", async () => {
    const { call, stay, total } = await booked();
    const more = await call.done(previewChange, { stay, addExtras: [{ code: "parking", qty: 1 }] });
    expect(more.data.difference.amount).toBe(3 * 2_000);
    await call.done(commitChange, { change: more.data.change });
    const less = await call.done(previewChange, { stay, removeExtras: ["PARK"] });
    expect(less.data.newTotal.amount).toBe(total);
    expect((await call.refused(previewChange, { stay, removeExtras: ["sauna"] })).code).toBe("not_found");
    expect((await call.refused(previewChange, { stay, addExtras: [{ code: "sauna", qty: 1 }] })).code).toBe(
      "not_found",
    );
  });

  test("a preview goes stale when the record changes and ends when it is old", async () => {
    const { call, stay } = await booked();
    const first = await call.done(previewChange, { stay, set: { adults: 1 } });
    const second = await call.done(previewChange, { stay, set: { checkOut: "2026-03-12" } });
    await call.done(commitChange, { change: second.data.change });
    expect((await call.refused(commitChange, { change: first.data.change })).code).toBe("conflict");
    const third = await call.done(previewChange, { stay, set: { checkOut: "2026-03-14" } });
    world.clock.advance(11 * 60_000);
    expect((await call.refused(commitChange, { change: third.data.change })).code).toBe("conflict");
    expect((await rows())[0]?.version).toBe(2);
  });

  test("nothing is guessed and nothing impossible is priced", async () => {
    const { call, stay } = await booked();
    expect((await call.refused(previewChange, { stay })).code).toBe("missing");
    expect((await call.refused(previewChange, { stay, set: { checkOut: "2026-03-10" } })).code).toBe(
      "ambiguous",
    );
    expect((await call.refused(previewChange, { stay, set: { adults: 9 } })).code).toBe("unavailable");
    expect((await call.refused(previewChange, { stay, set: { roomType: "the moon" } })).code).toBe(
      "not_found",
    );
    expect((await call.refused(commitChange, { change: "chg_99" })).code).toBe("not_found");
  });

  test("a type that filled up since the preview is refused and nothing changes", async () => {
    const { call, stay } = await booked();
    const preview = await call.done(previewChange, { stay, set: { roomType: "harbour king" } });
    for (let i = 0; i < 3; i++) await booked({ roomType: "HK" });
    expect((await call.refused(commitChange, { change: preview.data.change })).code).toBe("conflict");
    expect((await rows())[0]?.version).toBe(1);
  });
});

describe("cancelling and coming back", () => {
  test("free before the deadline, one night after it, nothing twice", async () => {
    const { call, stay } = await booked();
    const early = await call.done(previewCancel, { stay });
    expect(early.data).toMatchObject({ fee: { amount: 0 }, newTotal: { amount: 0 } });
    world.clock.set(new Date("2026-03-09T12:00:00Z"));
    const late = await call.done(previewCancel, { stay });
    expect(late.data.fee?.amount).toBe(15_200);
    expect((await call.refused(commitChange, { change: early.data.change })).code).toBe("conflict");
    const done = await call.done(commitChange, { change: late.data.change });
    expect(done.data).toMatchObject({ status: "cancelled", total: { amount: 15_200 } });
    expect((await call.refused(previewCancel, { stay })).code).toBe("not_allowed");
    expect((await rows())[0]).toMatchObject({ status: "cancelled", cancelFee: 15_200n });
  });

  test("a cancelled stay comes back at the old price while there is a room", async () => {
    const { call, stay, total } = await booked();
    const cancel = await call.done(previewCancel, { stay });
    await call.done(commitChange, { change: cancel.data.change });
    const back = await call.done(previewReinstate, { stay });
    expect(back.data.newTotal.amount).toBe(total);
    await call.done(commitChange, { change: back.data.change });
    expect((await rows())[0]).toMatchObject({ status: "confirmed", cancelledAt: null });
    expect((await call.refused(previewReinstate, { stay })).code).toBe("not_allowed");
  });
});

describe("a room that went out of order", () => {
  test("on a full night somebody has no room, and is moved to a better one for the same money", async () => {
    const stays = [];
    for (let i = 0; i < 5; i++) stays.push(await booked({ roomType: "CD" }));
    const last = stays.at(-1);
    if (!last) throw new Error("none booked");
    expect((await last.call.refused(previewRelocation, { stay: last.stay })).code).toBe("not_allowed");
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.roomBlock.create({
        data: {
          tenantId: hotel.tenantId,
          id: newId(),
          roomId: hotel.roomIds.CD?.[0] ?? "",
          kind: "out_of_order",
          reason: "Pipe",
          firstNight: new Date("2026-03-11"),
          endNight: new Date("2026-03-12"),
        },
      }),
    );
    expect((await last.call.done(getStay, { stay: last.stay })).data.noRoom).toBe(true);
    const moved = await last.call.done(previewRelocation, { stay: last.stay });
    expect(moved.data.difference.amount).toBe(0);
    await last.call.done(commitChange, { change: moved.data.change });
    expect((await last.call.done(getStay, { stay: last.stay })).data).toMatchObject({
      noRoom: false,
      roomType: "the harbour king",
      total: { amount: last.total },
    });
  });
});

describe("notes and leaving", () => {
  test("a late arrival is on the stay; checking out is the desk's", async () => {
    const { call, stay } = await booked();
    const noted = await call.done(noteOnStay, {
      stay,
      kind: "late_arrival",
      text: "Flight lands late",
      time: "23:30",
    });
    expect(noted.say).toContain("eleven thirty at night");
    expect((await rows())[0]?.arrivalTime).toBe("23:30");
    expect((await call.refused(previewCheckout, { stay })).code).toBe("not_allowed");
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.reservation.updateMany({ data: { status: "checked_in" } }),
    );
    const leaving = await call.done(previewCheckout, { stay });
    expect(leaving.data).toMatchObject({ deskOnly: true, balance: { amount: 45_600 } });
  });
});

test("every line tool of the inventory has one name", () => {
  expect(new Set(inventoryTools.map((tool) => tool.name)).size).toBe(inventoryTools.length);
});
