import { addDays, nightsBetween, type PlainDate } from "@/server/kernel/dates";
import { nextDayOfMonth } from "./calendar";
import { findDays } from "./find";
import type { DayMention, Doubt } from "./mention";
import { readNights } from "./nights";

export type StayField = "arrival" | "departure" | "date" | "nights";

export interface DateIssue {
  field: StayField;
  code: Doubt | "order" | "too_many";
  /** The words that caused it. */
  words: string;
  options: PlainDate[];
}

/** What an utterance says about a stay; absent ends were not said. */
export interface StayReading {
  arrival?: PlainDate;
  departure?: PlainDate;
  nights?: number;
  /** "one night longer": to be added to the nights already known. */
  moreNights?: number;
  /** A day with no hint which end it is. */
  loose?: PlainDate;
  issues: DateIssue[];
}

export interface StayContext {
  today: PlainDate;
  arrival?: PlainDate;
  departure?: PlainDate;
  /** Which end was asked for. */
  part?: "arrival" | "departure" | "stay";
}

type Role = "arrival" | "departure" | "to" | "none";

const departureLead =
  /(?:check(?:ing)? out|check(?:ed)? out|leav(?:e|ing)|depart(?:s|ing|ure)?|until|untill|till|til|through|thru|going (?:home|back)|head(?:ing)? (?:home|back|out)|fly(?:ing)? (?:home|out|back)|ending|ends?|gone by|out)(?: date)?(?: is| will be| would be| again)?(?: on| the| by| at| early| late| morning of| day)*$/;
const arrivalLead =
  /(?:check(?:ing)? in|arriv(?:e|es|ing|al)|from|start(?:s|ing)?|begin(?:s|ning)?|com(?:e|ing)|get(?:ting)? (?:in|there)|land(?:ing)?|between|stay(?:ing)? on|move it to|moved? to|instead of)(?: date)?(?: is| will be| would be)?(?: in)?(?: on| the| at| by| in| late| early)*$/;
const replaceLead =
  /\b(?:no|sorry|actually|i meant?|make (?:that|it)|rather|wait|correction|instead|scratch that)\b(?: (?:no|not|i|mean|meant|make|that|it|is|the|on|actually|sorry|wait|let us say|say))*$/;

function roleOf(lead: string, after: string): Role {
  const t = lead.trim();
  if (departureLead.test(t)) return "departure";
  if (arrivalLead.test(t)) return "arrival";
  if (/^ ?(?:check ?in|arrival|arriving)\b/.test(after)) return "arrival";
  if (/^ ?(?:check ?out|departure|leaving|leave)\b/.test(after)) return "departure";
  return /(?:^|\s)(?:to|and|-)(?: the| on)*$/.test(t) || t === "-" ? "to" : "none";
}

interface Placed {
  mention: DayMention;
  role: Role;
}

/** Mentions with their parts; a negated or taken-back one is dropped and its successor takes its place. */
function place(text: string, mentions: readonly DayMention[]): Placed[] {
  const placed: Placed[] = [];
  let inherited: Role | undefined;
  mentions.forEach((mention, i) => {
    const lead = text.slice(mentions[i - 1]?.end ?? 0, mention.start);
    const after = text.slice(mention.end, mentions[i + 1]?.start ?? text.length);
    const role = roleOf(lead, after);
    if (/\bnot(?: on| from| until| the)*\s*$/.test(lead)) {
      inherited = role;
      return;
    }
    const previous = placed[placed.length - 1];
    if (previous && role === "none" && replaceLead.test(lead.trim())) {
      placed[placed.length - 1] = { mention, role: previous.role };
      return;
    }
    placed.push({ mention, role: role === "none" && inherited ? inherited : role });
    inherited = undefined;
  });
  return placed;
}

function settle(
  mention: DayMention,
  from: PlainDate,
  field: StayField,
  issues: DateIssue[],
): PlainDate | undefined {
  const { days, doubt } = mention.resolve(from);
  if (!doubt) return days[0];
  issues.push({ field, code: doubt, words: mention.words, options: [...days] });
  return undefined;
}

/** Repeats of one role keep the last: the last word wins. */
const lastOf = (placed: readonly Placed[], role: Role): Placed | undefined =>
  placed.filter((p) => p.role === role).at(-1);

