import type { PlainDate } from "@/server/kernel/dates";
import { monthNumber } from "./calendar";
import type { DayMention } from "./mention";
import { dayMonth, patterns } from "./patterns";
import { sharedMonth } from "./shared-month";

/**
 * Every day named in normalised, digitised text, in the order it was said. A stretch of words is read once,
 * by the first pattern that claims it.
 */
export function findDays(text: string, today: PlainDate): DayMention[] {
  const taken: boolean[] = new Array<boolean>(text.length).fill(false);
  const found: DayMention[] = [];
  const claim = (
    start: number,
    end: number,
    mention: Omit<DayMention, "start" | "end" | "words"> | undefined,
  ): void => {
    if (!mention) return;
    found.push({ ...mention, start, end, words: text.slice(start, end).trim() });
    taken.fill(true, start, end);
  };
  for (const range of sharedMonth) {
    for (const m of text.matchAll(range.regex)) {
      if (taken[m.index]) continue;
      const year = m[range.year] ? Number(m[range.year]) : undefined;
      const [firstDay, month] = range.first(m);
      const [secondDay] = range.second(m);
      const split = m.index + m[0].search(/ ?- ?| to | until | till | til | through | thru | and /);
      const firstMonth = firstDay > secondDay ? ((monthNumber(month) + 10) % 12) + 1 : monthNumber(month);
      claim(m.index, split, dayMonth(firstDay, firstMonth, year, undefined, today));
      claim(
        split + 1,
        m.index + m[0].length,
        dayMonth(secondDay, monthNumber(month), year, undefined, today),
      );
    }
  }
  for (const { regex, read } of patterns) {
    for (const m of text.matchAll(regex)) {
      const end = m.index + m[0].length;
      if (taken.slice(m.index, end).some(Boolean)) continue;
      claim(m.index, end, read(m, today));
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
