import { describe, expect, test } from "vitest";
import { openCall } from "@/server/features/line/open-call";
import { sendToPerson, transferLiveCall } from "@/server/features/telephony/transfer-live";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { as } from "@/server/testing/ctx";
import { DESK, GUEST, type Phone, urlIn } from "./testing/phone";
import { callInHand, phoneEachTest, ringing, tokenOf } from "./testing/transfer";

let p: Phone;
let workerId: string;
phoneEachTest((found) => {
  ({ p, workerId } = found);
});

describe("a warm transfer", () => {
  test("the guest waits with music, the person hears what it is about, presses one, and both talk", async () => {
    const call = await callInHand(p, workerId);
    const { waiting, leg, asked } = await ringing(p, call);
    expect(asked).toMatchObject({ to: DESK, from: p.number });
    // Machine detection takes a desk that gives its whole name for a machine, and would hang up on it.
    expect(asked.machineUrl).toBeUndefined();
    expect(waiting).toContain('startConferenceOnEnter="false"');
    expect((await call.row()).state).toBe("transferring");

    const hold = await p.follow(urlIn(waiting, "waitUrl"), { CallSid: call.callSid });
    expect(hold.xml).toContain("/api/webhooks/twilio/music");

    const person = await p.follow(asked.url, { CallSid: leg.callSid, AnsweredBy: "human" });
    expect(person.xml).toContain("This is Test House. A guest is on the line. They want a late check-out.");
    expect(person.xml).not.toContain(GUEST);
    const bridged = await p.follow(urlIn(person.xml, "action"), { CallSid: leg.callSid, Digits: "1" });
    expect(bridged.xml).toContain('startConferenceOnEnter="true"');
    const name = />(transfer-[0-9a-f-]+)<\/Conference>/;
    expect(name.exec(bridged.xml)?.[1]).toBe(name.exec(waiting)?.[1]);
    expect(await call.row()).toMatchObject({
      state: "with_person",
      endedAt: null,
      transfers: [{ state: "accepted" }],
    });

    await p.follow(asked.statusUrl, { CallSid: leg.callSid, CallStatus: "completed", CallDuration: "95" });
    const done = await p.follow(urlIn(waiting, "action"), {
      CallSid: call.callSid,
      CallStatus: "in-progress",
    });
    expect(done.xml).toContain("<Hangup/>");
    expect(await call.row()).toMatchObject({
      state: "ended",
      endReason: "transferred",
      transfers: [{ state: "ended" }],
    });
    const states = await p.read((db) =>
      db.callEvent.findMany({ where: { callId: call.callId, epoch: 0 }, orderBy: { position: "asc" } }),
    );
    expect(states.map((e) => (e.body as { state?: string }).state ?? e.type)).toEqual([
      "transferring",
      "with_person",
      "ended",
    ]);
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { callId: call.callId } }))).toMatchObject(
      {
        purpose: "transfer",
        status: "completed",
        durationSeconds: 95,
        answeredBy: null,
      },
    );
  });

  test.each([
    ["declines with two", { Digits: "2" }, "declined"],
    ["presses nothing", { Digits: "" }, "unanswered"],
  ])("a person who %s: the guest is brought back, and the line knows why", async (_, key, cause) => {
    const call = await callInHand(p, workerId);
    const { leg, asked } = await ringing(p, call);
    const person = await p.follow(asked.url, { CallSid: leg.callSid, AnsweredBy: "human" });
    await p.follow(urlIn(person.xml, "action"), { CallSid: leg.callSid, ...key });
    const told = p.fake.calls.get(call.callSid)?.twiml.at(-1) ?? "";
    expect(told).toContain("<Redirect");
    const back = await p.follow(/>([^<]+)<\/Redirect>/.exec(told)?.[1]?.replaceAll("&amp;", "&") ?? "", {
      CallSid: call.callSid,
      CallStatus: "in-progress",
    });
    expect(back.xml).toContain(`${p.mediaUrl}/media/twilio`);
    const opening = await openCall(p.deps, silentLogger, workerId, {
      token: tokenOf(back.xml),
      resume: true,
    });
    expect(opening).toMatchObject({ callId: call.callId, epoch: 2, resumed: { cause } });
    expect(await call.transfer().catch((e: { code: string }) => e.code)).toBe("stale_epoch");
  });

  test("a mailbox that answers presses nothing: the guest is back", async () => {
    const call = await callInHand(p, workerId);
    const { leg, asked } = await ringing(p, call);
    const answer = await p.follow(asked.url, { CallSid: leg.callSid });
    expect(answer.xml).toContain("A guest is on the line");
    await p.follow(urlIn(answer.xml, "action"), { CallSid: leg.callSid, Digits: "" });
    expect((await call.row()).transfers).toMatchObject([{ state: "unanswered" }]);
    expect(p.fake.calls.get(call.callSid)?.twiml).toHaveLength(1);
  });

  test("replayed and late news change nothing", async () => {
    const call = await callInHand(p, workerId);
    const { leg, asked, waiting } = await ringing(p, call);
    const before = p.fake.calls.size;
    expect((await call.after()).xml).toContain("<Conference");
    expect(p.fake.calls.size).toBe(before);
    const busy = { CallSid: leg.callSid, CallStatus: "busy" };
    await Promise.all([1, 2, 3].map(() => p.follow(asked.statusUrl, busy)));
    expect(p.fake.calls.get(call.callSid)?.twiml).toHaveLength(1);
    // A key pressed after that reaches nobody, and is told so.
    const late = await p.follow(asked.url, { CallSid: leg.callSid, AnsweredBy: "human" });
    expect(late.xml).toContain("has hung up");
    const choice = `/api/webhooks/twilio/person-choice${new URL(asked.url).search}`;
    expect((await p.follow(choice, { CallSid: leg.callSid, Digits: "1" })).xml).toContain("has hung up");
    expect((await call.row()).transfers).toMatchObject([{ state: "unanswered" }]);
    await p.follow(urlIn(waiting, "waitUrl"), { CallSid: call.callSid });
    expect(p.fake.calls.get(call.callSid)?.twiml).toHaveLength(1);
  });

  test("the same question at once calls the person once, and both lead to the same place", async () => {
    const call = await callInHand(p, workerId);
    await call.transfer();
    const before = p.fake.calls.size;
    const [a, b] = await Promise.all([call.after(), call.after()]);
    expect(a.xml).toContain("<Conference");
    expect(b.xml).toBe(a.xml);
    expect(p.fake.calls.size).toBe(before + 1);
  });

  test("one key twice is one acceptance; a third party's address is nobody's", async () => {
    const call = await callInHand(p, workerId);
    const { leg, asked } = await ringing(p, call);
    const person = await p.follow(asked.url, { CallSid: leg.callSid, AnsweredBy: "human" });
    const press = () => p.follow(urlIn(person.xml, "action"), { CallSid: leg.callSid, Digits: "1" });
    const answers = await Promise.all([press(), press()]);
    for (const { xml } of answers) expect(xml).toContain("<Conference");
    const accepted = await p.read((db) =>
      db.auditEntry.findMany({ where: { action: "telephony.transfer", subjectId: call.callId } }),
    );
    expect(accepted.filter((row) => (row.after as { state: string }).state === "accepted")).toHaveLength(1);
    const other = await p.post("person", { CallSid: leg.callSid }, { t: newId(), x: call.callId });
    expect(other.xml).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>');
  });

  test("when the service cannot bring the guest back, the next round of the music tries again", async () => {
    const call = await callInHand(p, workerId);
    const { leg, asked, waiting } = await ringing(p, call);
    p.fake.failNext = "unavailable";
    await p.follow(asked.statusUrl, { CallSid: leg.callSid, CallStatus: "no-answer" });
    expect(p.fake.calls.get(call.callSid)?.twiml).toHaveLength(0);
    await p.follow(urlIn(waiting, "waitUrl"), { CallSid: call.callSid });
    expect(p.fake.calls.get(call.callSid)?.twiml).toHaveLength(1);
  });

  test("a person nobody hears of is given up after a while", async () => {
    const call = await callInHand(p, workerId);
    const { waiting } = await ringing(p, call);
    p.clock.advance(101_000);
    await p.addWorker();
    await p.follow(urlIn(waiting, "waitUrl"), { CallSid: call.callSid });
    expect((await call.row()).transfers).toMatchObject([{ state: "unanswered" }]);
    expect(p.fake.calls.get(call.callSid)?.twiml).toHaveLength(1);
  });

  test("a guest who hangs up while waiting ends the call and the ringing", async () => {
    const call = await callInHand(p, workerId);
    const { leg } = await ringing(p, call);
    const status = { CallSid: call.callSid, CallStatus: "completed" };
    await p.post("status", status);
    await p.post("status", status);
    expect(await call.row()).toMatchObject({ endReason: "guest_hung_up", transfers: [{ state: "ended" }] });
    expect(p.fake.calls.get(leg.callSid)?.status).toBe("completed");
  });

  test("where the service cannot call the person, the guest is put through without an announcement", async () => {
    const call = await callInHand(p, workerId);
    await call.transfer();
    p.fake.failNext = "rate_limited";
    const { xml } = await call.after();
    expect(xml).toContain(`<Number>${DESK}</Number>`);
  });
});

