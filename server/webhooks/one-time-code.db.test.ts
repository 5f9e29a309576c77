import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transferCall } from "@/server/features/calls/tools/transfer-call";
import { quoteStay, searchRooms } from "@/server/features/inventory";
import { TestCall } from "@/server/features/inventory/testing/call";
import {
  NOW,
  openWorld,
  seedHotel,
  type TestHotel,
  type World,
} from "@/server/features/inventory/testing/hotel";
import { textInfo } from "@/server/features/knowledge/tools/text-info";
import { bookStay } from "@/server/features/reservations/tools/book-stay";
import { sendOtp } from "@/server/features/reservations/tools/send-otp";
import { verifyGuest } from "@/server/features/reservations/tools/verify-guest";
import { sendText } from "@/server/features/telephony";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { spokenIn } from "@/server/kernel/spoken";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { putPolicy } from "@/server/testing/tool-call";
import type { HotelCtx } from "@/server/verbs/ctx";

const PHONE = "+4790012345";
const GUEST = { first: "Maja", last: "Lindqvist", phone: PHONE };

let world: World;
let hotel: TestHotel;
let fake: FakeTelephony;
let ctx: HotelCtx;
let bare: World["deps"];
beforeAll(async () => {
  world = await openWorld();
  bare = world.deps;
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(NOW);
  hotel = await seedHotel(world);
  fake = new FakeTelephony();
  world.deps = {
    ...bare,
    telephony: {
      connect: () => fake,
      platform: { accountSid: "AC1", authToken: "t" },
      publicOrigin: "https://voice.example",
    },
  };
  ctx = {
    tenantId: hotel.tenantId,
    hotelId: hotel.hotelId,
    actor: { kind: "job", name: "test" },
    deps: world.deps,
    log: silentLogger,
  };
  const e164 = `+4722${String(Math.floor(Math.random() * 900_000) + 100_000)}`;
  await world.db.withTenant(hotel.tenantId, (db) =>
    db.phoneNumber.create({ data: { tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId, e164 } }),
  );
});

/** A caller who has booked, called again and proved the booking. */
async function verified(): Promise<{ call: TestCall; stay: string }> {
  const first = await TestCall.open(world, hotel);
  const found = await first.done(searchRooms, { checkIn: "2026-03-10", checkOut: "2026-03-13", adults: 2 });
  const quote = await first.done(quoteStay, { offer: found.data.offers[0]?.offer });
  const booked = await first.done(bookStay, { quotes: [quote.data.quote], guest: GUEST });
  const call = await TestCall.open(world, hotel);
  const value = booked.data.stays[0]?.code;
  const proved = await call.done(verifyGuest, { surname: "Lindqvist", factor: "code", value });
  return { call, stay: proved.data.stays[0]?.stay ?? "" };
}

const texts = () => world.db.withTenant(hotel.tenantId, (db) => db.textMessage.findMany());
const level = async (call: TestCall) =>
  (
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.findFirstOrThrow({ where: { id: call.callId } }),
    )
  ).verification;

/** Sends what the jobs would send; the code of the last text. */
async function receive(): Promise<string> {
  for (const row of await texts()) await sendText(ctx, row.id);
  return /code is (\d{6})/.exec(fake.texts.at(-1)?.body ?? "")?.[1] ?? "";
}
const say = (call: TestCall, value: string) =>
  call.use(verifyGuest, { surname: "Lindqvist", factor: "otp", value });

