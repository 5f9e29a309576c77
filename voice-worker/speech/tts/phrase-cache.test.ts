import { describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import { createFakeTts } from "./fake";
import { cached, PhraseCache } from "./phrase-cache";
import type { Tts, TtsRequest } from "./port";

const live = () => new AbortController().signal;
async function hear(tts: Tts, text: string, over: Partial<TtsRequest> = {}) {
  const pcm: number[] = [];
  for await (const chunk of tts.synthesize({ text, language: "en", sampleRate: 8000, ...over }, live()))
    pcm.push(...chunk.pcm);
  return pcm;
}
function world(limits = {}) {
  const clock = { now: 0 };
  const cache = new PhraseCache(() => clock.now, limits);
  const fake = createFakeTts();
  return { clock, cache, fake, of: (...identity: (string | undefined)[]) => cached(fake, cache, identity) };
}

describe("the phrase cache", () => {
  test("what was said sounds the same again, without asking", async () => {
    const { of, fake } = world();
    const tts = of("v", "m");
    const first = await hear(tts, "Good evening.");
    expect(await hear(tts, "Good evening.")).toEqual(first);
    expect(await hear(of("v", "m"), "Good evening.")).toEqual(first);
    expect(fake.spoken).toHaveLength(1);
  });

  test("vendor, model, voice, text, language, pace and rate all tell phrases apart", async () => {
    const { of, fake } = world();
    await hear(of("v", "m"), "One.");
    await hear(of("w", "m"), "One.");
    await hear(of("v", undefined, "m"), "One.");
    await hear(of("v", "m"), "One.", { voice: "x" });
    await hear(of("v", "m"), "One.", { language: "de" });
    await hear(of("v", "m"), "One.", { pace: "slow" });
    await hear(of("v", "m"), "One.", { sampleRate: 16_000 });
    await hear(of("v", "m"), "one.");
    await hear(of('v","m'), "One.");
    expect(fake.spoken).toHaveLength(9);
  });

  test("a day later it is asked for again", async () => {
    const { of, fake, clock } = world();
    const tts = of("v");
    await hear(tts, "One.");
    clock.now = 24 * 60 * 60 * 1000 - 1;
    await hear(tts, "One.");
    clock.now += 1;
    await hear(tts, "One.");
    expect(fake.spoken).toHaveLength(2);
  });

  test("bytes are bounded, the least used go first, and long clauses are not kept", async () => {
    const { of, fake, cache } = world({ maxBytes: 12_000, maxMs: 500 });
    const tts = of("v");
    await hear(tts, "aaaa");
    await hear(tts, "bbbb");
    const { bytes } = cache.size;
    await hear(tts, "aaaa");
    for (let n = 0; n < 20; n++) await hear(tts, `c${n}`);
    expect(cache.size.bytes).toBeLessThanOrEqual(12_000);
    expect(bytes).toBeGreaterThan(0);
    const asked = fake.spoken.length;
    await hear(tts, "bbbb");
    expect(fake.spoken).toHaveLength(asked + 1);
    const before = cache.size.bytes;
    await hear(tts, "a clause that is far too long to be said twice");
    expect(cache.size.bytes).toBe(before);
  });

  test("what broke off, was cut or is empty is not kept", async () => {
    const { of, fake, cache } = world();
    const tts = of("v");
    fake.failNext(new SpeechError("no", "v", true), "middle");
    await expect(hear(tts, "A longer clause.")).rejects.toThrow("no");
    for await (const _ of tts.synthesize(
      { text: "A longer clause.", language: "en", sampleRate: 8000 },
      live(),
    ))
      break;
    await hear(tts, "");
    expect(cache.size).toEqual({ phrases: 0, bytes: 0 });
  });

  test("word times come back with their pieces, and an abort is heard", async () => {
    const { cache, fake } = world();
    const words = [
      { text: "one", startMs: 10, endMs: 90 },
      { text: "two", startMs: 450, endMs: 500 },
    ];
    const tts = cached(
      {
        ...fake,
        async *synthesize() {
          yield { pcm: new Int16Array(4_800), words };
        },
      },
      cache,
      ["w"],
    );
    const request = { text: "one two", language: "en", sampleRate: 8000 } as const;
    for await (const _ of tts.synthesize(request, live()));
    const pieces: string[][] = [];
    for await (const { words: some } of tts.synthesize(request, live()))
      pieces.push((some ?? []).map(({ text }) => text));
    expect(pieces).toEqual([["one"], ["two"]]);
    const abort = new AbortController();
    const cut = async () => {
      for await (const _ of tts.synthesize(request, abort.signal)) abort.abort(new Error("barge-in"));
    };
    await expect(cut()).rejects.toThrow("barge-in");
  });
});
