import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import WebSocket from "ws";
import { newId } from "@/server/kernel/ids";
import { upgradeProofs } from "@/server/line/upgrade-proof";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { twilioSignature } from "../testing/webhook";
import { startTestWorker } from "../testing/worker-harness";

const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

/** A stream of a call whose token asks for a signed upgrade: what becomes of it. */
async function stream(sign: (url: string) => string | undefined): Promise<"answered" | number> {
  const double = new LineDouble({ opening: { greeting: "Hi." } });
  const brain = new ScriptedBrain(async function* () {
    yield say("Yes.");
  });
  const worker = await startTestWorker({ brain, double });
  cleanUp.push(() => worker.close());
  const url = `ws://127.0.0.1:${worker.port}/media/twilio`;
  const token = await double.token({
    callId: newId(),
    channel: "twilio",
    upgrade: upgradeProofs(AUTH_TOKEN, "wss://worker.example/media/twilio"),
  });
  const signature = sign("wss://worker.example/media/twilio");
  const headers = signature === undefined ? {} : { "X-Twilio-Signature": signature };
  const socket = new WebSocket(url, { headers });
  cleanUp.push(() => socket.terminate());
  await once(socket, "open");
  const streamSid = "MZ1";
  const start = { streamSid, callSid: "CA1", customParameters: { token }, tracks: ["inbound"] };
  socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" }));
  socket.send(JSON.stringify({ event: "start", sequenceNumber: "1", streamSid, start }));
  return Promise.race([
    once(socket, "message").then(() => "answered" as const),
    once(socket, "close").then(([code]) => code as number),
  ]);
}

test("a stream that the telephone service signed is answered", async () => {
  expect(await stream((url) => twilioSignature(AUTH_TOKEN, url, {}))).toBe("answered");
});

test.each([
  ["unsigned", () => undefined],
  ["signed by somebody else", (url: string) => twilioSignature("f".repeat(32), url, {})],
  ["signed for another address", () => twilioSignature(AUTH_TOKEN, "wss://other.example/media/twilio", {})],
])("one that is %s is refused, with the right token too", async (_, sign) => {
  expect(await stream(sign)).toBe(1008);
});
