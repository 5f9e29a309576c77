import type { PlainDate } from "@/server/kernel/dates";

/** Why a mention is not one plain day. */
export type Doubt = "numeric" | "weekday_mismatch" | "past" | "vague" | "impossible";

/**
 * Words that name a day. `resolve` gives the day, or the readings to choose from, on or after `from`:
 * a departure is looked for after its arrival, an arrival from today.
 */
export interface DayMention {
  start: number;
  end: number;
  words: string;
  resolve(from: PlainDate): { days: readonly PlainDate[]; doubt?: Doubt };
  /** The last day of a span such as a weekend. */
  spanDays?: number;
  /** Named by a season that people arrive before and leave after. */
  season?: true;
  /** "the night of …": a day slept, so the stay leaves the day after. */
  night?: true;
}

export interface DateContext {
  /** The hotel's business date. */
  today: PlainDate;
}
