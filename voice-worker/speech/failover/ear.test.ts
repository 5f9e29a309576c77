import { describe, expect, test } from "vitest";
import { Breaker, vendorLimits } from "@/server/kernel/breaker";
import { ManualTimers, settle } from "@/voice-worker/testing/manual-timers";
import { asrContract } from "../asr/contract";
import { createFakeAsr } from "../asr/fake";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "../asr/port";
import { SpeechError } from "../errors";
import { EventQueue } from "../events";
import { textToTones, tonesToTexts } from "../testing/tone-modem";
import { EarFailover } from "./ear";

/** Behind the wrapper the port's own contract holds: with one ear, and with a first one that never opens. */
for (const dead of [0, 1]) {
  asrContract(`failover (${dead} dead)`, {
    make: (limits) => {
      const refusing: Asr = {
        ...createFakeAsr(limits),
        open: () => {
          throw new SpeechError("no", "dead", false);
        },
      };
      const rungs = [
        ...Array(dead).fill({ vendor: "dead", asr: refusing }),
        { vendor: "fake", asr: createFakeAsr(limits) },
      ];
      return new EarFailover({ rungs, timers: new ManualTimers(), report() {} });
    },
    say: async (phrase) => textToTones(phrase),
  });
}

/** An ear whose every move the test makes: it hears tones, and answers only when told. */
class HandEar implements Asr {
  readonly name = "hand";
  readonly streams: HandStream[] = [];
  refuse = false;
  open(options: AsrOptions): AsrStream {
    if (this.refuse) throw new SpeechError("The hand ear has no place.", "hand", true);
    const stream = new HandStream(options);
    this.streams.push(stream);
    return stream;
  }
  get last(): HandStream {
    return this.streams.at(-1) as HandStream;
  }
  async close() {}
}
class HandStream implements AsrStream {
  readonly events = new EventQueue<AsrEvent>(64, () => false);
  readonly isDemoEar = false;
  readonly turns: string[][] = [];
  readonly expected: string[] = [];
  languages: string[];
  audio: number[] = [];
  resets = 0;
  closed = false;
  constructor(options: AsrOptions) {
    this.languages = [options.language];
  }
  push(pcm: Int16Array) {
    this.audio.push(...pcm);
  }
  expect(expectation: { kind: string }) {
    this.expected.push(expectation.kind);
  }
  endTurn() {
    this.turns.push(tonesToTexts(Int16Array.from(this.audio)));
    this.audio = [];
  }
  reset() {
    this.audio = [];
    this.resets += 1;
  }
  switchLanguage(language: string) {
    this.languages.push(language);
  }
  close() {
    this.closed = true;
    this.events.end();
  }
  final(text: string) {
    this.events.push({ type: "final", text, confidence: text ? 0.9 : 0 });
  }
  die(fatal = true, reason: "auth" | "unavailable" = "unavailable") {
    this.events.push({ type: "error", message: "gone", fatal, reason });
  }
}

function world(count: number) {
  const timers = new ManualTimers();
  const ears = Array.from({ length: count }, () => new HandEar());
  const breakers = ears.map(() => new Breaker(vendorLimits, () => timers.now()));
  const reports: string[] = [];
  const heardSeconds = ears.map(() => 0);
  let ended = 0;
  const failover = new EarFailover({
    rungs: ears.map((asr, n) => ({
      vendor: `v${n}`,
      asr,
      breaker: breakers[n] as Breaker,
      heard: (seconds) => {
        heardSeconds[n] = (heardSeconds[n] ?? 0) + seconds;
      },
    })),
    timers,
    report: (vendor, on) => reports.push(`${vendor} ${on ? "down" : "up"}`),
    turnEnded: () => {
      ended += 1;
    },
  });
  const abort = new AbortController();
  const events: AsrEvent[] = [];
  const open = () => {
    const stream = failover.open({ sampleRate: 8000, language: "en", vocabulary: [] }, abort.signal);
    void (async () => {
      for await (const event of stream.events) events.push(event);
    })();
    return stream;
  };
  const finals = () => events.flatMap((event) => (event.type === "final" ? [event.text] : []));
  const fatal = () => events.filter((event) => event.type === "error" && event.fatal).length;
  return {
    timers,
    ears,
    breakers,
    reports,
    failover,
    open,
    events,
    finals,
    fatal,
    abort,
    heardSeconds,
    ended: () => ended,
  };
}
const ear = (ears: readonly HandEar[], n: number) => ears[n] as HandEar;
const say = (stream: AsrStream, text: string) => {
  const pcm = textToTones(text);
  for (let at = 0; at < pcm.length; at += 160) stream.push(pcm.subarray(at, at + 160));
};

