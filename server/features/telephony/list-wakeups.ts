import { z } from "zod";
import { WakeupChanged } from "@/server/features/requests";
import { addDays, dateFromDb, dateToDb, localDate } from "@/server/kernel/dates";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { ListWakeupsInput, WakeupRow } from "./records";
import { OutboundStatus } from "./schema";

/** More than any house wakes on one day. */
const MOST = 1_000;

/** The wake-up calls of a day of the hotel, in the order they ring, each with how often it rang and what came of it. */
export const listWakeups = defineVerb({
  name: "telephony.listWakeups",
  input: ListWakeupsInput,
  output: z.object({ rows: z.array(WakeupRow), total: z.int() }),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { day }) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = localDate(ctx.deps.clock.now(), hotel.timeZone);
    const date = dateToDb(day === "today" ? today : addDays(today, 1));
    const rows = await tx.wakeupCall.findMany({
      where: { hotelId: ctx.hotelId, date },
      orderBy: [{ time: "asc" }, { id: "asc" }],
      take: MOST,
    });
    const legs = await tx.outboundCall.findMany({
      where: { wakeupId: { in: rows.map(({ id }) => id) } },
      orderBy: { attempt: "asc" },
    });
    return {
      rows: rows.map((row) => ({
        ...row,
        date: dateFromDb(row.date),
        status: row.status as WakeupRow["status"],
        attempts: legs
          .filter(({ wakeupId }) => wakeupId === row.id)
          .map(({ attempt, createdAt, status, reason, confirmedAt }) => ({
            attempt,
            at: createdAt.toISOString(),
            status: OutboundStatus.parse(status),
            reason: status === "completed" && !confirmedAt ? "not_confirmed" : reason,
          })),
      })),
      total: rows.length,
    };
  },
});

/** Takes a wake-up call off the list, because the guest asked for it. One that has rung is left. */
export const cancelWakeupCall = defineVerb({
  name: "telephony.cancelWakeup",
  input: z.object({ wakeupId: Id }),
  output: z.object({ wakeupId: Id }),
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { wakeupId }) {
    const where = { id: wakeupId, hotelId: ctx.hotelId };
    if ((await tx.wakeupCall.count({ where })) === 0) throw notFound("This wake-up call");
    const { count } = await tx.wakeupCall.updateMany({
      where: { ...where, status: "set" },
      data: { status: "cancelled" },
    });
    if (count === 0) throw conflict("This wake-up call has rung or was cancelled, so nothing changed.");
    return {
      result: { wakeupId },
      audit: {
        subject: { kind: "wakeup", id: wakeupId },
        before: { status: "set" },
        after: { status: "cancelled" },
      },
      events: [WakeupChanged({ wakeupId, hotelId: ctx.hotelId })],
    };
  },
});
