import { describe, expect, test, vi } from "vitest";
import type { BrainOutput } from "@/server/brain/port";
import type { Line } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { LineAway } from "../line/errors";
import { SpeechError } from "../speech/errors";
import { CallWorld, type CallWorldOptions } from "../testing/call-world";
import { ScriptedBrain, type ScriptedDialogue, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { settle } from "../testing/manual-timers";
import { fakeSpeech } from "../testing/worker-harness";
import { noRecording } from "./recording";

// Minutes of a call, in steps of one frame: much work for a busy machine, and never a wait.
vi.setConfig({ testTimeout: 30_000 });

type Fault = "rejects" | "hangs";
const WORD_MS = 3_000;
const ok: ToolResult = { ok: true, data: {}, facts: [], say: "From three.", next: [] };

const broken = <T>(fault: Fault): Promise<T> =>
  fault === "hangs" ? new Promise<T>(() => {}) : Promise.reject(new LineAway("The app is away."));

/** A line one of whose methods is broken, from its first call on. */
function lineWith(double: LineDouble, method: keyof Line, fault: Fault): Line {
  return Object.assign(Object.create(double) as LineDouble, { [method]: () => broken(fault) });
}

const helpful = () =>
  new ScriptedBrain(async function* (turn, io) {
    if (turn.text.includes("bye")) {
      yield say("Goodbye.");
      yield { type: "end", reason: "done" };
      return;
    }
    const result = await io.callTool("get_policy", { topic: "place" });
    yield say(result.ok ? result.say : result.ask);
  });

class BrokenBrain extends ScriptedBrain {
  constructor(
    private readonly method: "greet" | "respond" | "silent",
    private readonly fault: Fault,
  ) {
    super(async function* () {
      yield say("Fine.");
    });
  }
  override start(...[opening]: Parameters<ScriptedBrain["start"]>): ScriptedDialogue {
    const dialogue = super.start(opening);
    const { fault } = this;
    const fails = async function* (): AsyncGenerator<BrainOutput> {
      await broken(fault);
      yield say("Never said.");
    };
    return Object.assign(dialogue, { [this.method]: fails });
  }
}

/** Waits for a word more than `before`, or for the end; how long it took, in milliseconds. */
async function wordOrEnd(world: CallWorld, before: number, limit = 60_000): Promise<number> {
  for (let ms = 0; ms <= limit; ms += 50) {
    if (world.said.length > before || world.transport.closedWith !== undefined) return ms;
    await world.timers.run(50, 50);
  }
  return Number.POSITIVE_INFINITY;
}

async function finished(world: CallWorld): Promise<void> {
  world.transport.handlers.closed("guest");
  await world.timers.run(40_000, 500);
  await world.session.ended;
  expect(world.timers.pending).toBe(0);
}

const start = (over: Partial<CallWorldOptions> = {}) => {
  const double = new LineDouble({ opening: { greeting: "Hi." }, tools: () => ok });
  return { double, options: { double, brain: helpful(), audio: true, ...over } };
};

describe.each<Fault>(["rejects", "hangs"])("a port that %s", (fault) => {
  test.each(["tool", "events", "snapshot", "close"] as const)(
    "line.%s: the guest hears a word in three seconds",
    async (method) => {
      const { double, options } = start();
      const world = await CallWorld.start({ ...options, line: lineWith(double, method, fault) });
      expect(await wordOrEnd(world, 0)).toBeLessThanOrEqual(WORD_MS);
      await world.timers.run(2_000, 100);
      const before = world.said.length;
      world.type("where are you?");
      expect(await wordOrEnd(world, before)).toBeLessThanOrEqual(WORD_MS);
      await finished(world);
    },
  );

  test("line.open: the caller is let go within three seconds, and nothing is left", async () => {
    const { double, options } = start();
    const world = await CallWorld.make({ ...options, line: lineWith(double, "open", fault) });
    void world.session.run({ resume: true });
    await world.timers.run(WORD_MS + 100, 50);
    await world.session.ended;
    expect(world.transport.closedWith).toBe("refused");
    expect(world.timers.pending).toBe(0);
  });

  test.each(["greet", "respond", "silent"] as const)(
    "brain.%s: a word, and the call goes on",
    async (method) => {
      const { options } = start();
      const world = await CallWorld.start({ ...options, brain: new BrokenBrain(method, fault) });
      expect(await wordOrEnd(world, 0)).toBeLessThanOrEqual(WORD_MS);
      expect(world.said[0]).toBe("Hi.");
      if (method === "greet") return finished(world);
      await world.timers.run(1_500, 50);
      if (method === "silent") await world.timers.run(6_000, 100);
      const before = method === "silent" ? 1 : world.said.length;
      if (method === "respond") world.type("hello?");
      expect(await wordOrEnd(world, before)).toBeLessThanOrEqual(WORD_MS);
      await finished(world);
    },
  );

  test("the recording: the call goes on without one", async () => {
    const { double, options } = start({ record: () => broken(fault) });
    const world = await CallWorld.make(options);
    void world.session.run({ resume: true });
    // Tokens are verified on other threads: this takes real time, however the clock is moved.
    const end = performance.now() + 10_000;
    while (!double.calls.has(world.callId) && performance.now() < end) await settle();
    await world.timers.run(1_200, 50);
    expect(world.said).toEqual(["Hi."]);
    await finished(world);
  });

  test("a recording that cannot be finished does not keep the call from being closed", async () => {
    const { double, options } = start({
      record: async () => ({ ...noRecording, on: true, finish: () => broken(fault) }),
    });
    const world = await CallWorld.start(options);
    await world.reach("listening");
    await finished(world);
    expect(double.call(world.callId).closed).toMatchObject({ reason: "guest_hung_up", recording: false });
  });

  test("the voice: without any the call ends by itself, and nothing is left", async () => {
    const speech = fakeSpeech({
      delay: () =>
        fault === "hangs" ? new Promise(() => {}) : Promise.reject(new SpeechError("no voice", "fake", true)),
    });
    const { options } = start({ speech });
    const world = await CallWorld.start(options);
    world.type("one");
    await world.timers.run(3_000, 100);
    world.type("two");
    await world.timers.run(40_000, 200);
    await world.session.ended;
    expect(world.transport.closedWith).toBe("failed");
    expect(world.timers.pending).toBe(0);
  });
});

describe("an ear that gives no final", () => {
  test("what it understood so far is taken for the turn", async () => {
    const speech = fakeSpeech();
    const asr = { ...speech.asr };
    asr.open = (...args) => {
      const stream = speech.asr.open(...args);
      return { ...stream, endTurn: () => {}, events: stream.events };
    };
    const { options } = start({
      speech: { ...speech, forCall: () => ({ ...speech, asr, usage: () => [], close() {} }) },
    });
    const world = await CallWorld.start(options);
    await world.reach("listening");
    await world.silence(500);
    const before = world.said.length;
    await world.speak("where are you please");
    await world.silence(900);
    expect(await wordOrEnd(world, before)).toBeLessThanOrEqual(WORD_MS);
    await world.until(() => world.events("guest_turn").length > 0, "the turn", 2_000);
    expect(world.events("guest_turn")[0]?.text).toMatch(/^where are/);
    await finished(world);
  });
});

describe("an effect whose answer was lost", () => {
  const world = async (line: (double: LineDouble) => Partial<Line>) => {
    const double = new LineDouble({ opening: { greeting: "Hi." }, tools: () => booked });
    const brain = new ScriptedBrain(async function* (_turn, io) {
      const result = await io.callTool("book_stay", { quotes: ["quote_1"] });
      yield say(result.ok ? result.say : result.ask);
    });
    const over = Object.assign(Object.create(double) as LineDouble, line(double));
    return { double, call: await CallWorld.start({ double, brain, line: over, audio: false }) };
  };
  const booked: ToolResult = { ok: true, data: {}, facts: [], say: "It is booked.", next: [] };

  test("is asked for again under its own number; done once, the guest hears of it", async () => {
    let calls = 0;
    const { call, double } = await world((double) => ({
      async tool(...args: Parameters<Line["tool"]>) {
        calls += 1;
        const result = await double.tool(...args);
        if (calls < 3) throw new LineAway("The answer was lost.");
        return result;
      },
    }));
    call.type("book it");
    await call.timers.run(300, 50);
    expect(call.said.at(-1)).toMatch(/noted that, but it is not done yet/);
    await call.timers.run(10_000, 100);
    expect(call.said.at(-1)).toBe("It is booked.");
    const { tools } = double.call(call.callId);
    expect(new Set(tools.map(({ request }) => request.toolSequence))).toEqual(new Set([1]));
    expect(tools.filter(({ result }) => result.ok && !result.repeated)).toHaveLength(1);
    expect(call.events("tool").map(({ outcome }) => outcome)).toEqual(["later", "ok"]);
    await finished(call);
  });

  test.each([
    ["de", "+4915112345678", /notiert.*noch nicht erledigt.*ruft Sie dazu an\.$/],
    ["de", undefined, /notiert.*noch nicht erledigt.*Unter welcher Nummer/],
    ["fr", "+33612345678", /noté.*pas encore fait.*vous appellera/],
    ["es", "+34600112233", /anotado.*todavía no está hecho.*llamará/],
    ["bn", "+8801711111111", /লিখে রেখেছি.*এখনও হয়নি.*ফোন করবে/],
    ["en-GB", "+447700900123", /noted.*not done yet.*will call you/],
  ])(
    "in %s, called from %s: said as noted and not done, and on record as it was agreed",
    async (language, number, words) => {
      const double = new LineDouble({
        opening: { greeting: "Hi.", language, caller: number ? { number } : {} },
      });
      const brain = new ScriptedBrain(async function* (_turn, io) {
        const result = await io.callTool("book_stay", { quotes: ["quote_1"] });
        yield say(result.ok ? result.say : result.ask);
      });
      const line = lineWith(double, "tool", "rejects");
      const call = await CallWorld.start({ double, brain, line, audio: false });
      call.type("book it");
      await call.timers.run(600, 50);
      expect(call.said.at(-1)).toMatch(words);
      expect(call.events("wish")).toEqual([
        expect.objectContaining({ name: "book_stay", args: { quotes: ["quote_1"] }, toolSequence: 1 }),
      ]);
      await finished(call);
    },
  );

  test("what is of this call only, and a read, is no wish: a call-back is offered in the call's language", async () => {
    const double = new LineDouble({ opening: { greeting: "Hi.", language: "de" } });
    const names = ["quote_stay", "search_rooms", "verify_guest"] as const;
    const brain = new ScriptedBrain(async function* (_turn, io) {
      for (const name of names) {
        const result = await io.callTool(name, {});
        yield say(result.ok ? result.say : result.ask);
      }
    });
    const call = await CallWorld.start({
      double,
      brain,
      line: lineWith(double, "tool", "rejects"),
      audio: false,
    });
    call.type("go on");
    await call.timers.run(600, 50);
    for (const words of call.said.slice(-3)) expect(words).toMatch(/Soll Sie jemand dazu zurückrufen\?$/);
    expect(call.events("wish")).toEqual([]);
    await finished(call);
  });

  test("is not asked for for ever, not after the call, and never for a read", async () => {
    let calls = 0;
    const { call } = await world(() => ({
      tool() {
        calls += 1;
        return broken("rejects");
      },
    }));
    call.type("book it");
    await call.timers.run(70_000, 500);
    const after = calls;
    expect(after).toBeGreaterThan(5);
    await call.timers.run(20_000, 500);
    expect(calls).toBe(after);
    call.type("book it");
    await call.timers.run(300, 50);
    await finished(call);
    const ended = calls;
    await call.timers.run(30_000, 500);
    expect(calls).toBe(ended);
  });
});
