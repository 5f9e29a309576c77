import { describe, expect, test } from "vitest";
import * as f from "@/components/lib/format";

const oslo = { locale: "en-GB", timeZone: "Europe/Oslo" };
const nbsp = "\u00a0";

describe("money", () => {
  test.each([
    [16_400, "EUR", `EUR${nbsp}164.00`],
    [0, "EUR", `EUR${nbsp}0.00`],
    [1_234, "JPY", `JPY${nbsp}1,234`],
    [1_234_567, "KWD", `KWD${nbsp}1,234.567`],
    [-5, "EUR", `EUR${nbsp}-0.05`],
    [Number.MAX_SAFE_INTEGER, "EUR", `EUR${nbsp}90,071,992,547,409.91`],
  ])("%d %s", (amount, currency, text) => expect(f.formatMoney(amount, currency)).toBe(text));

  test("half a cent is refused, never rounded", () => {
    expect(() => f.formatMoney(0.5, "EUR")).toThrow(RangeError);
    expect(() => f.formatMoney(Number.NaN, "EUR")).toThrow(RangeError);
    expect(() => f.formatMoney(2 ** 53, "EUR")).toThrow(RangeError);
  });

  test.each([
    ["164", "EUR", 16_400],
    ["164.5", "EUR", 16_450],
    ["164,50", "EUR", 16_450],
    ["1,234.50", "EUR", 123_450],
    ["1.234,50", "EUR", 123_450],
    ["1,234", "EUR", 123_400],
    ["1.234.567", "EUR", 123_456_700],
    ["EUR 12", "EUR", 1_200],
    ["-3.10", "EUR", -310],
    ["-0", "EUR", 0],
    [".5", "EUR", 50],
    ["0.125", "KWD", 125],
    ["1500", "JPY", 1_500],
    ["0.125", "EUR", null],
    ["1.5", "JPY", null],
    ["1,23,456", "EUR", null],
    ["12,34.5", "EUR", null],
    ["", "EUR", null],
    ["-", "EUR", null],
    ["abc", "EUR", null],
    ["1e9", "EUR", null],
    ["9".repeat(30), "EUR", null],
  ])("reads %j as %s", (typed, currency, minor) => expect(f.parseMoney(typed, currency)).toBe(minor));

  test("what is written can be read again", () => {
    for (const currency of ["EUR", "JPY", "KWD"])
      for (const amount of [0, 1, -1, 99, 100, 123_456_789, -7_000])
        expect(f.parseMoney(f.formatAmount(amount, currency), currency)).toBe(amount);
  });
});

describe("plain dates", () => {
  test("a stay is the same in every zone and over the change of clocks", () => {
    expect(f.formatPlainDate("2026-03-05")).toBe("Thu 5 Mar");
    expect(f.formatStay("2026-03-05", "2026-03-08")).toBe("Thu 5 – Sun 8 Mar");
    expect(f.formatStay("2026-03-30", "2026-04-02")).toBe("Mon 30 Mar – Thu 2 Apr");
    expect(f.formatStay("2026-03-05", "2026-03-08", "en-US")).toBe("Thu Mar 5 – Sun 8");
    expect(f.formatStay("2026-03-05", "2026-03-05")).toBe("Thu 5 Mar");
    expect(f.formatStay("2026-03-05", "nonsense")).toBe(f.UNKNOWN);
    expect(f.formatStay("2026-12-30", "2027-01-02")).toMatch(/2026.*2027/);
    const now = new Date("2026-11-21T10:00:00Z");
    const stay = (arrival: string, departure: string) => f.formatStay(arrival, departure, "en-GB", now);
    expect(stay("2025-11-21", "2025-11-23")).toBe("Fri 21 – Sun 23 Nov 2025");
    expect(stay("2026-03-05", "2026-03-08")).toBe("Thu 5 – Sun 8 Mar");
    expect(stay("2027-01-05", "2027-01-08")).toBe("Tue 5 – Fri 8 Jan");
    expect(f.nightsBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(f.addDays("2028-02-28", 1)).toBe("2028-02-29");
  });
  test("what is no day is a dash or an error, never another day", () => {
    for (const bad of ["2026-02-30", "2026-3-5", "", "2026-03-05T00:00:00Z", "0000-00-00"])
      expect(f.formatPlainDate(bad)).toBe(f.UNKNOWN);
    expect(() => f.nightsBetween("2026-02-30", "2026-03-01")).toThrow(RangeError);
    expect(() => f.addDays("nonsense", 1)).toThrow(RangeError);
  });
});

describe("instants", () => {
  test("are told in the hotel's zone", () => {
    const now = new Date("2026-03-04T12:42:00Z");
    expect(f.formatTime("2026-03-04T12:42:00Z", oslo)).toBe("13:42");
    expect(f.formatInstant("2026-03-04T23:30:00Z", oslo, now)).toBe("Thu 5 Mar 00:30");
    expect(f.formatInstant("2025-03-04T12:00:00Z", oslo, now)).toBe("Tue 4 Mar 2025 13:00");
    expect(f.zonedDay("2026-03-04T23:30:00Z", "Europe/Oslo")).toBe("2026-03-05");
    expect(f.formatInstant("yesterday", oslo, now)).toBe(f.UNKNOWN);
  });
  test("are relative under a day only", () => {
    const now = new Date("2026-03-04T12:00:00Z");
    expect(f.formatRelative("2026-03-04T11:56:00Z", now)).toBe("4 min ago");
    expect(f.formatRelative("2026-03-04T14:00:00Z", now)).toMatch(/^in 2 h/);
    expect(f.formatRelative("2026-03-04T11:59:30Z", now)).toBe("now");
    expect(f.formatRelative("2026-03-03T12:00:00Z", now)).toBeNull();
    expect(f.formatRelative("", now)).toBeNull();
  });
});

describe("measures", () => {
  test.each([
    [0, `0${nbsp}ms`],
    [640, `640${nbsp}ms`],
    [999.4, `999${nbsp}ms`],
    [999.6, `1.00${nbsp}s`],
    [1_310, `1.31${nbsp}s`],
    [-1, f.UNKNOWN],
    [Number.NaN, f.UNKNOWN],
  ])("latency %d", (ms, text) => expect(f.formatLatency(ms)).toBe(text));
  test("durations", () => {
    expect(f.formatDuration(185_900)).toBe("3:05");
    expect(f.formatDuration(3_729_000)).toBe("1:02:09");
    expect(f.formatDuration(Number.POSITIVE_INFINITY)).toBe(f.UNKNOWN);
    expect(f.spokenDuration(61_000)).toBe("1 minute 1 second");
    expect(f.spokenDuration(0)).toBe("0 seconds");
  });
  test("percent has no decimals", () => {
    expect(f.formatPercent(0.886)).toBe(`89${nbsp}%`);
    expect(f.formatPercent(0 / 0)).toBe(f.UNKNOWN);
  });
});

describe("phone", () => {
  test("is international; nonsense stays as it was", () => {
    expect(f.formatPhone("+4722345678")).toBe("+47 22 34 56 78");
    expect(f.formatPhone("anonymous")).toBe("anonymous");
    expect(f.parsePhone("22 34 56 78", "NO")).toBe("+4722345678");
    expect(f.parsePhone("22 34 56 78")).toBeNull();
    expect(f.parsePhone("12", "NO")).toBeNull();
    expect(f.parsePhone("")).toBeNull();
  });
});
