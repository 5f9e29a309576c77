import { type At, type DateValue, type Keep, MONTHS, type Span, type SpanOf, WEEKDAYS } from "./value";
import type { Num } from "./words";

const RELATIVE: Readonly<Record<string, number>> = { today: 0, tonight: 0, tomorrow: 1, yesterday: -1 };

export function readDates(numbers: readonly Num[], length: number, at: At, span: SpanOf, keep: Keep): void {
  const day = (i: number): Num | undefined =>
    numbers.find((n) => n.at === i && n.value >= 1 && n.value <= 31 && Number.isInteger(n.value));
  const year = (i: number): { value: number; to: number } | undefined => {
    const from = at(i) === "," ? i + 1 : i;
    const [a, b] = [numbers.find((n) => n.at === from), numbers.find((n) => n.at === from + 1)];
    if (a && a.value >= 2000 && a.value < 2100) return { value: a.value, to: a.to };
    return a?.value === 20 && b && b.value >= 20 && b.value < 100
      ? { value: 2000 + b.value, to: b.to }
      : undefined;
  };
  for (let i = 0; i < length; i++) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(at(i));
    if (iso)
      keep(
        { kind: "date", year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), ...span(i, i + 1) },
        i,
        i + 1,
      );
    if (RELATIVE[at(i)] !== undefined) {
      const after = at(i) === "tomorrow" && at(i - 1) === "after" && at(i - 2) === "day";
      keep(
        {
          kind: "date",
          relative: after ? 2 : (RELATIVE[at(i)] as number),
          ...span(after ? i - 2 : i, i + 1),
        },
        after ? i - 2 : i,
        i + 1,
      );
    }
    const weekday = WEEKDAYS.indexOf(at(i)) + 1;
    const first = weekday ? i + 1 : i;
    let j = weekday && at(first) === "," ? first + 1 : first;
    if (at(j) === "the") j += 1;
    const n = day(j);
    const of = n && at(n.to) === "of" ? n.to + 1 : n?.to;
    const month = of === undefined ? 0 : MONTHS.indexOf(at(of)) + 1;
    const leading = MONTHS.indexOf(at(j)) + 1;
    const after = leading ? day(at(j + 1) === "the" ? j + 2 : j + 1) : undefined;
    if (n && month && of !== undefined) {
      const y = year(of + 1);
      keep(dateValue(weekday, n.value, month, y?.value, span(i, y?.to ?? of + 1)), i, y?.to ?? of + 1);
    } else if (leading && after && (weekday > 0 || j === i)) {
      const y = year(after.to);
      keep(
        dateValue(weekday, after.value, leading, y?.value, span(i, y?.to ?? after.to)),
        i,
        y?.to ?? after.to,
      );
    } else if (weekday && n?.ordinal) keep(dateValue(weekday, n.value, 0, undefined, span(i, n.to)), i, n.to);
    else if (n?.ordinal && isDayOfMonth(n, at))
      keep(dateValue(0, n.value, 0, undefined, span(n.at, n.to)), n.at, n.to);
    else if (weekday) keep(dateValue(weekday, 0, 0, undefined, span(i, i + 1)), i, i + 1);
  }
}

const dateValue = (
  weekday: number,
  day: number,
  month: number,
  year: number | undefined,
  where: Span,
): DateValue => ({
  kind: "date",
  ...(weekday ? { weekday } : {}),
  ...(day ? { day } : {}),
  ...(month ? { month } : {}),
  ...(year ? { year } : {}),
  ...where,
});

/** "from the tenth to …", "on the fifth": a day, unless it counts floors or choices. */
const isDayOfMonth = (n: Num, at: At): boolean =>
  at(n.at - 1) === "the" &&
  !/^(?:floor|time|street|avenue|night|room|one|option|day|person|adult|child|guest|choice)s?$/.test(
    at(n.to),
  ) &&
  (n.value > 3 ||
    /^(?:to|until|till|through|or|and|of)$/.test(at(n.to)) ||
    /^(?:on|from|until|till|to)$/.test(at(n.at - 2)));
