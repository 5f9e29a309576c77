import { addDays, type PlainDate } from "@/server/kernel/dates";
import {
  addMonths,
  dayOfWeek,
  daysFrom,
  MONTH,
  makeDate,
  mondayOf,
  monthNumber,
  monthOf,
  nextDayOfMonth,
  nextHoliday,
  nextWeekday,
  nextYearly,
  WEEKDAY,
  weekdayNumber,
  yearOf,
} from "./calendar";
import type { DayMention, Doubt } from "./mention";

type Resolved = { days: readonly PlainDate[]; doubt?: Doubt };
type Reader = (
  m: RegExpExecArray,
  today: PlainDate,
) => Omit<DayMention, "start" | "end" | "words"> | undefined;
export interface Pattern {
  regex: RegExp;
  read: Reader;
}

const one = (date: PlainDate | undefined, doubt?: Doubt): Resolved =>
  date ? (doubt ? { days: [date], doubt } : { days: [date] }) : { days: [], doubt: "impossible" };
const fixed = (date: PlainDate | undefined, today: PlainDate) => ({
  resolve: (): Resolved => one(date, date && date < today ? "past" : undefined),
});

/** A day and month without a year: this year's if it is still to come, unless it went by a moment ago. */
function yearless(month: number, day: number, from: PlainDate, today: PlainDate): Resolved {
  const recent = makeDate(yearOf(today), month, day);
  if (from === today && recent && recent < today && daysFrom(recent, today) <= 45) return one(recent, "past");
  return one(nextYearly(month, day, from));
}

/** "Friday the 4th": a weekday that does not fit gives both readings, the number's and the weekday's. */
function withWeekday(resolved: Resolved, weekday: number | undefined): Resolved {
  const day = resolved.days[0];
  if (!weekday || !day || resolved.doubt || dayOfWeek(day) === weekday) return resolved;
  const after = nextWeekday(weekday, day);
  const before = addDays(after, -7);
  return {
    days: [day, daysFrom(before, day) <= daysFrom(day, after) ? before : after],
    doubt: "weekday_mismatch",
  };
}

const year = (text: string | undefined): number | undefined =>
  text ? (text.length === 2 ? 2000 + Number(text) : Number(text)) : undefined;

export const dayMonth = (
  day: number,
  month: number,
  y: number | undefined,
  weekday: string | undefined,
  today: PlainDate,
) => {
  const wd = weekday ? weekdayNumber(weekday) : undefined;
  if (day < 1 || day > 31) return undefined;
  return {
    resolve: (from: PlainDate): Resolved =>
      withWeekday(
        y ? fixed(makeDate(y, month, day), today).resolve() : yearless(month, day, from, today),
        wd,
      ),
  };
};

export const ORD = "(?:st|nd|rd|th)";
export const NOT_COUNT =
  "(?!\\d| ?(?:nights?|days?|weeks?|adults?|people|persons?|guests?|of us|kids?|children|rooms?|pm|am|oclock|percent|euros?|dollars?|:))";
export const THE = "(?:the )?";
const WD_OPT = `(?:(${WEEKDAY}) ${THE})?`;
export const TO = "(?: ?- ?| to | until | till | til | through | thru | and )";

const ambiguousNumbers = (
  a: number,
  b: number,
  y: number | undefined,
  dotted: boolean,
  today: PlainDate,
) => ({
  resolve: (from: PlainDate): Resolved => {
    const read = (day: number, month: number): PlainDate | undefined =>
      month < 1 || month > 12 || day < 1
        ? undefined
        : y
          ? makeDate(y, month, day)
          : nextYearly(month, day, from);
    const readings = [read(a, b), ...(dotted ? [] : [read(b, a)])].filter(
      (d): d is PlainDate => d !== undefined,
    );
    const days = [...new Set(readings)];
    const past = days.length === 1 && (days[0] as string) < today;
    return {
      days,
      ...(days.length === 0
        ? { doubt: "impossible" }
        : days.length > 1
          ? { doubt: "numeric" }
          : past
            ? { doubt: "past" }
            : {}),
    };
  },
});

const HOLIDAY =
  "(christmas eve|christmas day|christmas|xmas|boxing day|new years eve|new year eve|new years day|new years|new year|easter sunday|easter monday|easter|good friday|valentines day|valentine day|valentines|halloween|thanksgiving day|thanksgiving|independence day|labor day|memorial day)";

