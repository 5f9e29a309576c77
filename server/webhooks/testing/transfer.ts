import { afterAll, beforeAll, beforeEach } from "vitest";
import { transferCall } from "@/server/features/calls/tools/transfer-call";
import { runTool, type ToolImplementations } from "@/server/features/line";
import { closeCall } from "@/server/features/line/close-call";
import { openCall } from "@/server/features/line/open-call";
import { saveSnapshot } from "@/server/features/line/snapshot";
import { silentLogger } from "@/server/kernel/logger";
import type { EndReason } from "@/server/line/contract";
import { desk, GUEST, newSid, openPhone, type Phone } from "./phone";

/** No worker but one, nobody called yet, and the front desk in the directory; returns the worker. */
export async function afresh(p: Phone): Promise<string> {
  await p.deps.system.client.voiceWorker.deleteMany({});
  const workerId = await p.addWorker();
  await p.settings({});
  await p.directory([desk()]);
  await p.read((db) => db.outboundCall.deleteMany({}));
  p.fake.failNext = undefined;
  return workerId;
}

/** One telephone for a test file, and for each of its tests the start that `afresh` makes, told to `found`. */
export function phoneEachTest(found: (given: { p: Phone; workerId: string }) => void): void {
  let p: Phone;
  beforeAll(async () => {
    p = await openPhone();
  });
  afterAll(() => p.close());
  beforeEach(async () => found({ p, workerId: await afresh(p) }));
}

/** The media token in the answer that connects the stream. */
export const tokenOf = (xml: string) => /name="token" value="([^"]+)"/.exec(xml)?.[1] ?? "";

/** A guest calls, a worker has opened the call and put it through with the tool. */
export async function callInHand(
  p: Phone,
  workerId: string,
  summary = "They want a late check-out.",
  destination = "front desk",
) {
  const callSid = newSid();
  p.fake.incoming(callSid);
  const { xml } = await p.post("voice", { CallSid: callSid, From: GUEST, To: p.number });
  const opening = await openCall(p.deps, silentLogger, workerId, { token: tokenOf(xml), resume: false });
  const { callId, epoch } = opening;
  await saveSnapshot(p.deps, workerId, callId, { epoch, elapsedMs: 1_000, snapshot: { v: 1 } });
  const tools = { transfer_call: transferCall } as unknown as ToolImplementations;
  let sequence = 0;
  const transfer = (to = destination) => {
    sequence += 1;
    return runTool({ deps: p.deps, log: silentLogger, tools }, workerId, callId, {
      epoch,
      turnId: `t${sequence}`,
      toolSequence: sequence,
      atMs: 0,
      name: "transfer_call",
      args: { destination: to, summary, callerAgreed: true },
    });
  };
  const close = (reason: EndReason = "transferred") =>
    closeCall(p.deps, silentLogger, workerId, callId, {
      epoch,
      reason,
      durationMs: 30_000,
      usage: { guestSpeechMs: 0, ttsCharacters: 100, llmTokens: 0 },
      recording: false,
    });
  const after = (over: Record<string, string> = {}) =>
    p.post("after", { CallSid: callSid, CallStatus: "in-progress", ...over });
  const row = () =>
    p.read((db) =>
      db.call.findFirstOrThrow({
        where: { id: callId },
        include: { transfers: { orderBy: { createdAt: "asc" } } },
      }),
    );
  return { callSid, callId, transfer, close, after, row };
}
export type InHand = Awaited<ReturnType<typeof callInHand>>;

/** The warm transfer up to the person's telephone ringing: the place the guest waits in, and the person's leg. */
export async function ringing(p: Phone, call: InHand) {
  await call.transfer();
  const waiting = await call.after();
  await call.close();
  const leg = [...p.fake.calls.values()].at(-1);
  if (!leg?.asked) throw new Error("nobody was called");
  return { waiting: waiting.xml, leg, asked: leg.asked };
}
