import { describe, expect, test } from "vitest";
import { calendarKey, monthWeeks, pick, pickable, shiftMonth } from "@/components/lib/calendar";

describe("calendar", () => {
  test("a month has each of its days once, under its weekday", () => {
    const weeks = monthWeeks("2026-02-17");
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-02-01"]);
    const days = weeks.flat().filter((day) => day !== null);
    expect(days).toHaveLength(28);
    expect(new Set(days).size).toBe(28);
    expect(monthWeeks("2026-02-01", 0)[0]?.[0]).toBe("2026-02-01");
    expect(monthWeeks("2028-02-01").flat()).toContain("2028-02-29");
  });
  test("months turn over the year", () => {
    expect(shiftMonth("2026-12-31", 1)).toBe("2027-01-01");
    expect(shiftMonth("2026-01-15", -1)).toBe("2025-12-01");
    expect(() => shiftMonth("", 1)).toThrow(RangeError);
  });
  test("keys walk by day, week and month, never past a month's end", () => {
    expect(calendarKey("ArrowRight", "2026-02-28")).toBe("2026-03-01");
    expect(calendarKey("ArrowRight", "2026-03-01", true)).toBe("2026-02-28");
    expect(calendarKey("ArrowUp", "2026-03-01")).toBe("2026-02-22");
    expect(calendarKey("PageDown", "2026-01-31")).toBe("2026-02-28");
    expect(calendarKey("PageUp", "2026-03-31")).toBe("2026-02-28");
    expect(calendarKey("a", "2026-03-31")).toBeNull();
  });
});

describe("picking a stay", () => {
  const none = { arrival: null, departure: null };
  test("arrival, then departure, then anew", () => {
    const first = pick("2026-03-05", none);
    expect(first).toEqual({ arrival: "2026-03-05", departure: null });
    const whole = pick("2026-03-08", first);
    expect(whole).toEqual({ arrival: "2026-03-05", departure: "2026-03-08" });
    expect(pick("2026-03-09", whole)).toEqual({ arrival: "2026-03-09", departure: null });
  });
  test("no stay of zero or negative nights", () => {
    const first = pick("2026-03-05", none);
    expect(pick("2026-03-05", first).departure).toBeNull();
    expect(pick("2026-03-01", first)).toEqual({ arrival: "2026-03-01", departure: null });
  });
  test("a range of days may be one day", () => {
    const first = { arrival: "2026-03-05", departure: null };
    expect(pick("2026-03-05", first, "days")).toEqual({ arrival: "2026-03-05", departure: "2026-03-05" });
    expect(pick("2026-03-04", first, "days")).toEqual({ arrival: "2026-03-04", departure: null });
  });
  test("bounds hold", () => {
    const bounds = { min: "2026-03-04", max: "2026-04-30", maxNights: 3 };
    const first = pick("2026-03-05", none);
    expect(pickable("2026-03-03", none, bounds)).toBe(false);
    expect(pickable("2026-05-01", none, bounds)).toBe(false);
    expect(pickable("2026-03-08", first, bounds)).toBe(true);
    expect(pickable("2026-03-09", first, bounds)).toBe(false);
    expect(pickable("2026-03-04", first, bounds)).toBe(true);
  });
});
