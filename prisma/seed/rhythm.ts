import type { Calendar } from "./calendar";
import type { Rng } from "./random";

/** A call takes some minutes: one that began later might not be over yet. */
const LAST_MS = 12 * 60_000;
const TRIES = 60;

/** How many guests call from three in the morning, when the business day begins, hour by hour to three the next. */
const BY_HOUR = [1, 1, 1, 3, 5, 8, 11, 12, 11, 8, 9, 9, 10, 10, 12, 12, 11, 9, 7, 5, 3, 2, 1, 1];
const HOURS = BY_HOUR.map((calls, i) => [i, calls] as const);

/** Sunday to Saturday: Monday is busiest, Sunday quiet. */
const BY_WEEKDAY = [0.7, 1, 0.96, 0.92, 0.92, 0.88, 0.76];

/** Whether what could happen on any day happens on this one. */
export const fallsOn = (rng: Rng, calendar: Calendar, day: number): boolean =>
  rng.chance(BY_WEEKDAY[calendar.db(day).getUTCDay()] ?? 1);

/** An instant of a business day at an hour people call; on today it may be still to come. */
export const momentOf = (rng: Rng, calendar: Calendar, day: number): Date =>
  calendar.at(day, calendar.auditHour + rng.weighted(HOURS) + rng.next());

/** The latest instant at which anything of the demo began. */
export const latest = (calendar: Calendar): Date => new Date(calendar.now.getTime() - LAST_MS);

/**
 * An instant between two, as the week and the day go. What is left of today stays empty and is drawn again, not pushed
 * back: today looks like the days before it did at this hour. In a span too short for that, any instant of it.
 */
export function momentBetween(rng: Rng, calendar: Calendar, from: Date, until: Date): Date {
  const end = Math.min(until.getTime(), latest(calendar).getTime());
  const [first, last] = [calendar.dayAt(from), calendar.dayAt(new Date(end))];
  for (let i = 0; i < TRIES && last >= first; i++) {
    const day = rng.int(first, last);
    if (!fallsOn(rng, calendar, day)) continue;
    const at = momentOf(rng, calendar, day);
    if (at >= from && at.getTime() <= end) return at;
  }
  return new Date(Math.min(end, from.getTime() + Math.max(0, end - from.getTime()) * rng.next()));
}
