import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { decrypt, deriveKey } from "@/server/crypto/at-rest";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { DESK, desk, GUEST, newSid, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { ownAccount, telephonyOf } from "./access";
import { getTelephonyAccount, removeTelephonyAccount, saveTelephonyAccount } from "./account";
import { addDoNotCall, listDoNotCall, removeDoNotCall } from "./do-not-call";
import { beginKeypadPayment, endKeypadPayment, requestKeypadPayment } from "./keypad-payment";
import { dialOutbound, noteOutbound, placeOutboundCall } from "./outbound";
import { getTelephony, saveTelephony } from "./settings";
import { noteText, receiveText, requestText, sendText } from "./texts";
import { sendToPerson, transferLiveCall } from "./transfer-live";
import { ringWakeups } from "./wakeups";

let p: Phone;
let stranger: HotelCtx;
beforeAll(async () => {
  p = await openPhone();
  stranger = as(p.deps, await makeHotel(p.deps.db), "owner");
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.directory([desk()]);
  await p.read(async (db) => {
    await db.outboundCall.deleteMany({});
    await db.doNotCall.deleteMany({});
    await db.textMessage.deleteMany({});
    await db.wakeupCall.deleteMany({});
  });
  p.fake.failNext = undefined;
  p.fake.texts.length = 0;
});

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);

async function guestCall(over: object = {}): Promise<{ callId: string; callSid: string }> {
  const [callId, callSid] = [newId(), newSid()];
  const { tenantId, hotelId } = p.hotel;
  await p.read((db) =>
    db.call.create({
      data: {
        ...{ tenantId, id: callId, hotelId, channel: "twilio", externalId: callSid },
        ...{ fromNumber: GUEST, toNumber: p.number, startedAt: p.clock.now() },
        ...over,
      },
    }),
  );
  p.fake.incoming(callSid);
  return { callId, callSid };
}

describe("the account of one's own", () => {
  const account = { accountSid: `AC${"b".repeat(32)}`, authToken: "a-token-nobody-may-see" };

  test("is kept sealed, used, masked, and forgotten; another tenant has none of it", async () => {
    const saved = await saveTelephonyAccount.execute(me(), account);
    expect(saved).toMatchObject({ accountSid: "AC…bbbb", ready: true });
    expect(JSON.stringify(saved)).not.toContain(account.authToken);
    expect(await ownAccount(p.deps, p.hotel.tenantId)).toEqual(account);
    const row = await p.read((db) => db.telephonyAccount.findFirstOrThrow());
    expect(Buffer.from(row.authToken).toString("latin1")).not.toContain(account.authToken);
    expect(await ownAccount(p.deps, stranger.tenantId)).toBeNull();
    expect(await codeOf(removeTelephonyAccount.execute(stranger, {}))).toBe("not_found");
    const audit = await p.read((db) =>
      db.auditEntry.findMany({ where: { action: "telephony.saveAccount" } }),
    );
    expect(JSON.stringify(audit, (_, v) => (typeof v === "bigint" ? String(v) : v))).not.toContain(
      account.authToken,
    );
    await removeTelephonyAccount.execute(me(), {});
    expect(await getTelephonyAccount.execute(me(), {})).toMatchObject({ accountSid: null, ready: true });
  });

  test("its webhooks are signed with its own token, and by its own account", async () => {
    await saveTelephonyAccount.execute(me(), account);
    const params = { CallSid: newSid(), From: GUEST, To: p.number };
    expect((await p.post("voice", params)).status).toBe(403);
    await removeTelephonyAccount.execute(me(), {});
    expect((await p.post("voice", params)).status).toBe(200);
  });

  test.each([
    ["no SID", { accountSid: "AC12", authToken: account.authToken }],
    ["a short token", { ...account, authToken: "short" }],
    ["nothing", { accountSid: "", authToken: "" }],
  ])("%s is refused", async (_, input) => {
    expect(await codeOf(saveTelephonyAccount.execute(me(), input))).toBe("invalid");
  });

  test("is not for the desk", async () => {
    expect(await codeOf(saveTelephonyAccount.execute(me("manager"), account))).toBe("forbidden");
    expect(await codeOf(removeTelephonyAccount.execute(me("front_desk"), {}))).toBe("forbidden");
    expect(await codeOf(getTelephonyAccount.execute(me("front_desk"), {}))).toBe("forbidden");
  });

  test("without any account there is no telephone service", async () => {
    const deps = { ...p.deps, telephony: undefined } as unknown as typeof p.deps;
    expect(await telephonyOf(deps, p.hotel.tenantId)).toBeNull();
  });
});

