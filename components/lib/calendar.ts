import { addDays, nightsBetween, plainToUtc, utcToPlain } from "@/components/lib/format";

/** A stay being chosen: plain dates, departure empty until the second pick. */
export interface StayDraft {
  arrival: string | null;
  departure: string | null;
}
export interface StayBounds {
  /** First and last choosable day, plain dates. */
  min?: string;
  max?: string;
  maxNights?: number;
}

/** First day of a date's month. */
export const monthOf = (date: string): string => `${date.slice(0, 7)}-01`;

/** The first day of the month `by` months away. */
export function shiftMonth(month: string, by: number): string {
  const date = plainToUtc(monthOf(month));
  if (!date) throw new RangeError(`"${month}" is not a month`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return utcToPlain(date);
}

/** Weeks of a month as plain dates, null before the 1st and after the last. `weekStart`: 0 Sunday, 1 Monday. */
export function monthWeeks(month: string, weekStart = 1): (string | null)[][] {
  const first = monthOf(month);
  const days = nightsBetween(first, shiftMonth(first, 1));
  const lead = ((plainToUtc(first)?.getUTCDay() ?? 0) - weekStart + 7) % 7;
  const cells: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let day = 0; day < days; day++) cells.push(addDays(first, day));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** Where a calendar key leads from a day; null when the key is not the calendar's. */
export function calendarKey(key: string, day: string, rtl = false): string | null {
  const side = rtl ? -1 : 1;
  switch (key) {
    case "ArrowRight":
      return addDays(day, side);
    case "ArrowLeft":
      return addDays(day, -side);
    case "ArrowDown":
      return addDays(day, 7);
    case "ArrowUp":
      return addDays(day, -7);
    case "PageDown":
      return sameDay(day, 1);
    case "PageUp":
      return sameDay(day, -1);
    default:
      return null;
  }
}

/** The same day of the month `by` months away, or that month's last. */
function sameDay(day: string, by: number): string {
  const month = shiftMonth(day, by);
  const last = addDays(shiftMonth(month, 1), -1);
  const wanted = `${month.slice(0, 8)}${day.slice(8)}`;
  return wanted > last ? last : wanted;
}

/** Whether a day may be picked next. The day of departure itself needs no free night. */
export function pickable(day: string, draft: StayDraft, { min, max, maxNights }: StayBounds): boolean {
  if ((min && day < min) || (max && day > max)) return false;
  const choosingDeparture = draft.arrival !== null && draft.departure === null && day > draft.arrival;
  return !(choosingDeparture && maxNights && nightsBetween(draft.arrival as string, day) > maxNights);
}

/**
 * The draft after a pick: a day at or before the arrival, or after a whole stay, begins anew.
 * In a range of days (no nights) the same day twice is a range of one.
 */
export function pick(day: string, draft: StayDraft, mode: "stay" | "days" = "stay"): StayDraft {
  const { arrival, departure } = draft;
  const early = arrival !== null && (mode === "days" ? day < arrival : day <= arrival);
  if (arrival === null || departure !== null || early) return { arrival: day, departure: null };
  return { arrival, departure: day };
}
