import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeardLedger } from "../call/heard";
import { ManualTimers } from "../testing/manual-timers";
import { FrameClock, TICK_MS } from "./clock";
import { AHEAD_MS, MESSAGE_MS, Playout, QUEUE_MS } from "./playout";
import type { MediaTransport } from "./port";
import { PcmQueue } from "./queue";

type Sent = { at: number; ms: number } | { at: number; mark: string } | { at: number; clear: true };

/** A far side that plays in real time and returns marks when playback reaches them, and on `clear`. */
function farSide(timers: ManualTimers) {
  const sent: Sent[] = [];
  const transport: MediaTransport = {
    kind: "twilio",
    sampleRate: 8000,
    audio: true,
    sendAudio: (pcm) => sent.push({ at: timers.now(), ms: pcm.length / 8 }),
    sendMark: (mark) => sent.push({ at: timers.now(), mark }),
    clear: () => sent.push({ at: timers.now(), clear: true }),
    notify() {},
    attach() {},
    close() {},
  };
  return { sent, transport };
}

/** A clause whose samples say which one they are and where in it, to the millisecond. */
const numbered = (clause: number, ms: number) =>
  Int16Array.from({ length: ms * 8 }, (_, i) => clause * 4_096 + Math.floor(i / 8));

/** Plays what it is sent, sample by sample in its own time, and remembers how far each clause got. */
function playingFarSide(timers: ManualTimers) {
  let queue: { pcm: Int16Array; startsAt: number }[] = [];
  let end = 0;
  let generation = 0;
  const furthest = new Map<number, number>();
  const hear = () => {
    for (const { pcm, startsAt } of queue) {
      const count = Math.min(pcm.length, Math.max(0, (timers.now() - startsAt) * 8));
      if (count < 1) continue;
      // A piece is of one clause, and its last sample played is the furthest.
      const sample = pcm[Math.floor(count) - 1] as number;
      const clause = Math.floor(sample / 4_096);
      furthest.set(clause, Math.max(furthest.get(clause) ?? 0, (sample % 4_096) + 1));
    }
  };
  const far = {
    onMark: (_name: string) => {},
    /** Milliseconds of the clause that were played. */
    played(clause: number): number {
      hear();
      return furthest.get(clause) ?? 0;
    },
    transport: {
      ...farSide(timers).transport,
      sendAudio(pcm: Int16Array) {
        const startsAt = Math.max(end, timers.now());
        queue.push({ pcm, startsAt });
        end = startsAt + pcm.length / 8;
      },
      sendMark(name: string) {
        const mine = generation;
        timers.after(Math.max(0, end - timers.now()), () => mine === generation && far.onMark(name));
      },
      clear() {
        hear();
        queue = [];
        end = 0;
        generation += 1;
      },
    },
  };
  return far;
}

const audio = (ms: number) => new Int16Array(ms * 8);

function world() {
  const timers = new ManualTimers(1000);
  const clock = new FrameClock(timers);
  const { sent, transport } = farSide(timers);
  const played: string[] = [];
  const lost: string[] = [];
  const starts: number[] = [];
  const playout = new Playout(transport, clock, {
    sent: (_key, _ms, _now, startsAt) => starts.push(startsAt),
    played: (key) => played.push(key),
    lost: (key) => lost.push(key),
  });
  return { timers, clock, sent, playout, played, lost, starts };
}

const msOf = (sent: Sent[]) => sent.reduce((sum, item) => sum + ("ms" in item ? item.ms : 0), 0);

