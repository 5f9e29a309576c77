import { describe, expect, test, vi } from "vitest";
import type { GuestTurn } from "@/server/brain/port";
import { resample } from "../media/resample";
import { sharedSpeech } from "../speech/failover/shared";
import { textToTones } from "../speech/testing/tone-modem";
import type { SpokenWord, Tts } from "../speech/tts/port";
import { CallWorld } from "../testing/call-world";
import { type Reply, ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { fakeSpeech } from "../testing/worker-harness";
import type { Speech } from "./deps";

// Minutes of a call, in steps of one frame: much work for a busy machine, and never a wait.
vi.setConfig({ testTimeout: 30_000 });

const LONG = "One two three four five. Six seven eight nine ten. Eleven twelve thirteen fourteen fifteen.";

async function talking(reply?: Reply, speech?: Speech) {
  const double = new LineDouble({ opening: { greeting: LONG } });
  const counts = { real: 0, false: 0 };
  const brain = new ScriptedBrain(
    reply ??
      async function* (turn) {
        yield say(`Yes, ${turn.text}.`);
      },
  );
  const meter = { bargeIn: () => void counts.real++, falseBargeIn: () => void counts.false++ };
  const world = await CallWorld.start({ double, brain, meter, ...(speech ? { speech } : {}) });
  await world.reach("greeting");
  await world.silence(1_500);
  return { world, brain, counts };
}

const heard = (world: CallWorld) => world.events("line_heard").map(({ heard, cut }) => [heard, cut]);
const guestWords = (world: CallWorld) => world.events("guest_turn").map(({ text }) => text);

describe("while the line speaks", () => {
  test("a cough stops it for a moment; it goes on where it stopped, and nothing was interrupted", async () => {
    const { world, brain, counts } = await talking();
    const before = world.transport.sentMs;
    await world.noise(200);
    expect(world.transport.clears).toBe(1);
    await world.silence(4_000);
    expect(heard(world)).toEqual([[LONG, false]]);
    expect(guestWords(world)).toEqual([]);
    expect(brain.last.interruptions).toEqual([]);
    expect(counts).toEqual({ real: 0, false: 1 });
    expect(world.transport.sentMs).toBeGreaterThan(before);
  });

  test("what it is about to say waits for somebody who makes a sound meanwhile", async () => {
    let answer = () => {};
    const ready = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const double = new LineDouble({ opening: { greeting: "" } });
    const brain = new ScriptedBrain(async function* () {
      await ready;
      yield say(LONG);
    });
    const world = await CallWorld.start({ double, brain });
    await world.reach("listening");
    world.type("a room");
    await world.reach("thinking");
    await world.noise(100);
    answer();
    await world.noise(160);
    await world.silence(100);
    expect(world.events("line_said").map(({ text }) => text)).toContain(LONG);
    expect(world.transport.sentMs).toBe(0);
    await world.silence(8_000);
    expect(heard(world)).toEqual([[LONG, false]]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test("a sound of listening is on record and no turn; the sentence goes on", async () => {
    const { world, brain, counts } = await talking();
    await world.speak("mm-hm");
    await world.silence(4_000);
    expect(guestWords(world)).toEqual(["mm-hm"]);
    expect(brain.last.turns).toEqual([]);
    expect(heard(world)).toEqual([[LONG, false]]);
    expect(counts).toEqual({ real: 0, false: 1 });
  });

  test("to a question of yes or no the same word is an answer", async () => {
    const { world, brain } = await talking();
    brain.last.expected = { kind: "yes_no" };
    await world.speak("okay");
    await world.silence(3_000);
    expect(brain.last.turns.map(({ text }) => text)).toEqual(["okay"]);
  });

  test("its own words coming back are no guest; after that a quiet echo does not even stop it", async () => {
    const { world, brain, counts } = await talking();
    const tones = resample(textToTones("three four five"), 8_000, 16_000);
    const echo = (loudness: number) => world.hear(tones.map((sample) => sample * loudness));
    await echo(0.3);
    await world.silence(1_500);
    expect(guestWords(world)).toEqual([]);
    expect(counts.false).toBe(1);
    await echo(0.3);
    await world.silence(4_000);
    expect(world.transport.clears).toBe(1);
    expect(brain.last.turns).toEqual([]);
    expect(heard(world)).toEqual([[LONG, false]]);
  });

  test("words that mean something cut it: what was heard is what was played, the rest is unheard", async () => {
    const { world, brain, counts } = await talking();
    await world.speak("wait please");
    await world.silence(5_000);
    const [cut] = world.events("line_heard");
    expect(cut).toMatchObject({ cut: true });
    expect(`${cut?.heard} ${cut?.unheard}`.trim()).toBe(LONG);
    expect(brain.last.interruptions).toEqual([cut?.heard]);
    expect(brain.last.turns.map(({ text }) => text)).toEqual(["wait please"]);
    expect(counts).toEqual({ real: 1, false: 0 });
  });

  test("a voice that tells when its words sound decides which were heard", async () => {
    const { tts, ...rest } = fakeSpeech();
    // All words of a clause but its first come in its last moment.
    const drawling: Tts = {
      ...tts,
      async *synthesize(request, signal) {
        const [first = "", ...others] = request.text.split(" ");
        let words: SpokenWord[] = [
          { text: first, startMs: 0, endMs: 100 },
          ...others.map((text) => ({ text, startMs: 60_000, endMs: 60_000 })),
        ];
        for await (const { pcm } of tts.synthesize(request, signal)) {
          yield { pcm, words };
          words = [];
        }
      },
    };
    const { asr, createVad } = rest;
    const { world } = await talking(undefined, sharedSpeech({ tts: drawling, asr, createVad }));
    await world.speak("wait please");
    await world.silence(5_000);
    expect(world.events("line_heard")[0]).toMatchObject({
      ...{ cut: true, heard: "One two three four five. Six", unheard: LONG.slice(29) },
    });
  });

  test("a turn of the brain that goes on meanwhile is not lost to a noise", async () => {
    let go: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { world, brain } = await talking(async function* () {
      yield say("First part of this answer now.");
      await gate;
      yield say("Second part.");
    });
    await world.silence(3_000);
    await world.speak("tell me");
    await world.silence(1_500);
    expect(world.said).toContain("First part of this answer now.");
    await world.noise(200);
    go();
    await world.silence(8_000);
    expect(world.said).toContain("Second part.");
    expect(heard(world).at(-1)).toEqual(["First part of this answer now. Second part.", false]);
    expect(brain.last.turns).toHaveLength(1);
  });
});

describe("thinking ahead", () => {
  class Ahead extends ScriptedBrain {
    readonly thoughts: { text: string; signal: AbortSignal }[] = [];
    override start(...args: Parameters<ScriptedBrain["start"]>) {
      const dialogue = super.start(...args);
      return Object.assign(dialogue, {
        speculate: (text: string, io: { signal: AbortSignal }) => {
          this.thoughts.push({ text, signal: io.signal });
        },
      });
    }
  }

  async function listening(reply: Reply) {
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const brain = new Ahead(reply);
    const world = await CallWorld.start({ double, brain });
    await world.reach("listening");
    await world.silence(500);
    return { world, brain };
  }

  test("begins when the partial stands still in silence, is kept for the same words and dropped for others", async () => {
    const seen: [string, boolean][] = [];
    const { world, brain } = await listening(async function* (turn: GuestTurn) {
      seen.push([turn.text, brain.thoughts.at(-1)?.signal.aborted ?? true]);
      yield say("Fine.");
    });
    await world.speak("a room for two");
    await world.silence(4_000);
    expect(brain.thoughts.map(({ text }) => text)).toEqual(["a room for two"]);
    expect(seen).toEqual([["a room for two", false]]);
    await world.speak("with a view");
    await world.silence(300);
    expect(brain.thoughts).toHaveLength(2);
    await world.speak("of the sea please");
    expect(brain.thoughts[1]?.signal.aborted).toBe(true);
    await world.silence(4_000);
    expect(seen.at(-1)).toEqual(["with a view of the sea please", false]);
  });

  test("has no effect of its own, and none of it outlives the call", async () => {
    const { world, brain } = await listening(async function* () {
      yield say("Fine.");
    });
    await world.speak("a room for two");
    await world.silence(300);
    world.transport.handlers.closed("guest");
    await world.timers.run(200);
    await world.session.ended;
    expect(brain.thoughts.every(({ signal }) => signal.aborted)).toBe(true);
    expect(world.record.tools).toEqual([]);
    expect(world.timers.pending).toBe(0);
  });
});

describe("when a word was said", () => {
  test("times of words are those of the call, not of the recogniser's stream", async () => {
    const { world } = await talking();
    await world.silence(4_000);
    const at = world.timers.now();
    await world.speak("two nights");
    await world.silence(3_000);
    const [turn] = world.events("guest_turn");
    expect(turn?.startMs).toBeGreaterThan(5_000);
    expect(Math.abs((turn?.startMs ?? 0) - (at - 5_000))).toBeLessThan(200);
    // A number with its unit is a whole answer: half the usual wait, and a frame for the decision.
    const [timing] = world.events("timing");
    expect(timing?.timing.endpointing).toBeGreaterThanOrEqual(375 - 20);
    expect(timing?.timing.endpointing).toBeLessThanOrEqual(375 + 40);
  });
});
