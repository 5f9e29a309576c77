import { expect, test } from "vitest";
import { fitPeaks, peaksPath, seekKey } from "@/components/lib/peaks";

test("thinning keeps the loudest and the length asked for", () => {
  const many = Array.from({ length: 1_000 }, (_, at) => (at === 777 ? 1 : 0.1));
  const few = fitPeaks(many, 100);
  expect(few).toHaveLength(100);
  expect(few[77]).toBe(1);
  expect(fitPeaks([0.2, -0.4], 100)).toEqual([0.2, -0.4]);
  expect(fitPeaks([], 10)).toEqual([]);
});
test("a path never leaves its lane, whatever the peaks are", () => {
  expect(peaksPath([2, Number.NaN], 20, 10)).toBe("M0.5 10.00V30.00M1.5 19.50V20.50");
});
test("arrows seek five seconds and stop at the ends", () => {
  expect(seekKey("ArrowRight", false, 1_000, 60_000, [])).toBe(6_000);
  expect(seekKey("ArrowRight", false, 58_000, 60_000, [])).toBe(60_000);
  expect(seekKey("ArrowLeft", false, 2_000, 60_000, [])).toBe(0);
  expect(seekKey("End", false, 0, 60_000, [])).toBe(60_000);
  expect(seekKey("a", false, 0, 60_000, [])).toBeNull();
});
test("with Shift from turn to turn", () => {
  const turns = [0, 9_000, 15_000, 22_000];
  expect(seekKey("ArrowRight", true, 9_000, 60_000, turns)).toBe(15_000);
  expect(seekKey("ArrowRight", true, 30_000, 60_000, turns)).toBe(60_000);
  expect(seekKey("ArrowLeft", true, 15_400, 60_000, turns)).toBe(9_000);
  expect(seekKey("ArrowLeft", true, 18_000, 60_000, turns)).toBe(15_000);
  expect(seekKey("ArrowLeft", true, 500, 60_000, turns)).toBe(0);
});