describe("paced playout", () => {
  test("the first audio leaves at once, then 100 ms messages keep 200 to 400 ms ahead", () => {
    const { timers, sent, playout } = world();
    playout.push("a", audio(3000));
    playout.complete("a");
    expect(msOf(sent)).toBeGreaterThanOrEqual(MESSAGE_MS);
    for (let elapsed = 0; elapsed < 2500; elapsed += 10) {
      const ahead = msOf(sent) - elapsed;
      expect(ahead).toBeLessThanOrEqual(AHEAD_MS + MESSAGE_MS);
      expect(ahead).toBeGreaterThanOrEqual(AHEAD_MS - TICK_MS - 50);
      timers.advance(10);
    }
    expect(sent.every((item) => !("ms" in item) || item.ms === MESSAGE_MS)).toBe(true);
    timers.advance(1000);
    expect(sent.filter((item) => "mark" in item)).toEqual([expect.objectContaining({ mark: "a" })]);
  });

  test("one shared timer for all calls, and none when nobody speaks", () => {
    const timers = new ManualTimers();
    const clock = new FrameClock(timers);
    const events = { sent() {}, played() {}, lost() {} };
    const playouts = Array.from({ length: 300 }, () => new Playout(farSide(timers).transport, clock, events));
    expect(timers.pending).toBe(0);
    for (const playout of playouts) playout.push("k", audio(500));
    expect(timers.pending).toBe(1);
    for (const playout of playouts) playout.clear();
    expect(timers.pending).toBe(0);
    expect(clock.size).toBe(0);
  });

  test("clauses follow each other without a gap, each with its mark behind it", () => {
    const { timers, sent, playout, starts } = world();
    for (const key of ["a", "b"]) {
      playout.push(key, audio(250));
      playout.complete(key);
    }
    timers.advance(1000);
    const marks = sent.flatMap((item) => ("mark" in item ? [item.mark] : []));
    expect(marks).toEqual(["a", "b"]);
    expect(starts.at(-1)).toBeLessThan(1000 + 500);
    expect(msOf(sent)).toBe(500);
  });

  test("clear drops the queue, tells the far side once, and its marks no longer count", () => {
    const { timers, sent, playout, played } = world();
    playout.push("a", audio(100));
    playout.complete("a");
    playout.push("b", audio(5000));
    playout.clear();
    const before = msOf(sent);
    for (const name of ["a", "b", "nonsense"]) playout.mark(name);
    timers.advance(3000);
    expect(played).toEqual([]);
    expect(msOf(sent)).toBe(before);
    expect(sent.filter((item) => "clear" in item)).toHaveLength(1);
    playout.clear();
    expect(sent.filter((item) => "clear" in item)).toHaveLength(1);
    expect(playout.idle).toBe(true);
  });

  test("a pause before the first sound holds it until it is over; a clear ends the pause", () => {
    const { timers, sent, playout, played } = world();
    expect(playout.pause()).toEqual([]);
    // A mark of what was cut before is on its way.
    playout.mark("earlier");
    playout.push("a", audio(250));
    playout.complete("a");
    timers.advance(2_000);
    expect(sent).toEqual([]);
    playout.resume();
    timers.advance(500);
    expect(msOf(sent)).toBe(250);
    playout.mark("a");
    expect(played).toEqual(["a"]);
    playout.pause();
    playout.clear();
    playout.push("b", audio(100));
    expect(msOf(sent)).toBe(350);
    playout.clear();
    expect(timers.pending).toBe(0);
  });

  test("a mark that never comes back is given up, not waited for; one that comes twice counts once", () => {
    const { timers, playout, played, lost } = world();
    playout.push("a", audio(100));
    playout.complete("a");
    playout.mark("a");
    playout.mark("a");
    playout.push("b", audio(100));
    playout.complete("b");
    timers.advance(10_000);
    playout.mark("b");
    expect({ played, lost, pending: timers.pending }).toEqual({ played: ["a"], lost: ["b"], pending: 0 });
  });

  test("the queue is bounded in milliseconds", () => {
    const { playout } = world();
    expect(playout.push("a", audio(QUEUE_MS))).toBe(true);
    expect(playout.push("a", audio(1000))).toBe(false);
    const queue = new PcmQueue(8000, 100);
    expect(queue.push(audio(60))).toBe(true);
    expect(queue.push(audio(60))).toBe(false);
    expect(queue.take(30).length).toBe(240);
    expect(queue.ms).toBe(30);
    queue.clear();
    expect(queue.take(10)).toHaveLength(0);
  });
});

