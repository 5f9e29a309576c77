import { expect, test } from "vitest";
import { PcmBlocks } from "./pcm-blocks";

test("pieces share a block and never a sample; one longer than a block has its own", () => {
  const blocks = new PcmBlocks();
  const lengths = [160, 0, 1, 7_000, 839, 1, 20_000, 160];
  const pieces = lengths.map((length, i) => blocks.take(length).fill(i + 1));
  expect(pieces.map((piece) => piece.length)).toEqual(lengths);
  for (const [i, piece] of pieces.entries()) expect(piece.every((sample) => sample === i + 1)).toBe(true);
  expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(4);
});
