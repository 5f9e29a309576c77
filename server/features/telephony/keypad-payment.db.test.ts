import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { decrypt, deriveKey } from "@/server/crypto/at-rest";
import { moveRequest } from "@/server/features/requests";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { desk, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { beginKeypadPayment, endKeypadPayment, requestKeypadPayment } from "./keypad-payment";
import { sendToKeypad, takeKeypadPayment } from "./take-payment";
import { requestTransfer } from "./transfers";
import { findUntoldPayments } from "./unknown-payment";

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
  p.fake.failNext = undefined;
});

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);
const guestCall = (over: object = {}) => p.guestCall(over);

describe("a payment by keypad", () => {
  const begin = async () => {
    await p.settings({ payConnector: "Default" });
    await p.addWorker();
    const call = await guestCall();
    const asked = await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      requestKeypadPayment(tx, p.ctx, call.callId, { amount: 12_350, currency: "EUR" }),
    );
    const pay = await p.post("after", { CallSid: call.callSid, CallStatus: "in-progress" });
    return { ...call, paymentId: "paymentId" in asked ? asked.paymentId : "", pay: pay.xml };
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
    expect(kept.confirmationCode).toBe("ch_1");
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
        confirmationCode: "4111111111111111",
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

  test("a charge whose last step was lost is settled by its status; a try that goes on settles nothing", async () => {
    const { callSid, paymentId, pay } = await begin();
    const status = /statusCallback="([^"]+)"/.exec(pay)?.[1]?.replaceAll("&amp;", "&") ?? "";
    await p.follow(status, { CallSid: callSid, Result: "input-validation-error" });
    expect(await row(paymentId)).toMatchObject({ state: "taking" });
    const charged = { CallSid: callSid, Result: "success", PaymentConfirmationCode: "ch_77" };
    expect((await p.follow(status, charged)).status).toBe(204);
    expect(await row(paymentId)).toMatchObject({ state: "paid", confirmationCode: "ch_77", token: null });
  });

  test("the keypad is never asked twice for a payment: nobody knows how it ended, and a person finds out", async () => {
    const { callSid, callId, paymentId } = await begin();
    const again = await p.post("after", { CallSid: callSid, CallStatus: "in-progress" });
    expect(again.xml).not.toContain("<Pay");
    expect(again.xml).toContain("whether your payment went through");
    expect(again.xml).toContain("<Stream");
    const { requestId } = await row(paymentId);
    const task = await p.read((db) => db.request.findFirstOrThrow({ where: { id: requestId ?? "" } }));
    expect(task).toMatchObject({ urgency: "urgent", status: "new", callId });
    expect(await row(paymentId)).toMatchObject({ state: "unknown" });
    const staffAsks = () => takeKeypadPayment.execute(me(), { callId, amount: 100 });
    expect(await codeOf(staffAsks())).toBe("conflict");
    const move = { requestId: task.id, status: "cancelled" } as const;
    expect(await codeOf(moveRequest.execute(me("housekeeping"), move))).toBe("forbidden");
    await moveRequest.execute(me("front_desk"), move);
    expect(await row(paymentId)).toMatchObject({ state: "not_paid", result: "checked" });
    await staffAsks();
    // The service's own word is truer than what somebody found.
    await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      endKeypadPayment(tx, p.ctx, paymentId, { result: "success", confirmationCode: "ch_2" }),
    );
    expect(await row(paymentId)).toMatchObject({ state: "paid", confirmationCode: "ch_2" });
  });

  test("a payment whose end is never told becomes a task once its call is over; late news settle both", async () => {
    const { callId, paymentId } = await begin();
    expect(await findUntoldPayments(p.ctx)).toBe(0);
    await p.read((db) => db.call.updateMany({ where: { id: callId }, data: { endedAt: p.clock.now() } }));
    p.clock.advance(6 * 60_000);
    expect(await findUntoldPayments(p.ctx)).toBe(1);
    expect(await findUntoldPayments(p.ctx)).toBe(0);
    const { requestId, state } = await row(paymentId);
    expect(state).toBe("unknown");
    await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      endKeypadPayment(tx, p.ctx, paymentId, { result: "success", confirmationCode: "ch_3" }),
    );
    expect(await row(paymentId)).toMatchObject({ state: "paid", confirmationCode: "ch_3" });
    expect(await p.read((db) => db.request.findFirst({ where: { id: requestId ?? "" } }))).toMatchObject({
      status: "done",
    });
  });

  test.each([
    ["done", false],
    ["transferred", true],
    ["guest_hung_up", true],
  ])("a call whose worker ended it as %s is asked for a card: %s", async (reason, asked) => {
    await p.settings({ payConnector: "Default" });
    const call = await guestCall({ epoch: 1 });
    await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      requestKeypadPayment(tx, p.ctx, call.callId, { amount: 500, currency: "EUR" }),
    );
    const to = { destination: "desk", spokenName: "the desk", number: "+4722334455", summary: "s" };
    if (!asked)
      await p.deps.db.transaction(p.hotel.tenantId, (tx) => requestTransfer(tx, p.ctx, call.callId, to));
    const place = { tenantId: p.hotel.tenantId, callId: call.callId, position: 1, epoch: 1, sequence: 1 };
    const body = { type: "ended", reason, atMs: 1 };
    await p.read((db) => db.callEvent.create({ data: { ...place, type: "ended", body, at: p.clock.now() } }));
    const after = await p.post("after", { CallSid: call.callSid, CallStatus: "in-progress" });
    expect(after.xml.includes("<Pay")).toBe(asked);
    expect(after.xml.includes("<Hangup")).toBe(!asked);
    const payment = await p.read((db) => db.keypadPayment.findFirst({ where: { callId: call.callId } }));
    expect(payment?.state).toBe(asked ? "taking" : "not_paid");
    const open = { callId: call.callId, state: "requested" };
    expect(await p.read((db) => db.callTransfer.count({ where: open }))).toBe(0);
  });

  test("staff sends a running call to the keypad; others may not, and not without a connector", async () => {
    const { callId, callSid } = await guestCall();
    expect(await codeOf(takeKeypadPayment.execute(me(), { callId }))).toBe("conflict");
    await p.settings({ payConnector: "Default" });
    expect(await codeOf(takeKeypadPayment.execute(stranger, { callId }))).toBe("not_found");
    expect(await codeOf(takeKeypadPayment.execute(me("support"), { callId }))).toBe("forbidden");
    for (const amount of [0, -5, 1.5, 1e12])
      expect(await codeOf(takeKeypadPayment.execute(me(), { callId, amount }))).toBe("invalid");
    const { paymentId } = await takeKeypadPayment.execute(me("front_desk"), { callId, amount: 5_000 });
    expect(await sendToKeypad(p.ctx, { paymentId, callId })).toBe(true);
    expect(p.fake.calls.get(callSid)?.twiml[0]).toContain("/api/webhooks/twilio/after");
    const after = await p.post("after", { CallSid: callSid, CallStatus: "in-progress" });
    expect(after.xml).toContain('chargeAmount="50.00"');
    expect(await sendToKeypad(p.ctx, { paymentId, callId })).toBe(false);
    const over = await guestCall({ endedAt: p.clock.now() });
    expect(await codeOf(takeKeypadPayment.execute(me(), { callId: over.callId }))).toBe("conflict");
  });

  test("progress of the digits is acknowledged and forgotten; no connector, no payment", async () => {
    const { callSid, callId, paymentId } = await begin();
    const status = { CallSid: callSid, PaymentCardNumber: "4111", For: "payment-card-number" };
    expect((await p.post("pay-status", status, { t: p.hotel.tenantId, p: paymentId })).status).toBe(204);
    expect(await row(paymentId)).toMatchObject({ state: "taking", last4: null });
    await p.settings({});
    const none = await p.deps.db.transaction(p.hotel.tenantId, (tx) =>
      requestKeypadPayment(tx, p.ctx, callId, { currency: "EUR" }),
    );
    expect(none).toEqual({ refused: "no_connector" });
    expect(await p.read((db) => beginKeypadPayment(db, p.ctx, newId()))).toBeNull();
  });
});
