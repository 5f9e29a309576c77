import { Temporal } from "@js-temporal/polyfill";
import { z } from "zod";

const isPlainDate = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
};

/** A calendar date of the hotel, `YYYY-MM-DD`; never an instant. */
export const PlainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Write the date as YYYY-MM-DD.")
  .refine(isPlainDate, "That date does not exist in the calendar.");
export type PlainDate = z.infer<typeof PlainDate>;

/** A time of day at the hotel, `HH:MM`, 24 hours. */
export const PlainTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as HH:MM, for example 07:30.");

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true });

export const Weekday = z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
export type Weekday = z.infer<typeof Weekday>;

export function weekdayOf(date: PlainDate): Weekday {
  return Weekday.options[Temporal.PlainDate.from(date).dayOfWeek - 1] as Weekday;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whole nights from `arrival` to `departure`; negative when they are the wrong way round. */
export function nightsBetween(arrival: PlainDate, departure: PlainDate): number {
  return Temporal.PlainDate.from(arrival).until(Temporal.PlainDate.from(departure), { largestUnit: "days" })
    .days;
}

/** The dates slept: arrival included, departure not. */
export function nightsOf(arrival: PlainDate, departure: PlainDate): PlainDate[] {
  return Array.from({ length: Math.max(0, nightsBetween(arrival, departure)) }, (_, i) =>
    addDays(arrival, i),
  );
}

/** Prisma gives `date` columns as UTC midnights. */
export const dateFromDb = (value: Date): PlainDate => value.toISOString().slice(0, 10);
export const dateToDb = (date: PlainDate): Date => new Date(`${date}T00:00:00.000Z`);

interface WallClock {
  /** Minutes since the epoch, the instant's. */
  minute: number;
  date: PlainDate;
  time: string;
  hour: number;
}
/** The last reading of each time zone: a call asks many times a minute, and one reading takes 50 µs. */
const readings = new Map<string, WallClock>();

/** What the hotel's clock and calendar show. Offsets are whole minutes, so a reading serves its whole minute. */
function wallClock(now: Date, timeZone: string): WallClock {
  const minute = Math.floor(now.getTime() / 60_000);
  const known = readings.get(timeZone);
  if (known?.minute === minute) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const date = zoned.toPlainDate().toString();
  const time = zoned.toPlainTime().toString({ smallestUnit: "minute" });
  const reading = { minute, date, time, hour: zoned.hour };
  readings.set(timeZone, reading);
  return reading;
}

/** The calendar date at the hotel at this instant. */
export const localDate = (now: Date, timeZone: string): PlainDate => wallClock(now, timeZone).date;

/** The time of day at the hotel at this instant, `HH:MM`. */
export const localTime = (now: Date, timeZone: string): string => wallClock(now, timeZone).time;

/**
 * The hotel's business date: it ends at the night audit, so "tonight" at 00:30 is still yesterday's.
 * `auditHour` is the local hour (0–12) at which the new business date begins.
 */
export function businessDate(now: Date, timeZone: string, auditHour: number): PlainDate {
  const { date, hour } = wallClock(now, timeZone);
  return hour < auditHour ? addDays(date, -1) : date;
}

/** The instant of a local date and time at the hotel; gaps of a clock change move forward. */
export function instantAt(date: PlainDate, time: string, timeZone: string): Date {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(time),
  });
  return new Date(zoned.epochMilliseconds);
}
