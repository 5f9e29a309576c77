import { expect, test } from "vitest";
import { decodeMulaw, MULAW_SILENCE } from "../media/mulaw";
import { badLine } from "./network";

const silence = Buffer.alloc(160, MULAW_SILENCE);
const levelDb = (frame: Buffer): number => {
  const pcm = decodeMulaw(frame);
  const power = pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length;
  return 20 * Math.log10(Math.sqrt(power) / 32_768);
};

test("a good line changes nothing", () => {
  expect(badLine({ lossPercent: 0, noiseDb: undefined })).toBeUndefined();
});

test("loses about the share it was told, the same frames each time", () => {
  const lost = () => {
    const line = badLine({ lossPercent: 10, noiseDb: undefined });
    return Array.from({ length: 2_000 }, () => line?.(silence) === undefined);
  };
  const share = lost().filter(Boolean).length / 2_000;
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.12);
  expect(lost()).toEqual(lost());
});

test.each([-50, -30, -10])("noise of %i dB has that level", (noiseDb) => {
  const line = badLine({ lossPercent: 0, noiseDb });
  const frame = Buffer.concat(Array.from({ length: 20 }, () => line?.(silence) as Buffer));
  expect(Math.abs(levelDb(frame) - noiseDb)).toBeLessThan(1.5);
});
