import { describe, expect, onTestFinished, type TestContext, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createFakeAsr } from "../speech/asr/fake";
import type { Asr, AsrStream } from "../speech/asr/port";
import { sharedSpeech } from "../speech/failover/shared";
import { textToTones } from "../speech/testing/tone-modem";
import { createFakeTts } from "../speech/tts/fake";
import { createEnergyVad } from "../speech/vad/energy";
import { realTimers, type Timers } from "../timing";
import { ScriptedBrain, say } from "./fake-brain";
import { type FaultEnd, faults } from "./faults";
import { LineDouble } from "./line-double";
import { RawStream } from "./raw-stream";
import { TwilioCaller } from "./twilio-caller";
import { startTestWorker } from "./worker-harness";

type Context = Pick<TestContext, "expect" | "onTestFinished">;

const SETTLE_MS = 5_000;
/** A guest whose connection broke may come back for this long. */
const RETURN_MS = 1_000;
/** Longest silence a guest may be left in. */
const SILENCE_MS = 3_000;

/** Real timers that know how many are armed. */
function countedTimers(): Timers & { armed(): number } {
  const armed = new Set<object>();
  return {
    now: realTimers.now,
    armed: () => armed.size,
    after(ms, task) {
      const entry = {};
      armed.add(entry);
      const cancel = realTimers.after(ms, () => {
        armed.delete(entry);
        task();
      });
      return () => {
        armed.delete(entry);
        cancel();
      };
    },
    every(ms, task) {
      const entry = {};
      armed.add(entry);
      const cancel = realTimers.every(ms, task);
      return () => {
        armed.delete(entry);
        cancel();
      };
    },
  };
}

/** An ear that counts the streams nobody closed. */
function countedEar(inner: Asr): Asr & { streams(): number } {
  const open = new Set<AsrStream>();
  return {
    name: inner.name,
    streams: () => open.size,
    open(options, signal) {
      const stream = inner.open(options, signal);
      open.add(stream);
      const close = stream.close.bind(stream);
      stream.close = () => {
        open.delete(stream);
        close();
      };
      signal.addEventListener("abort", () => open.delete(stream), { once: true });
      return stream;
    },
    close: () => inner.close(),
  };
}

/** A greeting that takes a while, so that faults meet a line that talks. */
const GREETING = "Good evening, this is the line of the hotel, how can I help you tonight?";

/** A worker of its own, closed when the test is over; tests side by side each name their own context. */
async function world({ expect: expectation, onTestFinished: after }: Context = { expect, onTestFinished }) {
  const double = new LineDouble({ opening: { greeting: GREETING } });
  const brain = new ScriptedBrain(async function* (turn) {
    yield say(`You said ${turn.text}.`);
  });
  const timers = countedTimers();
  const asr = countedEar(createFakeAsr({ maxStreams: 500 }));
  const tts = createFakeTts({ maxClauses: 500 });
  const speech = sharedSpeech({ asr, tts, createVad: createEnergyVad });
  const worker = await startTestWorker({ brain, double, timers, speech, capacity: 60, returnMs: RETURN_MS });
  after(() => worker.close());
  const streamUrl = `ws://127.0.0.1:${worker.port}/media/twilio`;
  const place = async (callId = newId()) => ({
    callId,
    streamUrl,
    parameters: { token: await double.token({ callId, channel: "twilio" }) },
  });
  const usage = () => ({
    calls: worker.load().active,
    sockets: worker.sockets,
    streams: asr.streams(),
    timers: timers.armed(),
    speaking: tts.running,
  });
  /** Nothing is left of any call, and a guest who calls now is answered. */
  const unharmed = async (before: ReturnType<typeof usage>) => {
    await expectation.poll(usage, { timeout: SETTLE_MS, interval: 20 }).toEqual(before);
    const stream = await RawStream.open(await place());
    stream.start();
    expectation(await stream.until(() => stream.heard > 0, SILENCE_MS)).toBe(true);
    stream.json({ event: "stop", streamSid: stream.streamSid });
    stream.socket.close();
    await expectation.poll(usage, { timeout: SETTLE_MS, interval: 20 }).toEqual(before);
  };
  return { double, brain, worker, place, usage, unharmed };
}

const ENDS: Readonly<Record<string, FaultEnd>> = {
  drop: "gone",
  garbage: "hung_up",
  "some-garbage": "went_on",
  null: "went_on",
  binary: "hung_up",
  oversized: "hung_up",
  "long-frame": "went_on",
  "out-of-order": "went_on",
  "second-start": "went_on",
  "no-start": "hung_up",
  "silent-start": "hung_up",
  "no-token": "hung_up",
  "bad-token": "hung_up",
  "replayed-token": "hung_up",
  reconnect: "went_on",
};

describe("what a peer does wrong ends its own call at most, and leaves nothing behind", () => {
  test("each fault has an expected end", () => {
    expect(Object.keys(ENDS).sort()).toEqual(Object.keys(faults).sort());
  });

  // Each has a worker of its own, and most of each is waiting: side by side, the longest first.
  test.concurrent("a guest in another call hears nothing of all faults at once", async (context) => {
    const { expect } = context;
    const { place, usage, unharmed, double } = await world(context);
    const before = usage();
    const mine = await place();
    const caller = await TwilioCaller.connect({
      ...mine,
      callSid: "CA1",
      voice: async (text) => textToTones(text),
    });
    const listening = () => caller.updates.some((update) => update.type === "state" && update.listening);
    await expect.poll(listening, { timeout: 15_000 }).toBe(true);
    const noise = Object.values(faults).map(async (fault) => {
      const first = await place();
      await fault.play(first, () => place(first.callId));
    });
    await caller.say("a room");
    const asked = performance.now();
    await expect
      .poll(() => caller.updates.some((update) => update.type === "line" && update.text.includes("a room")), {
        timeout: SILENCE_MS,
        interval: 10,
      })
      .toBe(true);
    expect(performance.now() - asked).toBeLessThan(SILENCE_MS);
    await Promise.all(noise);
    expect(double.call(mine.callId).closed).toBeUndefined();
    caller.hangUp();
    await caller.ended;
    await unharmed(before);
  }, 40_000);

  test.concurrent.for(Object.entries(ENDS))(
    "%s: %s",
    { timeout: 20_000 },
    async ([name, expected], context) => {
      const { place, usage, unharmed } = await world(context);
      const before = usage();
      const first = await place();
      context.expect(await faults[name]?.play(first, () => place(first.callId))).toBe(expected);
      await unharmed(before);
    },
  );

  test("forty calls are dropped together", async () => {
    const { place, usage, unharmed } = await world();
    const before = usage();
    const streams = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const stream = await RawStream.open(await place());
        stream.start();
        return stream;
      }),
    );
    for (const stream of streams) await stream.until(() => stream.heard > 0, 15_000);
    expect(usage()).toMatchObject({ calls: 40, sockets: 40, streams: 40 });
    for (const stream of streams) stream.drop();
    await unharmed(before);
  }, 40_000);
});
