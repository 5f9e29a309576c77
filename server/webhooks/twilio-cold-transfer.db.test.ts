import { beforeEach, describe, expect, test } from "vitest";
import { openCall } from "@/server/features/line/open-call";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { DESK, desk, newSid, type Phone, urlIn } from "./testing/phone";
import { afresh, callInHand, phoneEachTest, tokenOf } from "./testing/transfer";

let p: Phone;
let workerId: string;
phoneEachTest((found) => {
  ({ p, workerId } = found);
});

describe("a cold transfer", () => {
  beforeEach(() => p.settings({ transfer: "cold", ringSeconds: 18, callerId: "+4722999999" }));

  test("rings the person; one who talked has ended the call", async () => {
    const call = await callInHand(p, workerId);
    expect(await call.transfer()).toMatchObject({ ok: true, data: { state: "connecting" } });
    await call.close();
    expect(await call.row()).toMatchObject({ state: "transferring", endedAt: null, ttsCharacters: 100 });
    const { xml } = await call.after();
    expect(xml).toContain('timeout="18" timeLimit="3600" callerId="+4722999999"');
    expect(xml).toContain(`<Number>${DESK}</Number>`);
    const done = {
      CallSid: call.callSid,
      CallStatus: "in-progress",
      DialCallStatus: "completed",
      DialCallDuration: "61",
      DialCallSid: newSid(),
    };
    expect((await p.follow(urlIn(xml, "action"), done)).xml).toContain("<Hangup/>");
    await p.follow(urlIn(xml, "action"), done);
    expect(await call.row()).toMatchObject({ endReason: "transferred" });
    const legs = await p.read((db) => db.outboundCall.findMany({ where: { callId: call.callId } }));
    expect(legs).toMatchObject([{ status: "completed", durationSeconds: 61 }]);
  });

  test.each(["no-answer", "busy", "failed", "canceled"])("%s: back to the line at once", async (status) => {
    const call = await callInHand(p, workerId);
    await call.transfer();
    const { xml } = await call.after();
    await call.close();
    const back = await p.follow(urlIn(xml, "action"), {
      CallSid: call.callSid,
      CallStatus: "in-progress",
      DialCallStatus: status,
    });
    const opening = await openCall(p.deps, silentLogger, workerId, {
      token: tokenOf(back.xml),
      resume: true,
    });
    expect(opening.resumed?.cause).toBe("unanswered");
    expect((await call.row()).transfers).toMatchObject([{ state: "unanswered" }]);
  });

  test("the same question twice rings the same leg", async () => {
    const call = await callInHand(p, workerId);
    await call.transfer();
    const first = await call.after();
    expect((await call.after()).xml).toBe(first.xml);
    expect(await p.read((db) => db.outboundCall.count({ where: { callId: call.callId } }))).toBe(1);
  });

  test("the same destination is tried once a call", async () => {
    const call = await callInHand(p, workerId);
    await call.transfer();
    const { xml } = await call.after();
    await p.follow(urlIn(xml, "action"), {
      CallSid: call.callSid,
      CallStatus: "in-progress",
      DialCallStatus: "busy",
    });
    const again = await p.read(async (db) => db.callTransfer.count({ where: { callId: call.callId } }));
    expect(again).toBe(1);
  });
});

describe("whom the line may call", () => {
  test.each([
    ["a room of the house", { number: "412" }],
    ["another country", { number: "+442079460958" }],
    ["a premium number", { number: "+4782012345" }],
  ])("%s is not dialled: the caller is offered a message", async (_, entry) => {
    await p.directory([desk(entry)]);
    const call = await callInHand(p, workerId);
    expect(await call.transfer()).toMatchObject({
      ok: true,
      data: { state: "no_answer", fallback: "message" },
    });
    expect((await call.row()).transfers).toEqual([]);
  });

  test("nor anybody outside the directory", async () => {
    const call = await callInHand(p, workerId);
    expect(await call.transfer("+4722999999")).toMatchObject({ ok: false, code: "not_found" });
  });

  test("nor anybody when the day's minutes are used, not even between the promise and the dialling", async () => {
    await p.settings({ minutesPerDay: 1 });
    const call = await callInHand(p, workerId);
    expect(await call.transfer()).toMatchObject({ data: { state: "connecting" } });
    await p.read((db) =>
      db.outboundCall.create({
        data: {
          ...p.hotel,
          ...{ slug: undefined, id: newId(), purpose: "desk", toNumber: DESK, fromNumber: p.number },
          createdAt: p.clock.now(),
        },
      }),
    );
    const { xml } = await call.after();
    expect(xml).toContain("<Stream");
    expect((await call.row()).transfers).toMatchObject([{ state: "failed" }]);
  });
});

describe("after the stream", () => {
  test("a call whose worker was lost is opened by another, and nothing is asked twice", async () => {
    const call = await callInHand(p, workerId);
    const second = await p.addWorker({ activeCalls: 1 });
    const { xml } = await call.after();
    expect(xml).toContain(`${p.mediaUrl}/media/twilio`);
    const opening = await openCall(p.deps, silentLogger, second, { token: tokenOf(xml), resume: true });
    expect(opening).toMatchObject({ epoch: 2, resumed: { cause: "moved" } });
  });

  test("a worker whose process died is not waited for", async () => {
    // Who waits does so every time, for 1.2 s; a busy machine is slow once or twice.
    let took = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 3 && took >= 1_100; tries++) {
      workerId = await afresh(p);
      const call = await callInHand(p, workerId);
      await p.deps.system.client.voiceWorker.updateMany({ data: { mediaUrl: "ws://127.0.0.1:9" } });
      await p.addWorker();
      const began = performance.now();
      expect((await call.after()).xml).toContain(`${p.mediaUrl}/media/twilio`);
      took = Math.min(took, performance.now() - began);
    }
    expect(took).toBeLessThan(1_100);
  });

  test("a call that ended is over; one that says goodbye late is waited for", async () => {
    const call = await callInHand(p, workerId);
    const after = call.after();
    await call.close("done");
    expect((await after).xml).toContain("<Hangup/>");
    expect((await call.after()).xml).toContain("<Hangup/>");
  });

  test("without any worker a message is taken", async () => {
    const call = await callInHand(p, workerId);
    await p.deps.system.client.voiceWorker.deleteMany({});
    expect((await call.after()).xml).toContain("<Record");
  });

  test("an unsigned request learns nothing", async () => {
    const call = await callInHand(p, workerId);
    const request = p.sign("/api/webhooks/twilio/after", { CallSid: call.callSid });
    request.headers.set("x-twilio-signature", "bm9uc2Vuc2U=");
    const { afterStream } = await import("./twilio-after");
    expect((await afterStream(p.app, request)).status).toBe(403);
  });
});
