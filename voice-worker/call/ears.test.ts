import { expect, test } from "vitest";
import { silentLogger } from "@/server/kernel/logger";
import type { AsrEvent } from "../speech/asr/port";
import { EventQueue } from "../speech/events";
import type { VadResult } from "../speech/vad/port";
import { ManualTimers, settle } from "../testing/manual-timers";
import { EchoGuard } from "./backchannel";
import { Ears, type HeardTurn } from "./ears";
import { TurnClock } from "./turn-clock";

const FRAME_MS = 20;

/** Ears whose detector does as told and whose recogniser takes its time. */
function world(line = { audible: () => false, lastWords: () => "" }) {
  const timers = new ManualTimers(1_000);
  const events = new EventQueue<AsrEvent>(64, () => false);
  const turns: HeardTurn[] = [];
  const stable: [string, boolean][] = [];
  const asked: string[] = [];
  let state: VadResult = { probability: 0, speaking: false, runMs: 0 };
  const nothing = () => {};
  const ears = new Ears({
    ...{ sampleRate: 8_000, timers, log: silentLogger, echo: new EchoGuard() },
    vad: { push: () => state, reset: nothing },
    asr: {
      events,
      isDemoEar: false,
      push: nothing,
      expect: nothing,
      endTurn: () => void asked.push("end"),
      reset: () => void asked.push("reset"),
      close: nothing,
    },
    line,
    events: {
      ...{ speaking: nothing, words: nothing, partial: nothing, aside: nothing, awaited: nothing },
      stable: (text, settled) => void stable.push([text, settled]),
      ...{ quiet: nothing, earLost: nothing, turn: (turn) => void turns.push(turn) },
    },
  });
  const hear = async (speaking: boolean, ms: number) => {
    for (let runMs = FRAME_MS; runMs <= ms; runMs += FRAME_MS) {
      state = { probability: Number(speaking), speaking, runMs };
      ears.push(new Int16Array(160));
      await timers.run(FRAME_MS, FRAME_MS);
    }
  };
  const final = async (text: string) => {
    events.push({ type: "final", text, confidence: 1 });
    await settle();
  };
  const partial = async (text: string, stability?: number) => {
    events.push({ type: "partial", text, ...(stability === undefined ? {} : { stability }) });
    await settle();
  };
  return { timers, ears, turns, stable, asked, hear, final, partial };
}

test("a guest who speaks on while the final is awaited does not make their last turn end after it was decided", async () => {
  const { hear, final, turns, timers, ears } = world();
  await hear(true, 600);
  await hear(false, 1_300);
  // Decided; the recogniser is late, and the guest begins again.
  await hear(true, 400);
  await final("two nights");
  const [turn] = turns;
  if (!turn) throw new Error("no turn");
  expect(turn.endedAt).toBeLessThanOrEqual(turn.decidedAt);
  expect(turn.endedAt - turn.startedAt).toBeGreaterThanOrEqual(560);
  expect(turn.endedAt - turn.startedAt).toBeLessThanOrEqual(640);
  const { timing } = new TurnClock("t1", turn, timers.now()).done(timers.now() + 50, {
    ...{ audio: true, asr: "x", tts: "y" },
  });
  for (const [stage, ms] of Object.entries(timing)) expect(ms, stage).toBeGreaterThanOrEqual(0);
  ears.close();
});

test("a guest whose sound stands still amid their words has ended, and is heard again when it comes back", async () => {
  const { hear, final, turns, timers, asked, ears } = world();
  await hear(true, 3_000);
  const stalled = timers.now();
  await timers.run(1_400, 20);
  expect(asked).toEqual([]);
  await timers.run(200, 20);
  expect(asked).toEqual(["end"]);
  await final("two nights");
  expect(turns.map(({ text }) => text)).toEqual(["two nights"]);
  expect(turns[0]?.endedAt).toBeLessThanOrEqual(stalled);
  await hear(true, 600);
  await hear(false, 1_300);
  await final("from friday");
  expect(turns).toHaveLength(2);
  ears.close();
});

test("a final nobody asked for ends the turn at the last voice", async () => {
  const { hear, final, turns, ears } = world();
  await hear(true, 600);
  await final("two nights");
  expect(turns).toHaveLength(1);
  expect((turns[0]?.decidedAt ?? 0) - (turns[0]?.endedAt ?? 0)).toBeLessThanOrEqual(FRAME_MS);
  ears.close();
});

test("words are stable once they stand still in silence, and again once the recogniser calls them final", async () => {
  const { hear, partial, stable, ears } = world();
  await hear(true, 600);
  await partial("two nights");
  await hear(false, 140);
  expect(stable).toEqual([]);
  await hear(false, 200);
  for (let i = 0; i < 2; i++) await partial("two nights", 1);
  await partial("two nights", 0.5);
  expect(stable).toEqual([
    ["two nights", false],
    ["two nights", true],
  ]);
  await partial("two nights and a day", 1);
  expect(stable.at(-1)).toEqual(["two nights and a day", true]);
  ears.close();
});

test("final words in what the voice detector took for nothing are a turn, and only theirs", async () => {
  const { hear, partial, final, turns, asked, ears } = world();
  await hear(false, 600);
  await partial("two nights");
  await partial("", 1);
  expect(asked).toEqual([]);
  await partial("two nights", 1);
  await partial("two nights please", 1);
  expect(asked).toEqual(["end"]);
  await final("two nights please");
  await hear(false, 600);
  expect(turns.map(({ text }) => text)).toEqual(["two nights please"]);
  ears.close();
});

test.each(["is that right", "mm-hm"])(
  "%s, over the line's own words and unnoticed, is nobody's",
  async (text) => {
    const { hear, partial, turns, asked, ears } = world({
      audible: () => true,
      lastWords: () => "two nights from friday is that right",
    });
    await hear(false, 600);
    await partial(text, 1);
    await hear(false, 600);
    expect(asked).toEqual(["reset"]);
    expect(turns).toEqual([]);
    ears.close();
  },
);
