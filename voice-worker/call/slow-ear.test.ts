import { describe, expect, test } from "vitest";
import type { ToolResult } from "@/server/tools";
import { createFakeAsr } from "../speech/asr/fake";
import type { Asr, AsrEvent } from "../speech/asr/port";
import { EarFailover } from "../speech/failover/ear";
import { CallWorld } from "../testing/call-world";
import { type Reply, ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";
import { NEVER, slow, speechOf } from "../testing/slow-voices";

const SOUND_MS = 3_000;
/** Rule 15. */
const BETWEEN_FILLERS_MS = 8_000;

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

const repeats: Reply = async function* (turn) {
  yield say(`You said ${turn.text}.`);
};

interface Call {
  delays: readonly number[];
  greeting?: string;
  script?: (timers: ManualTimers) => Reply;
}

function callOf({ delays, greeting = "", script = () => repeats }: Call) {
  const timers = new ManualTimers(5_000);
  const rungs = delays.map((ms, n) => ({ vendor: `e${n}`, asr: wholeEar(timers, ms) }));
  const ears = new EarFailover({ rungs, timers, report() {} });
  return CallWorld.start({
    ...{ brain: new ScriptedBrain(script(timers)), timers, kind: "twilio" },
    double: new LineDouble({
      opening: { greeting, language: "en" },
      tools: () => new Promise<ToolResult>(() => {}),
    }),
    speech: speechOf([slow(timers, 300)], timers, true, ears),
  });
}

const callWith = (...delays: number[]) => callIn("listening", "", delays);

/** The guest speaks as soon as the line is in this state. */
async function callIn(state: string, greeting: string, delays: readonly number[]) {
  const world = await callOf({ delays, greeting });
  await world.reach(state);
  await world.until(() => state === "listening" || world.transport.sentMs > 0, "the line's first sound");
  await world.speak("two nights");
  return world;
}

/** The silences before the line's next sounds, from now to the end of the answer to this turn, in milliseconds. */
async function silences(world: CallWorld, answered: string): Promise<readonly number[]> {
  const { transport, timers } = world;
  let [from, sent] = [timers.now(), transport.sentMs];
  const found: number[] = [];
  for (let spent = 0; !world.events("line_heard").some(({ turnId }) => turnId === answered); spent += 20) {
    if (spent > 40_000) throw new Error(`No answer; said: ${JSON.stringify(world.said)}`);
    await world.silence(20);
    if (transport.sentMs > sent) {
      found.push(timers.now() - from);
      from = Math.max(timers.now(), transport.playedUntil);
    }
    sent = transport.sentMs;
  }
  return found;
}

const longestSilence = async (world: CallWorld): Promise<number> =>
  Math.max(...(await silences(world, "t1")));

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

/** Thinks for so long, and then may use a tool that never answers. */
const busyWith =
  (thinkMs: number, tool: boolean) =>
  (timers: ManualTimers): Reply =>
    async function* (turn, io) {
      if (turn.text === "a room") {
        await new Promise<void>((go) => timers.after(thinkMs, go));
        if (tool) await io.callTool("get_policy", { topic: "place" });
      }
      yield say(`You said ${turn.text}.`);
    };

describe.each([
  ["thinks", "thinking", busyWith(7_000, false)],
  ["has its answer meanwhile", "thinking", busyWith(2_600, false)],
  ["works with a tool", "tool", busyWith(0, true)],
] as const)("a guest goes on while the line %s", (_, state, script) => {
  test.each([
    ["the first ear hangs", [NEVER, 2_300]],
    ["the only ear takes its time", [2_600]],
    ["the only ear is quick", [400]],
  ] as const)("and %s: nobody waits in silence, and no word is lost", async (__, delays) => {
    const world = await callOf({ delays, script });
    await world.reach("listening");
    world.type("a room");
    await world.reach(state);
    await world.timers.run(300, 20);
    await world.speak("two nights");
    const [first, ...later] = await silences(world, "t2");
    expect(first).toBeLessThanOrEqual(SOUND_MS);
    expect(Math.max(...later)).toBeLessThanOrEqual(BETWEEN_FILLERS_MS);
    expect(world.events("guest_turn").map(({ text }) => text)).toEqual(["a room", "two nights"]);
    expect(world.said.join(" ")).toContain("You said two nights.");
    const fillers = world.events("line_said").filter(({ kind }) => kind === "filler");
    const cut = world.events("line_heard").filter(({ turnId, cut }) => cut && turnId.startsWith("w"));
    expect(cut).toEqual([]);
    expect(fillers.length).toBeGreaterThan(0);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });
});

test("a guest speaks into the goodbye and the ear is slow: nobody waits in silence, and the call is kept", async () => {
  const leave = `Goodbye, ${"and we look forward to seeing you at the lake, ".repeat(3)}`;
  const script = (): Reply =>
    async function* (turn) {
      if (turn.text !== "bye") return void (yield say(`You said ${turn.text}.`));
      yield say(leave);
      yield { type: "end", reason: "done" };
    };
  const world = await callOf({ delays: [NEVER, 2_300], script });
  await world.reach("listening");
  world.type("bye");
  await world.until(() => world.transport.sentMs > 0, "the goodbye's first sound");
  await world.speak("two nights");
  expect(Math.max(...(await silences(world, "t2")))).toBeLessThanOrEqual(SOUND_MS);
  expect(world.said.join(" ")).toContain("You said two nights.");
  expect(world.events("ended")).toEqual([]);
  world.session.stop("staff_hung_up");
  await world.session.ended;
});

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
