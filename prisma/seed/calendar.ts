import {
  addDays,
  businessDate,
  dateToDb,
  instantAt,
  nightsBetween,
  type Weekday,
  weekdayOf,
} from "@/server/kernel/dates";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Days around the demo's today, by number: −1 is yesterday. Dates are the hotel's, instants UTC. */
export class Calendar {
  readonly today: string;
  private readonly todayMs: number;
  /** The instant today began at the hotel, at midnight. */
  private readonly midnight: number;

  constructor(
    readonly now: Date,
    readonly timeZone: string,
    readonly auditHour: number,
  ) {
    this.today = businessDate(now, timeZone, auditHour);
    this.todayMs = dateToDb(this.today).getTime();
    this.midnight = instantAt(this.today, "00:00", timeZone).getTime();
  }

  /** `YYYY-MM-DD` of a day. */
  date = (day: number): string => new Date(this.todayMs + day * DAY_MS).toISOString().slice(0, 10);
  /** The day as a `date` column takes it. */
  db = (day: number): Date => new Date(this.todayMs + day * DAY_MS);
  weekday = (day: number): Weekday => weekdayOf(this.date(day));
  /** Friday and Saturday nights. */
  isWeekend = (day: number): boolean => [5, 6].includes(this.db(day).getUTCDay());
  month = (day: number): number => this.db(day).getUTCMonth() + 1;
  dayOfMonth = (day: number): number => this.db(day).getUTCDate();
  dayOf = (date: string): number => nightsBetween(this.today, date);
  /** This hour of the day at the hotel; an hour off where the clocks were changed between then and today. */
  at = (day: number, hour: number): Date => new Date(this.midnight + day * DAY_MS + hour * HOUR_MS);
  /** The business day of an instant, as good as `at`. */
  dayAt = (at: Date): number => Math.floor((at.getTime() - this.at(0, this.auditHour).getTime()) / DAY_MS);
  /** Never later than now. */
  past = (day: number, hour: number): Date => {
    const at = this.at(day, hour);
    return at < this.now ? at : new Date(this.now.getTime() - 60_000);
  };
  plus = addDays;
}