describe("settings and the list of who wants no calls", () => {
  test("are saved, shown with the addresses to paste, and kept from other tenants and the desk", async () => {
    await saveTelephony.execute(me("manager"), { allowedPrefixes: ["+47", "+46"], minutesPerDay: 30 });
    const shown = await getTelephony.execute(me("manager"), {});
    expect(shown.settings).toMatchObject({
      allowedPrefixes: ["+47", "+46"],
      minutesPerDay: 30,
      entry: "stream",
    });
    expect(shown.webhooks).toMatchObject([
      { number: p.number, voice: "https://voice.example/api/webhooks/twilio/voice" },
    ]);
    expect(shown.webhooks[0]?.fallback).toContain(encodeURIComponent(DESK));
    expect((await getTelephony.execute(stranger, {})).settings.minutesPerDay).toBe(240);
    expect(await codeOf(saveTelephony.execute(me("front_desk"), {}))).toBe("forbidden");
  });

  test.each([
    { allowedPrefixes: ["47"] },
    { allowedPrefixes: ["+"] },
    { minutesPerDay: -1 },
    { ringSeconds: 600 },
    { roomNumber: "412" },
    { menu: [{ digit: "11", say: "x" }] },
    {
      menu: [
        { digit: "1", say: "x" },
        { digit: "1", say: "y" },
      ],
    },
    { callerId: "the desk" },
  ])("%j is refused", async (input) => {
    expect(await codeOf(saveTelephony.execute(me(), input))).toBe("invalid");
  });

  test("a number is listed once, and taken off again", async () => {
    const entry = { number: GUEST, channel: "call" as const };
    await addDoNotCall.execute(me("front_desk"), entry);
    await addDoNotCall.execute(me("front_desk"), entry);
    expect((await listDoNotCall.execute(me(), {})).rows).toMatchObject([{ number: GUEST, reason: "staff" }]);
    expect((await listDoNotCall.execute(stranger, {})).rows).toEqual([]);
    expect(await codeOf(removeDoNotCall.execute(stranger, entry))).toBe("not_found");
    expect(await codeOf(removeDoNotCall.execute(me("front_desk"), entry))).toBe("forbidden");
    expect(await codeOf(addDoNotCall.execute(me("housekeeping"), entry))).toBe("forbidden");
    await removeDoNotCall.execute(me(), entry);
    expect((await listDoNotCall.execute(me(), {})).rows).toEqual([]);
  });
});

describe("calls out that staff asks for", () => {
  const wish = { number: GUEST, consent: true as const };

  test("are dialled once, and end as the service tells, in whatever order", async () => {
    const { id } = await placeOutboundCall.execute(me("front_desk"), wish);
    expect(await dialOutbound(p.ctx, id)).toBe(true);
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    expect(
      await noteOutbound(p.ctx, id, { status: "completed", answeredBy: "human", durationSeconds: 42 }),
    ).toBe("completed");
    expect(await noteOutbound(p.ctx, id, { status: "ringing" })).toBe("completed");
    expect(await noteOutbound(p.ctx, id, { status: "no-answer" })).toBe("completed");
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      status: "completed",
      answeredBy: "human",
      durationSeconds: 42,
      purpose: "desk",
    });
    expect(await noteOutbound({ ...p.ctx, tenantId: stranger.tenantId }, id, { status: "busy" })).toBeNull();
  });

  test("the hours are asked again when it is dialled", async () => {
    const { id } = await placeOutboundCall.execute(me(), wish);
    await addDoNotCall.execute(me(), { number: GUEST, channel: "call" });
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      status: "refused",
      reason: "do_not_call",
    });
  });

  test("a service that does not place it makes it failed", async () => {
    const { id } = await placeOutboundCall.execute(me(), wish);
    p.fake.failNext = "rate_limited";
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      status: "failed",
      reason: "rate_limited",
    });
  });

  test("are refused without consent, abroad, past the cap, by others, and for others' requests", async () => {
    expect(await codeOf(placeOutboundCall.execute(me(), { ...wish, consent: false as never }))).toBe(
      "invalid",
    );
    expect(await codeOf(placeOutboundCall.execute(me(), { ...wish, number: "+442079460958" }))).toBe(
      "conflict",
    );
    expect(await codeOf(placeOutboundCall.execute(me(), { ...wish, requestId: newId() }))).toBe("not_found");
    expect(await codeOf(placeOutboundCall.execute(me("housekeeping"), wish))).toBe("forbidden");
    expect(await codeOf(placeOutboundCall.execute(stranger, wish))).toBe("conflict");
    await p.settings({ minutesPerDay: 0 });
    expect(await codeOf(placeOutboundCall.execute(me(), wish))).toBe("conflict");
  });
});

