import { z } from "zod";
import type { Tx } from "@/server/db";
import { commandCall } from "@/server/features/line";
import { startRequest } from "@/server/features/requests";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import type { DomainEvent } from "@/server/verbs/events";
import { appendAudit, emit } from "@/server/verbs/record";
import { AlarmTaken } from "./events";
import { alarmTexts } from "./say";
import { AlarmView, Chain, type TakenHow } from "./schema";
import { toAlarmView } from "./to-view";

interface By {
  how: TakenHow;
  name: string;
  userId?: string;
}

/**
 * Somebody takes an alarm: nobody else is called, its request is under way, and the caller is told, if still there. Null
 * when somebody was faster, or there is no such alarm.
 */
async function take(tx: Tx, ctx: HotelCtx, alarmId: string, by: By): Promise<DomainEvent[] | null> {
  const { hotelId, deps } = ctx;
  const { count } = await tx.alarm.updateMany({
    where: { id: alarmId, hotelId, takenAt: null },
    data: {
      ...{ takenAt: deps.clock.now(), takenHow: by.how, takenByName: by.name },
      ...(by.userId ? { takenBy: by.userId } : {}),
    },
  });
  if (count === 0) return null;
  const alarm = await tx.alarm.findFirstOrThrow({ where: { id: alarmId }, include: { call: true } });
  const { call } = alarm;
  if (call && !call.endedAt) {
    const text = alarmTexts(call.language).taken;
    await commandCall(tx, call.id, { type: "say", callId: call.id, text });
  }
  const started = await startRequest(tx, ctx, alarm.requestId, by.userId ?? null);
  return [AlarmTaken({ alarmId, hotelId }), ...started];
}

const note = (alarmId: string, by: By) => ({
  subject: { kind: "alarm", id: alarmId },
  after: { taken: by.how, by: by.name },
});

/** "I take it", in the dashboard. Conflict when somebody was faster. */
export const takeAlarm = defineVerb({
  name: "alarms.take",
  input: z.object({ alarmId: Id }),
  output: AlarmView,
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { alarmId }) {
    const { actor, hotelId } = ctx;
    const userId = actor.kind === "user" ? actor.userId : undefined;
    const member = userId
      ? await tx.membership.findFirst({ where: { userId }, select: { user: { select: { name: true } } } })
      : null;
    const by: By = {
      ...{ how: "dashboard" as const, name: member?.user.name ?? "A colleague" },
      ...(userId ? { userId } : {}),
    };
    const events = await take(tx, ctx, alarmId, by);
    const row = await tx.alarm.findFirst({ where: { id: alarmId, hotelId } });
    if (!row) throw notFound("This alarm");
    if (!events) throw conflict(`${row.takenByName} has taken this alarm already.`);
    return { result: toAlarmView(row), audit: note(alarmId, by), events };
  },
});

/** Somebody of the chain takes it by key or by the link of a text. The alarm as it is then; null when there is none. */
export async function takeAsMember(
  ctx: HotelCtx,
  alarmId: string,
  member: { at: number; how: Exclude<TakenHow, "dashboard"> },
): Promise<{ mine: boolean; alarm: z.input<typeof AlarmView> } | null> {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const row = await tx.alarm.findFirst({ where: { id: alarmId, hotelId: ctx.hotelId } });
    const name = row ? Chain.parse(row.chain)[member.at]?.name : undefined;
    if (!name) return null;
    const by: By = { how: member.how, name };
    const events = await take(tx, ctx, alarmId, by);
    if (events) {
      await appendAudit(tx, ctx, "alarms.take", note(alarmId, by));
      await emit(tx, ctx, events);
    }
    const now = await tx.alarm.findFirstOrThrow({ where: { id: alarmId } });
    // The same person's second press, or their link after the key, is no refusal.
    return { mine: now.takenByName === name, alarm: toAlarmView(now) };
  });
}
