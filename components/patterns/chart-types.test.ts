import { expect, test } from "vitest";
import { chartMax, ticks } from "@/components/patterns/chart-types";

test.each([
  [47, [0, 20, 40, 60]],
  [100, [0, 25, 50, 75, 100]],
  [4, [0, 1, 2, 3, 4]],
  [1_310, [0, 500, 1_000, 1_500]],
  [0.89, [0, 0.25, 0.5, 0.75, 1]],
])("ticks to %d", (max, expected) => expect(ticks(max)).toEqual(expected));

test("there are at most five, from 0, and the highest bar fits", () => {
  for (let max = 1; max < 5_000; max += 7) {
    const marks = ticks(max);
    expect(marks.length).toBeLessThanOrEqual(5);
    expect(marks[0]).toBe(0);
    expect(marks.at(-1)).toBeGreaterThanOrEqual(max);
  }
});
test("nothing, and nonsense, keep an axis", () => {
  for (const max of [0, -5, Number.NaN, Number.POSITIVE_INFINITY]) expect(ticks(max)).toEqual([0, 1]);
});
test("stacks add up, gaps count nothing", () => {
  const series = [
    { key: "line", label: "Line", color: 1, stack: "calls" },
    { key: "person", label: "Person", color: 4, stack: "calls" },
    { key: "before", label: "Before", color: 1, comparison: true },
  ] as const;
  const point = (values: Record<string, number | null>) => ({ x: "", range: "", values });
  expect(chartMax(series, [point({ line: 4, person: 3, before: 5 }), point({ line: null, person: 2 })])).toBe(
    7,
  );
  expect(chartMax(series, [])).toBe(0);
});
