import { describe, expect, test } from "vitest";
import { createFakeAsr } from "../speech/asr/fake";
import { SpeechError } from "../speech/errors";
import { VoiceFailover } from "../speech/failover/voice";
import { createFakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import { createEnergyVad } from "../speech/vad/energy";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";
import type { Speech } from "./deps";
import { phrasesOf } from "./phrases";

const NEVER = 60_000;

/** A voice that takes so long to its first sound. */
const slow = (timers: ManualTimers, firstMs: number): Tts =>
  createFakeTts({
    firstMs,
    chunkMs: 0,
    delay: (ms, signal) =>
      new Promise((go, leave) => {
        const cancel = timers.after(ms, go);
        signal.addEventListener("abort", () => {
          cancel();
          leave(signal.reason as Error);
        });
      }),
  });

/** A call whose voices are asked in this order, the last of them as the last resort. */
async function call(make: (timers: ManualTimers) => readonly Tts[], language = "en") {
  const timers = new ManualTimers(5_000);
  const voices = make(timers);
  const rungs = voices.map((tts, n) => ({
    vendor: `v${n}`,
    tts,
    ...(n === voices.length - 1 ? { lastResort: true as const } : {}),
  }));
  const speech: Speech = {
    forCall: (_opening, report) => ({
      tts: new VoiceFailover({
        rungs,
        timers,
        report: (vendor, on) => report.degraded("next_voice", vendor, on),
      }),
      asr: createFakeAsr(),
      createVad: createEnergyVad,
      usage: () => [],
      close() {},
    }),
    close: async () => {},
  };
  const double = new LineDouble({ opening: { greeting: "Hello.", language } });
  const brain = new ScriptedBrain(async function* (turn) {
    yield say(`You said ${turn.text}.`);
    yield say("What else?", "question");
  });
  return CallWorld.start({ double, brain, speech, timers });
}

describe("a call whose voices are slow", () => {
  test("goes on with the last resort: no silence of three seconds, no end", async () => {
    const world = await call((timers) => [
      slow(timers, NEVER),
      slow(timers, NEVER),
      slow(timers, NEVER),
      slow(timers, 200),
    ]);
    for (const text of ["one", "two", "three", "four"]) {
      const sent = world.transport.sentMs;
      const from = world.timers.now();
      if (text !== "one") world.type(text);
      await world.until(() => world.transport.sentMs > sent, "a sound");
      expect(world.timers.now() - from).toBeLessThan(3_000);
      await world.reach("listening");
    }
    expect(world.said).toContain("You said four.");
    expect(world.events("degraded").map(({ rung }) => rung)).toContain("next_voice");
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test("one that is slow every time, in a language without another voice, is waited for", async () => {
    const mute = { ...createFakeTts(), voices: () => [] };
    const world = await call((timers) => [slow(timers, 2_400), mute], "de");
    await world.reach("listening");
    for (const text of ["eins", "zwei", "drei"]) {
      world.type(text);
      await world.until(() => world.said.includes(`You said ${text}.`), text);
      await world.reach("listening");
    }
    expect([world.session.state, mute.spoken]).toEqual(["listening", []]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test.each<[string, (timers: ManualTimers) => Tts]>([
    ["silent", (timers) => slow(timers, NEVER)],
    ["failing", () => createFakeTts({ maxClauses: 0 })],
  ])("with every voice %s it ends with a written goodbye, told to the line as wordless", async (_, make) => {
    const world = await call((timers) => [make(timers), make(timers)]);
    const from = world.timers.now();
    await world.until(() => world.transport.closedWith !== undefined, "the end");
    // A call's first words may wait for an engine that has just started; nobody is hung up on for that.
    expect(world.timers.now() - from).toBeLessThan(11_000);
    await world.session.ended;
    expect(world.said.at(-1)).toBe(phrasesOf("en").goodbye);
    expect(world.events("ended")).toMatchObject([{ reason: "failed", wordless: true }]);
    expect(world.events("line_heard").every(({ heard }) => heard === "")).toBe(true);
  });

  test("one failure is nobody's loss: the clause is asked for once more", async () => {
    const voice = createFakeTts();
    voice.failNext(new SpeechError("no", "fake", true));
    const world = await call(() => [voice]);
    await world.until(() => world.events("line_heard").length > 0, "what was heard");
    expect(world.events("line_heard")).toMatchObject([{ heard: "Hello.", unheard: "" }]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });
});
