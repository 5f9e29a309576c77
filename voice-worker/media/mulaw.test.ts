import { describe, expect, test } from "vitest";
import { decodeMulaw, encodeMulaw, MULAW_SILENCE } from "./mulaw";

const every16Bit = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe("G.711 µ-law", () => {
  test("known points of the recommendation's table", () => {
    expect([...decodeMulaw(Uint8Array.of(0x00, 0x80, 0xff, 0x7f, 0x8f, 0xf0))]).toEqual([
      -32124, 32124, 0, 0, 16764, 120,
    ]);
    expect([...encodeMulaw(Int16Array.of(0, 32767, -32768, 8, -8))]).toEqual([0xff, 0x80, 0x00, 0xfe, 0x7e]);
    expect(MULAW_SILENCE).toBe(0xff);
  });

  test("every code survives a decode and an encode, but for the second zero", () => {
    const back = encodeMulaw(decodeMulaw(everyByte));
    for (const code of everyByte) expect(back[code]).toBe(code === 0x7f ? 0xff : code);
  });

  test("every 16-bit sample comes back within half a step of its segment and with its sign", () => {
    const back = decodeMulaw(encodeMulaw(every16Bit));
    let worst = 0;
    for (let i = 0; i < every16Bit.length; i++) {
      const sample = every16Bit[i] as number;
      const heard = back[i] as number;
      if (sample * heard < 0) throw new Error(`${sample} changed sign to ${heard}`);
      const segment = 31 - Math.clz32((Math.min(Math.abs(sample), 32_635) + 132) >> 7);
      const clipped = Math.max(0, Math.abs(sample) - 32_635);
      worst = Math.max(worst, (Math.abs(sample - heard) - clipped) / (4 << segment));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  test("decoding is strictly monotonic in each sign, encoding never inverts order", () => {
    const back = decodeMulaw(encodeMulaw(every16Bit));
    expect(back.findIndex((sample, i) => i > 0 && sample < (back[i - 1] as number))).toBe(-1);
  });

  test("nothing in, nothing out; views keep to their own bytes", () => {
    expect(decodeMulaw(new Uint8Array(0))).toHaveLength(0);
    expect(encodeMulaw(new Int16Array(0))).toHaveLength(0);
    expect([...encodeMulaw(Int16Array.of(9, 0, 9).subarray(1, 2))]).toEqual([0xff]);
  });
});
