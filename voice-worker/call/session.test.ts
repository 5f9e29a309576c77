import { describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { CallOpening } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { LineAway } from "../line/errors";
import { FrameClock } from "../media/clock";
import { resample } from "../media/resample";
import { textToTones } from "../speech/testing/tone-modem";
import { type Reply, ScriptedBrain, say } from "../testing/fake-brain";
import { FakeTransport } from "../testing/fake-transport";
import { LineDouble } from "../testing/line-double";
import { ManualTimers, settle } from "../testing/manual-timers";
import { sampleOpening } from "../testing/opening";
import { fakeSpeech } from "../testing/worker-harness";
import { silentMeter } from "./deps";
import { noRecording } from "./recording";
import { CallSession } from "./session";

const policy: ToolResult = { ok: true, data: {}, facts: [], say: "From three.", next: [] };

interface Options {
  reply?: Reply;
  audio?: boolean;
  tools?: ConstructorParameters<typeof LineDouble>[0] extends infer O | undefined
    ? O extends { tools?: infer T }
      ? T
      : never
    : never;
  rules?: Partial<CallOpening["rules"]>;
  greeting?: string;
  double?: LineDouble;
  callId?: string;
}

/** One session on time moved by hand. */
async function world(options: Options = {}) {
  const timers = new ManualTimers(5000);
  const opening = {
    greeting: options.greeting ?? "Hello.",
    rules: { ...sampleOpening(new Date()).rules, ...options.rules },
  };
  const double =
    options.double ?? new LineDouble({ opening, ...(options.tools ? { tools: options.tools } : {}) });
  const brain = new ScriptedBrain(
    options.reply ??
      async function* (turn) {
        yield say(`Yes, ${turn.text}.`);
      },
  );
  const transport = new FakeTransport(timers, options.audio ?? true);
  const callId = options.callId ?? newId();
  const token = await double.token({ callId });
  const speech = fakeSpeech();
  const session = new CallSession(
    {
      line: double,
      brain,
      speech,
      timers,
      frames: new FrameClock(timers),
      log: silentLogger,
      meter: silentMeter,
      returnMs: 0,
      record: async () => noRecording,
      keepRecording: async () => {},
    },
    { token, transport },
    { jti: newId(), sub: callId, tenantId: newId(), channel: "browser", exp: 0 },
  );
  void session.run({ resume: true });
  // Tokens are verified on other threads: this takes real time, however the clock is moved.
  for (const end = performance.now() + 10_000; session.state === "ringing" && performance.now() < end; )
    await settle();
  const over = async () => {
    for (let i = 0; i < 100 && double.call(callId).closed === undefined; i++) await timers.run(100, 50);
    await session.ended;
    return double.call(callId);
  };
  const wordsOf = () =>
    double
      .call(callId)
      .events.flatMap(({ body }) => (body.type === "line_said" ? [`${body.kind}: ${body.text}`] : []));
  return { timers, double, brain, transport, session, callId, over, wordsOf, speech };
}

/** Runs until the state is reached, or fails. */
async function reach(
  timers: ManualTimers,
  transport: FakeTransport,
  state: string,
  ms = 20_000,
): Promise<void> {
  for (let spent = 0; transport.state !== state; spent += 20) {
    if (spent > ms) throw new Error(`Still ${transport.state} after ${ms} ms, not ${state}.`);
    await timers.run(20, 20);
  }
}

describe("silence", () => {
  test("six seconds, again, a third time, then the end; nothing of it while the line speaks", async () => {
    const { timers, brain, transport, over } = await world();
    await reach(timers, transport, "listening");
    await timers.run(5_900, 50);
    expect(brain.last.silences).toEqual([]);
    await timers.run(200, 50);
    expect(brain.last.silences).toEqual([1]);
    await reach(timers, transport, "listening");
    await timers.run(6_100, 50);
    await reach(timers, transport, "listening");
    await timers.run(6_100, 50);
    expect(brain.last.silences).toEqual([1, 2, 3]);
    expect((await over()).closed?.reason).toBe("silence");
    expect(transport.closedWith).toBe("silence");
    expect(timers.pending).toBe(0);
  });

  test("one moment, says the guest: the line waits a minute", async () => {
    const { timers, brain, transport } = await world();
    await reach(timers, transport, "listening");
    transport.handlers.text("one moment please");
    await timers.run(100);
    await reach(timers, transport, "listening");
    await timers.run(30_000, 100);
    expect(brain.last.silences).toEqual([]);
    await timers.run(31_000, 100);
    expect(brain.last.silences).toEqual([1]);
  });
});

describe("a slow tool", () => {
  const slow: Reply = async function* (_turn, io) {
    const result = await io.callTool("get_policy", { topic: "place" });
    yield say(result.ok ? result.say : result.ask);
  };
  const gate = () => {
    let open: (result: ToolResult) => void = () => {};
    const result = new Promise<ToolResult>((resolve) => {
      open = resolve;
    });
    return { tools: () => result, open: () => open(policy) };
  };

  test("gets one filler after 600 ms and another after seven seconds; the answer follows", async () => {
    const { tools, open } = gate();
    const { timers, transport, wordsOf } = await world({ reply: slow, tools });
    await reach(timers, transport, "listening");
    transport.handlers.text("where?");
    await timers.run(580, 20);
    const fillers = () =>
      transport.updates.filter((update) => update.type === "line" && update.kind === "filler").length;
    expect(fillers()).toBe(0);
    await timers.run(60, 20);
    expect(fillers()).toBe(1);
    await timers.run(6_000, 50);
    expect(fillers()).toBe(1);
    await timers.run(4_000, 50);
    expect(fillers()).toBe(2);
    open();
    await timers.run(500, 20);
    expect(transport.said.at(-1)).toBe("From three.");
    await timers.run(500, 20);
    expect(wordsOf().filter((words) => words.startsWith("filler"))).toHaveLength(2);
  });

  test("a fast one gets none", async () => {
    const { timers, transport } = await world({ reply: slow, tools: () => policy });
    await reach(timers, transport, "listening");
    transport.handlers.text("where?");
    await timers.run(3_000, 20);
    expect(transport.said).toEqual(["Hello.", "From three."]);
  });

  test("a barge-in stops speech and never the tool: it runs to its end, once, and the brain knows", async () => {
    const { tools, open } = gate();
    const seen: string[] = [];
    const { timers, transport, brain, double, callId } = await world({
      tools,
      async *reply(turn, io) {
        if (turn.text !== "book it") return void (yield say("Of course."));
        yield say("I am booking that for you right now, this takes a little while.");
        const result = await io.callTool("book_stay", { quotes: ["quote_1"] });
        seen.push(result.ok ? "ok" : result.code);
        yield say("It is booked.");
        seen.push("beyond");
      },
    });
    await reach(timers, transport, "listening");
    transport.handlers.text("book it");
    await reach(timers, transport, "speaking");
    await timers.run(300, 20);
    transport.handlers.text("wait");
    await timers.run(100, 20);
    expect(transport.clears).toBe(1);
    expect(brain.last.turns).toHaveLength(1);
    open();
    await timers.run(300, 20);
    expect(seen).toEqual(["ok"]);
    expect(transport.said).not.toContain("It is booked.");
    expect(brain.last.turns.map(({ text }) => text)).toEqual(["book it", "wait"]);
    expect(brain.last.interruptions).toHaveLength(1);
    expect(double.call(callId).tools).toHaveLength(1);
    expect(brain.last.overlaps).toBe(0);
  });
});

describe("a line that is away", () => {
  test("gives the brain `later`, says so in the events once, and tells when it is back", async () => {
    const { timers, transport, double, callId } = await world({
      tools: () => policy,
      audio: false,
      async *reply(turn, io) {
        const result = await io.callTool("get_policy", { topic: "place", field: turn.text });
        yield say(result.ok ? result.say : result.ask);
      },
    });
    await settle();
    const { tool } = double;
    double.tool = () => Promise.reject(new LineAway("The app is away."));
    for (const text of ["one", "two"]) {
      transport.handlers.text(text);
      await timers.run(200);
      expect(transport.said.at(-1)).toMatch(/call you back/);
    }
    double.tool = tool;
    transport.handlers.text("three");
    await timers.run(300);
    expect(transport.said.at(-1)).toBe("From three.");
    const rungs = double
      .call(callId)
      .events.flatMap(({ body }) => (body.type === "degraded" ? [[body.rung, body.on]] : []));
    expect(rungs).toEqual([
      ["tools_off", true],
      ["tools_off", false],
    ]);
  });
});

describe("the length of a call", () => {
  test("a warning a minute before the cap, words at the cap, then the end", async () => {
    const { timers, transport, over } = await world({ rules: { maxMinutes: 2, silenceSeconds: 600 } });
    await reach(timers, transport, "listening");
    await timers.run(59_000, 100);
    expect(transport.said).toHaveLength(1);
    await timers.run(2_000, 100);
    expect(transport.said.at(-1)).toMatch(/one minute left/);
    await timers.run(60_000, 100);
    expect(transport.said.at(-1)).toMatch(/end of the time/);
    expect((await over()).closed?.reason).toBe("cap");
    expect(timers.pending).toBe(0);
  });

  test("a guest who speaks into the last words is on record, and has no call without an end", async () => {
    const { timers, transport, brain, double, callId, over } = await world({
      rules: { maxMinutes: 1, silenceSeconds: 600 },
    });
    await reach(timers, transport, "listening");
    while (!/end of the time/.test(transport.said.at(-1) ?? "")) await timers.run(100, 100);
    transport.handlers.text("one more thing");
    expect((await over()).closed?.reason).toBe("cap");
    expect(brain.last.turns).toEqual([]);
    expect(transport.said.at(-1)).toMatch(/end of the time/);
    const { events } = double.call(callId);
    expect(events.some(({ body }) => body.type === "guest_turn" && body.text === "one more thing")).toBe(
      true,
    );
    expect(events.some(({ body }) => body.type === "line_heard" && body.cut)).toBe(false);
    expect(timers.pending).toBe(0);
  });
});

describe("barge-in", () => {
  test("clear follows the onset of speech within 50 ms, and what was heard is what was played", async () => {
    const long =
      "One two three four five. Six seven eight nine ten. Eleven twelve thirteen fourteen fifteen.";
    const { timers, transport, brain, speech } = await world({ greeting: long });
    await reach(timers, transport, "greeting");
    await timers.run(1_500, 20);
    const voice = resample(textToTones("stop"), 8_000, 16_000);
    const vad = speech.createVad(16_000);
    let onset = -1;
    let cleared = -1;
    for (let at = 0; at < voice.length; at += 320) {
      const frame = voice.subarray(at, at + 320);
      if (onset < 0 && vad.push(frame).speaking) onset = timers.now();
      transport.handlers.audio(frame);
      if (transport.clears > 0 && cleared < 0) cleared = timers.now();
      await timers.run(20, 20);
    }
    expect(onset).toBeGreaterThan(0);
    expect(cleared - onset).toBeLessThanOrEqual(50);
    expect(transport.clears).toBe(1);
    for (let i = 0; i < 120; i++) {
      transport.handlers.audio(new Int16Array(320));
      await timers.run(20, 20);
    }
    const cut = transport.updates.find((update) => update.type === "heard");
    expect(cut).toMatchObject({ cut: true });
    expect(`${cut?.type === "heard" && cut.heard} ${cut?.type === "heard" && cut.unheard}`.trim()).toBe(long);
    expect(brain.last.interruptions).toHaveLength(1);
  });
});

describe("two workers", () => {
  test("the second goes on from the snapshot; the first falls silent, closes nothing and leaves no timer", async () => {
    const first = await world({ audio: false });
    await settle();
    first.transport.handlers.text("hello");
    await first.timers.run(200);
    const second = await world({ audio: false, double: first.double, callId: first.callId });
    expect(second.brain.last.resumedFrom).toEqual({ turns: 1 });
    expect(second.transport.said).toEqual([]);
    first.transport.handlers.text("anybody?");
    await first.timers.run(2_000, 50);
    await first.session.ended;
    expect(first.session.state).toBe("ended");
    expect(first.timers.pending).toBe(0);
    expect(first.double.call(first.callId).closed).toBeUndefined();
    second.transport.handlers.text("go on");
    await second.timers.run(500);
    expect(second.double.call(second.callId).epoch).toBe(2);
    expect(second.transport.said.at(-1)).toBe("Yes, go on.");
  });
});
