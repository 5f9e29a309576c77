import { addDays, nightsBetween, type PlainDate, Weekday, weekdayOf } from "@/server/kernel/dates";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

export const MONTH =
  "(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)";
export const WEEKDAY =
  "(?:monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)";

export const monthNumber = (name: string): number => MONTHS.indexOf(name.slice(0, 3)) + 1;
export const weekdayNumber = (name: string): number =>
  Weekday.options.findIndex((day) => day.slice(0, 3) === name.slice(0, 3)) + 1;
export const dayOfWeek = (date: PlainDate): number => Weekday.options.indexOf(weekdayOf(date)) + 1;

const pad = (n: number): string => String(n).padStart(2, "0");

/** Undefined when the calendar has no such day. */
export function makeDate(year: number, month: number, day: number): PlainDate | undefined {
  const value = new Date(Date.UTC(year, month - 1, day));
  if (value.getUTCMonth() !== month - 1 || value.getUTCDate() !== day) return undefined;
  return `${year}-${pad(month)}-${pad(day)}`;
}

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));
export const monthOf = (date: PlainDate): number => Number(date.slice(5, 7));
export const dayOf = (date: PlainDate): number => Number(date.slice(8, 10));

/** The first day numbered `day` on or after `from`; months without such a day are skipped. */
export function nextDayOfMonth(day: number, from: PlainDate): PlainDate | undefined {
  for (let i = 0; i < 14; i++) {
    const month = ((monthOf(from) - 1 + i) % 12) + 1;
    const date = makeDate(yearOf(from) + Math.floor((monthOf(from) - 1 + i) / 12), month, day);
    if (date && date >= from) return date;
  }
  return undefined;
}

/** That day of the year on or after `from`. 29 February waits for a leap year. */
export function nextYearly(month: number, day: number, from: PlainDate): PlainDate | undefined {
  for (let year = yearOf(from); year <= yearOf(from) + 8; year++) {
    const date = makeDate(year, month, day);
    if (date && date >= from) return date;
  }
  return undefined;
}

/** The first such weekday on or after `from` (1 Monday … 7 Sunday). */
export const nextWeekday = (weekday: number, from: PlainDate): PlainDate =>
  addDays(from, (weekday - dayOfWeek(from) + 7) % 7);

export const mondayOf = (date: PlainDate): PlainDate => addDays(date, 1 - dayOfWeek(date));

/** The same day `months` later, or the last day of that month. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const index = monthOf(date) - 1 + months;
  const year = yearOf(date) + Math.floor(index / 12);
  const month = (((index % 12) + 12) % 12) + 1;
  for (let day = dayOf(date); day > 27; day--) {
    const found = makeDate(year, month, day);
    if (found) return found;
  }
  return makeDate(year, month, Math.min(dayOf(date), 28)) as PlainDate;
}

/** Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher). */
export function easterSunday(year: number): PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return makeDate(year, Math.floor(f / 31), (f % 31) + 1) as PlainDate;
}

/** The date of a named day in a year; undefined for a name that is not one. */
export function holiday(name: string, year: number): PlainDate | undefined {
  const fixed: Record<string, readonly [number, number]> = {
    "christmas eve": [12, 24],
    christmas: [12, 25],
    "christmas day": [12, 25],
    xmas: [12, 25],
    "boxing day": [12, 26],
    "new years eve": [12, 31],
    "new years day": [1, 1],
    "new years": [12, 31],
    "new year": [12, 31],
    "new year eve": [12, 31],
    halloween: [10, 31],
    "valentines day": [2, 14],
    valentines: [2, 14],
    "valentine day": [2, 14],
    "independence day": [7, 4],
  };
  const at = fixed[name];
  if (at) return makeDate(year, at[0], at[1]);
  const fromEaster: Record<string, number> = {
    easter: 0,
    "easter sunday": 0,
    "easter monday": 1,
    "good friday": -2,
  };
  const offset = fromEaster[name];
  if (offset !== undefined) return addDays(easterSunday(year), offset);
  if (name.startsWith("thanksgiving")) return addDays(nextWeekday(4, makeDate(year, 11, 1) as PlainDate), 21);
  if (name === "labor day") return nextWeekday(1, makeDate(year, 9, 1) as PlainDate);
  if (name === "memorial day") return addDays(nextWeekday(1, makeDate(year, 6, 1) as PlainDate), -7);
  return undefined;
}

export function nextHoliday(name: string, from: PlainDate): PlainDate | undefined {
  for (const year of [yearOf(from), yearOf(from) + 1]) {
    const date = holiday(name, year);
    if (date && date >= from) return date;
  }
  return undefined;
}

export const daysFrom = nightsBetween;
