import { expect, test } from "vitest";
import { createFakeAsr } from "../speech/asr/fake";
import type { Asr, AsrEvent } from "../speech/asr/port";
import { EarFailover } from "../speech/failover/ear";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";
import { NEVER, slow, speechOf } from "../testing/slow-voices";

const SOUND_MS = 3_000;

/** An ear that hears a turn as a whole, so long after its end. */
function wholeEar(timers: ManualTimers, ms: number): Asr {
  const ear = createFakeAsr();
  async function* late(events: AsyncIterable<AsrEvent>): AsyncGenerator<AsrEvent> {
    for await (const event of events) {
      if (event.type !== "final") continue;
      await new Promise<void>((go) => timers.after(ms, go));
      yield event;
    }
  }
  return {
    ...ear,
    open(asked, signal) {
      const stream = ear.open(asked, signal);
      return { ...stream, events: late(stream.events) };
    },
  };
}

const callWith = (...delays: number[]) => callIn("listening", "", delays);

/** The guest speaks as soon as the line is in this state. */
async function callIn(state: string, greeting: string, delays: readonly number[]) {
  const timers = new ManualTimers(5_000);
  const rungs = delays.map((ms, n) => ({ vendor: `e${n}`, asr: wholeEar(timers, ms) }));
  const ears = new EarFailover({ rungs, timers, report() {} });
  const brain = new ScriptedBrain(async function* (turn) {
    yield say(`You said ${turn.text}.`);
  });
  const world = await CallWorld.start({
    ...{ brain, timers, kind: "twilio" },
    double: new LineDouble({ opening: { greeting, language: "en" } }),
    speech: speechOf([slow(timers, 300)], timers, true, ears),
  });
  await world.reach(state);
  await world.until(() => state === "listening" || world.transport.sentMs > 0, "the line's first sound");
  await world.speak("two nights");
  return world;
}

/** The longest silence from now to the answer's end, in milliseconds. */
async function longestSilence(world: CallWorld): Promise<number> {
  const { transport, timers } = world;
  let [from, sent, longest] = [timers.now(), transport.sentMs, 0];
  for (let spent = 0; !world.events("line_heard").some(({ turnId }) => turnId === "t1"); spent += 20) {
    if (spent > 15_000) throw new Error(`No answer; said: ${JSON.stringify(world.said)}`);
    await world.silence(20);
    if (transport.sentMs > sent) {
      longest = Math.max(longest, timers.now() - from);
      from = Math.max(timers.now(), transport.playedUntil);
    }
    sent = transport.sentMs;
  }
  return longest;
}

const fillersOf = (world: CallWorld) =>
  world.events("line_said").filter(({ kind }) => kind === "filler").length;

test.each([
  ["the first ear hangs, the second answers", [NEVER, 500], 1],
  ["the first ear hangs, the second takes its time", [NEVER, 1_500], 1],
  ["the only ear takes its time", [2_600], 1],
  ["the only ear is quick", [400], 0],
] as const)("%s: the words are the guest's, and nobody waits in silence", async (_, delays, fillers) => {
  const world = await callWith(...delays);
  expect(await longestSilence(world)).toBeLessThanOrEqual(SOUND_MS);
  await world.silence(4_000);
  expect(world.events("guest_turn").map(({ text }) => text)).toEqual(["two nights"]);
  expect(world.said.join(" ")).toContain("You said two nights.");
  expect(fillersOf(world)).toBe(fillers);
  expect(world.events("line_said").at(-1)?.text).toBe("You said two nights.");
  // What was said to cover the wait was said whole.
  expect(world.events("line_heard").filter(({ cut }) => cut)).toEqual([]);
  world.session.stop("staff_hung_up");
  await world.session.ended;
});

test.each([
  ["the first ear hangs", [NEVER, 2_300]],
  ["the only ear takes its time", [2_600]],
] as const)(
  "a guest speaks over the line and %s: it goes on until the words are there",
  async (_, delays) => {
    const greeting = `Hello, ${"this is the hotel by the lake and we are glad that you call us today, ".repeat(3)}`;
    const world = await callIn("greeting", greeting, delays);
    expect(world.transport.state).toBe("listening");
    expect(await longestSilence(world)).toBeLessThanOrEqual(SOUND_MS);
    expect(world.events("guest_turn").map(({ text }) => text)).toEqual(["two nights"]);
    const [greeted] = world.events("line_heard");
    expect(greeted?.cut).toBe(true);
    expect(world.said.join(" ")).toContain("You said two nights.");
    world.session.stop("staff_hung_up");
    await world.session.ended;
  },
);

test("words that are given up come too late for the guest's next ones", async () => {
  const world = await callWith(5_000);
  const turns = () => world.events("guest_turn").map(({ text }) => text);
  while (turns().length === 0) await world.silence(20);
  expect(turns()).toEqual([""]);
  await world.speak("three nights");
  await world.silence(6_000);
  expect(turns()).not.toContain("two nights");
  world.session.stop("staff_hung_up");
  await world.session.ended;
});
