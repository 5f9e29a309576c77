import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeMulaw } from "./mulaw";
import { createStereoWavWriter, readWav, recoverWav, WavError, writeWav } from "./wav";

const ramp = (length: number, step = 1) => Int16Array.from({ length }, (_, i) => i * step);

/** A WAV file from loose chunks, as other programs write them. */
const riff = (...chunks: [tag: string, body: number[], size?: number][]) => {
  const parts = chunks.flatMap(([tag, body, size = body.length]) => [
    ...Buffer.from(tag),
    ...new Uint8Array(Uint32Array.of(size).buffer),
    ...body,
    ...(body.length & 1 ? [0] : []),
  ]);
  return Uint8Array.from([...Buffer.from("RIFF"), 0, 0, 0, 0, ...Buffer.from("WAVE"), ...parts]);
};
const format = (codec: number, channels: number, rate: number, bits: number) => [
  ...new Uint8Array(Uint16Array.of(codec, channels).buffer),
  ...new Uint8Array(Uint32Array.of(rate, (rate * channels * bits) / 8).buffer),
  ...new Uint8Array(Uint16Array.of((channels * bits) / 8, bits).buffer),
];

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "wav-"));
});
afterAll(() => rm(dir, { recursive: true }));

describe("reading and writing WAV", () => {
  test("mono and stereo come back as written", () => {
    for (const channels of [[ramp(7, -9)], [ramp(5), ramp(5, 300)]]) {
      expect(readWav(writeWav({ sampleRate: 8_000, channels }))).toEqual({ sampleRate: 8_000, channels });
    }
  });

  test("µ-law, odd chunks, extensible headers and unaligned views", () => {
    const file = riff(["fmt ", format(7, 1, 8_000, 8)], ["LIST", [1, 2, 3]], ["data", [0x00, 0x80, 0xff]]);
    expect(readWav(file).channels).toEqual([decodeMulaw(Uint8Array.of(0, 0x80, 0xff))]);
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(readWav(shifted.subarray(1))).toEqual(readWav(file));
    const extensible = [
      ...format(0xfffe, 1, 44_100, 16),
      22,
      0,
      16,
      0,
      4,
      0,
      0,
      0,
      1,
      0,
      ...new Array(14).fill(0),
    ];
    expect(readWav(riff(["fmt ", extensible], ["data", [1, 0, 2, 0]]))).toEqual({
      sampleRate: 44_100,
      channels: [Int16Array.of(1, 2)],
    });
  });

  test("a size of nothing or of too much means: to the end of the file", () => {
    for (const size of [0, 0xffff_ffff]) {
      const file = riff(["fmt ", format(1, 2, 8_000, 16)], ["data", [1, 0, 2, 0, 3, 0], size]);
      expect(readWav(file).channels).toEqual([Int16Array.of(1), Int16Array.of(2)]);
    }
  });

  test("what is no such file is refused in words", () => {
    const bad = [
      new Uint8Array(0),
      Uint8Array.from(Buffer.from("RIFF....WAVE")),
      Uint8Array.from(Buffer.from("ID3 something else entirely")),
      riff(["data", [1, 0]]),
      riff(["fmt ", [1, 0]], ["data", [1, 0]]),
      riff(["fmt ", format(3, 1, 8_000, 32)], ["data", [0, 0, 0, 0]]),
      riff(["fmt ", format(1, 6, 8_000, 16)], ["data", [0, 0]]),
      riff(["fmt ", format(1, 1, 0, 16)], ["data", [0, 0]]),
      riff(["fmt ", format(1, 1, 8_000, 16)]),
    ];
    for (const file of bad) expect(() => readWav(file)).toThrow(WavError);
    expect(() => writeWav({ sampleRate: 8_000, channels: [ramp(2), ramp(3)] })).toThrow(WavError);
    expect(() => writeWav({ sampleRate: 8_000, channels: [] })).toThrow(WavError);
  });
});

describe("the stereo recording", () => {
  test("is complete after finalise, which may be called twice", async () => {
    const path = join(dir, "whole.wav");
    const writer = await createStereoWavWriter(path, 8_000);
    await Promise.all([writer.write(ramp(160), ramp(160, 2)), writer.write(ramp(40), ramp(40, 3))]);
    expect(await writer.finalise()).toBe(200);
    expect(await writer.finalise()).toBe(200);
    await expect(writer.write(ramp(1), ramp(1))).rejects.toThrow("already finished");
    const { channels } = readWav(await readFile(path));
    expect(channels[0]?.[199]).toBe(39);
    expect(channels[1]?.[199]).toBe(117);
  });

  test("half-written, it can be read as it is and recovered in place", async () => {
    const path = join(dir, "torn.wav");
    const writer = await createStereoWavWriter(path, 8_000);
    await writer.write(ramp(100), ramp(100));
    const torn = join(dir, "copy.wav");
    await writeFile(torn, await readFile(path));
    await writer.finalise();
    await truncate(torn, 44 + 4 * 60 + 3);
    expect(readWav(await readFile(torn)).channels[0]).toEqual(ramp(60));
    expect(await recoverWav(torn)).toBe(60);
    expect(await recoverWav(torn)).toBe(60);
    const file = await readFile(torn);
    expect(file.readUInt32LE(40)).toBe(240);
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
  });

  test("is bounded and refuses channels that drift apart", async () => {
    const writer = await createStereoWavWriter(join(dir, "bound.wav"), 8_000, 400);
    const first = writer.write(ramp(80), ramp(80));
    await expect(writer.write(ramp(80), ramp(80))).rejects.toThrow("does not keep up");
    await first;
    await writer.write(ramp(80), ramp(80));
    await expect(writer.write(ramp(2), ramp(3))).rejects.toThrow("differ in length");
    expect(await writer.finalise()).toBe(160);
  });

  test("something else is not mistaken for a recording", async () => {
    const path = join(dir, "note.txt");
    await writeFile(path, "just a note");
    await expect(recoverWav(path)).rejects.toThrow(WavError);
  });
});
