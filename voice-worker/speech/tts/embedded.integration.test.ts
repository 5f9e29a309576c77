import { afterAll, describe, expect, test } from "vitest";
import { ttsContract } from "./contract";
import { createEmbeddedTts } from "./embedded";

ttsContract("embedded", {
  make: ({ maxClauses }) => createEmbeddedTts({ threads: 1, maxQueue: maxClauses - 1 }),
  timeoutMs: 60_000,
});

const live = () => new AbortController().signal;

describe("the embedded voice", { timeout: 30_000 }, () => {
  const tts = createEmbeddedTts();
  afterAll(() => tts.close());
  const hear = async (text: string, language = "en", voice?: string) => {
    const parts: number[] = [];
    for await (const { pcm } of tts.synthesize({ text, language, voice, sampleRate: 8_000 }, live()))
      parts.push(...pcm);
    return Int16Array.from(parts);
  };

  test("speaks at telephone level, without clipping and without dead air at the start", async () => {
    for (const voice of tts.voices("en")) {
      const pcm = await hear("Good afternoon, this is the Harbour Hotel.", "en", voice);
      const loud = [...pcm].filter((sample) => Math.abs(sample) > 300);
      const rms = Math.sqrt(loud.reduce((sum, x) => sum + x * x, 0) / loud.length);
      expect(20 * Math.log10(rms / 32_768)).toBeGreaterThan(-24);
      expect(20 * Math.log10(rms / 32_768)).toBeLessThan(-15);
      expect(Math.max(...pcm.map(Math.abs))).toBeLessThan(30_000);
      expect(pcm.findIndex((sample) => Math.abs(sample) > 300)).toBeLessThan(8 * 120);
      expect(pcm.subarray(-8 * 150).every((sample) => sample === 0)).toBe(true);
    }
  });

  test("says digits, money and addresses as words do", async () => {
    expect(await hear("It is $120 for 2 nights.")).toEqual(
      await hear("It is one hundred twenty dollars for two nights."),
    );
    expect(await hear("desk@harbour.example")).toEqual(await hear("desk at harbour dot example"));
  });

  test("takes what is read out slowly, and the same words at its own speed besides", async () => {
    const text = "Your code is nine, J, X, F.";
    const slow: number[] = [];
    const request = { text, language: "en", sampleRate: 8_000 as const, pace: "slow" as const };
    for await (const { pcm } of tts.synthesize(request, live())) slow.push(...pcm);
    const usual = (await hear(text)).length;
    expect(slow.length / usual).toBeGreaterThan(1.15);
    expect(slow.length / usual).toBeLessThan(1.35);
    expect((await hear(text)).length).toBe(usual);
  });

  test("refuses other languages and unknown voices plainly", async () => {
    expect(tts.voices("de")).toEqual([]);
    await expect(hear("Guten Tag", "de")).rejects.toMatchObject({ name: "SpeechError", retryable: false });
    await expect(hear("Hello", "en", "kevin")).rejects.toMatchObject({
      name: "SpeechError",
      retryable: false,
    });
    expect(tts.voices("en-GB")).toEqual(["slt", "rms"]);
  });

  test("warmed phrases need no thread", async () => {
    await tts.warm(["One moment, please."], { sampleRate: 8_000 }, live());
    const ready = tts.synthesize({ text: "One moment, please.", language: "en", sampleRate: 8_000 }, live());
    let audio = false;
    const reading = (async () => {
      for await (const { pcm } of ready) audio ||= pcm.length > 0;
    })();
    for (let i = 0; i < 20 && !audio; i++) await Promise.resolve();
    expect(audio).toBe(true);
    await reading;
  });
});
