import { instantAt } from "@/server/kernel/dates";
import { remembered } from "./remembered";

const DAY_MS = 86_400_000;

const listed = remembered((key): readonly string[] => {
  const [arrival = "", departure = ""] = key.split("/");
  const first = Date.parse(`${arrival}T00:00:00Z`);
  const count = Math.round((Date.parse(`${departure}T00:00:00Z`) - first) / DAY_MS);
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    new Date(first + i * DAY_MS).toISOString().slice(0, 10),
  );
});

/** The nights of a stay. A search asks for the same ones hundreds of times, so they are kept. */
export const stayNights = (arrival: string, departure: string): readonly string[] =>
  listed(`${arrival}/${departure}`);

/** A date some days on, for dates known to be well formed: in UTC no day is longer than another. */
export const shiftDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const numbered = remembered((date) => Date.parse(`${date}T00:00:00Z`) / DAY_MS);

/** A date as the count of days since 1970. */
export const dayNumber = (date: string): number => numbered(date);

/** The date that many days after 1970 began. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const arrivals = remembered((key) => {
  const [date = "", time = "", zone = ""] = key.split("|");
  return instantAt(date, time, zone);
});

/** The instant of check-in at the hotel on the arrival day. */
export const checkInInstant = (arrival: string, checkInTime: string, timeZone: string): Date =>
  arrivals(`${arrival}|${checkInTime}|${timeZone}`);
