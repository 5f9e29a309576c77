import { weekdayOf } from "@/server/kernel/dates";
import type { Money } from "@/server/kernel/money";
import type { DatedDay, NewFact } from "@/server/tools";
import type { ToolCtx } from "@/server/verbs/define-tool";

export const dated = (date: string): DatedDay => ({ date, weekday: weekdayOf(date) });

export const priceFact = (ctx: ToolCtx, subject: string, name: string, value: Money): NewFact => ({
  kind: "price",
  subject,
  name,
  value,
  spoken: ctx.spoken.money(value),
});

export const dateFact = (ctx: ToolCtx, subject: string, name: string, date: string): NewFact => ({
  kind: "date",
  subject,
  name,
  value: dated(date),
  spoken: ctx.spoken.date(date, ctx.call.today),
});
