import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { FRAME, noise, rates, speechTrack, type Track, withNoise } from "../testing/noisy-speech";
import { createEnergyVad } from "./energy";

describe("the energy VAD", { timeout: 30_000 }, () => {
  let track: Track;
  beforeAll(async () => {
    track = await speechTrack();
  }, 60_000);
  const figures: string[] = [];
  afterAll(() => process.stdout.write(`VAD false alarms / misses per 20 ms frame: ${figures.join("; ")}\n`));

  test.each([
    ["clean", Number.POSITIVE_INFINITY, 0.02, 0.05],
    ["40 dB", 40, 0.02, 0.05],
    ["30 dB", 30, 0.02, 0.08],
    ["20 dB", 20, 0.03, 0.12],
    ["10 dB", 10, 0.05, 0.4],
  ])("%s SNR over µ-law", async (name, snr, maxAlarm, maxMiss) => {
    const noisy = Number.isFinite(snr) ? withNoise(track.pcm, snr) : track.pcm;
    const vad = createEnergyVad(8_000);
    const heard = decodeMulaw(encodeMulaw(noisy));
    const { falseAlarm, miss } = await rates(heard, track.truth, (frame) => vad.push(frame));
    figures.push(`${name} ${(100 * falseAlarm).toFixed(1)} % / ${(100 * miss).toFixed(1)} %`);
    expect(falseAlarm).toBeLessThanOrEqual(maxAlarm);
    expect(miss).toBeLessThanOrEqual(maxMiss);
  });

  test("16 kHz browser audio is judged alike", async () => {
    const vad = createEnergyVad(16_000);
    const wide = resample(withNoise(track.pcm, 30), 8_000, 16_000);
    const { falseAlarm, miss } = await rates(wide, track.truth, (frame) => vad.push(frame), 16_000);
    expect(falseAlarm).toBeLessThanOrEqual(0.02);
    expect(miss).toBeLessThanOrEqual(0.1);
  });

  test("a click shorter than 60 ms does not start speech; runMs counts the present state", () => {
    const vad = createEnergyVad(8_000);
    expect(vad.push(new Int16Array(8_000))).toEqual({
      probability: expect.closeTo(0, 1),
      speaking: false,
      runMs: 1_000,
    });
    const click = Int16Array.from(noise(160, 4_000));
    let spoke = false;
    for (const frame of [click, ...Array.from({ length: 20 }, () => new Int16Array(160))])
      spoke ||= vad.push(frame).speaking;
    expect(spoke).toBe(false);
  });

  test("speech from the very first frame is heard, and reset forgets it", () => {
    const vad = createEnergyVad(8_000);
    const talk = track.pcm.subarray(16_000, 16_000 + 8_000);
    let first = -1;
    for (let at = 0; at < talk.length && first < 0; at += FRAME) {
      if (vad.push(talk.subarray(at, at + FRAME)).speaking) first = at / 8;
    }
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(250);
    vad.reset();
    expect(vad.push(new Int16Array(0))).toEqual({ probability: 0, speaking: false, runMs: 0 });
  });

  test("the cut into frames does not matter", () => {
    const runs = [37, 160, 4_000].map((size) => {
      const vad = createEnergyVad(8_000);
      for (let at = 0; at < 32_000; at += size) vad.push(track.pcm.subarray(at, Math.min(32_000, at + size)));
      return vad.push(new Int16Array(0));
    });
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  test("full scale, digital silence and steps in the noise end in silence again", () => {
    const vad = createEnergyVad(8_000);
    vad.push(new Int16Array(16_000));
    vad.push(Int16Array.from(noise(8_000 * 4, 60)));
    expect(vad.push(Int16Array.from(noise(8_000, 60, 9))).speaking).toBe(false);
    vad.push(new Int16Array(4_000).map((_, i) => (i & 1 ? 32_767 : -32_768)));
    expect(vad.push(new Int16Array(8_000)).speaking).toBe(false);
  });
});
