import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { businessDate } from "@/server/kernel/dates";
import { resolveSpokenDates } from "./resolve";

/** Wednesday 18 November 2026, 11:00 in Berlin. */
const at = (now: string, purpose: "stay" | "service" | "wakeup" = "stay", known = {}) => ({
  now: new Date(now),
  timeZone: "Europe/Berlin",
  auditHour: 3,
  purpose,
  known,
});
const wednesday = at("2026-11-18T10:00:00Z");

const stays: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ["the 5th through the 8th", "2026-12-05", "2026-12-08"],
  ["next Friday for three nights", "2026-11-27", "2026-11-30"],
  ["this Friday for two nights", "2026-11-20", "2026-11-22"],
  ["Friday", "2026-11-20", undefined],
  ["checking out Sunday", undefined, "2026-11-22"],
  ["over New Year", "2026-12-31", undefined],
  ["for new year's eve one night", "2026-12-31", "2027-01-01"],
  ["this weekend", "2026-11-20", "2026-11-22"],
  ["next weekend", "2026-11-27", "2026-11-29"],
  ["tonight", "2026-11-18", undefined],
  ["a room for tonight", "2026-11-18", "2026-11-19"],
  ["from the 30th to the 2nd", "2026-11-30", "2026-12-02"],
  ["december 30 to january 2nd", "2026-12-30", "2027-01-02"],
  ["Friday the fourth of December", "2026-12-04", undefined],
  ["december 5 to 8", "2026-12-05", "2026-12-08"],
  ["the 5th to the 8th of december for two people", "2026-12-05", "2026-12-08"],
  ["between december first and december fourth", "2026-12-01", "2026-12-04"],
  ["arriving on the third leaving on the fifth", "2026-12-03", "2026-12-05"],
  ["from friday to sunday", "2026-11-20", "2026-11-22"],
  ["monday to wednesday next week", "2026-11-23", "2026-11-25"],
  ["from the 5th no the 6th to the 8th", "2026-12-06", "2026-12-08"],
  ["not the fifth the sixth", "2026-12-06", undefined],
  ["to nights from thursday", "2026-11-19", "2026-11-21"],
  ["in three weeks for two nights", "2026-12-09", "2026-12-11"],
  ["a week from friday", "2026-11-27", undefined],
  ["friday after next", "2026-11-27", undefined],
  ["the first monday of february", "2027-02-01", undefined],
  ["the nights of the 5th and 6th", "2026-12-05", "2026-12-07"],
  ["a room for friday and saturday night", "2026-11-20", "2026-11-22"],
  ["five days from the 6th", "2026-12-06", "2026-12-11"],
  ["two days, checking out on the 2nd of march", "2027-02-28", "2027-03-02"],
  ["12/31 for one night", "2026-12-31", "2027-01-01"],
  ["check in 5.12. check out 8.12.", "2026-12-05", "2026-12-08"],
  ["from 2026-12-05 to 2026-12-08", "2026-12-05", "2026-12-08"],
  ["february 29th", "2028-02-29", undefined],
  ["may I have a room on the 5th", "2026-12-05", undefined],
  ["how much is a night", undefined, undefined],
  ["one second please", undefined, undefined],
  ["first I have a question", undefined, undefined],
];

describe("spoken stay dates", () => {
  test.each(stays)("%s", (text, arrival, departure) => {
    const read = resolveSpokenDates(text, wednesday);
    expect([read.arrival?.date, read.departure?.date]).toEqual([arrival, departure]);
  });

  test.each([
    ["Friday the fifth of december", "weekday_mismatch", ["2026-12-05", "2026-12-04"]],
    ["12/11", "numeric", ["2027-11-12", "2026-12-11"]],
    ["november 10th", "past", ["2026-11-10"]],
    ["march 5 2025", "past", ["2025-03-05"]],
    ["february 30th", "impossible", []],
    ["some time next week", "vague", []],
    ["from the 10th of december to the 8th of december", "order", []],
  ])("%s is asked about", (text, code, options) => {
    const read = resolveSpokenDates(text, wednesday);
    expect(read.issues[0]).toMatchObject({ code, options });
  });

  test("after midnight the business date is still yesterday", () => {
    expect(resolveSpokenDates("tonight", at("2026-11-18T23:30:00Z")).arrival?.date).toBe("2026-11-18");
    expect(resolveSpokenDates("tonight", at("2026-11-19T02:30:00Z")).arrival?.date).toBe("2026-11-19");
  });

  test("a departure is read against the arrival that is known", () => {
    const known = { arrival: "2026-12-30", part: "departure" as const };
    expect(resolveSpokenDates("the second", at("2026-11-18T10:00:00Z", "stay", known)).departure?.date).toBe(
      "2027-01-02",
    );
    expect(
      resolveSpokenDates(
        "one night more",
        at("2026-11-18T10:00:00Z", "stay", { ...known, departure: "2027-01-02" }),
      ).nights,
    ).toBe(4);
  });

  test("a wake-up without a day is the next such time", () => {
    expect(resolveSpokenDates("at half past six", at("2026-11-18T10:00:00Z", "wakeup"))).toMatchObject({
      time: "06:30",
      date: { date: "2026-11-19" },
    });
    expect(resolveSpokenDates("at six", at("2026-11-18T03:30:00Z", "wakeup"))).toMatchObject({
      time: "06:00",
      date: { date: "2026-11-18", weekday: "wednesday" },
    });
    expect(
      resolveSpokenDates(
        "on saturday at quarter to eight in the evening",
        at("2026-11-18T10:00:00Z", "service"),
      ),
    ).toMatchObject({ time: "19:45", date: { date: "2026-11-21" } });
  });

  test("whatever is said, dates are in order, not gone by, and the same each time", () => {
    const words = [
      "the",
      "5th",
      "to",
      "from",
      "friday",
      "next",
      "december",
      "12/11",
      "tonight",
      "two",
      "nights",
      "until",
      "31st",
      "no",
      "weekend",
      "may",
      "second",
      "check",
      "out",
      "2027-02-30",
      "for",
      "a",
      "week",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (picked) => {
        const text = picked.join(" ");
        const read = resolveSpokenDates(text, wednesday);
        expect(resolveSpokenDates(text, wednesday)).toEqual(read);
        const today = businessDate(wednesday.now, "Europe/Berlin", 3);
        if (read.arrival) expect(read.arrival.date >= today).toBe(true);
        if (read.arrival && read.departure) expect(read.departure.date > read.arrival.date).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

test.each([
  ["de", "übermorgen", "2026-11-20"],
  ["de", "am dritten Dezember", "2026-12-03"],
  ["de-AT", "Freitag, den 4. Dezember", "2026-12-04"],
  ["es", "pasado mañana", "2026-11-20"],
  ["es", "el próximo viernes", "2026-11-20"],
  ["es", "el 12/11 de 2027", "2027-11-12"],
  ["fr", "le 3 décembre", "2026-12-03"],
  ["fr", "vendredi prochain", "2026-11-20"],
  ["bn", "৪ ডিসেম্বর", "2026-12-04"],
  ["de", "the day after tomorrow", "2026-11-20"],
] as const)("%s: %s", (language, text, date) => {
  const now = new Date("2026-11-18T10:00:00Z");
  const read = resolveSpokenDates(text, {
    now,
    timeZone: "Europe/Berlin",
    auditHour: 3,
    purpose: "stay",
    language,
  });
  expect(read.arrival?.date).toBe(date);
});
