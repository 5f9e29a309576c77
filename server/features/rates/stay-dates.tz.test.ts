import { afterAll, describe, expect, test } from "vitest";
import { checkInInstant, shiftDate, stayNights } from "./stay-dates";

const home = process.env.TZ;
afterAll(() => {
  if (home === undefined) delete process.env.TZ;
  else process.env.TZ = home;
});

describe.each(["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])("with the machine in %s", (zone) => {
  test("nights are the hotel's, clock changes included", () => {
    process.env.TZ = zone;
    expect(stayNights("2026-03-28", "2026-03-31")).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
    expect(stayNights("2026-12-30", "2027-01-02")).toEqual(["2026-12-30", "2026-12-31", "2027-01-01"]);
    expect(stayNights("2026-03-05", "2026-03-05")).toEqual([]);
    expect(shiftDate("2026-03-01", -1)).toBe("2026-02-28");
    expect(shiftDate("2028-02-28", 1)).toBe("2028-02-29");
    expect(checkInInstant("2026-07-01", "15:00", "Europe/Oslo").toISOString()).toBe(
      "2026-07-01T13:00:00.000Z",
    );
  });
});
