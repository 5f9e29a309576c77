import { resolveSpokenDates } from "@/server/brain/local";
import { weekdayOf } from "@/server/kernel/dates";
import type { DatedDay, NewFact } from "@/server/tools";
import { implementTool, refuse, speaking, type ToolCtx } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

/** The caller's words about dates → dates, by the same reading as the local brain's. */
export const resolveDates = implementTool("resolve_dates", async (_tx, ctx, { text, purpose }) => {
  const { timeZone, auditHour } = ctx.call.hotel;
  const { issues, ...read } = resolveSpokenDates(text, {
    now: ctx.deps.clock.now(),
    timeZone,
    auditHour,
    purpose,
    language: ctx.call.language,
  });
  const t = callTexts(ctx.call.language);
  const [issue] = issues;
  if (issue) {
    const options = issue.options.map((date) => ({
      say: speaking(ctx).date(date, ctx.call.today),
      args: { text: date, purpose },
    }));
    const which = speaking(ctx).list(
      options.map((option) => option.say),
      "or",
    );
    return refuse({
      code: issue.code === "past" ? "missing" : "ambiguous",
      field: issue.field,
      ask: issue.code === "past" ? t.datePast : options.length > 0 ? t.dateWhich(which) : t.dateMissing,
      options,
      tried: issue.words,
    });
  }
  if (!read.arrival && !read.departure && !read.date && !read.time && !read.nights) {
    return refuse({
      code: "missing",
      field: purpose === "stay" ? "arrival" : "date",
      ask: t.dateMissing,
      tried: text,
    });
  }
  return {
    ok: true,
    data: read,
    facts: facts(ctx, read),
    say: say(ctx, read),
    next: purpose === "stay" ? ["search_rooms"] : [],
  };
});

type Read = { arrival?: DatedDay; departure?: DatedDay; date?: DatedDay; nights?: number; time?: string };

function say(ctx: ToolCtx, { arrival, departure, date, nights, time }: Read): string {
  const spoken = speaking(ctx);
  const { today } = ctx.call;
  if (arrival && departure) return spoken.dateRange(arrival.date, departure.date, today);
  const day = arrival ?? departure ?? date;
  return [
    day ? spoken.date(day.date, today) : "",
    time ? callTexts(ctx.call.language).at(spoken.time(time)) : "",
    nights && !day ? spoken.nights(nights) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const facts = (ctx: ToolCtx, read: Read): NewFact[] =>
  (["arrival", "departure", "date"] as const).flatMap((name) => {
    const day = read[name];
    if (!day) return [];
    return [
      {
        kind: "date" as const,
        name,
        value: { date: day.date, weekday: weekdayOf(day.date) },
        spoken: ctx.spoken.date(day.date, ctx.call.today),
      },
    ];
  });
