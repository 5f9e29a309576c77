import { expect, test } from "vitest";
import type { BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { TurnTiming } from "@/server/line/contract";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";

type Reply = (
  turn: GuestTurn,
  io: BrainIo,
  wait: (ms: number) => Promise<void>,
) => AsyncIterable<BrainOutput>;

const ok = { ok: true as const, data: {}, facts: [], say: "From three.", next: [] };

/** One spoken turn on a clock moved by hand; what was measured of it. */
async function oneTurn(reply: Reply, tool: (wait: (ms: number) => Promise<void>) => Promise<void>) {
  const timers = new ManualTimers(5_000);
  const wait = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve));
  const double = new LineDouble({
    opening: { greeting: "Hi." },
    tools: async () => {
      await tool(wait);
      return ok;
    },
  });
  const brain = new ScriptedBrain((turn, io) => reply(turn, io, wait));
  const world = await CallWorld.start({ double, brain, timers });
  await world.reach("listening");
  await world.speak("two nights");
  await world.silence(800);
  await world.until(() => world.events("line_heard").some(({ turnId }) => turnId === "t1"), "the answer");
  const [{ timing, vendors, atMs } = none] = world.events("timing");
  const heard = world.events("line_heard").find(({ turnId }) => turnId === "t1");
  world.transport.handlers.closed("guest");
  await timers.run(200, 20);
  return { timing, vendors, atMs, heard };
}
const none = { timing: { total: -1 } as TurnTiming, vendors: {}, atMs: -1 };

const sum = ({ total: _total, heard: _heard, ...stages }: TurnTiming) =>
  Object.values(stages).reduce((all, ms) => all + ms, 0);

const token = (io: BrainIo) => io.report?.({ type: "first_token", vendor: "openai", model: "m", ms: 1 });

test("a model's turn: its first token and what came after it are two stages, and all add up to the wait", async () => {
  const { timing, vendors, atMs, heard } = await oneTurn(
    async function* (_turn, io, wait) {
      await wait(300);
      token(io);
      await wait(200);
      yield say("Two nights it is, from the first to the third.");
    },
    async () => {},
  );
  expect(vendors).toMatchObject({ asr: "fake", llm: "openai", tts: "fake" });
  expect(timing.firstToken).toBeGreaterThanOrEqual(300);
  expect(timing.firstToken).toBeLessThan(340);
  expect(timing.think).toBeGreaterThanOrEqual(200);
  expect(timing.think).toBeLessThan(240);
  expect(timing.endpointing).toBeGreaterThan(0);
  expect(timing.voice).toBeGreaterThanOrEqual(0);
  expect(sum(timing)).toBeCloseTo(timing.total, 0);
  // What was heard lies after the wait: it is told when it is over, and is as long as the sound.
  expect(timing.heard).toBeUndefined();
  expect(heard?.heardMs).toBeGreaterThan(500);
  expect(Math.abs((heard?.heardMs ?? 0) - ((heard?.atMs ?? 0) - atMs))).toBeLessThan(3);
});

test("a brain without a model has no token: the way to its first words is the stage, tools apart", async () => {
  const { timing, vendors } = await oneTurn(
    async function* (_turn, io, wait) {
      await wait(40);
      await io.callTool("get_policy", { topic: "pets" });
      yield say("From three.");
    },
    (wait) => wait(400),
  );
  expect(vendors).not.toHaveProperty("llm");
  expect(timing.think).toBeUndefined();
  expect(timing.firstToken).toBeGreaterThanOrEqual(40);
  expect(timing.firstToken).toBeLessThan(100);
  expect(timing.tool).toBeGreaterThanOrEqual(400);
  expect(sum(timing)).toBeCloseTo(timing.total, 0);
});

test("tools beside each other are waited for once; one that runs after the first words is no part of the wait", async () => {
  const { timing } = await oneTurn(
    async function* (_turn, io, wait) {
      token(io);
      await Promise.all(["pets", "parking"].map((topic) => io.callTool("get_policy", { topic })));
      yield say("From three.");
      await io.callTool("get_policy", { topic: "wifi" });
      await wait(10);
    },
    (wait) => wait(300),
  );
  expect(timing.tool).toBeGreaterThanOrEqual(300);
  expect(timing.tool).toBeLessThan(360);
  expect(sum(timing)).toBeCloseTo(timing.total, 0);
});

test("a model that had thought ahead made nobody wait for its token", async () => {
  const { timing, vendors } = await oneTurn(
    async function* (_turn, io, wait) {
      token(io);
      await wait(60);
      yield say("Two nights it is.");
    },
    async () => {},
  );
  expect(vendors).toMatchObject({ llm: "openai" });
  expect(timing.firstToken).toBeLessThan(20);
  expect(timing.think).toBeGreaterThanOrEqual(60);
});
