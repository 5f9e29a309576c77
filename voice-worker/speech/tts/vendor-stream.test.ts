import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAlignment, WordTimes } from "./elevenlabs-words";
import { failureOfStatus, PcmBytes, Places, sayable } from "./vendor-stream";

describe("what vendors' voices share", () => {
  test("samples come out whole wherever the bytes were torn", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(40), { maxLength: 20 }),
        (bytes, cuts) => {
          const pcm = new PcmBytes();
          const out: number[] = [];
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            out.push(...pcm.push(bytes.subarray(at, at + cut)));
            at += cut;
          }
          const given = bytes.subarray(0, Math.min(at, bytes.length));
          const whole = Buffer.from(given.subarray(0, given.length - (given.length % 2)));
          expect(out).toEqual(Array.from({ length: whole.length / 2 }, (_, i) => whole.readInt16LE(i * 2)));
        },
      ),
    );
  });

  test("text is left as it is but for what nobody can say", () => {
    expect(sayable("  Zoë's\t“room”,\n3½ 😀 日本 ")).toBe("Zoë's “room”, 3½ 😀 日本");
    expect(sayable("a\u0000b\u202ec\ud800d\uffff")).toBe("a b c d");
    expect(sayable("\u0000 \u200e")).toBe("");
  });

  test("places are bounded, freed once, and none is left after close", () => {
    const places = new Places("v", 1);
    const free = places.take();
    expect(() => places.take()).toThrow("no free place");
    free();
    free();
    places.take();
    expect(() => places.take()).toThrow("no free place");
    places.close();
    expect(() => places.take()).toThrow("closed");
  });

  test.each([
    [400, false],
    [401, false],
    [403, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
    [0, false],
  ])("status %i: trying again helps: %s", (status, retryable) => {
    expect(failureOfStatus("v", status)).toMatchObject({ retryable, vendor: "v" });
  });
});

describe("ElevenLabs' times", () => {
  const chars = (text: string, from = 0) => ({
    chars: [...text],
    starts: [...text].map((_, i) => from + i * 10),
    durations: [...text].map(() => 10),
  });

  test("characters become words, with the offset of their message; a torn word is told once, where it begins", () => {
    const times = new WordTimes();
    expect(times.take(chars("Two nig"), 0)).toEqual([
      { text: "Two", startMs: 0, endMs: 30 },
      { text: "nig", startMs: 40, endMs: 70 },
    ]);
    expect(times.take(chars("hts, please"), 100)).toEqual([{ text: "please", startMs: 150, endMs: 210 }]);
    expect(times.take(chars(" ok"), 300)).toEqual([{ text: "ok", startMs: 310, endMs: 330 }]);
  });

  test("missing times and durations, empty and blank characters do no harm", () => {
    const times = new WordTimes();
    expect(times.take({ chars: ["a", "", "b"], starts: [], durations: [] }, 5)).toEqual([
      { text: "a", startMs: 5, endMs: 5 },
      { text: "b", startMs: 5, endMs: 5 },
    ]);
    expect(times.take({ chars: [], starts: [1, 2], durations: [] }, 0)).toEqual([]);
  });

  test("both spellings of the durations are read, and none", () => {
    const given = { chars: ["a"], charStartTimesMs: [3] };
    const read = { chars: ["a"], starts: [3] };
    expect(readAlignment({ ...given, charDurationsMs: [7] })).toEqual({ ...read, durations: [7] });
    expect(readAlignment({ ...given, charsDurationsMs: [8] })).toEqual({ ...read, durations: [8] });
    expect(readAlignment(given)).toEqual({ ...read, durations: [] });
  });

  test.each([
    undefined,
    null,
    "x",
    {},
    { chars: "ab" },
    { chars: [1], charStartTimesMs: [0] },
    { chars: ["a"], charStartTimesMs: [null] },
    { chars: ["a"], charStartTimesMs: [0], charDurationsMs: ["1"] },
    { chars: ["a".repeat(21)], charStartTimesMs: [0] },
    { chars: Array(20_001).fill("a"), charStartTimesMs: [] },
  ])("%j is no alignment", (given) => expect(readAlignment(given)).toBeUndefined());
});
