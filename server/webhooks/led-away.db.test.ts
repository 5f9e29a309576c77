import { describe, expect, test } from "vitest";
import { acceptEvents } from "@/server/features/line/accept-events";
import { openCall } from "@/server/features/line/open-call";
import { isTakenOver } from "@/server/features/line/person-lost";
import { sendToKeypad, takeKeypadPayment } from "@/server/features/telephony/take-payment";
import { sendToPerson, transferLiveCall } from "@/server/features/telephony/transfer-live";
import { silentLogger } from "@/server/kernel/logger";
import type { CallState } from "@/server/line/contract";
import { lineTools } from "@/server/line-tools";
import { as, codeOf } from "@/server/testing/ctx";
import { type Phone, urlIn } from "./testing/phone";
import { callInHand, type InHand, phoneEachTest, ringing, tokenOf } from "./testing/transfer";

const OTHER = "+4722000077";
let p: Phone;
let workerId: string;
phoneEachTest((found) => {
  ({ p, workerId } = found);
});

const me = () => as(p.deps, p.hotel, "manager");

/** The guest and the front desk talk by telephone. */
async function talking() {
  const call = await callInHand(p, workerId);
  const { leg, asked, waiting } = await ringing(p, call);
  const person = await p.follow(asked.url, { CallSid: leg.callSid });
  await p.follow(urlIn(person.xml, "action"), { CallSid: leg.callSid, Digits: "1" });
  expect((await call.row()).state).toBe("with_person");
  return { ...call, waiting };
}

async function toKeypad({ callId }: InHand) {
  await p.settings({ payConnector: "Default" });
  const { paymentId } = await takeKeypadPayment.execute(me(), { callId, amount: 5_000 });
  expect(await sendToKeypad(p.ctx, { paymentId, callId })).toBe(true);
}

async function toOther({ callId }: InHand) {
  const wish = { callId, number: OTHER, summary: "They want the owner.", kind: "warm" as const };
  const { transferId } = await transferLiveCall.execute(me(), wish);
  await sendToPerson(p.ctx, { transferId, callId });
}

/** The call comes to a worker, which tells its state. */
async function opened({ callId }: InHand, xml: string, state: CallState) {
  const { epoch } = await openCall(p.deps, silentLogger, workerId, { token: tokenOf(xml), resume: true });
  const body = { type: "state" as const, state, atMs: 1 };
  await acceptEvents({ deps: p.deps, log: silentLogger, tools: lineTools }, workerId, callId, {
    epoch,
    events: [{ sequence: 1, at: p.clock.now().toISOString(), body }],
  });
}