describe("a one-time code", () => {
  test("goes to the number on file, proves it, and serves once", async () => {
    const { call, stay } = await verified();
    const sent = await call.done(sendOtp, { stay, channel: "sms" });
    expect(sent.data).toEqual({ maskedContact: "••••345", expiresInSeconds: 600 });
    const code = await receive();
    expect(code).toMatch(/^\d{6}$/);
    const { audit: _ids, ...told } = sent;
    expect(JSON.stringify(told)).not.toContain(code);
    expect(JSON.stringify(told)).not.toContain(spokenIn("en").digits(code));
    expect(fake.texts).toMatchObject([{ to: PHONE }]);
    const spoken = code.split("").join(" ");
    expect(await say(call, spoken)).toMatchObject({ ok: true, data: { level: "otp" } });
    expect(await level(call)).toBe("otp");
    expect(await say(call, code)).toMatchObject({ ok: false, code: "not_allowed" });
  });

  test("is kept nowhere: not in the text's row, not in the code's", async () => {
    const { call, stay } = await verified();
    await call.done(sendOtp, { stay, channel: "sms" });
    const code = await receive();
    const rows = await world.db.withTenant(hotel.tenantId, async (db) => [
      await db.textMessage.findMany(),
      await db.oneTimeCode.findMany(),
      await db.outboxEvent.findMany({ select: { data: true } }),
      await db.auditEntry.findMany({ select: { after: true } }),
    ]);
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(await texts()).toMatchObject([{ kind: "otp", body: null, status: "sent" }]);
  });

  test("five wrong tries and it is gone", async () => {
    const { call, stay } = await verified();
    await call.done(sendOtp, { stay, channel: "sms" });
    const code = await receive();
    const wrong = code === "000000" ? "000001" : "000000";
    for (let i = 0; i < 4; i++) expect(await say(call, wrong)).toMatchObject({ code: "not_found" });
    expect(await say(call, wrong)).toMatchObject({ code: "not_allowed" });
    expect(await say(call, code)).toMatchObject({ code: "not_allowed" });
    expect(await level(call)).toBe("booking");
  });

  test.each(["", "12345", "1234567", "abcdef", "9".repeat(100)])("%j is no code", async (value) => {
    const { call, stay } = await verified();
    await call.done(sendOtp, { stay, channel: "sms" });
    await receive();
    expect((await say(call, value || " ")).ok).toBe(false);
  });

  test("lasts ten minutes, on its own call only", async () => {
    const { call, stay } = await verified();
    await call.done(sendOtp, { stay, channel: "sms" });
    const code = await receive();
    const other = await TestCall.open(world, hotel);
    expect(await say(other, code)).toMatchObject({ code: "not_allowed" });
    world.clock.advance(10 * 60_000 + 1);
    expect(await say(call, code)).toMatchObject({ code: "not_allowed" });
  });

  test("a newer one replaces it; three in ten minutes are enough", async () => {
    const { call, stay } = await verified();
    await call.done(sendOtp, { stay, channel: "sms" });
    const first = await receive();
    await call.done(sendOtp, { stay, channel: "sms" });
    const second = await receive();
    if (first !== second) expect(await say(call, first)).toMatchObject({ ok: false });
    expect(await say(call, second)).toMatchObject({ ok: true });
    await call.done(sendOtp, { stay, channel: "sms" });
    expect(await call.refused(sendOtp, { stay, channel: "sms" })).toMatchObject({
      code: "later",
      tried: "too_many",
    });
  });

  test("a text that is sent too late carries no code", async () => {
    const { call, stay } = await verified();
    await call.done(sendOtp, { stay, channel: "sms" });
    world.clock.advance(11 * 60_000);
    const [row] = await texts();
    expect(await sendText(ctx, row?.id ?? "")).toBe(false);
    expect(fake.texts).toEqual([]);
  });

  test("without a telephone account, without proof, and by e-mail, nothing is promised", async () => {
    const { call, stay } = await verified();
    expect(await call.refused(sendOtp, { stay, channel: "email" })).toMatchObject({ code: "later" });
    world.deps = bare;
    expect(await call.refused(sendOtp, { stay, channel: "sms" })).toMatchObject({
      code: "later",
      tried: "no_channel",
    });
    const stranger = await TestCall.open(world, hotel);
    expect((await stranger.refused(sendOtp, { stay, channel: "sms" })).code).toBe("not_found");
    expect(await texts()).toEqual([]);
  });
});

describe("texting the caller", () => {
  test("the address goes to the number they call from, and no other", async () => {
    await putPolicy(world.deps, hotel, "place", { address: "1 Harbour Street, Oslo" });
    const call = await TestCall.open(world, hotel, { fromNumber: PHONE });
    const sent = await call.done(textInfo, { kind: "address" });
    expect(sent.data.maskedContact).toBe("••••345");
    await receive();
    expect(fake.texts).toMatchObject([{ to: PHONE, body: "Fjord: 1 Harbour Street, Oslo" }]);
    const anonymous = await TestCall.open(world, hotel);
    expect((await anonymous.refused(textInfo, { kind: "address" })).code).toBe("later");
  });

  test("nothing is sent that the house does not know, nor to who asked for none", async () => {
    const call = await TestCall.open(world, hotel, { fromNumber: PHONE });
    expect((await call.refused(textInfo, { kind: "menu" })).code).toBe("not_found");
    await putPolicy(world.deps, hotel, "place", { address: "1 Harbour Street" });
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.doNotCall.create({ data: { tenantId: hotel.tenantId, number: PHONE, channel: "text" } }),
    );
    expect(await call.refused(textInfo, { kind: "address" })).toMatchObject({
      code: "later",
      tried: "do_not_text",
    });
    world.deps = bare;
    expect(await call.refused(textInfo, { kind: "address" })).toMatchObject({ tried: "no_channel" });
  });

  test("where none may go, or no more today, the line says it now instead", async () => {
    await putPolicy(world.deps, hotel, "place", { address: "1 Harbour Street" });
    const abroad = await TestCall.open(world, hotel, { fromNumber: "+442079460958" });
    expect(await abroad.refused(textInfo, { kind: "address" })).toMatchObject({
      tried: "destination",
      ask: "I may not text that number. Shall I tell you now instead?",
    });
    const { tenantId, hotelId } = hotel;
    const values = { textsPerDay: 0 };
    await world.db.withTenant(tenantId, (db) =>
      db.telephonySettings.upsert({
        where: { tenantId_hotelId: { tenantId, hotelId } },
        create: { tenantId, hotelId, values },
        update: { values },
      }),
    );
    const call = await TestCall.open(world, hotel, { fromNumber: "+4790012399" });
    expect(await call.refused(textInfo, { kind: "address" })).toMatchObject({
      tried: "day_cap",
      ask: "I cannot send any more texts today. Shall I tell you now instead?",
    });
  });
});

test("in the demo nobody is put through: a message is offered, and nothing waits to be dialled", async () => {
  await putPolicy(world.deps, hotel, "directory", {
    entries: [
      {
        ...{ destination: "front desk", spokenName: "the front desk", number: "+4722334455" },
        ...{ handles: "everything", overflow: "message" },
      },
    ],
  });
  const call = await TestCall.open(world, hotel);
  const wish = { destination: "front desk", summary: "x", callerAgreed: true };
  const told = await call.done(transferCall, wish);
  expect(told.data).toMatchObject({ state: "no_answer", fallback: "message" });
  expect(told.say).toContain("Shall I take a message");
  expect(await world.db.withTenant(hotel.tenantId, (db) => db.callTransfer.count())).toBe(0);
});
