import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ManualTimers, settle } from "@/voice-worker/testing/manual-timers";
import type { AsrEvent } from "../port";
import { streamLimitsOf, VendorStream } from "./stream";
import type { Segment, Wire, WireEvents } from "./wire";

const tone = (ms: number, level = 5_000) =>
  Int16Array.from({ length: ms * 8 }, (_, i) => (i & 1 ? level : -level));
const segment = (text: string, more: Partial<Segment> = {}): Segment => ({
  text,
  confidence: 0.9,
  words: [],
  alternatives: [],
  ...more,
});

class ScriptedWire implements Wire {
  writable = true;
  samples = 0;
  finished = 0;
  closed = false;
  constructor(
    readonly language: string,
    readonly events: WireEvents,
  ) {}
  send(pcm: Int16Array): void {
    this.samples += pcm.length;
  }
  finish(): void {
    this.finished += 1;
  }
  async close(): Promise<void> {
    this.closed = true;
  }
}

let timers: ManualTimers;
let wires: ScriptedWire[];
let seen: AsrEvent[];
let stream: VendorStream;

const open = (reusable = true, maxTurnMs = 2_000) => {
  const spec = {
    reusable,
    open: (language: string, events: WireEvents) => {
      wires.push(new ScriptedWire(language, events));
      return wires.at(-1) as ScriptedWire;
    },
  };
  const options = { sampleRate: 8_000, language: "en", vocabulary: [] } as const;
  const events: AsrEvent[] = [];
  seen = events;
  stream = new VendorStream("vendor", options, spec, streamLimitsOf({ maxTurnMs }), timers, () => {});
  void (async () => {
    for await (const event of stream.events) events.push(event);
  })();
};
const last = () => wires.at(-1) as ScriptedWire;
const texts = () => seen.flatMap((event) => (event.type === "final" ? [event.text] : []));
const errors = () =>
  seen.flatMap((event) => (event.type === "error" ? [`${event.reason}${event.fatal ? " fatal" : ""}`] : []));

