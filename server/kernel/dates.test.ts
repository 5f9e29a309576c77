import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, businessDate, localDate, localTime } from "./dates";

const ZONES = ["Europe/Oslo", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati"];

/** The platform's own reading: "2026-03-29 01:59". */
const shown = (now: Date, timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(now);

describe("the clock at the hotel", () => {
  test("shows what the platform shows, whatever was read of it before", () => {
    const first = fc.date({
      noInvalidDate: true,
      min: new Date("1972-01-01T00:00:00Z"),
      max: new Date("2060-01-01T00:00:00Z"),
    });
    // Seconds to hours apart, so that some readings fall into one minute and others beside it.
    const steps = fc.array(fc.integer({ min: -90_000, max: 7_200_000 }), { maxLength: 6 });
    fc.assert(
      fc.property(first, steps, fc.constantFrom(...ZONES), (start, apart, zone) => {
        let at = start.getTime();
        for (const step of [0, ...apart]) {
          at += step;
          const now = new Date(at);
          expect(`${localDate(now, zone)} ${localTime(now, zone)}`).toBe(shown(now, zone));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("goes over a change of the clocks by the minute", () => {
    const read = (instant: string) => localTime(new Date(instant), "Europe/Oslo");
    expect(
      [
        "2026-03-29T00:59:59.999Z",
        "2026-03-29T01:00:00Z",
        "2026-10-25T00:59:00Z",
        "2026-10-25T01:00:00Z",
      ].map(read),
    ).toEqual(["01:59", "03:00", "02:59", "02:00"]);
  });

  test("a business date ends at the night audit", () => {
    const on = (instant: string, auditHour: number) =>
      businessDate(new Date(instant), "Europe/Oslo", auditHour);
    expect([on("2026-03-01T01:59:59Z", 3), on("2026-03-01T02:00:00Z", 3)]).toEqual([
      "2026-02-28",
      "2026-03-01",
    ]);
    expect(on("2025-12-31T23:30:00Z", 0)).toBe("2026-01-01");
    expect(on("2025-12-31T23:30:00Z", 3)).toBe(addDays("2026-01-01", -1));
  });
});