describe("the ears of a call", () => {
  test("the first one hears; every turn has one final, and is announced when it ends", async () => {
    const { open, ears, finals, reports, ended, failover } = world(2);
    const stream = open();
    say(stream, "yes");
    stream.endTurn();
    ear(ears, 0).last.final("yes");
    ear(ears, 0).last.final("an extra one that nobody asked for");
    await settle();
    expect([finals(), reports, ended(), failover.name]).toEqual([["yes"], [], 1, "v0"]);
    expect(ear(ears, 1).streams).toHaveLength(0);
  });

  test("one that dies in the middle of a turn: the next hears the turn from its beginning", async () => {
    const { open, ears, finals, reports, fatal } = world(2);
    const stream = open();
    stream.expect({ kind: "nights" });
    say(stream, "three nights");
    ear(ears, 0).last.die();
    await settle();
    say(stream, "please");
    stream.endTurn();
    const { last } = ear(ears, 1);
    expect([last.turns, last.expected]).toEqual([[["three nights", "please"]], ["nights"]]);
    last.final("three nights please");
    await settle();
    expect([finals(), reports, fatal()]).toEqual([["three nights please"], ["v0 down"], 0]);
    expect(ear(ears, 0).streams[0]?.closed).toBe(true);
  });

  test("one that dies while a final is due: the next answers that turn, exactly once", async () => {
    const { open, ears, finals } = world(2);
    const stream = open();
    say(stream, "yes");
    stream.endTurn();
    say(stream, "no");
    stream.endTurn();
    ear(ears, 0).last.die(true, "auth");
    ear(ears, 0).last.final("");
    ear(ears, 0).last.final("");
    await settle();
    expect(ear(ears, 1).last.turns).toEqual([["yes"], ["no"]]);
    ear(ears, 1).last.final("yes");
    ear(ears, 1).last.final("no");
    await settle();
    expect(finals()).toEqual(["yes", "no"]);
  });

  test("one whose events just end has died, too", async () => {
    const { open, ears } = world(2);
    open();
    ear(ears, 0).last.events.end();
    await settle();
    expect(ear(ears, 1).streams).toHaveLength(1);
  });

  test("one without a final in time is replaced while another is left; the last one keeps its own time", async () => {
    const { open, ears, timers, finals, reports } = world(2);
    const stream = open();
    say(stream, "yes");
    stream.endTurn();
    await timers.run(900, 100);
    expect([ear(ears, 1).last.turns, reports]).toEqual([[["yes"]], ["v0 down"]]);
    await timers.run(60_000, 5_000);
    expect([finals(), timers.pending]).toEqual([[], 0]);
    ear(ears, 1).last.final("yes");
    await settle();
    expect(finals()).toEqual(["yes"]);
  });

  test("who stands in is given the time anew: it is told that the turn is heard again", async () => {
    const { open, ears, timers, events } = world(2);
    const stream = open();
    ear(ears, 0).last.die(false);
    say(stream, "yes");
    await settle();
    expect(events.some(({ type }) => type === "again")).toBe(false);
    stream.endTurn();
    await timers.run(900, 100);
    expect(events.filter(({ type }) => type === "again")).toHaveLength(1);
    ear(ears, 1).last.final("yes");
    await settle();
    expect(events.at(-1)).toMatchObject({ type: "final", text: "yes" });
  });

  test("an empty final after a fault is no answer while another ear is left; words are, and so is the last ear's", async () => {
    const { open, ears, finals, breakers } = world(2);
    const stream = open();
    say(stream, "yes");
    stream.endTurn();
    ear(ears, 0).last.die(false);
    ear(ears, 0).last.final("");
    await settle();
    expect([finals(), ear(ears, 1).last.turns, breakers[0]?.state]).toEqual([[], [["yes"]], "closed"]);
    ear(ears, 1).last.die(false);
    ear(ears, 1).last.final("");
    await settle();
    expect(finals()).toEqual([""]);
    say(stream, "no");
    stream.endTurn();
    const now = ears.map((each) => each.streams.at(-1)).find((each) => each?.turns.at(-1)?.[0] === "no");
    now?.die(false);
    now?.final("no");
    await settle();
    expect(finals()).toEqual(["", "no"]);
  });

  test("small faults are passed on; with the fifth in half a minute the next vendor takes the same turn", async () => {
    const { open, ears, events, breakers } = world(2);
    const stream = open();
    say(stream, "yes");
    for (let n = 0; n < 4; n++) ear(ears, 0).last.die(false);
    await settle();
    expect([events.filter(({ type }) => type === "error").length, ear(ears, 1).streams.length]).toEqual([
      4, 0,
    ]);
    ear(ears, 0).last.die(false);
    await settle();
    stream.endTurn();
    expect([breakers[0]?.state, ear(ears, 1).last.turns]).toEqual(["open", [["yes"]]]);
  });

  test("none left: due turns are answered empty, then it is said once, and further turns still get finals", async () => {
    const { open, ears, finals, fatal, events } = world(2);
    const stream = open();
    say(stream, "yes");
    stream.endTurn();
    ear(ears, 0).last.die();
    await settle();
    ear(ears, 1).last.die();
    await settle();
    expect([finals(), fatal(), events.at(-1)?.type]).toEqual([[""], 1, "error"]);
    say(stream, "hello?");
    stream.endTurn();
    stream.reset();
    await settle();
    expect([finals(), fatal()]).toEqual([["", ""], 1]);
    stream.close();
  });

  test("a first vendor without a place is skipped at once; without any the opening fails", () => {
    const { open, ears, reports } = world(2);
    ear(ears, 0).refuse = true;
    open();
    expect([ear(ears, 1).streams.length, reports]).toEqual([1, ["v0 down"]]);
    ear(ears, 1).refuse = true;
    expect(open).toThrow("no place");
    expect(world(0).open).toThrow(SpeechError);
  });

  test("between turns the first vendor gets another try, and is up when it hears", async () => {
    const { open, ears, reports, failover, finals } = world(2);
    const stream = open();
    ear(ears, 0).last.die();
    await settle();
    say(stream, "yes");
    stream.endTurn();
    expect(failover.name).toBe("v1");
    ear(ears, 1).last.final("yes");
    await settle();
    expect([failover.name, reports, ear(ears, 0).streams.length]).toEqual(["v0", ["v0 down"], 2]);
    say(stream, "no");
    stream.endTurn();
    expect(ear(ears, 0).last.turns).toEqual([["no"]]);
    ear(ears, 0).last.final("no");
    await settle();
    expect([finals(), reports]).toEqual([
      ["yes", "no"],
      ["v0 down", "v0 up"],
    ]);
  });

  test("what is kept for the next vendor is bounded, and a reset forgets it", async () => {
    const { open, ears, heardSeconds } = world(2);
    const stream = open();
    say(stream, "cough");
    stream.reset();
    for (let n = 0; n < 60; n++) stream.push(new Int16Array(8_000));
    say(stream, "yes");
    ear(ears, 0).last.die();
    await settle();
    const kept = ear(ears, 1).last.audio.length / 8_000;
    expect(kept).toBeGreaterThan(9);
    expect(kept).toBeLessThanOrEqual(10);
    stream.endTurn();
    expect(ear(ears, 1).last.turns).toEqual([["yes"]]);
    expect([
      ear(ears, 0).last.resets,
      Math.round(heardSeconds[0] ?? 0),
      Math.round(heardSeconds[1] ?? 0),
    ]).toEqual([1, 60, 9]);
  });

  test("a language switch reaches who listens and who comes later", async () => {
    const { open, ears } = world(2);
    const stream = open();
    stream.switchLanguage?.("de");
    expect(ear(ears, 0).last.languages).toEqual(["en", "de"]);
    ear(ears, 0).last.die();
    await settle();
    expect(ear(ears, 1).last.languages).toEqual(["de"]);
  });

  test("closing or hanging up ends everything, and nobody is opened any more", async () => {
    const { open, ears, abort, timers } = world(2);
    const stream = open();
    stream.endTurn();
    abort.abort(new Error("hung up"));
    ear(ears, 0).last.die();
    stream.push(new Int16Array(160));
    stream.endTurn();
    await settle();
    expect([ear(ears, 0).last.closed, ear(ears, 1).streams.length, timers.pending]).toEqual([true, 0, 0]);
    expect(open).toThrow("hung up");
  });

  test("who hangs up on the probe of a vendor that was away leaves it to the next caller", () => {
    const { open, ears, breakers, timers } = world(2);
    breakers[0]?.trip();
    timers.advance(vendorLimits.windowMs);
    open().close();
    const again = open();
    expect(ears.map(({ streams }) => streams.length)).toEqual([2, 0]);
    again.close();
  });

  test("who was listening before a vendor was away frees nobody's probe of it by hanging up", () => {
    const { open, ears, breakers, timers } = world(2);
    const before = open();
    breakers[0]?.trip();
    timers.advance(vendorLimits.windowMs);
    const probe = open();
    before.close();
    const next = open();
    expect(ears.map(({ streams }) => streams.length)).toEqual([2, 1]);
    for (const stream of [probe, next]) stream.close();
  });
});
