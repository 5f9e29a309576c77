import { describe, expect, type TestContext, test, vi } from "vitest";
import { newId } from "@/server/kernel/ids";
import { textToTones } from "../speech/testing/tone-modem";
import { type Reply, ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { playScript } from "../testing/script";
import { TwilioCaller } from "../testing/twilio-caller";
import { fakeSpeech, startTestWorker } from "../testing/worker-harness";
import type { CallMeter } from "./deps";
import { silentMeter } from "./deps";

type After = TestContext["onTestFinished"];

/** A worker and a guest of its own; tests side by side each close what is theirs. */
async function world(after: After, reply: Reply, greeting = "Hi.", meter: CallMeter = silentMeter) {
  const double = new LineDouble({ opening: { greeting, rules: { ...RULES } } });
  const brain = new ScriptedBrain(reply);
  const worker = await startTestWorker({ brain, double, meter, speech: fakeSpeech() });
  after(() => worker.close());
  const callId = newId();
  const caller = await TwilioCaller.connect({
    streamUrl: `ws://127.0.0.1:${worker.port}/media/twilio`,
    parameters: { token: await double.token({ callId, channel: "twilio" }) },
    callSid: "CA0",
    voice: async (text) => textToTones(text),
  });
  after(() => caller.hangUp());
  // Looked for often, as a guest speaks up while the line talks, but not all the time: that takes a core from everybody.
  const until = (ready: () => boolean) =>
    vi.waitUntil(ready, { timeout: 15_000, interval: 5 }).catch(() => {
      throw new Error(`Waited too long: ${JSON.stringify(caller.updates.slice(-5))}`);
    });
  return { double, brain, caller, until, record: () => double.call(callId) };
}

const RULES = {
  offersPerCall: 2,
  verificationFactors: ["code" as const],
  maxNights: 30,
  maxRooms: 4,
  groupThreshold: 8,
  maxMinutes: 15,
  silenceSeconds: 6,
  maxLlmTokens: 200_000,
};

const heardBy = (record: { events: { body: { type: string } }[] }) =>
  record.events.flatMap(({ body }) =>
    body.type === "line_heard" ? [body as unknown as { heard: string; unheard: string; cut: boolean }] : [],
  );

// Each call has a worker of its own and lasts as long as what is said: side by side.
describe.concurrent("a spoken call over Twilio's protocol, with voices that are tones", () => {
  test("words go in, words come out, every clause is marked, timings add up", async ({ onTestFinished }) => {
    const { caller, record, brain } = await world(onTestFinished, async function* (turn) {
      if (turn.text.includes("bye")) {
        yield say("Bye.");
        yield { type: "end", reason: "done" };
      } else yield say(`Noted: ${turn.text}.`, "question");
    });
    const script = { name: "s", about: "", opening: "two nights", cues: [], done: /Noted/, goodbye: "bye" };
    const result = await playScript(caller, script, 20_000);
    expect(result).toMatchObject({ done: true });
    await caller.ended;
    expect(brain.last.turns.map((turn) => turn.text)).toEqual(["two nights", "bye"]);
    expect(heardBy(record()).map(({ heard }) => heard)).toEqual(["Hi.", "Noted: two nights.", "Bye."]);
    const timing = record().events.flatMap(({ body }) => (body.type === "timing" ? [body.timing] : []))[0];
    if (!timing) throw new Error("no timing");
    const sum =
      (timing.endpointing ?? 0) + (timing.recognise ?? 0) + (timing.firstToken ?? 0) + (timing.voice ?? 0);
    expect(Math.abs(sum - timing.total)).toBeLessThan(5);
    // Its length in real time depends on how frames bunch up; turn-taking.test.ts measures it on a still clock.
    expect(timing.endpointing).toBeGreaterThan(0);
  }, 30_000);

  test("a guest who speaks up cuts the line short: one clear, and only what was played counts as heard", async ({
    onTestFinished,
  }) => {
    let bargeIns = 0;
    const meter = { ...silentMeter, bargeIn: () => void bargeIns++ };
    const long =
      "Alpha bravo charlie delta echo. Foxtrot golf hotel india juliet. Kilo lima mike november oscar.";
    const { caller, until, record, brain } = await world(
      onTestFinished,
      async function* (turn) {
        yield say(turn.text === "go" ? long : "Stopped.");
      },
      "Hi.",
      meter,
    );
    await until(() => caller.updates.some((update) => update.type === "state" && update.listening));
    await caller.say("go");
    await until(() => caller.returnedMarks.some((mark) => mark.startsWith("t1.")));
    const marksBefore = caller.returnedMarks.length;
    await caller.say("stop");
    await until(() => brain.last.turns.length === 2);
    await until(() => heardBy(record()).some(({ cut }) => cut));
    const cut = heardBy(record()).find((entry) => entry.cut);
    expect(caller.clears).toBe(1);
    expect(bargeIns).toBe(1);
    expect(marksBefore).toBeGreaterThan(0);
    expect(cut?.heard.startsWith("Alpha bravo charlie delta echo.")).toBe(true);
    expect(`${cut?.heard} ${cut?.unheard}`).toBe(long);
    expect(cut?.unheard).toContain("oscar.");
    expect(brain.last.interruptions).toEqual([cut?.heard]);
    expect(brain.last.overlaps).toBe(0);
  }, 30_000);

  test("keys are an answer, and interrupt like words", async ({ onTestFinished }) => {
    const { caller, until, brain } = await world(onTestFinished, async function* (turn, _io, seen) {
      seen.expected = { kind: "digits", purpose: "code", min: 4, max: 4 };
      yield say(`Keys ${turn.text}.`);
    });
    await until(() => caller.updates.some((update) => update.type === "state" && update.listening));
    caller.press("12#");
    await until(() => brain.last.turns.length === 1);
    await until(() => caller.updates.some((update) => update.type === "line" && update.text === "Keys 12."));
    caller.press("4711");
    await until(() => brain.last.turns.length === 2);
    expect(brain.last.turns.map(({ text, source }) => [text, source])).toEqual([
      ["12", "keypad"],
      ["4711", "keypad"],
    ]);
  }, 20_000);

  test("a voice that fails once leaves that clause unsaid and goes on", async ({ onTestFinished }) => {
    const double = new LineDouble({ opening: { greeting: "Hi.", rules: RULES } });
    const brain = new ScriptedBrain(async function* () {
      yield say("Never.");
    });
    const worker = await startTestWorker({ brain, double, speech: fakeSpeech({ maxClauses: 0 }) });
    onTestFinished(() => worker.close());
    const callId = newId();
    const caller = await TwilioCaller.connect({
      streamUrl: `ws://127.0.0.1:${worker.port}/media/twilio`,
      parameters: { token: await double.token({ callId }) },
      callSid: "CA1",
      voice: async (text) => textToTones(text),
    });
    onTestFinished(() => caller.hangUp());
    await new Promise<void>((resolve) => {
      caller.onUpdate = (update) => update.type === "heard" && resolve();
      if (caller.updates.some((update) => update.type === "heard")) resolve();
    });
    const heard = caller.updates.find((update) => update.type === "heard");
    expect(heard).toMatchObject({ heard: "", unheard: "Hi." });
  }, 20_000);
});
