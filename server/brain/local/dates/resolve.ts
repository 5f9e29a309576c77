import * as chrono from "chrono-node";
import {
  addDays,
  businessDate,
  localDate,
  localTime,
  nightsBetween,
  type PlainDate,
  weekdayOf,
} from "@/server/kernel/dates";
import type { DatedDay } from "@/server/tools";
import { digitise } from "../nlu/numbers";
import { normalise } from "../nlu/text";
import { readTime } from "../nlu/times";
import { glossed } from "../nlu/tongues/gloss";
import { findDays } from "./find";
import { type DateIssue, readStay, type StayContext, type StayReading } from "./stay";

export interface ResolveOptions {
  now: Date;
  timeZone: string;
  /** Local hour at which the business date turns. */
  auditHour: number;
  purpose: "stay" | "service" | "wakeup";
  /** The call's language, BCP 47; English where it is not told. */
  language?: string;
  /** What the conversation already knows. */
  known?: Pick<StayContext, "arrival" | "departure" | "part">;
}

/** Dates as said. An issue blocks its field: the value is absent until the caller has chosen. */
export interface SpokenDates {
  arrival?: DatedDay;
  departure?: DatedDay;
  date?: DatedDay;
  nights?: number;
  time?: string;
  issues: DateIssue[];
}

export const dated = (date: PlainDate): DatedDay => ({ date, weekday: weekdayOf(date) });

const datish = /\b(?:week|month|day|days|weeks|mid|early|end|beginning|quarter|after|before|from)\b/;

/** For what the hotel's own rules do not read, such as "the last Friday of March"; only certain days count. */
function byChrono(text: string, today: PlainDate): PlainDate | undefined {
  if (!datish.test(text)) return undefined;
  const reference = new Date(`${today}T12:00:00Z`);
  const [hit] = chrono.en.casual.parse(text, { instant: reference, timezone: 0 }, { forwardDate: true });
  if (!hit || !(hit.start.isCertain("day") || hit.start.isCertain("weekday"))) return undefined;
  const day = hit.start.date().toISOString().slice(0, 10);
  return day >= today ? day : undefined;
}

/** The reading of a stay with chrono as the second opinion when nothing was found. */
export function readStayOrChrono(text: string, context: StayContext): StayReading {
  const reading = readStay(text, context);
  const nothing =
    !reading.arrival &&
    !reading.departure &&
    reading.issues.length === 0 &&
    reading.nights === undefined &&
    reading.moreNights === undefined;
  const day = nothing ? byChrono(text, context.today) : undefined;
  return day ? { ...reading, arrival: day, loose: day } : reading;
}

/** One day and time for something that happens once. After midnight "tomorrow" still follows the business date. */
function readMoment(text: string, options: ResolveOptions, today: PlainDate): SpokenDates {
  const wakeup = options.purpose === "wakeup";
  const time = readTime(text, wakeup ? "wakeup" : "other");
  const mentions = findDays(
    time ? `${text.slice(0, time.start)}${" ".repeat(time.end - time.start)}${text.slice(time.end)}` : text,
    today,
  );
  const issues: DateIssue[] = [];
  const mention = mentions.at(-1);
  let date: PlainDate | undefined;
  if (mention) {
    const { days, doubt } = mention.resolve(today);
    if (doubt) issues.push({ field: "date", code: doubt, words: mention.words, options: [...days] });
    else date = days[0];
  } else if (time && wakeup) {
    const local = localDate(options.now, options.timeZone);
    date = time.time > localTime(options.now, options.timeZone) ? local : addDays(local, 1);
  }
  return { issues, ...(date ? { date: dated(date) } : {}), ...(time ? { time: time.time } : {}) };
}

/**
 * The caller's words about dates as dates of the hotel. Pure: the same words at the same `now` give the same
 * answer. A weekday that does not fit, 12/11, or a date gone by becomes an issue with the readings to offer.
 */
export function resolveSpokenDates(text: string, options: ResolveOptions): SpokenDates {
  const today = businessDate(options.now, options.timeZone, options.auditHour);
  const words = digitise(normalise(glossed(options.language ?? "en", text)?.text ?? text));
  if (options.purpose !== "stay") return readMoment(words, options, today);
  const reading = readStayOrChrono(words, { today, ...options.known });
  const arrival = reading.arrival ?? options.known?.arrival;
  const nights =
    reading.nights ??
    (reading.moreNights !== undefined && arrival && options.known?.departure
      ? nightsBetween(arrival, options.known.departure) + reading.moreNights
      : undefined);
  const departure =
    reading.departure ?? (arrival && nights && nights > 0 ? addDays(arrival, nights) : undefined);
  const time = /\b(?:arriv|check|come|coming|get)/.test(words) ? readTime(words, "arrival") : undefined;
  const count = arrival && departure ? nightsBetween(arrival, departure) : nights;
  return {
    issues: reading.issues,
    ...(arrival ? { arrival: dated(arrival) } : {}),
    ...(departure ? { departure: dated(departure) } : {}),
    ...(count !== undefined && count > 0 ? { nights: count } : {}),
    ...(time ? { time: time.time } : {}),
  };
}