describe("a caller at a streaming vendor", () => {
  beforeEach(() => {
    timers = new ManualTimers();
    wires = [];
    open();
  });
  afterEach(() => stream.close());

  test("sends nothing before it may and nothing while the network is full; what is kept then goes out", () => {
    stream.push(tone(100));
    expect(last().samples).toBe(0);
    last().writable = false;
    last().events.opened();
    expect(last().samples).toBe(0);
    last().writable = true;
    last().events.drained();
    expect(last().samples).toBe(800);
    last().writable = false;
    for (let i = 0; i < 300; i++) stream.push(tone(20));
    last().writable = true;
    last().events.drained();
    expect(last().samples).toBe(800 + 16_000);
  });

  test("silence opens a connection but is not kept", () => {
    for (let i = 0; i < 1_000; i++) stream.push(new Int16Array(160));
    last().events.opened();
    expect(last().samples).toBe(4_000);
    expect(wires).toHaveLength(1);
  });

  test("a new turn waits for the final of the one before", async () => {
    stream.push(tone(100));
    last().events.opened();
    stream.endTurn();
    stream.push(tone(200));
    stream.endTurn();
    expect(last()).toMatchObject({ samples: 800, finished: 1 });
    last().events.segment(segment("one"), true);
    last().events.done();
    expect(last()).toMatchObject({ samples: 2_400, finished: 2 });
    last().events.segment(
      segment("two", { words: [{ text: "two", startMs: 100, endMs: 300, confidence: 1 }] }),
      true,
    );
    last().events.done();
    await settle();
    expect(texts()).toEqual(["one", "two"]);
    expect(seen.at(-1)).toMatchObject({ words: [{ startMs: 100, endMs: 300 }] });
  });

  test("words without sound belong to nobody", async () => {
    stream.push(tone(100));
    last().events.opened();
    stream.endTurn();
    last().events.done();
    last().events.segment(segment("late words"), true);
    last().events.partial("late words");
    stream.endTurn();
    await settle();
    expect(texts()).toEqual(["", ""]);
  });

  test("only what the vendor had not settled is sent again", () => {
    stream.push(tone(1_000));
    last().events.opened();
    last().events.segment(segment("one", { processedMs: 600 }), false);
    last().events.failed({ kind: "unavailable", message: "gone" });
    expect(wires[0]?.closed).toBe(true);
    timers.advance(100);
    last().events.opened();
    expect(last().samples).toBe(3_200);
  });

  test("waits grow, then the stream is over; turns still end with what is known", async () => {
    stream.push(tone(100));
    last().events.opened();
    last().events.partial("half a");
    for (const wait of [100, 300, 900]) {
      last().events.failed({ kind: "unavailable", message: "gone" });
      const before = wires.length;
      timers.advance(wait - 1);
      expect(wires).toHaveLength(before);
      timers.advance(1);
      expect(wires).toHaveLength(before + 1);
    }
    last().events.failed({ kind: "unavailable", message: "gone" });
    stream.endTurn();
    stream.push(tone(100));
    stream.endTurn();
    await settle();
    expect(errors()).toEqual(["unavailable", "unavailable", "unavailable", "unavailable fatal"]);
    expect(seen.filter((event) => event.type === "final")).toEqual([
      { type: "final", text: "half a", confidence: 0.4 },
      { type: "final", text: "", confidence: 0 },
    ]);
    expect(timers.pending).toBe(0);
  });

  test("a vendor that asks for a long wait is away; a short one is granted", async () => {
    stream.push(tone(100));
    last().events.failed({ kind: "rate_limited", message: "429", retryAfterMs: 700 });
    timers.advance(699);
    expect(wires).toHaveLength(1);
    timers.advance(1);
    last().events.failed({ kind: "rate_limited", message: "429", retryAfterMs: 60_000 });
    await settle();
    expect(errors()).toEqual(["rate_limited", "rate_limited fatal"]);
  });

  test("a connection that is replaced has nothing more to say", async () => {
    stream.push(tone(100));
    const first = last();
    first.events.opened();
    stream.switchLanguage("de");
    first.events.segment(segment("old"), true);
    first.events.failed({ kind: "auth", message: "old" });
    expect(last().language).toBe("de");
    last().events.opened();
    expect(last().samples).toBe(800);
    await settle();
    expect(seen).toEqual([]);
  });

  test("a false start is finished at the vendor and told to nobody; one that was never sent is forgotten", async () => {
    stream.push(tone(100));
    stream.reset();
    stream.push(tone(60));
    last().events.opened();
    expect(last().samples).toBe(480);
    stream.reset();
    last().events.segment(segment("echo"), true);
    last().events.done();
    stream.push(tone(40));
    stream.endTurn();
    last().events.segment(segment("yes"), true);
    last().events.done();
    await settle();
    expect(texts()).toEqual(["yes"]);
  });

  test("turns that nobody answers are bounded in number and time", async () => {
    for (let i = 0; i < 12; i++) {
      stream.push(tone(20));
      stream.endTurn();
    }
    await settle();
    expect(errors()).toContain("timeout fatal");
    expect(texts()).toHaveLength(12);
    expect(timers.pending).toBe(0);
  });

  test("n-best of one utterance is the n-best of the turn; languages are weighed", async () => {
    stream.push(tone(100));
    last().events.opened();
    last().events.segment(
      segment("für zwei", { language: "de-DE", alternatives: ["für drei", " für  zwei "] }),
      false,
    );
    last().events.segment(segment("ok", { language: "en" }), true);
    stream.endTurn();
    await settle();
    expect(seen.at(-1)).toMatchObject({ text: "für zwei ok", alternatives: ["für drei ok"], language: "de" });
    expect(last().finished).toBe(0);
  });

  test("sound after the vendor's end of an utterance is waited for", () => {
    stream.push(tone(100));
    last().events.opened();
    last().events.segment(segment("one"), true);
    stream.push(tone(80));
    stream.endTurn();
    expect(last().finished).toBe(1);
  });

  test("where finishing ends the connection, each turn has its own and a false start costs none", async () => {
    stream.close();
    open(false);
    stream.push(tone(100));
    last().events.opened();
    stream.reset();
    expect(last()).toMatchObject({ closed: true, finished: 0 });
    stream.push(tone(100));
    last().events.opened();
    stream.endTurn();
    last().events.done();
    stream.push(tone(20));
    expect(wires).toHaveLength(3);
    await settle();
    expect(texts()).toEqual([""]);
  });

  test("a guest who is hardly louder than the line's noise is heard", async () => {
    let seed = 1;
    const hiss = (level: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return level * (seed / 2 ** 31 - 1);
    };
    const frame = (level: number) => Int16Array.from({ length: 160 }, () => hiss(level));
    for (let i = 0; i < 1_500; i++) stream.push(frame(400));
    last().events.opened();
    stream.endTurn();
    last().events.done();
    for (let i = 0; i < 10; i++) stream.push(frame(800));
    stream.endTurn();
    last().events.segment(segment("hello"), true);
    last().events.done();
    await settle();
    expect(texts()).toEqual(["", "hello"]);
  });

  test("noise of the line is learned: it is no sound for ever", async () => {
    let seed = 1;
    const hiss = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return 400 * (seed / 2 ** 31 - 1);
    };
    for (let i = 0; i < 1_500; i++) stream.push(Int16Array.from({ length: 160 }, hiss));
    stream.endTurn();
    stream.push(Int16Array.from({ length: 160 }, hiss));
    stream.endTurn();
    last().events.opened();
    last().events.done();
    await settle();
    expect(texts()).toEqual(["", ""]);
    expect(last().finished).toBe(1);
  });
});
