import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptEvents } from "@/server/features/line/accept-events";
import { openCall } from "@/server/features/line/open-call";
import { silentLogger } from "@/server/kernel/logger";
import type { CallEventBody } from "@/server/line/contract";
import { GUEST, newSid, openPhone, type Phone } from "./testing/phone";

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
  await acceptEvents(p.deps, silentLogger, workerId, callId, { epoch, events });
  return (await p.post("after", { CallSid: callSid, CallStatus: "in-progress" })).xml;
}

describe("a line that ends a call", () => {
  test("without a voice of its own: the telephone service says the goodbye, in the call's language", async () => {
    const xml = await endedWith({ type: "ended", reason: "failed", wordless: true, atMs: 0 }, "de");
    expect(xml).toContain("die Leitung ist gestört");
    expect(xml).toContain('language="de-DE"');
    expect(xml).toContain("<Hangup/>");
  });

  test("with its goodbye said: nothing is said after it", async () => {
    const xml = await endedWith({ type: "ended", reason: "failed", atMs: 0 });
    expect(xml).not.toContain("<Say");
    expect(xml).toContain("<Hangup/>");
  });
});
