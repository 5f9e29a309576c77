import { Temporal } from "@js-temporal/polyfill";
import { decimals } from "../money";
import { digitGroups, needsYear } from "./en";
import { mixedIn } from "./mixed";
import type { Spoken } from "./spoken";

/** One of a thing with its article, and the word for several: "eine Nacht", "Nächte". */
export type Counted = readonly [one: string, many: string];
/** Whole and hundredth: "ein Euro", "Euro", "ein Cent", "Cent". */
export type Coin = readonly [one: string, many: string, centOne: string, centMany: string];

/** What a language needs to say what tools return; the rest is the same in all of them. */
export interface Words {
  language: string;
  /** 0 to 999,999,999. */
  number(value: number): string;
  ordinal(value: number): string;
  /** A number before its noun, where that differs: "veintiún euros". */
  before?(words: string): string;
  minus: string;
  point: string;
  /** Between whole and hundredths: "et" in "deux euros et dix". */
  cents: string;
  coins: Readonly<Record<string, Coin>>;
  weekdays: readonly string[];
  months: readonly string[];
  /** Weekday, day of the month and month, as they are said together. */
  day(weekday: string, day: number, month: string): string;
  /** The same without its month. */
  bare(weekday: string, day: number): string;
  to: string;
  /** Hours 0 to 23 and minutes. */
  time(hour: number, minute: number): string;
  night: Counted;
  adult: Counted;
  child: Counted;
  and: string;
  or: string;
  /** `@ . - _ +` in this order. */
  marks: readonly [string, string, string, string, string];
}

export function speaker(words: Words): Spoken {
  const number = (value: number): string => {
    if (!Number.isSafeInteger(value) || Math.abs(value) > 999_999_999)
      throw new RangeError(`Cannot say ${value}`);
    return value < 0 ? `${words.minus} ${words.number(-value)}` : words.number(value);
  };
  const counted = (value: number, [one, many]: Counted): string =>
    value === 1 ? one : `${words.before?.(number(value)) ?? number(value)} ${many}`;
  const signs = (text: string): string => [...text].map((digit) => number(Number(digit))).join(" ");
  const money = ({ amount, currency }: { amount: number; currency: string }): string => {
    const scale = 10 ** decimals(currency);
    const sign = amount < 0 ? `${words.minus} ` : "";
    const whole = Math.floor(Math.abs(amount) / scale);
    const part = Math.abs(amount) % scale;
    const coin = words.coins[currency];
    if (!coin)
      return `${sign}${number(whole)}${part > 0 ? ` ${words.point} ${signs(String(part).padStart(decimals(currency), "0"))}` : ""} ${[...currency].join(" ")}`;
    const [one, many, centOne, centMany] = coin;
    if (whole === 0 && part > 0) return sign + counted(part, [centOne, centMany]);
    const cents = part > 0 ? ` ${words.cents ? `${words.cents} ` : ""}${number(part)}` : "";
    return `${sign}${counted(whole, [one, many])}${cents}`;
  };
  const date = (text: string, today?: string): string => {
    const at = Temporal.PlainDate.from(text);
    const said = words.day(
      words.weekdays[at.dayOfWeek - 1] as string,
      at.day,
      words.months[at.month - 1] as string,
    );
    return needsYear(at, today) ? `${said} ${number(at.year)}` : said;
  };
  const digits = (text: string): string => digitGroups(text.replace(/\D/g, "")).map(signs).join(", ");
  const marks = new Map(["@", ".", "-", "_", "+"].map((mark, i) => [mark, words.marks[i] as string]));
  const spoken: Spoken = {
    language: words.language,
    number,
    ordinal: words.ordinal,
    money,
    date,
    dateRange(from, to, today) {
      const [a, b] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
      const near = a.year === b.year && a.month === b.month;
      const start = near ? words.bare(words.weekdays[a.dayOfWeek - 1] as string, a.day) : date(from, today);
      return `${start} ${words.to} ${date(to, today)}`;
    },
    time: (text) => words.time(...(text.split(":").map(Number) as [number, number])),
    nights: (count) => counted(count, words.night),
    party: (adults, children) =>
      `${counted(adults, words.adult)}${children > 0 ? ` ${words.and} ${counted(children, words.child)}` : ""}`,
    code: (code) => [...code].map((sign) => (/\d/.test(sign) ? number(Number(sign)) : sign)).join(", "),
    digits,
    digitsIn: (text) =>
      mixedIn(text, spoken).replace(/\d+/g, (run) =>
        run.length > 2 ? digits(run).replaceAll(",", "") : number(Number(run)),
      ),
    email: (address) =>
      address
        .replace(/[@._+-]/g, (mark) => ` ${marks.get(mark)} `)
        .replace(/\d/g, (digit) => ` ${number(Number(digit))} `)
        .replace(/\s+/g, " ")
        .trim(),
    list: (items, conjunction = "and") =>
      items.length <= 1
        ? (items[0] ?? "")
        : `${items.slice(0, -1).join(", ")} ${words[conjunction]} ${items.at(-1)}`,
  };
  return spoken;
}
