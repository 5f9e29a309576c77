import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { lineTools as inventoryTools } from "@/server/features/inventory";
import {
  NOW,
  openWorld,
  seedHotel,
  type TestHotel,
  type World,
} from "@/server/features/inventory/testing/hotel";
import {
  beginKeypadPayment,
  callChoices,
  endKeypadPayment,
  takeKeypadPayment,
} from "@/server/features/telephony";
import { silentLogger } from "@/server/kernel/logger";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { as, codeOf } from "@/server/testing/ctx";
import { startCall, type TestCall } from "@/server/testing/tool-call";
import type { HotelCtx } from "@/server/verbs/ctx";
import { lineTools } from ".";

const TOOLS = [...inventoryTools, ...lineTools];
const GUEST = { first: "Maja", last: "Lindqvist", phone: "+4790012345" };

let world: World;
let hotel: TestHotel;
let bare: World["deps"];
beforeAll(async () => {
  world = await openWorld();
  bare = world.deps;
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(NOW);
  hotel = await seedHotel(world);
  world.deps = {
    ...bare,
    telephony: {
      connect: () => new FakeTelephony(),
      platform: { accountSid: "AC1", authToken: "t" },
      publicOrigin: "https://voice.example",
    },
  };
  await connector("Default");
});

const ctx = (): HotelCtx => ({
  tenantId: hotel.tenantId,
  hotelId: hotel.hotelId,
  actor: { kind: "webhook", provider: "twilio" },
  deps: world.deps,
  log: silentLogger,
});
const staff = (role: Role = "front_desk") => as(world.deps, hotel, role);
const db = <T>(run: Parameters<typeof world.db.withTenant<T>>[1]) => world.db.withTenant(hotel.tenantId, run);
const connector = (payConnector?: string) =>
  db((tx) => {
    const values = payConnector ? { payConnector } : {};
    const { tenantId, hotelId } = hotel;
    return tx.telephonySettings.upsert({
      where: { tenantId_hotelId: { tenantId, hotelId } },
      create: { tenantId, hotelId, values, updatedAt: NOW },
      update: { values },
    });
  });
const payments = () => db((tx) => tx.keypadPayment.findMany({ orderBy: { createdAt: "asc" } }));

const line = (over: Parameters<typeof startCall>[3] = {}) =>
  startCall(world.deps, hotel, TOOLS, { channel: "twilio", ...over });
const data = async <T>(result: Promise<unknown>): Promise<T> => ((await result) as { data: T }).data;

/** A booking made by telephone; what it costs and the code it is proved with. */
async function booked(): Promise<{ code: string; total: number }> {
  const call = await line();
  const dates = { checkIn: "2026-03-10", checkOut: "2026-03-13", adults: 2 };
  const found = await data<{ offers: { offer: string }[] }>(call.tool("search_rooms", dates));
  const quote = await data<{ quote: string }>(
    call.tool("quote_stay", { offer: found.offers[0]?.offer ?? "" }),
  );
  const done = await data<{ stays: { code: string }[]; total: { amount: number } }>(
    call.tool("book_stay", { quotes: [quote.quote], guest: GUEST }),
  );
  return { code: done.stays[0]?.code ?? "", total: done.total.amount };
}

async function verify(call: TestCall, code: string): Promise<string> {
  const args = { surname: "Lindqvist", factor: "code", value: code } as const;
  return (await data<{ stays: { stay: string }[] }>(call.tool("verify_guest", args))).stays[0]?.stay ?? "";
}

async function verified(over: Parameters<typeof startCall>[3] = {}) {
  const { code, total } = await booked();
  const call = await line(over);
  return { call, total, code, stay: await verify(call, code) };
}

/** What the telephone service tells when the card was taken, or not. */
async function typed(callId: string, result = "success"): Promise<void> {
  await world.db.transaction(hotel.tenantId, async (tx) => {
    const begun = await beginKeypadPayment(tx, ctx(), callId);
    if (!begun || begun === "unknown") throw new Error("There is nothing to pay.");
    await endKeypadPayment(tx, ctx(), begun.id, {
      ...{ result, token: "tok_9", maskedNumber: "xxxx-xxxx-xxxx-1111", brand: "visa" },
    });
  });
}

