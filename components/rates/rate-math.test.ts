import { describe, expect, test } from "vitest";
import { monthName, monthSpan, shiftMonth } from "./month";
import { applyRate, occupancy, readRate, runsOf } from "./rate-math";

describe("what is typed into a price", () => {
  test.each([
    ["164", { kind: "set", amount: 16_400 }],
    [" 164,50 ", { kind: "set", amount: 16_450 }],
    ["+5%", { kind: "scale", share: 0.05 }],
    ["-12.5 %", { kind: "scale", share: -0.125 }],
    ["+10", { kind: "add", amount: 1_000 }],
    ["−7.50", { kind: "add", amount: -750 }],
  ])("%j", (typed, change) => {
    expect(readRate(typed, "EUR")).toEqual(change);
  });
  test.each(["", "abc", "5%", "+%", "1.234567", "++5", "+5%%", "9".repeat(40)])("%j is refused", (typed) => {
    expect(readRate(typed, "EUR")).toBeNull();
  });
  test("a currency without decimals counts whole units", () => {
    expect(readRate("12000", "JPY")).toEqual({ kind: "set", amount: 12_000 });
  });
});

describe("a changed price", () => {
  test("percentages round to whole units where asked", () => {
    expect(applyRate(16_400, { kind: "scale", share: 0.05 })).toBe(17_220);
    expect(applyRate(16_450, { kind: "scale", share: 0.05 }, 100)).toBe(17_300);
  });
  test("a night without a price takes only a whole one", () => {
    expect(applyRate(null, { kind: "scale", share: 0.05 })).toBeNull();
    expect(applyRate(null, { kind: "set", amount: 9_900 })).toBe(9_900);
  });
  test("never below nothing", () => {
    expect(applyRate(500, { kind: "add", amount: -600 })).toBeNull();
    expect(applyRate(500, { kind: "scale", share: -1 })).toBe(0);
  });
});

test("nights in a row and types alike are written together", () => {
  const cell = (typeId: string, day: number, price: number) => ({ typeId, date: `2026-03-0${day}`, price });
  expect(
    runsOf([
      cell("b", 2, 100),
      cell("a", 1, 100),
      cell("a", 2, 100),
      cell("b", 1, 100),
      cell("a", 4, 100),
      cell("a", 3, 90),
    ]),
  ).toEqual([
    { roomTypeIds: ["a", "b"], from: "2026-03-01", to: "2026-03-02", price: 100 },
    { roomTypeIds: ["a"], from: "2026-03-03", to: "2026-03-03", price: 90 },
    { roomTypeIds: ["a"], from: "2026-03-04", to: "2026-03-04", price: 100 },
  ]);
  expect(runsOf([])).toEqual([]);
});

test("occupancy of what can be sold", () => {
  expect(occupancy({ capacity: 10, outOfOrder: 2, held: 1, sold: 5 })).toBe(0.75);
  expect(occupancy({ capacity: 2, outOfOrder: 2, held: 0, sold: 0 })).toBeNull();
});

test("months", () => {
  expect(monthSpan("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
  expect(shiftMonth("2026-11", 2)).toBe("2027-01");
  expect(monthName("2026-03", "en-GB")).toBe("March 2026");
});
