import { describe, expect, test } from "vitest";
import { Calendar } from "./calendar";
import { CallBook } from "./calls";
import { harbourHouse } from "./house";
import { Rng } from "./random";
import { momentBetween } from "./rhythm";
import { StayBook } from "./stays";
import { planHouse } from "./write-house";

const DAY_MS = 86_400_000;
const WEEKS = 4;

/** How many of these instants fell on each of the last days, to this time of it; today comes first. */
function byThisHour(instants: readonly Date[], { now }: Calendar, from: Date): number[] {
  const counts = new Array<number>(WEEKS * 7 + 1).fill(0);
  for (const at of instants) {
    const back = Math.ceil((from.getTime() - at.getTime()) / DAY_MS);
    const sinceMorning = at.getTime() - (from.getTime() - back * DAY_MS);
    if (back >= 0 && back < counts.length && sinceMorning <= now.getTime() - from.getTime())
      counts[back] = (counts[back] ?? 0) + 1;
  }
  return counts;
}

/** Within four standard deviations of what the days before had by then. */
function expectOrdinary([today = 0, ...before]: number[]): void {
  const mean = before.reduce((sum, count) => sum + count, 0) / before.length;
  expect(today).toBeLessThanOrEqual(mean + 4 * Math.sqrt(mean) + 2);
  expect(today).toBeGreaterThanOrEqual(mean - 4 * Math.sqrt(mean) - 2);
}

const built = (now: Date) => {
  const rng = new Rng(7);
  const calendar = new Calendar(now, "Europe/Oslo", 3);
  const house = planHouse(harbourHouse("Harbour", "+15550100100"), "tenant", rng, calendar.at(-70, 9));
  const book = new StayBook(house, calendar, rng).fill(-60);
  return { calendar, book, calls: new CallBook(house, book, calendar, rng).fill().calls };
};

describe.each([
  ["a Saturday morning", "2026-11-21T06:40:00Z"],
  ["a summer afternoon", "2026-07-15T14:00:00Z"],
  ["past midnight", "2026-11-23T23:50:00Z"],
])("the demo on %s", (_, iso) => {
  const { calendar, book, calls } = built(new Date(iso));
  const from = calendar.at(0, calendar.auditHour);
  const latest = calendar.now.getTime() - 600_000;

  test("has had as many calls and bookings as it has by this hour on other days", () => {
    const started = calls.map((call) => call.startedAt);
    expect(started.filter((at) => at.getTime() > latest)).toEqual([]);
    expectOrdinary(byThisHour(started, calendar, from));
    const made = book.stays.map((stay) => stay.createdAt);
    expectOrdinary(byThisHour(made, calendar, from));
    const sold = book.stays.filter((stay) => stay.source === "line" && stay.status !== "cancelled");
    expectOrdinary(
      byThisHour(
        sold.map((stay) => stay.createdAt),
        calendar,
        from,
      ),
    );
  });

  test("sleeps at night: hardly one call comes between three and six", () => {
    const hour = (at: Date) => (((at.getTime() - from.getTime()) % DAY_MS) + DAY_MS) % DAY_MS;
    expect(calls.filter((call) => hour(call.startedAt) < 3 * 3_600_000).length).toBeLessThan(
      calls.length / 15,
    );
  });

  test("has people coming and going as the clock says", () => {
    const hours = (calendar.now.getTime() - calendar.at(0, 0).getTime()) / 3_600_000;
    const of = (status: string, key: "arrival" | "departure") =>
      book.stays.filter((stay) => stay[key] === 0 && stay.status === status).length;
    if (hours < 13) expect(of("checked_in", "arrival")).toBe(0);
    else expect(of("checked_in", "arrival")).toBeGreaterThan(0);
    if (hours >= 24) expect(of("confirmed", "arrival")).toBe(0);
    else expect(of("confirmed", "arrival")).toBeGreaterThan(0);
    if (hours >= 12) expect(of("checked_in", "departure")).toBe(0);
    else expect(of("checked_in", "departure")).toBeGreaterThan(0);
  });
});

test("a moment lies between its two instants, however short the span or late the hour", () => {
  const calendar = new Calendar(new Date("2026-11-21T02:05:00Z"), "Europe/Oslo", 3);
  const rng = new Rng(3);
  const until = calendar.now.getTime() - 600_000;
  for (const minutes of [11, 12, 13, 30, 600, 9_000])
    for (let i = 0; i < 50; i++) {
      const at = momentBetween(
        rng,
        calendar,
        new Date(calendar.now.getTime() - minutes * 60_000),
        calendar.now,
      );
      expect(at.getTime()).toBeLessThanOrEqual(until);
      if (minutes > 12)
        expect(at.getTime()).toBeGreaterThanOrEqual(calendar.now.getTime() - minutes * 60_000);
    }
});