describe("a call that is taken from the line", () => {
  test("is not over, though its worker takes the closed stream for a guest who hung up", async () => {
    const call = await callInHand(p, workerId);
    const input = { callId: call.callId, destination: "front desk", summary: "They want a manager." };
    const ctx = as(p.deps, p.hotel, "manager");
    const { transferId } = await transferLiveCall.execute(ctx, input);
    await sendToPerson(p.ctx, { transferId, callId: call.callId });
    await call.close("guest_hung_up");
    expect(await call.row()).toMatchObject({ endedAt: null, state: "transferring" });
    expect((await call.after()).xml).toContain("<Conference");
  });

  test("a guest who hangs up before the person is dialled has ended it", async () => {
    const call = await callInHand(p, workerId);
    await call.transfer();
    await call.close("guest_hung_up");
    const calls = p.fake.calls.size;
    expect((await call.after({ CallStatus: "completed" })).xml).toContain("<Hangup/>");
    expect(p.fake.calls.size).toBe(calls);
    expect(await call.row()).toMatchObject({ endReason: "guest_hung_up", transfers: [{ state: "ended" }] });
  });

  test("a close that comes after the person could not be dialled does not end it either", async () => {
    await p.settings({ minutesPerDay: 1 });
    const call = await callInHand(p, workerId);
    await call.transfer();
    await p.settings({ minutesPerDay: 0 });
    const { xml } = await call.after();
    await call.close();
    const opening = await openCall(p.deps, silentLogger, workerId, { token: tokenOf(xml), resume: true });
    expect(opening.resumed?.cause).toBe("unanswered");
  });

  test("a guest who hangs up on the line has ended it", async () => {
    const call = await callInHand(p, workerId);
    await call.close("guest_hung_up");
    expect(await call.row()).toMatchObject({ endReason: "guest_hung_up" });
  });
});