describe("a live call that staff puts through", () => {
  test("is taken from the line once; the person is dialled by what follows", async () => {
    const { callId, callSid } = await guestCall();
    const input = { callId, destination: "front desk", summary: "They want a manager." };
    const { transferId } = await transferLiveCall.execute(me("front_desk"), input);
    expect(await sendToPerson(p.ctx, { transferId, callId })).toBe(true);
    expect(p.fake.calls.get(callSid)?.twiml[0]).toContain("/api/webhooks/twilio/after");
    const after = await p.post("after", { CallSid: callSid, CallStatus: "in-progress" });
    expect(after.xml).toContain("<Conference");
    expect(await sendToPerson(p.ctx, { transferId, callId })).toBe(false);
  });

  test("a guest who has hung up is not put through", async () => {
    const { callId, callSid } = await guestCall();
    p.fake.end(callSid);
    const input = { callId, destination: "front desk", summary: "x" };
    const { transferId } = await transferLiveCall.execute(me(), input);
    expect(await sendToPerson(p.ctx, { transferId, callId })).toBe(false);
    expect(await p.read((db) => db.callTransfer.findFirst({ where: { id: transferId } }))).toMatchObject({
      state: "failed",
    });
  });

  test("is refused for another tenant's call, an ended one, an unknown destination, and by who may not", async () => {
    const { callId } = await guestCall();
    const input = { callId, destination: "front desk", summary: "x" };
    expect(await codeOf(transferLiveCall.execute(stranger, input))).toBe("not_found");
    expect(await codeOf(transferLiveCall.execute(me("housekeeping"), input))).toBe("forbidden");
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, destination: "room 412" }))).toBe(
      "not_found",
    );
    const over = await guestCall({ endedAt: p.clock.now() });
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, callId: over.callId }))).toBe("conflict");
    const browser = await guestCall({ channel: "browser" });
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, callId: browser.callId }))).toBe(
      "conflict",
    );
  });
});

describe("wake-up calls", () => {
  const wakeup = async (over: object = {}) => {
    const id = newId();
    const { callId } = await guestCall();
    const { tenantId, hotelId } = p.hotel;
    await p.read((db) =>
      db.wakeupCall.create({
        data: {
          ...{ tenantId, id, hotelId, room: "412", guestName: "Berg", ref: "AB3C", callId },
          ...{ date: dateToDb("2026-03-04"), time: "11:58" },
          ...over,
        },
      }),
    );
    return id;
  };
  const status = (id: string) => p.read((db) => db.wakeupCall.findFirstOrThrow({ where: { id } }));
  const legs = (wakeupId: string) =>
    p.read((db) => db.outboundCall.findMany({ where: { wakeupId }, orderBy: { attempt: "asc" } }));
  const dialLast = async (id: string) => {
    const leg = (await legs(id)).at(-1);
    if (!leg) throw new Error("nothing to dial");
    await dialOutbound(p.ctx, leg.id);
    return leg.id;
  };

  test("the room rings, the words are said, and it is done", async () => {
    await p.settings({ roomNumber: "+4722001{room}" });
    const id = await wakeup();
    expect(await ringWakeups(p.ctx)).toBe(1);
    expect(await ringWakeups(p.ctx)).toBe(0);
    const leg = await dialLast(id);
    const asked = [...p.fake.calls.values()].at(-1)?.asked;
    expect(asked?.to).toBe("+4722001412");
    const said = await p.follow(asked?.url ?? "", { CallSid: newSid(), AnsweredBy: "human" });
    expect(said.xml).toContain("your wake-up call from Test House. It is noon");
    await noteOutbound(p.ctx, leg, { status: "completed", answeredBy: "human", durationSeconds: 20 });
    await ringWakeups(p.ctx);
    expect(await status(id)).toMatchObject({ status: "done" });
  });

  test("nobody answers three times: the desk is alarmed, once", async () => {
    const id = await wakeup();
    for (const attempt of [1, 2, 3]) {
      expect(await ringWakeups(p.ctx)).toBe(1);
      const leg = await dialLast(id);
      await noteOutbound(p.ctx, leg, { status: attempt === 2 ? "busy" : "no-answer" });
      p.clock.advance(61_000);
    }
    await ringWakeups(p.ctx);
    await ringWakeups(p.ctx);
    expect(await legs(id)).toHaveLength(3);
    expect(await status(id)).toMatchObject({ status: "missed" });
    const alarms = await p.read((db) =>
      db.request.findMany({ where: { summary: { contains: "Wake room 412" } } }),
    );
    expect(alarms).toMatchObject([{ urgency: "urgent", room: "412" }]);
    p.clock.set(new Date("2026-03-04T11:00:00Z"));
    await p.read((db) => db.request.deleteMany({}));
  });

  test.each([
    ["the name did not fit the room", { nameMismatch: true }, "no number to ring"],
    ["an emptied call", { callId: null }, "no number to ring"],
  ])("%s: no stranger is rung, the desk is", async (_, over, why) => {
    const id = await wakeup(over);
    await ringWakeups(p.ctx);
    expect(await legs(id)).toEqual([]);
    const [alarm] = await p.read((db) => db.request.findMany({ orderBy: { createdAt: "desc" }, take: 1 }));
    expect(alarm?.summary).toContain(why);
  });

  test("without a telephone account the desk is told at its time", async () => {
    const id = await wakeup();
    const deps = { ...p.deps, telephony: undefined } as unknown as typeof p.deps;
    await ringWakeups({ ...p.ctx, deps });
    expect(await status(id)).toMatchObject({ status: "missed" });
  });

  test("one that is not due, or cancelled, is left alone", async () => {
    await wakeup({ time: "12:01" });
    await wakeup({ status: "cancelled", room: "413" });
    expect(await ringWakeups(p.ctx)).toBe(0);
  });
});