/** Reads what normalised, digitised text says about the ends of a stay. */
export function readStay(text: string, context: StayContext): StayReading {
  const { today } = context;
  const mentions = findDays(text, today);
  const issues: DateIssue[] = [];
  const { nights, more, vague } = readNights(text);
  const reading: StayReading = {
    issues,
    ...(nights !== undefined ? { nights } : {}),
    ...(more !== undefined ? { moreNights: more } : {}),
  };
  if (vague && mentions.length < 2)
    issues.push({ field: "nights", code: "vague", words: "a few nights", options: [] });
  const placed = place(text, mentions);
  let first = lastOf(placed, "arrival") ?? placed.find((p) => p.role === "none");
  let last = lastOf(placed, "departure") ?? lastOf(placed, "to");
  const loose = placed.filter((p) => p.role === "none" && p !== first);
  if (!last && first && loose.length > 0 && loose[0]) last = loose.at(-1);
  if (!first && last?.role === "to" && placed.length === 1) [first, last] = [last, undefined];
  if (first?.role === "none" && !last && context.part === "departure" && context.arrival)
    [first, last] = [undefined, first];
  const nightsOf = /\bnights? of\b/.test(text);

  if (first) {
    const day = settle(first.mention, today, "arrival", issues);
    if (day) {
      if (first.role === "none" && !last && !first.mention.spanDays && !first.mention.night)
        reading.loose = day;
      reading.arrival = day;
    }
    const after = text.slice(first.mention.end, first.mention.end + 8);
    if (day && !last && nights === undefined && more === undefined) {
      if (first.mention.spanDays && !/\bsaturday|\bsunday|\bfriday/.test(text))
        reading.departure = addDays(day, first.mention.spanDays);
      else if (
        nightsOf ||
        (/^ nights?\b/.test(after) &&
          /\b(?:for|on|just|only|a room|stay)\b[^.]*$/.test(text.slice(0, first.mention.start)) &&
          !/arriv/.test(text))
      )
        reading.nights = 1;
      else if (first.mention.night && /\b(?:for|just|only)(?: just| only)? ton/.test(text))
        reading.nights = 1;
    }
  }
  if (last) {
    const base = reading.arrival ?? context.arrival;
    const day = settle(last.mention, base ? addDays(base, 1) : today, "departure", issues);
    if (day) reading.departure = nightsOf && last.role === "to" ? addDays(day, 1) : day;
    if (day && /^ nights?\b/.test(text.slice(last.mention.end)) && last.role === "to")
      reading.departure = addDays(day, 1);
  }
  const { arrival, departure } = reading;
  if (nights === undefined && context.part === "departure" && mentions.length === 0) {
    const only =
      /^(?:(?:just|only|for|about|i think|maybe|make it|it is|that is|say) )*(\d{1,2})(?: please| i think| in total)*$/.exec(
        text,
      );
    if (only) reading.nights = Number(only[1]);
  }
  if (arrival && departure && nightsBetween(arrival, departure) > 200) {
    issues.push({ field: "departure", code: "order", words: last?.mention.words ?? "", options: [] });
    delete reading.departure;
    return reading;
  }
  if (arrival && departure && departure <= arrival) {
    issues.push({ field: "departure", code: "order", words: last?.mention.words ?? "", options: [] });
    delete reading.departure;
  } else if (arrival && departure && nights !== undefined && nights !== nightsBetween(arrival, departure)) {
    if (last && !/\b(?:no|actually|i mean|sorry|make)\b/.test(text)) {
      issues.push({
        field: "departure",
        code: "order",
        words: last.mention.words,
        options: [departure, addDays(arrival, nights)],
      });
      delete reading.departure;
      delete reading.nights;
    } else delete reading.departure;
  }
  if (
    !reading.arrival &&
    reading.departure &&
    nights !== undefined &&
    !context.arrival &&
    issues.length === 0
  ) {
    const counted = addDays(reading.departure, -nights);
    if (counted >= today) reading.arrival = counted;
    else
      issues.push({ field: "arrival", code: "past", words: last?.mention.words ?? "", options: [counted] });
  }
  // A span of days typed bare ("5-8") while a date was asked for.
  const bare =
    context.part && mentions.length === 0
      ? /^(?:the )?(\d{1,2})(?: ?- ?| to | until | till )(?:the )?(\d{1,2})$/.exec(text)
      : null;
  if (bare) {
    const from = nextDayOfMonth(Number(bare[1]), today);
    const to = from && nextDayOfMonth(Number(bare[2]), addDays(from, 1));
    if (from && to) Object.assign(reading, { arrival: from, departure: to });
  }
  return reading;
}