describe("a guest who is led away from a person on the telephone", () => {
  test("to the keypad types the card there, and has the line afterwards", async () => {
    const call = await talking();
    await toKeypad(call);
    const { xml } = await call.after();
    expect(xml).toContain("<Pay");
    const row = await call.row();
    expect(row).toMatchObject({ state: "transferring", endedAt: null, transfers: [{ state: "ended" }] });
    // Nobody speaks to them from the dashboard, so the telephone service tells their end.
    expect(await p.read((db) => isTakenOver(db, call.callId))).toBe(false);
    const paid = { CallSid: call.callSid, CallStatus: "in-progress", Result: "success", PaymentToken: "tok" };
    expect((await p.follow(urlIn(xml, "action"), paid)).xml).toContain("<Stream");
    // And so it goes on when the worker they come back to is lost.
    await p.addWorker();
    expect((await call.after()).xml).toContain("<Stream");
  });

  test("who hangs up at the keypad has ended the call", async () => {
    const call = await talking();
    await toKeypad(call);
    await call.after();
    await p.post("status", { CallSid: call.callSid, CallStatus: "completed" });
    expect(await call.row()).toMatchObject({ endReason: "guest_hung_up" });
  });

  test("to another who does not answer has the line again, also when its worker is lost then", async () => {
    const call = await talking();
    await toOther(call);
    const { xml } = await call.after();
    expect(xml).toContain("<Conference");
    expect((await call.row()).transfers).toMatchObject([{ state: "ended" }, { state: "dialing" }]);
    const leg = [...p.fake.calls.values()].at(-1);
    const missed = { CallSid: leg?.callSid ?? "", CallStatus: "no-answer" };
    await p.follow(leg?.asked?.statusUrl ?? "", missed);
    const told = p.fake.calls.get(call.callSid)?.twiml.at(-1) ?? "";
    const url = />([^<]+)<\/Redirect>/.exec(told)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(url).toContain("/return?");
    const back = await p.follow(url, { CallSid: call.callSid, CallStatus: "in-progress" });
    await opened(call, back.xml, "listening");
    await p.addWorker();
    const lost = await call.after();
    expect(lost.xml).toContain("<Stream");
    expect(lost.xml).not.toContain("<Conference");
  });

  test("to another, and the person hangs up before that is done: the guest goes on to the other", async () => {
    const call = await talking();
    const wish = { callId: call.callId, number: OTHER, summary: "They want the owner." };
    await transferLiveCall.execute(me(), wish);
    const over = { CallSid: call.callSid, CallStatus: "in-progress" };
    const { xml } = await p.follow(urlIn(call.waiting, "action"), over);
    expect(xml).toContain("/api/webhooks/twilio/after</Redirect>");
    expect((await call.after()).xml).toContain("<Conference");
    expect(await call.row()).toMatchObject({ endedAt: null, state: "transferring" });
  });

  test("to the keypad, and the person hangs up before that is done: the guest types the card", async () => {
    const call = await talking();
    await p.settings({ payConnector: "Default" });
    await takeKeypadPayment.execute(me(), { callId: call.callId, amount: 5_000 });
    const over = { CallSid: call.callSid, CallStatus: "in-progress" };
    const goOn = async () => (await p.follow(urlIn(call.waiting, "action"), over)).xml;
    expect(await goOn()).toContain("/api/webhooks/twilio/after</Redirect>");
    // Told once more, nothing is different.
    expect(await goOn()).toContain("/api/webhooks/twilio/after</Redirect>");
    expect((await call.after()).xml).toContain("<Pay");
    expect(await call.row()).toMatchObject({ endedAt: null, state: "transferring" });
  });

  test("to the keypad, and who hangs up before that is done has ended the call", async () => {
    const call = await talking();
    await p.settings({ payConnector: "Default" });
    await takeKeypadPayment.execute(me(), { callId: call.callId, amount: 5_000 });
    const over = { CallSid: call.callSid, CallStatus: "completed" };
    expect((await p.follow(urlIn(call.waiting, "action"), over)).xml).toContain("<Hangup");
    expect((await call.row()).endedAt).not.toBeNull();
  });

  test("to the person they are with already is not done", async () => {
    const call = await talking();
    const wish = { callId: call.callId, destination: "front desk", summary: "x" };
    expect(await codeOf(transferLiveCall.execute(me(), wish))).toBe("conflict");
    expect((await call.row()).transfers).toMatchObject([{ state: "accepted" }]);
  });

  test("to one who may not be dialled any more has the line again, and not the music", async () => {
    const call = await talking();
    await toOther(call);
    await p.settings({ allowedPrefixes: ["+46"] });
    expect((await call.after()).xml).toContain("<Stream");
    expect((await call.row()).transfers).toMatchObject([{ state: "ended" }, { state: "failed" }]);
  });

  test("who is with the person and was led nowhere stays there, whoever asks again", async () => {
    const call = await talking();
    expect((await call.after()).xml).toContain("<Conference");
    expect(await call.row()).toMatchObject({ state: "with_person", transfers: [{ state: "accepted" }] });
  });
});

test("a call on its way to a person is led nowhere else before that is over", async () => {
  const call = await callInHand(p, workerId);
  await ringing(p, call);
  await p.settings({ payConnector: "Default" });
  const { callId } = call;
  expect(await codeOf(takeKeypadPayment.execute(me(), { callId, amount: 500 }))).toBe("conflict");
  const wish = { callId, number: OTHER, summary: "x" };
  expect(await codeOf(transferLiveCall.execute(me(), wish))).toBe("conflict");
  expect(await p.read((db) => db.keypadPayment.count({ where: { callId } }))).toBe(0);
});