describe("what was heard", () => {
  const words = fc.array(fc.constantFrom("one", "two", "three", "four"), { minLength: 1, maxLength: 8 });
  const clauses = fc.array(fc.record({ words, ms: fc.integer({ min: 20, max: 4000 }) }), {
    minLength: 1,
    maxLength: 6,
  });

  test("never more than the marks acknowledge, plus the words whose time has passed of the clause after them", () => {
    fc.assert(
      fc.property(
        clauses,
        fc.integer({ min: 0, max: 20_000 }),
        fc.nat({ max: 6 }),
        (given, cutAfter, lag) => {
          const timers = new ManualTimers(0);
          const { transport } = farSide(timers);
          const ledger = new HeardLedger();
          const acknowledged: number[] = [];
          const playout = new Playout(transport, new FrameClock(timers), {
            sent: (key, ms, _now, startsAt) => ledger.sent(key, ms, startsAt),
            played: (key, now) => ledger.acknowledge(key, now),
            lost() {},
          });
          const texts = given.map((clause) => clause.words.join(" "));
          let end = 0;
          given.forEach((clause, i) => {
            ledger.add(`k${i}`, texts[i] as string);
            playout.push(`k${i}`, audio(clause.ms));
            ledger.complete(`k${i}`, clause.ms);
            playout.complete(`k${i}`);
            end += clause.ms;
            // The far side is up to 120 ms behind our idea of it.
            timers.after(end + lag * 20, () => {
              acknowledged.push(i);
              playout.mark(`k${i}`);
            });
          });
          timers.advance(cutAfter);
          const { heard, unheard } = ledger.cut(timers.now());
          const whole = texts.join(" ");
          expect([heard, unheard].filter(Boolean).join(" ")).toBe(whole);
          expect(whole.startsWith(heard)).toBe(true);
          const sure = texts.slice(0, acknowledged.length).join(" ");
          expect(heard.startsWith(sure)).toBe(true);
          const next = given[acknowledged.length];
          const extra = heard.slice(sure.length).trim().split(" ").filter(Boolean).length;
          const started = given.slice(0, acknowledged.length).reduce((sum, clause) => sum + clause.ms, 0);
          const share = next ? Math.max(0, (cutAfter - started) / next.ms) : 0;
          expect(extra).toBeLessThanOrEqual(
            next ? Math.min(next.words.length - 1, Math.floor(share * next.words.length)) : 0,
          );
          playout.close();
        },
      ),
      { numRuns: 400 },
    );
  });

  test("with pauses: never a word whose sound was not played, and at the end every word", () => {
    const pauses = fc.array(fc.record({ after: fc.nat({ max: 1_500 }), gap: fc.nat({ max: 900 }) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(clauses, pauses, (given, stops) => {
        const timers = new ManualTimers(0);
        const far = playingFarSide(timers);
        const ledger = new HeardLedger();
        const playout = new Playout(far.transport, new FrameClock(timers), {
          sent: (key, ms, _now, startsAt) => ledger.sent(key, ms, startsAt),
          played: (key, now) => ledger.acknowledge(key, now),
          lost() {},
        });
        far.onMark = (name) => playout.mark(name);
        const texts = given.map((clause) => clause.words.join(" "));
        given.forEach((clause, i) => {
          ledger.add(`k${i}`, texts[i] as string);
          playout.push(`k${i}`, numbered(i, clause.ms));
          ledger.complete(`k${i}`, clause.ms);
          playout.complete(`k${i}`);
        });
        const check = () => {
          const { heard, unheard } = ledger.cut(timers.now());
          expect([heard, unheard].filter(Boolean).join(" ")).toBe(texts.join(" "));
          let words = 0;
          given.forEach((clause, i) => {
            words += Math.floor((far.played(i) / clause.ms) * clause.words.length + 1e-6);
          });
          expect(heard.split(" ").filter(Boolean).length).toBeLessThanOrEqual(words);
        };
        for (const { after, gap } of stops) {
          timers.advance(after);
          check();
          for (const { key, heardMs } of playout.pause()) ledger.pause(key, heardMs, timers.now());
          check();
          timers.advance(gap);
          check();
          playout.resume();
        }
        timers.advance(given.reduce((sum, clause) => sum + clause.ms, 0) + 6 * 500);
        expect(ledger.cut(timers.now()).heard).toBe(texts.join(" "));
        expect(playout.idle).toBe(true);
        expect(timers.pending).toBe(0);
      }),
      { numRuns: 100 },
    );
  }, 20_000);

  test("nothing sent is nothing heard; a clause half synthesised is not credited beyond what was sent", () => {
    const ledger = new HeardLedger();
    ledger.add("a", "one two three four five six seven eight nine ten");
    expect(ledger.cut(99_999)).toEqual({
      heard: "",
      unheard: "one two three four five six seven eight nine ten",
    });
    ledger.sent("a", 400, 0);
    expect(ledger.cut(99_999).heard.split(" ").filter(Boolean).length).toBeLessThanOrEqual(1);
    ledger.acknowledge("unknown", 5);
    expect(ledger.everythingHeard).toBe(false);
  });
});
