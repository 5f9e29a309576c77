import { describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import { tonesToTexts } from "../testing/tone-modem";
import { ttsContract } from "./contract";
import { createFakeTts } from "./fake";

ttsContract("fake", {
  make: ({ maxClauses }) => createFakeTts({ maxClauses, delay: () => new Promise((go) => setImmediate(go)) }),
});

const request = { text: "Two nights, please", language: "en", sampleRate: 8_000 } as const;
const live = () => new AbortController().signal;

describe("the fake voice", () => {
  test("carries its text, and waits as the injected clock says", async () => {
    const waits: number[] = [];
    const tts = createFakeTts({ firstMs: 90, chunkMs: 15, delay: async (ms) => void waits.push(ms) });
    const pcm: number[] = [];
    for await (const chunk of tts.synthesize(request, live())) pcm.push(...chunk.pcm);
    expect(tonesToTexts(Int16Array.from(pcm))).toEqual([request.text]);
    expect(waits).toEqual([90, 15, 15, 15]);
    expect(tts.spoken).toEqual([request.text]);
  });

  test("fails on demand, before or amid the audio, once", async () => {
    const tts = createFakeTts();
    const count = async () => {
      let chunks = 0;
      try {
        for await (const _ of tts.synthesize(request, live())) chunks += 1;
      } catch (error) {
        return [chunks, (error as SpeechError).message];
      }
      return [chunks];
    };
    tts.failNext(new SpeechError("no voice", "fake", true));
    tts.failNext(new SpeechError("voice lost", "fake", true), "middle");
    expect([await count(), await count(), await count()]).toEqual([[0, "no voice"], [2, "voice lost"], [4]]);
    expect(tts.running).toBe(0);
  });
});