describe("a caller who wants to pay", () => {
  test("hears what is due, is switched to the keypad once, and owes nothing afterwards", async () => {
    const { call, stay, total } = await verified();
    const told = await call.tool("get_payment", { stay });
    expect(told).toMatchObject({
      ok: true,
      data: {
        due: { amount: total, currency: "EUR" },
        state: "none",
        ways: ["keypad", "person"],
        payment: "pay_1",
      },
      facts: [{ kind: "price", name: "due" }],
      next: ["start_payment"],
    });
    const start = await call.tool("start_payment", { payment: "pay_1" });
    expect(start).toMatchObject({ ok: true, data: { state: "keypad", amount: { amount: total } } });
    expect(await call.tool("start_payment", { payment: "pay_1" })).toMatchObject({
      ok: true,
      repeated: true,
    });
    expect(await payments()).toMatchObject([
      { callId: call.callId, amount: BigInt(total), state: "requested" },
    ]);
    await typed(call.callId);
    expect(await call.tool("get_payment", { stay })).toMatchObject({
      data: { due: { amount: 0 }, state: "paid", ways: ["person"] },
      say: "There is nothing left to pay for your booking.",
    });
  });

  test("may try again after a card that failed, by a new handle", async () => {
    const { call, stay } = await verified();
    await call.tool("get_payment", { stay });
    await call.tool("start_payment", { payment: "pay_1" });
    await typed(call.callId, "too-many-failed-attempts");
    expect(await call.tool("get_payment", { stay })).toMatchObject({
      data: { state: "not_paid", payment: "pay_2" },
    });
    expect(await call.tool("start_payment", { payment: "pay_2" })).toMatchObject({ ok: true });
    expect((await payments()).map(({ state }) => state)).toEqual(["not_paid", "requested"]);
  });

  test("is not charged what is no longer due", async () => {
    const { call, stay, total } = await verified();
    await call.tool("get_payment", { stay });
    await db((tx) => tx.reservation.updateMany({ data: { total: BigInt(total - 100) } }));
    expect(await call.tool("start_payment", { payment: "pay_1" })).toMatchObject({
      ok: false,
      code: "conflict",
    });
    await db((tx) => tx.reservation.updateMany({ data: { status: "cancelled" } }));
    expect(await call.tool("get_payment", { stay })).toMatchObject({ data: { due: { amount: 0 } } });
    expect(await payments()).toEqual([]);
  });

  test.each([
    ["without a connector", {}, undefined],
    ["in a browser", { channel: "browser" as const }, "Default"],
  ])("%s is offered a person and nothing else", async (_, over, payConnector) => {
    await connector(payConnector);
    const { call, stay } = await verified(over);
    const told = await call.tool("get_payment", { stay });
    expect(told).toMatchObject({ data: { ways: ["person"] }, next: ["transfer_call", "schedule_callback"] });
    expect((told as { data: object }).data).not.toHaveProperty("payment");
    expect(await call.tool("start_payment", { payment: "pay_1" })).toMatchObject({ code: "not_found" });
  });

  test("nobody pays, or hears of, a booking that was not proved", async () => {
    const { code } = await booked();
    const stranger = await line();
    expect(await stranger.tool("get_payment", { stay: "stay_1" })).toMatchObject({ code: "unverified" });
    expect(await stranger.tool("start_payment", { payment: "pay_1" })).toMatchObject({ code: "unverified" });
    await verify(stranger, code);
    expect(await stranger.tool("start_payment", { payment: "pay_7" })).toMatchObject({ code: "not_found" });
  });

  test.each([
    ["de", /zu zahlen.*Tastatur.*\?$/],
    ["es", /por pagar.*teclado.*\?$/],
    ["fr", /à payer.*clavier.*\?$/],
    ["bn", /বাকি.*কিপ্যাড.*\?$/],
  ])("hears it in %s", async (language, words) => {
    const { call, stay } = await verified({ language });
    const told = await call.tool("get_payment", { stay });
    expect((told as { say: string }).say).toMatch(words);
    expect((told as { say: string }).say).not.toMatch(/[0-9]/);
  });

  test("two calls never take money for one stay at once; a caller who rang off leaves it free", async () => {
    const { call, stay, code } = await verified();
    await call.tool("get_payment", { stay });
    await call.tool("start_payment", { payment: "pay_1" });
    const other = await line();
    const same = await verify(other, code);
    await other.tool("get_payment", { stay: same });
    expect(await other.tool("start_payment", { payment: "pay_1" })).toMatchObject({ code: "conflict" });
    await db((tx) => tx.call.updateMany({ where: { id: call.callId }, data: { endedAt: NOW } }));
    expect(await other.tool("start_payment", { payment: "pay_1" })).toMatchObject({ ok: true });
    const ofFirst = async () => (await payments()).find(({ callId }) => callId === call.callId);
    const first = await ofFirst();
    expect(first).toMatchObject({ state: "not_paid", result: "abandoned" });
    // The service's own word comes late and is true all the same.
    await world.db.transaction(hotel.tenantId, (tx) =>
      endKeypadPayment(tx, ctx(), first?.id ?? "", { result: "success" }),
    );
    expect(await ofFirst()).toMatchObject({ state: "paid" });
  });

  test("nobody is charged again before it is known how the last try ended", async () => {
    const { call, stay, code } = await verified();
    await call.tool("get_payment", { stay });
    await call.tool("start_payment", { payment: "pay_1" });
    const begin = () =>
      world.db.transaction(hotel.tenantId, (tx) => beginKeypadPayment(tx, ctx(), call.callId));
    expect(await begin()).toMatchObject({ callId: call.callId });
    await db((tx) => tx.call.updateMany({ where: { id: call.callId }, data: { endedAt: NOW } }));
    const other = await line();
    const same = await verify(other, code);
    await other.tool("get_payment", { stay: same });
    const pay = { payment: "pay_1" };
    expect(await other.tool("start_payment", pay)).toMatchObject({ code: "conflict" });
    expect(await begin()).toBe("unknown");
    expect(await other.tool("get_payment", { stay: same })).toMatchObject({
      data: { state: "unknown", ways: ["person"] },
      say: expect.stringContaining("still being checked"),
    });
    expect((await payments()).map(({ state }) => state)).toEqual(["unknown"]);
  });
});

