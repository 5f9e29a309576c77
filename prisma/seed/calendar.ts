import {
  addDays,
  businessDate,
  dateToDb,
  nightsBetween,
  type Weekday,
  weekdayOf,
} from "@/server/kernel/dates";

const DAY_MS = 86_400_000;

/** Days around the demo's today, by number: −1 is yesterday. Dates are the hotel's, instants UTC. */
export class Calendar {
  readonly today: string;
  private readonly todayMs: number;

  constructor(
    readonly now: Date,
    readonly timeZone: string,
    readonly auditHour: number,
  ) {
    this.today = businessDate(now, timeZone, auditHour);
    this.todayMs = dateToDb(this.today).getTime();
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
  /** About this hour of the day at the hotel; good to an hour or two, enough for when something was written. */
  at = (day: number, hour: number): Date => new Date(this.todayMs + day * DAY_MS + (hour - 1) * 3_600_000);
  /** Never later than now. */
  past = (day: number, hour: number): Date => {
    const at = this.at(day, hour);
    return at < this.now ? at : new Date(this.now.getTime() - 60_000);
  };
  plus = addDays;
}
