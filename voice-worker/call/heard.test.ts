import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SpokenWord } from "../speech/tts/port";
import { HeardLedger } from "./heard";
import { wordEnds } from "./word-ends";

const WORDS = ["Your", "room", "two-oh-four", "is", "booked,", "O'Neil", "—", "Zoë.", "£50", "breakfast"];
const words = (text: string) => text.split(" ").filter(Boolean);
const clean = (word: string) => word.replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/** A clause and when its words sound: each as long as it happens to be, after a pause. */
const clause = fc.array(
  fc.record({
    text: fc.constantFrom(...WORDS),
    ms: fc.integer({ min: 40, max: 900 }),
    pause: fc.integer({ min: 0, max: 400 }),
  }),
  { minLength: 1, maxLength: 15 },
);
type Timed = { text: string; ms: number; pause: number }[];

/** What a vendor tells of it, and when each written word is over. A sign that is not said is over with the word before. */
function spoken(timed: Timed): { text: string; told: SpokenWord[]; ends: number[]; totalMs: number } {
  const told: SpokenWord[] = [];
  const ends: number[] = [];
  let at = 0;
  let over = 0;
  for (const { text, ms, pause } of timed) {
    if (clean(text) !== "") {
      const startMs = at + pause;
      at = startMs + ms;
      over = at;
      told.push({ text, startMs, endMs: at });
    }
    ends.push(over);
  }
  return { text: timed.map(({ text }) => text).join(" "), told, ends, totalMs: at + 250 };
}

describe("words heard by the voice's own times", () => {
  test("at any cut exactly the words that were over are heard, the last one only by its mark", () => {
    fc.assert(
      fc.property(clause, fc.double({ min: 0, max: 1, noNaN: true }), (timed, share) => {
        const { text, told, ends, totalMs } = spoken(timed);
        const ledger = new HeardLedger();
        ledger.add("t1.0", text);
        ledger.told("t1.0", told);
        ledger.sent("t1.0", totalMs, 1_000);
        ledger.complete("t1.0", totalMs);
        const cutMs = share * totalMs;
        const { heard, unheard } = ledger.cut(1_000 + cutMs);
        const over = cutMs > 0 ? ends.filter((end) => end <= cutMs + 1e-6).length : 0;
        const known = cutMs > 0 ? ends.filter((end) => end <= cutMs - 1e-6).length : 0;
        const count = words(heard).length;
        expect(count).toBeGreaterThanOrEqual(Math.min(known, ends.length - 1));
        expect(count).toBeLessThanOrEqual(Math.min(over, ends.length - 1));
        expect([...words(heard), ...words(unheard)]).toEqual(words(text));
      }),
    );
  });

  test("what was not sent, or waits behind a clause without its mark, is never heard; more time never means fewer words", () => {
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 4 }), fc.nat(8_000), (clauses, sentMs) => {
        const said = clauses.map(spoken);
        const ledger = new HeardLedger();
        for (const [i, { text, told }] of said.entries()) {
          ledger.add(`t1.${i}`, text);
          ledger.told(`t1.${i}`, told);
        }
        // Of the first clause only `sentMs` left for the guest; of the others everything.
        const [first] = said;
        const out = Math.min(sentMs, first?.totalMs ?? 0);
        for (const [i, { totalMs }] of said.entries()) ledger.sent(`t1.${i}`, i === 0 ? out : totalMs, 1_000);
        let before = 0;
        for (let now = 1_000; now < 20_000; now += 170) {
          const count = words(ledger.cut(now).heard).length;
          expect(count).toBeGreaterThanOrEqual(before);
          expect(count).toBeLessThanOrEqual(first?.ends.filter((end) => end <= out).length ?? 0);
          before = count;
        }
        ledger.acknowledge("t1.0", 20_000);
        expect(words(ledger.cut(20_000).heard).length).toBeGreaterThanOrEqual(
          words(first?.text ?? "").length,
        );
      }),
    );
  });

  test("after a pause words go on being counted from the start of the clause", () => {
    const timed = ["one", "two", "three", "four"].map((text) => ({ text, ms: 300, pause: 200 }));
    const { text, told, totalMs } = spoken(timed);
    const ledger = new HeardLedger();
    ledger.add("t1.0", text);
    ledger.told("t1.0", told);
    ledger.sent("t1.0", 1_200, 0);
    expect(ledger.cut(1_050).heard).toBe("one two");
    // 200 ms are played again after it.
    ledger.pause("t1.0", 850, 1_050);
    expect(ledger.cut(9_000).heard).toBe("one");
    ledger.sent("t1.0", totalMs - 850, 10_000);
    expect(ledger.cut(10_100).heard).toBe("one");
    expect(ledger.cut(10_200).heard).toBe("one two");
    expect(ledger.cut(10_700).heard).toBe("one two three");
  });

  test("a slow beginning does not make late words heard: the proportion would", () => {
    const timed = [
      { text: "Well…", ms: 1_500, pause: 0 },
      ...["it", "is", "forty", "euros."].map((text) => ({ text, ms: 200, pause: 0 })),
    ];
    const { text, told, totalMs } = spoken(timed);
    const cutAt = (times: SpokenWord[]) => {
      const ledger = new HeardLedger();
      ledger.add("t1.0", text);
      ledger.told("t1.0", times);
      ledger.sent("t1.0", totalMs, 0);
      ledger.complete("t1.0", totalMs);
      return ledger.cut(1_400).heard;
    };
    expect(cutAt(told)).toBe("");
    expect(cutAt([])).toBe("Well… it");
  });
});

describe("a vendor's words and the written ones", () => {
  const at = (...said: [string, number][]): SpokenWord[] =>
    said.map(([text, endMs], i) => ({ text, startMs: said[i - 1]?.[1] ?? 0, endMs }));

  test("may be cut finer or joined, in other case and without punctuation", () => {
    expect(
      wordEnds("It's twenty-one euros.", at(["it", 1], ["s", 2], ["Twenty", 3], ["one", 4], ["euros", 5])),
    ).toEqual([2, 4, 5]);
    expect(wordEnds("ice cream now", at(["icecream", 4], ["now", 6]))).toEqual([4, 4, 6]);
  });

  test("tell nothing when they are not the text's; what is not told yet is open", () => {
    expect(wordEnds("forty euros", at(["40", 2], ["euros", 5]))).toBeUndefined();
    expect(wordEnds("forty euros", at(["forty", 2]))).toEqual([2]);
    expect(wordEnds("forty euros", [])).toEqual([]);
  });
});