describe("staff in a running call", () => {
  test("sees what is due and takes no more than that", async () => {
    const { call, total, code } = await verified();
    const choices = await callChoices.execute(staff(), { callId: call.callId });
    expect(choices).toMatchObject({
      ...{
        telephone: true,
        connector: true,
        currency: "EUR",
        country: "NO",
        transfer: "warm",
        payment: null,
      },
      stays: [{ code, guest: "Maja Lindqvist", due: total }],
    });
    const reservationId = choices.stays[0]?.reservationId ?? "";
    const ask = (amount: number) =>
      takeKeypadPayment.execute(staff(), { callId: call.callId, reservationId, amount });
    expect(await codeOf(ask(total + 1))).toBe("conflict");
    await ask(total);
    expect((await callChoices.execute(staff(), { callId: call.callId })).payment).toMatchObject({
      ...{ state: "requested", amount: total },
    });
    await typed(call.callId);
    const after = await callChoices.execute(staff(), { callId: call.callId, code: code.toLowerCase() });
    expect(after).toMatchObject({ stays: [], payment: { state: "paid", last4: "1111" } });
    expect(await codeOf(ask(1))).toBe("conflict");
  });

  test("takes the currency of the stay, not of the hotel", async () => {
    const { call, total } = await verified();
    const [stay] = (await callChoices.execute(staff(), { callId: call.callId })).stays;
    const reservationId = stay?.reservationId ?? "";
    await db((tx) => tx.reservation.updateMany({ where: { id: reservationId }, data: { currency: "NOK" } }));
    const told = await callChoices.execute(staff(), { callId: call.callId });
    expect(told).toMatchObject({ currency: "EUR", stays: [{ due: total, currency: "NOK" }] });
    const ask = { callId: call.callId, reservationId, amount: total };
    expect(await codeOf(takeKeypadPayment.execute(staff(), { ...ask, currency: "EUR" }))).toBe("conflict");
    await takeKeypadPayment.execute(staff(), { ...ask, currency: "NOK" });
    expect(await payments()).toMatchObject([{ currency: "NOK", amount: BigInt(total) }]);
    expect((await callChoices.execute(staff(), { callId: call.callId })).payment).toMatchObject({
      currency: "NOK",
    });
  });

  test("a card that is being typed is not cut off by another one", async () => {
    const { call } = await verified();
    await takeKeypadPayment.execute(staff(), { callId: call.callId, amount: 100 });
    await world.db.transaction(hotel.tenantId, (tx) => beginKeypadPayment(tx, ctx(), call.callId));
    expect(await codeOf(takeKeypadPayment.execute(staff(), { callId: call.callId, amount: 100 }))).toBe(
      "conflict",
    );
    expect((await payments()).map(({ state }) => state)).toEqual(["taking"]);
  });

  test("others see nothing, and another hotel's stay is nobody's", async () => {
    const { call } = await verified();
    expect(await codeOf(callChoices.execute(staff("support"), { callId: call.callId }))).toBe("forbidden");
    const mine = hotel;
    const [stay] = (await callChoices.execute(staff(), { callId: call.callId })).stays;
    hotel = await seedHotel(world);
    expect(await codeOf(callChoices.execute(staff(), { callId: call.callId }))).toBe("not_found");
    await connector("Default");
    const theirs = await line();
    const reservationId = stay?.reservationId ?? "";
    expect(await codeOf(takeKeypadPayment.execute(staff(), { callId: theirs.callId, reservationId }))).toBe(
      "not_found",
    );
    hotel = mine;
  });
});
