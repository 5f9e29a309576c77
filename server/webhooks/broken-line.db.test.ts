import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptEvents } from "@/server/features/line/accept-events";
import { openCall } from "@/server/features/line/open-call";
import { saveSnapshot } from "@/server/features/line/snapshot";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { silentLogger } from "@/server/kernel/logger";
import type { CallEventBody } from "@/server/line/contract";
import { lineTools } from "@/server/line-tools";
import { DESK, desk, GUEST, newSid, openPhone, type Phone } from "./testing/phone";
import { tokenOf } from "./testing/transfer";
import { phoneTexts } from "./texts";
import { voiceOf } from "./twiml";

let p: Phone;
let workerId: string;
beforeAll(async () => {
  p = await openPhone();
  workerId = await p.addWorker();
});
afterAll(() => p.close());

/** A telephone call in the hand of a worker whose line ends it with this event; what the telephone service does next. */
async function endedWith(body: CallEventBody, language = "en") {
  const callSid = newSid();
  p.fake.incoming(callSid);
  const { xml } = await p.post("voice", { CallSid: callSid, From: GUEST, To: p.number });
  const token = /name="token" value="([^"]+)"/.exec(xml)?.[1] ?? "";
  const { callId, epoch } = await openCall(p.deps, silentLogger, workerId, { token, resume: false });
  await p.read((db) => db.call.updateMany({ where: { id: callId }, data: { language } }));
  const events = [{ sequence: 1, at: p.deps.clock.now().toISOString(), body }];
  await acceptEvents({ deps: p.deps, log: silentLogger, tools: lineTools }, workerId, callId, {
    epoch,
    events,
  });
  return (await p.post("after", { CallSid: callSid, CallStatus: "in-progress" })).xml;
}

describe("a line that ends a call", () => {
  test("without a voice of its own: the telephone service says the goodbye, in the call's language", async () => {
    const xml = await endedWith({ type: "ended", reason: "failed", wordless: true, atMs: 0 }, "de");
    expect(xml).toContain("die Leitung ist gestört");
    expect(xml).toContain('language="de-DE"');
    expect(xml).toContain("<Hangup/>");
  });

  test.each(GUEST_LANGUAGES)(
    "without a voice, in %s, while the desk can be reached: the desk rings",
    async (language) => {
      await p.directory([desk()]);
      try {
        const xml = await endedWith({ type: "ended", reason: "failed", wordless: true, atMs: 0 }, language);
        expect(xml).toContain(`${phoneTexts(language).toDesk}</Say><Dial`);
        expect(xml).toContain(DESK);
      } finally {
        await p.directory([]);
      }
    },
  );

  test("with its goodbye said: nothing is said after it", async () => {
    const xml = await endedWith({ type: "ended", reason: "failed", atMs: 0 });
    expect(xml).not.toContain("<Say");
    expect(xml).toContain("<Hangup/>");
  });
});

/** A call in this language whose workers find no voice, one after the other. */
async function voiceless(language: string) {
  const callSid = newSid();
  p.fake.incoming(callSid);
  let { xml } = await p.post("voice", { CallSid: callSid, From: GUEST, To: p.number });
  let callId = "";
  const said = `<Say language="${voiceOf(language).language}"`;
  /** A worker takes the call, perhaps is heard, and lets go of it; what the telephone service is told then. */
  const lose = async (heard?: string) => {
    const opening = await openCall(p.deps, silentLogger, workerId, { token: tokenOf(xml), resume: true });
    callId = opening.callId;
    await p.read((db) => db.call.updateMany({ where: { id: callId }, data: { language } }));
    const { epoch } = opening;
    await saveSnapshot(p.deps, workerId, callId, { epoch, elapsedMs: 1_000, snapshot: { v: 1 } });
    const bodies: CallEventBody[] = [
      ...(heard
        ? [{ type: "line_heard" as const, turnId: "w1", heard, unheard: "", cut: false, atMs: 1 }]
        : []),
      { type: "line_heard", turnId: "w2", heard: "", unheard: "Two rooms.", cut: true, atMs: 2 },
      { type: "degraded", rung: "no_voice", on: true, atMs: 3 },
    ];
    const events = bodies.map((body, i) => ({ sequence: i + 1, at: p.deps.clock.now().toISOString(), body }));
    await acceptEvents({ deps: p.deps, log: silentLogger, tools: lineTools }, workerId, callId, {
      epoch,
      events,
    });
    xml = (await p.post("after", { CallSid: callSid, CallStatus: "in-progress" })).xml;
    return { xml, resumed: opening.resumed };
  };
  const row = () => p.read((db) => db.call.findFirstOrThrow({ where: { id: callId } }));
  return { lose, row, said };
}

describe("a worker without a voice lets go of a telephone call", () => {
  test.each(GUEST_LANGUAGES)(
    "in %s: a sentence by the service's own voice, and back to a worker",
    async (language) => {
      const call = await voiceless(language);
      const { xml } = await call.lose();
      const { stillHere } = phoneTexts(language);
      expect(xml).toContain(call.said);
      expect(xml).toContain(`${stillHere}</Say><Connect`);
      expect((await call.row()).endedAt).toBeNull();
    },
  );

  test("twice, with nothing heard in between: a goodbye, and the call is over", async () => {
    const call = await voiceless("de");
    await call.lose();
    const { xml, resumed } = await call.lose();
    expect(resumed).toMatchObject({ cause: "moved" });
    expect(xml).toContain("die Leitung ist gestört");
    expect(xml).toContain("<Hangup/>");
    expect(await call.row()).toMatchObject({ state: "failed", endReason: "failed" });
  });

  test("twice, and heard in between: the call goes on", async () => {
    const call = await voiceless("fr");
    await call.lose();
    const { xml } = await call.lose("Bonjour.");
    expect(xml).toContain("<Connect");
    expect((await call.row()).endedAt).toBeNull();
  });
});
