import { afterEach, expect, test } from "vitest";
import { Breakers } from "@/server/kernel/breaker";
import { newId } from "@/server/kernel/ids";
import { createFakeAsr } from "../speech/asr/fake";
import { vendorSpeech } from "../speech/failover/call-speech";
import { startDeepgram } from "../speech/testing/deepgram-server";
import { ElevenLabsServer } from "../speech/testing/elevenlabs-server";
import { textToTones } from "../speech/testing/tone-modem";
import { createFakeTts } from "../speech/tts/fake";
import { PhraseCache } from "../speech/tts/phrase-cache";
import { createEnergyVad } from "../speech/vad/energy";
import { realTimers } from "../timing";
import { ScriptedBrain, say } from "./fake-brain";
import { LineDouble } from "./line-double";
import { TwilioCaller } from "./twilio-caller";
import { startTestWorker } from "./worker-harness";

const KEY = "eleven-test-key";
const CALLS = 5;
/** Longest silence a guest may be left in. */
const SILENCE_MS = 3_000;

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

async function world() {
  const deepgram = await startDeepgram();
  const eleven = await ElevenLabsServer.start(KEY);
  cleanUp.push(
    () => deepgram.close(),
    () => eleven.stop(),
  );
  const double = new LineDouble({
    opening: {
      greeting: "Hi.",
      vendors: {
        asr: [
          { vendor: "deepgram", apiKey: deepgram.key, baseUrl: deepgram.url, model: "nova-3" },
          { vendor: "embedded" },
        ],
        llm: [],
        tts: [
          {
            vendor: "elevenlabs",
            apiKey: KEY,
            baseUrl: eleven.url,
            voice: "v",
            model: "eleven_flash_v2_5",
          },
          { vendor: "embedded" },
        ],
        pronunciations: [],
      },
    },
  });
  const speech = vendorSpeech({
    engines: {
      tts: createFakeTts({ maxClauses: 100 }),
      asr: createFakeAsr({ maxStreams: 100 }),
      createVad: createEnergyVad,
    },
    breakers: new Breakers(realTimers.now),
    cache: new PhraseCache(realTimers.now),
    timers: realTimers,
  });
  const brain = new ScriptedBrain(async function* (turn) {
    yield say(`Noted ${turn.text}.`, "question");
  });
  const worker = await startTestWorker({ brain, double, speech });
  cleanUp.push(() => worker.close());
  const call = async () => {
    const caller = await TwilioCaller.connect({
      streamUrl: `ws://127.0.0.1:${worker.port}/media/twilio`,
      parameters: { token: await double.token({ callId: newId(), channel: "twilio" }) },
      callSid: "CA0",
      voice: async (text) => textToTones(text),
    });
    cleanUp.push(async () => caller.hangUp());
    return caller;
  };
  const upstream = () => deepgram.open + eleven.connections;
  const killUpstream = () => {
    deepgram.killAll();
    eleven.killAll();
  };
  return { worker, call, upstream, killUpstream };
}

const listening = (caller: TwilioCaller) =>
  caller.updates.findLast((update) => update.type === "state")?.listening === true;
const noted = (caller: TwilioCaller, text: string) =>
  caller.updates.some((update) => update.type === "line" && update.text.includes(text));

test("all upstream sockets die at once: every call goes on, answered within three seconds, and nothing stays open", async () => {
  const { worker, call, upstream, killUpstream } = await world();
  const callers = await Promise.all(Array.from({ length: CALLS }, call));
  for (const caller of callers)
    await expect.poll(() => listening(caller), { timeout: 15_000, interval: 20 }).toBe(true);
  expect(upstream()).toBeGreaterThanOrEqual(CALLS);
  killUpstream();
  await Promise.all(
    callers.map(async (caller, index) => {
      const words = `room ${"abcde"[index]}`;
      await caller.say(words);
      const asked = performance.now();
      await expect.poll(() => noted(caller, words), { timeout: 15_000, interval: 10 }).toBe(true);
      expect(performance.now() - asked).toBeLessThan(SILENCE_MS);
    }),
  );
  expect(worker.load().active).toBe(CALLS);
  for (const caller of callers) caller.hangUp();
  await expect
    .poll(() => ({ upstream: upstream(), calls: worker.load().active, sockets: worker.sockets }), {
      timeout: 10_000,
      interval: 20,
    })
    .toEqual({ upstream: 0, calls: 0, sockets: 0 });
}, 60_000);
