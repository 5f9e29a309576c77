import { describe, expect, test } from "vitest";
import { createResampler, resample } from "./resample";

const tone = (hz: number, rate: number, seconds = 0.5, amplitude = 10_000) =>
  Int16Array.from({ length: Math.round(rate * seconds) }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / rate)),
  );

/** RMS of the middle half, away from the edges. */
const level = (pcm: ArrayLike<number>) => {
  const from = pcm.length >> 2;
  const to = pcm.length - from;
  let sum = 0;
  for (let i = from; i < to; i++) sum += (pcm[i] as number) ** 2;
  return Math.sqrt(sum / (to - from));
};

const difference = (a: Int16Array, b: Int16Array) => Float32Array.from(a, (x, i) => x - (b[i] as number));

const pairs = [
  [8_000, 16_000],
  [16_000, 8_000],
  [48_000, 16_000],
  [16_000, 48_000],
  [48_000, 8_000],
  [44_100, 16_000],
  [22_050, 8_000],
] as const;

describe("the resampler", () => {
  test.each(pairs)("%i Hz → %i Hz keeps a 1 kHz tone in time and level", (from, to) => {
    const out = resample(tone(1_000, from), from, to);
    const ideal = tone(1_000, to);
    expect(out.length).toBe(ideal.length);
    expect(level(difference(out, ideal)) / level(ideal)).toBeLessThan(0.002);
  });

  test.each(pairs)("%i Hz → %i Hz: any cut into frames gives the same samples", (from, to) => {
    const input = tone(433, from, 0.3);
    const whole = resample(input, from, to);
    const stream = createResampler(from, to);
    const parts: number[] = [];
    for (let at = 0, step = 1; at < input.length; at += step, step = (step * 7 + 3) % 211) {
      parts.push(...stream.push(input.subarray(at, at + step)));
    }
    parts.push(...stream.flush());
    expect(parts).toEqual([...whole]);
  });

  test("going down removes what would fold back, going up adds no image", () => {
    expect(level(resample(tone(6_000, 16_000), 16_000, 8_000))).toBeLessThan(10);
    expect(level(resample(tone(11_000, 48_000), 48_000, 16_000))).toBeLessThan(10);
    const raised = resample(tone(1_000, 8_000), 8_000, 16_000);
    expect(level(difference(raised, tone(1_000, 16_000)))).toBeLessThan(15);
  });

  test("full scale is clipped, never wrapped; a constant stays constant", () => {
    const square = Int16Array.from({ length: 1_600 }, (_, i) => (i % 40 < 20 ? 32_767 : -32_768));
    const out = resample(square, 16_000, 8_000);
    expect(Math.sign(out[203] as number)).toBe(1);
    expect(Math.sign(out[213] as number)).toBe(-1);
    const flat = resample(new Int16Array(800).fill(1_234), 8_000, 16_000);
    expect(new Set(flat.subarray(100, 1_500))).toEqual(new Set([1_234]));
  });

  test("latency is under 4 ms, and a flushed resampler starts afresh", () => {
    const stream = createResampler(8_000, 16_000);
    const first = stream.push(tone(500, 8_000, 0.02));
    expect(320 - first.length).toBeLessThanOrEqual(64);
    stream.flush();
    expect([...stream.push(tone(500, 8_000, 0.02))]).toEqual([...first]);
  });

  test("empty input is empty output; nonsense rates are refused", () => {
    expect(resample(new Int16Array(0), 8_000, 16_000)).toHaveLength(0);
    expect(resample(Int16Array.of(5), 16_000, 8_000)).toHaveLength(1);
    for (const bad of [0, -8_000, 8_000.5, Number.NaN, 1e9]) {
      expect(() => createResampler(bad, 8_000)).toThrow(RangeError);
    }
    expect(() => createResampler(7_919, 16_001)).toThrow(RangeError);
  });
});
