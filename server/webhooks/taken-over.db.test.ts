import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptEvents } from "@/server/features/line/accept-events";
import { openCall } from "@/server/features/line/open-call";
import { saveSnapshot } from "@/server/features/line/snapshot";
import { silentLogger } from "@/server/kernel/logger";
import type { CallEventBody } from "@/server/line/contract";
import { lineTools } from "@/server/line-tools";
import { GUEST, newSid, openPhone, type Phone } from "./testing/phone";
import { tokenOf } from "./testing/transfer";

let p: Phone;
let workerId: string;
beforeAll(async () => {
  p = await openPhone();
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.deps.system.client.voiceWorker.deleteMany({});
  workerId = await p.addWorker();
});

/** A telephone call whose guest talks to somebody at the dashboard. */
async function takenOver() {
  const callSid = newSid();
  p.fake.incoming(callSid);
  const { xml } = await p.post("voice", { CallSid: callSid, From: GUEST, To: p.number });
  const opening = await openCall(p.deps, silentLogger, workerId, {
    token: tokenOf(xml),
    resume: false,
    ownSpeech: true,
  });
  const { callId, epoch } = opening;
  await saveSnapshot(p.deps, workerId, callId, { epoch, elapsedMs: 1_000, snapshot: { v: 1 } });
  let sequence = 0;
  const tell = (...bodies: CallEventBody[]) => {
    const events = bodies.map((body, i) => ({
      ...{ sequence: sequence + i + 1, at: p.deps.clock.now().toISOString(), body },
    }));
    return acceptEvents({ deps: p.deps, log: silentLogger, tools: lineTools }, workerId, callId, {
      epoch,
      events,
    });
  };
  await tell({ type: "state", state: "with_person", atMs: 1 });
  sequence = 1;
  const asked = () => p.read((db) => db.request.findMany({ where: { callId } }));
  const audited = () =>
    p.read((db) => db.auditEntry.count({ where: { action: "call.personLost", subjectId: callId } }));
  const row = () => p.read((db) => db.call.findFirstOrThrow({ where: { id: callId } }));
  return { callSid, callId, tell, asked, audited, row };
}

describe("a colleague who is cut off from a guest", () => {
  test("the desk is asked what was promised: once, whatever is told again", async () => {
    const call = await takenOver();
    const gone: CallEventBody[] = [
      { type: "state", state: "speaking", atMs: 9_000 },
      { type: "person_lost", atMs: 9_000 },
    ];
    await call.tell(...gone);
    await call.tell(...gone);
    expect(await call.asked()).toMatchObject([{ urgency: "urgent", contact: GUEST }]);
    expect((await call.asked())[0]?.summary).toMatch(/Find out what was promised/);
    expect(await call.audited()).toBe(1);
    expect(await call.row()).toMatchObject({ state: "speaking", endedAt: null });
  });

  test("with the worker that carried their voice: the guest is told that the line is back", async () => {
    const call = await takenOver();
    await p.addWorker();
    const again = { CallSid: call.callSid, CallStatus: "in-progress" };
    const { xml } = await p.post("after", again);
    const opening = await openCall(p.deps, silentLogger, workerId, {
      token: tokenOf(xml),
      resume: true,
      ownSpeech: true,
    });
    expect(opening.resumed).toMatchObject({ cause: "handed_back" });
    expect(await call.asked()).toHaveLength(1);
    expect(await call.audited()).toBe(1);
    // Lost once more, the call has only moved.
    const second = await p.post("after", again);
    expect(await call.asked()).toHaveLength(1);
    expect(
      (
        await openCall(p.deps, silentLogger, workerId, {
          token: tokenOf(second.xml),
          resume: true,
          ownSpeech: true,
        })
      ).resumed,
    ).toMatchObject({ cause: "moved" });
  });

  test("the worker, and not the telephone service, tells how such a call ended", async () => {
    const call = await takenOver();
    await p.post("status", { CallSid: call.callSid, CallStatus: "completed" });
    expect(await call.row()).toMatchObject({ state: "with_person", endedAt: null });
  });
});
