import { z } from "zod";
import { OutboundStatus } from "@/server/features/telephony";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { memberAt } from "./rules";
import { AlarmView, Chain } from "./schema";
import { toAlarmView } from "./to-view";

/** More at once would not be read. */
const MOST_OPEN = 10;
const MOST_TOLD = 60;

/** Alarms nobody has taken, the newest first, and how many older ones there are: what the banner of every page shows. */
export const openAlarms = defineVerb({
  name: "alarms.open",
  input: z.object({}),
  output: z.object({ alarms: z.array(AlarmView), more: z.int() }),
  permission: "requests:read",
  effect: "read",
  async run(tx, ctx) {
    const where = { hotelId: ctx.hotelId, takenAt: null };
    const rows = await tx.alarm.findMany({
      where,
      orderBy: [{ raisedAt: "desc" }, { id: "desc" }],
      take: MOST_OPEN,
    });
    const all = rows.length < MOST_OPEN ? rows.length : await tx.alarm.count({ where });
    return { alarms: rows.map(toAlarmView), more: Math.max(0, all - rows.length) };
  },
});

const Telling = z.object({ attempt: z.int(), name: z.string(), at: Instant, status: OutboundStatus });

/** The alarms of a call: who was told, when, and who took them. */
export const alarmsOfCall = defineVerb({
  name: "alarms.ofCall",
  input: z.object({ callId: Id }),
  output: z.object({ alarms: z.array(AlarmView.extend({ told: z.array(Telling) })) }),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { callId }) {
    const rows = await tx.alarm.findMany({
      where: { callId, hotelId: ctx.hotelId },
      orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
      take: MOST_OPEN,
      include: {
        callsOut: {
          orderBy: { attempt: "asc" },
          take: MOST_TOLD,
          select: { attempt: true, createdAt: true, status: true },
        },
      },
    });
    return {
      alarms: rows.map(({ callsOut, ...row }) => {
        const chain = Chain.parse(row.chain);
        return {
          ...toAlarmView(row),
          told: callsOut.map(({ attempt, createdAt, status }) => ({
            attempt,
            name: memberAt(chain, attempt)?.name ?? "",
            at: createdAt.toISOString(),
            status: OutboundStatus.parse(status),
          })),
        };
      }),
    };
  },
});