describe("texts", () => {
  const ask = async (to = GUEST) => {
    const { callId } = await guestCall();
    const wish = { kind: "info" as const, to, body: "Test House: 1 Harbour Street", callId };
    return p.deps.db.transaction(p.hotel.tenantId, (tx) => requestText(tx, p.ctx, wish));
  };

  test("are sent once and follow their news forwards only", async () => {
    const asked = await ask();
    if ("refused" in asked) throw new Error(asked.refused);
    const sent = await Promise.all([sendText(p.ctx, asked.textId), sendText(p.ctx, asked.textId)]);
    expect(sent.filter(Boolean)).toHaveLength(1);
    expect(p.fake.texts).toMatchObject([{ to: GUEST, from: p.number, body: "Test House: 1 Harbour Street" }]);
    const url = p.fake.texts[0]?.statusUrl ?? "";
    const MessageSid = p.fake.texts[0]?.messageSid ?? "";
    await p.follow(url, { MessageSid, MessageStatus: "delivered" });
    await p.follow(url, { MessageSid, MessageStatus: "sent" });
    await p.follow(url, { MessageSid, MessageStatus: "levitated" });
    expect(await p.read((db) => db.textMessage.findFirst({ where: { id: asked.textId } }))).toMatchObject({
      status: "delivered",
    });
    await noteText({ ...p.ctx, tenantId: stranger.tenantId }, asked.textId, { status: "failed" });
  });

  test("a service that fails makes it failed, with its code", async () => {
    const asked = await ask();
    if ("refused" in asked) throw new Error(asked.refused);
    p.fake.failNext = "refused";
    expect(await sendText(p.ctx, asked.textId)).toBe(false);
    expect(await p.read((db) => db.textMessage.findFirst({ where: { id: asked.textId } }))).toMatchObject({
      status: "failed",
      errorCode: "refused",
    });
  });

  test("STOP is obeyed, START too; a guest's words reach the desk once", async () => {
    const text = (body: string, MessageSid = newSid().replace("CA", "SM")) =>
      p.post("sms", { MessageSid, From: GUEST, To: p.number, Body: body });
    await text(" Stop ");
    expect(await ask()).toEqual({ refused: "do_not_text" });
    await text("START");
    expect(await ask()).toMatchObject({ textId: expect.any(String) });
    const sid = newSid().replace("CA", "SM");
    const [first] = await Promise.all([text("We are late, sorry!", sid), text("We are late, sorry!", sid)]);
    expect(first?.xml).toContain("<Response/>");
    const messages = await p.read((db) =>
      db.guestMessage.findMany({ where: { text: "We are late, sorry!" } }),
    );
    expect(messages).toMatchObject([{ sender: GUEST, callback: GUEST }]);
    expect((await p.post("sms", { MessageSid: "x", From: GUEST, To: p.number, Body: "hi" })).status).toBe(
      400,
    );
  });

  test("a word that only begins like STOP is a message", async () => {
    const message = { from: GUEST, to: p.number, messageSid: newSid().replace("CA", "SM") };
    expect(await receiveText(p.ctx, { ...message, body: "Stop by the desk?" })).toBe("guest");
  });

  test("nobody gets more than ten a day, and no number that is none", async () => {
    expect(await ask("everybody")).toEqual({ refused: "not_a_number" });
    for (let i = 0; i < 10; i++) await ask();
    expect(await ask()).toEqual({ refused: "too_many" });
  });
});

