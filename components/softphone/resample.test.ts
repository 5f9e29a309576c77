import { expect, test } from "vitest";
import { fromPcm16, Resampler, toPcm16 } from "./resample";

const tone = (hertz: number, rate: number, seconds = 1) =>
  Float32Array.from({ length: rate * seconds }, (_, at) => Math.sin((2 * Math.PI * hertz * at) / rate));
const power = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
const steady = (samples: Float32Array) => samples.slice(400, -400);

test.each([
  [48_000, 16_000],
  [44_100, 16_000],
  [16_000, 48_000],
  [16_000, 44_100],
  [16_000, 16_000],
])("%i Hz to %i Hz keeps a 1 kHz tone, its length and its loudness", (from, to) => {
  const out = new Resampler(from, to).process(tone(1_000, from));
  expect(Math.abs(out.length - to)).toBeLessThan(to * 0.005);
  const kept = steady(out);
  expect(power(kept)).toBeCloseTo(Math.SQRT1_2, 2);
  let crossings = 0;
  for (let at = 1; at < kept.length; at++) if ((kept[at - 1] ?? 0) < 0 && (kept[at] ?? 0) >= 0) crossings++;
  expect(Math.abs(crossings / (kept.length / to) - 1_000)).toBeLessThan(5);
});

test("what 16 kHz cannot hold does not fold back into the speech band", () => {
  const out = new Resampler(48_000, 16_000).process(tone(11_000, 48_000));
  expect(power(steady(out))).toBeLessThan(0.01);
});

test("blocks of any size give the stream of one block", () => {
  const input = tone(440, 48_000, 0.2);
  const whole = new Resampler(48_000, 16_000).process(input);
  const pieces = new Resampler(48_000, 16_000);
  const parts: number[] = [];
  for (let at = 0, size = 1; at < input.length; at += size, size = (size * 7) % 311 || 1)
    parts.push(...pieces.process(input.subarray(at, at + size)));
  expect(parts.length).toBe(whole.length);
  const worst = Math.max(...parts.map((sample, at) => Math.abs(sample - (whole[at] ?? 0))));
  expect(worst).toBeLessThan(0.02);
});

test("an empty block gives nothing and harms nothing", () => {
  const resampler = new Resampler(48_000, 16_000);
  expect(resampler.process(new Float32Array(0)).length).toBe(0);
  expect(resampler.process(tone(500, 48_000, 0.1)).length).toBeGreaterThan(1_500);
});

test("PCM there and back, with clipping, nonsense and an odd byte", () => {
  const there = toPcm16(Float32Array.of(0, 1, -1, 2, -2, Number.NaN, 0.5));
  expect([...fromPcm16(there)].map((sample) => Math.round(sample * 100) / 100)).toEqual([
    0, 1, -1, 1, -1, 0, 0.5,
  ]);
  expect(new Int16Array(there)[1]).toBe(32_767);
  expect(fromPcm16(new ArrayBuffer(3)).length).toBe(1);
  expect(fromPcm16(new ArrayBuffer(0)).length).toBe(0);
});