/** In order of precedence: a longer reading takes its words before a shorter one may. */
export const patterns: readonly Pattern[] = [
  {
    regex: /\b(20\d\d)-(\d\d?)-(\d\d?)\b/g,
    read: (m, today) => fixed(makeDate(Number(m[1]), Number(m[2]), Number(m[3])), today),
  },
  {
    regex:
      /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(20\d\d|\d\d))?\.?(?![\d/-]|\.\d| ?[ap]m\b| (?:nights|days|people|adults))/g,
    read: (m, today) => {
      if (m[2] === "-" && !m[4] && !/\bon $/.test(m.input.slice(0, m.index))) return undefined;
      return ambiguousNumbers(Number(m[1]), Number(m[3]), year(m[4]), m[2] === ".", today);
    },
  },
  {
    regex: new RegExp(`\\b${WD_OPT}(\\d{1,2})${ORD}? (?:day )?(?:of )?(${MONTH})\\b(?: (20\\d\\d))?`, "g"),
    read: (m, today) =>
      m[3] === "may" && / may$/.test(m[0]) && /^ (?:i|we|be|not)\b/.test(m.input.slice(m.index + m[0].length))
        ? undefined
        : dayMonth(Number(m[2]), monthNumber(m[3] as string), year(m[4]), m[1], today),
  },
  {
    regex: new RegExp(`\\b${WD_OPT}(${MONTH}) ${THE}(\\d{1,2})${ORD}?${NOT_COUNT}(?: (20\\d\\d))?`, "g"),
    read: (m, today) => dayMonth(Number(m[3]), monthNumber(m[2] as string), year(m[4]), m[1], today),
  },
  {
    regex: new RegExp(
      `\\b${WD_OPT}(\\d{1,2})${ORD}? of (next|this|the) month\\b|\\b(\\d{1,2})${ORD} (next|this) month\\b`,
      "g",
    ),
    read: (m, today) => {
      const base =
        (m[3] ?? m[5]) === "next"
          ? addMonths(makeDate(yearOf(today), monthOf(today), 1) as PlainDate, 1)
          : today;
      return {
        resolve: () =>
          withWeekday(
            fixed(makeDate(yearOf(base), monthOf(base), Number(m[2] ?? m[4])), today).resolve(),
            m[1] ? weekdayNumber(m[1]) : undefined,
          ),
      };
    },
  },
  {
    regex: new RegExp(`\\b(${WEEKDAY}) ${THE}(\\d{1,2})(?:${ORD})\\b`, "g"),
    read: (m) => ({
      resolve: (from) => {
        const wd = weekdayNumber(m[1] as string);
        const day = nextDayOfMonth(Number(m[2]), from);
        if (!day) return one(undefined);
        if (dayOfWeek(day) === wd) return one(day);
        const later = nextDayOfMonth(Number(m[2]), addDays(day, 1));
        if (later && dayOfWeek(later) === wd && daysFrom(from, later) < 62)
          return { days: [day, later], doubt: "weekday_mismatch" };
        return withWeekday(one(day), wd);
      },
    }),
  },
  {
    regex: new RegExp(`\\b(1st|2nd|3rd|4th|last) (${WEEKDAY}) (?:of|in) (${MONTH})(?: (20\\d\\d))?`, "g"),
    read: (m, today) => {
      const month = monthNumber(m[3] as string);
      const first = m[4]
        ? makeDate(Number(m[4]), month, 1)
        : nextYearly(month, 1, makeDate(yearOf(today), monthOf(today), 1) as PlainDate);
      if (!first) return undefined;
      const start = nextWeekday(
        weekdayNumber(m[2] as string),
        m[1] === "last" ? addDays(addMonths(first, 1), -7) : first,
      );
      return fixed(m[1] === "last" ? start : addDays(start, 7 * (Number((m[1] as string)[0]) - 1)), today);
    },
  },
  {
    regex: new RegExp(`\\b(?:the )?(1st|2nd|3rd|4th|last) weekend (?:of|in) (${MONTH})\\b`, "g"),
    read: (m, today) => {
      const first = nextYearly(
        monthNumber(m[2] as string),
        1,
        makeDate(yearOf(today), monthOf(today), 1) as PlainDate,
      );
      if (!first) return undefined;
      const saturday = nextWeekday(6, m[1] === "last" ? addDays(addMonths(first, 1), -7) : first);
      const weeks = m[1] === "last" ? 0 : Number((m[1] as string)[0]) - 1;
      return { ...fixed(addDays(saturday, 7 * weeks - 1), today), spanDays: 2 };
    },
  },
  {
    regex: new RegExp(`\\b(?:the )?(${WEEKDAY}) after next\\b`, "g"),
    read: (m, today) =>
      fixed(addDays(nextWeekday(weekdayNumber(m[1] as string), addDays(today, 1)), 7), today),
  },
  {
    regex: new RegExp(
      `\\b(?:a|1) week (?:on|from|after) (?:next )?(${WEEKDAY})\\b|\\b(${WEEKDAY}) week\\b(?! ?end)`,
      "g",
    ),
    read: (m, today) =>
      fixed(addDays(nextWeekday(weekdayNumber((m[1] ?? m[2]) as string), addDays(today, 1)), 7), today),
  },
  {
    regex: new RegExp(`\\b(\\d+) weeks? (?:on|from) (${WEEKDAY})\\b`, "g"),
    read: (m, today) =>
      fixed(addDays(nextWeekday(weekdayNumber(m[2] as string), addDays(today, 1)), 7 * Number(m[1])), today),
  },
  {
    regex: new RegExp(
      `\\b(${WEEKDAY}) (?:of |in )?(?:the )?next week\\b|\\bnext week,? (?:on )?(${WEEKDAY})\\b|\\bnext (${WEEKDAY})\\b|\\b(${WEEKDAY}) next\\b`,
      "g",
    ),
    read: (m, today) =>
      fixed(addDays(mondayOf(today), 6 + weekdayNumber((m[1] ?? m[2] ?? m[3] ?? m[4]) as string)), today),
  },
  {
    regex: new RegExp(
      `\\b(?:this coming|this|coming|upcoming) (${WEEKDAY})\\b|\\b(${WEEKDAY}) (?:of )?this week\\b|\\b(${WEEKDAY}) coming\\b`,
      "g",
    ),
    read: (m, today) => fixed(nextWeekday(weekdayNumber((m[1] ?? m[2] ?? m[3]) as string), today), today),
  },
  {
    regex: new RegExp(`\\b(?:last|past|previous) (${WEEKDAY})\\b`, "g"),
    read: (m, today) => fixed(addDays(nextWeekday(weekdayNumber(m[1] as string), today), -7), today),
  },
  {
    regex: /\b(?:a |1 )?(?:week|fortnight) (?:from )?(today|tomorrow|now)\b|\b(today|tomorrow) week\b/g,
    read: (m, today) =>
      fixed(
        addDays(today, ((m[1] ?? m[2]) === "tomorrow" ? 1 : 0) + (/fortnight/.test(m[0]) ? 14 : 7)),
        today,
      ),
  },
  {
    regex:
      /\bin (\d+|a|an) (days?|weeks?|months?|fortnight)(?: time| from now)?\b|(?<!\bfor |stay |need |book )\b(\d+) (days?|weeks?|months?) (?:from (?:now|today)|ahead|time)\b/g,
    read: (m, today) => {
      const n = Number((m[1] ?? m[3] ?? "1").replace(/^an?$/, "1"));
      const unit = (m[2] ?? m[4] ?? "day").replace(/s$/, "");
      if (n > 500) return undefined;
      return fixed(
        unit === "month"
          ? addMonths(today, n)
          : addDays(today, n * (unit === "week" ? 7 : unit === "fortnight" ? 14 : 1)),
        today,
      );
    },
  },
  {
    regex: /\b(?:the )?day after tomorrow\b|\bovermorrow\b/g,
    read: (_m, today) => fixed(addDays(today, 2), today),
  },
  { regex: /\b(?:the )?day before yesterday\b/g, read: (_m, today) => fixed(addDays(today, -2), today) },
  { regex: /\btomorrow\b/g, read: (_m, today) => fixed(addDays(today, 1), today) },
  { regex: /\byesterday\b|\blast night\b/g, read: (_m, today) => fixed(addDays(today, -1), today) },
  {
    regex: /\btonight\b|\bthis (?:evening|night)\b/g,
    read: (_m, today) => ({ ...fixed(today, today), night: true as const }),
  },
  {
    regex: /\btoday\b|\bthis (?:afternoon|morning)\b|\bsame day\b/g,
    read: (_m, today) => fixed(today, today),
  },
  {
    regex: new RegExp(
      `\\b(over|during|for|around|at)?\\s?(?:the )?${HOLIDAY}\\b(?: (?:of )?(?:next year|(20\\d\\d)))?(?! tree| market| dinner| menu| decorations| party)`,
      "g",
    ),
    read: (m, today) => {
      const name = m[2] as string;
      const seasonal = /^(?:christmas|xmas|easter|new years?)$/.test(name) && m[1] !== "at";
      const start =
        name === "christmas" || name === "xmas" ? "christmas eve" : name === "easter" ? "good friday" : name;
      const date = m[3] ? nextHoliday(start, `${m[3]}-01-01`) : nextHoliday(start, today);
      if (/^(?:christmas|xmas|easter)$/.test(name) && !/over|during|for|around/.test(m[1] ?? "")) {
        return fixed(nextHoliday(name, m[3] ? `${m[3]}-01-01` : today), today);
      }
      return date ? { ...fixed(date, today), ...(seasonal ? { season: true as const } : {}) } : undefined;
    },
  },
  {
    regex: new RegExp(
      `\\b(?:the )?weekend (?:of|after|around|following) (?:the )?(\\d{1,2})${ORD}?(?: (?:of )?(${MONTH}))?`,
      "g",
    ),
    read: (m) => ({
      spanDays: 2,
      resolve: (from) => {
        const day = m[2]
          ? nextYearly(monthNumber(m[2]), Number(m[1]), from)
          : nextDayOfMonth(Number(m[1]), from);
        return one(day && addDays(nextWeekday(7, day), -2));
      },
    }),
  },
  {
    regex: /\b(?:(this coming|this|coming|next|the|a|last) )?(?:long )?weekend(?: after next)?\b/g,
    read: (m, today) => {
      if (m[1] === "a" || m[1] === "last") return undefined;
      const friday = addDays(nextWeekday(7, today), -2);
      const start = friday < today ? today : friday;
      const weeks = (m[1] === "next" ? 7 : 0) + (/after next/.test(m[0]) ? 7 : 0);
      const long = /long/.test(m[0]) ? 1 : 0;
      const first = weeks ? addDays(friday, weeks) : start;
      return {
        ...fixed(first, today),
        spanDays: Math.max(1, daysFrom(first, addDays(friday, 2 + weeks + long))),
      };
    },
  },
  {
    regex: new RegExp(
      `\\b(?:the )?(\\d{1,2})${ORD}\\b(?! (?:floor|time|room|option|choice|street|avenue|night|person|adult|guest|birthday|anniversary|name|letter|offer|child|kid|bed|of (?:may|march) |attempt|question|thing))(?! 1\\b)`,
      "g",
    ),
    read: (m) => {
      const day = Number(m[1]);
      if (
        day <= 2 &&
        !/\bthe \d/.test(m[0]) &&
        !/\b(?:on|from|to|until|till|through|by|no|and|sorry) $/.test(m.input.slice(0, m.index)) &&
        m.input.length > 5
      )
        return undefined;
      if (day < 1 || day > 31 || /^(?: one\b| 1\b)/.test(m.input.slice(m.index + m[0].length)))
        return undefined;
      return { resolve: (from) => one(nextDayOfMonth(day, from)) };
    },
  },
  {
    regex: new RegExp(
      `\\b(?:${WEEKDAY.replace("|sat|", "|").replace("|sun)", ")")})s?\\b|(?<=\\b(?:on|this|next|from|to|until|till|till) )(?:sat|sun)\\b|^(?:sat|sun)(?= |$)`,
      "g",
    ),
    read: (m) => ({ resolve: (from) => one(nextWeekday(weekdayNumber(m[0]), from)) }),
  },
  {
    regex: new RegExp(
      `(?<=\\b(?:from|on|to|until|till|through|the|between|arriving|leaving) (?:the )?)(\\d{1,2})(?=$| (?:to|until|till|through|for|and|of december|please|then|\\.|check|arriv|leav)\\b| \\.)${NOT_COUNT}`,
      "g",
    ),
    read: (m) => {
      const day = Number(m[1]);
      return day >= 1 && day <= 31 ? { resolve: (from) => one(nextDayOfMonth(day, from)) } : undefined;
    },
  },
  {
    regex: new RegExp(
      `\\bnext week\\b|\\bthis week\\b|\\bnext month\\b|\\b(?:early|mid|late|end of|beginning of|start of|middle of|sometime in|some time in|in|during) (?:(?:the|next|early|mid|late) )?(?:${MONTH}|month|summer|winter|autumn|fall|spring|new year)\\b|\\bsoon\\b|\\bsome ?time\\b|\\bthe holidays\\b`,
      "g",
    ),
    read: () => ({ resolve: () => ({ days: [], doubt: "vague" }) }),
  },
];