describe("a payment by keypad", () => {
  const begin = async () => {
    await p.settings({ payConnector: "Default" });
    await p.addWorker();
    const call = await guestCall();
    const asked = await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      requestKeypadPayment(tx, p.ctx, call.callId, { amount: 12_350, currency: "EUR" }),
    );
    const pay = await p.post("after", { CallSid: call.callSid, CallStatus: "in-progress" });
    return { ...call, paymentId: asked?.paymentId ?? "", pay: pay.xml };
  };
  const params = (callSid: string) => ({
    CallSid: callSid,
    CallStatus: "in-progress",
    Result: "success",
    PaymentToken: "tok_1A2b3C",
    PaymentCardNumber: "xxxx-xxxx-xxxx-1111",
    PaymentCardType: "visa",
    PaymentConfirmationCode: "ch_1",
    ExpirationDate: "1230",
    SecurityCode: "xxx",
  });
  const row = (id: string) => p.read((db) => db.keypadPayment.findFirstOrThrow({ where: { id } }));

  test("leaves the line for the keypad and comes back paid; only what may be shown is kept", async () => {
    const { callSid, callId, paymentId, pay } = await begin();
    expect(pay).toContain('<Pay paymentConnector="Default"');
    expect(pay).toContain('chargeAmount="123.50"');
    const done = /action="([^"]+)"/.exec(pay)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await p.follow(done, params(callSid))).xml).toContain("<Stream");
    expect(await p.read((db) => db.call.findFirst({ where: { id: callId } }))).toMatchObject({
      resumeCause: "paid",
    });
    // A repeat, and a later failure, change nothing.
    await p.follow(done, { ...params(callSid), Result: "payment-connector-error" });
    const kept = await row(paymentId);
    expect(kept).toMatchObject({ state: "paid", result: "success", last4: "1111", brand: "visa" });
    const key = deriveKey(p.deps.keys.dataEncryption, "voicehive card token", paymentId);
    expect(new TextDecoder().decode(decrypt(key, kept.token as Uint8Array, `card:${paymentId}`))).toBe(
      "tok_1A2b3C",
    );
    const all = JSON.stringify(
      await p.read((db) => db.auditEntry.findMany({ where: { action: "telephony.keypadPayment" } })),
      (_, v) => (typeof v === "bigint" ? String(v) : v),
    );
    expect(all + JSON.stringify({ ...kept, amount: 0, token: null })).not.toMatch(/tok_1A2b3C|1230|xxx/);
  });

  test("a service that would send a whole number keeps nothing of it here", async () => {
    const { paymentId } = await begin();
    await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      endKeypadPayment(tx, p.ctx, paymentId, {
        result: "4111 1111 1111 1111",
        maskedNumber: "4111111111111111",
        brand: "4111111111111111",
        token: "t",
      }),
    );
    expect(await row(paymentId)).toMatchObject({
      state: "not_paid",
      result: "unknown",
      last4: null,
      brand: null,
      token: null,
    });
  });

  test.each(["too-many-failed-attempts", "caller-interrupted-with-star", "payment-connector-error"])(
    "%s comes back not paid",
    async (Result) => {
      const { callSid, callId, paymentId, pay } = await begin();
      const done = /action="([^"]+)"/.exec(pay)?.[1]?.replaceAll("&amp;", "&") ?? "";
      await p.follow(done, { CallSid: callSid, CallStatus: "in-progress", Result });
      expect(await row(paymentId)).toMatchObject({ state: "not_paid", result: Result });
      expect(await p.read((db) => db.call.findFirst({ where: { id: callId } }))).toMatchObject({
        resumeCause: "not_paid",
      });
    },
  );

  test("progress of the digits is acknowledged and forgotten; no connector, no payment", async () => {
    const { callSid, callId, paymentId } = await begin();
    const status = { CallSid: callSid, PaymentCardNumber: "4111", For: "payment-card-number" };
    expect((await p.post("pay-status", status, { t: p.hotel.tenantId, p: paymentId })).status).toBe(204);
    expect(await row(paymentId)).toMatchObject({ state: "taking", last4: null });
    await p.settings({});
    const none = await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      requestKeypadPayment(tx, p.ctx, callId, { currency: "EUR" }),
    );
    expect(none).toBeNull();
    expect(await p.read((db) => beginKeypadPayment(db, newId()))).toBeNull();
  });
});
