import type { Prisma, Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { fileRequest, RequestChanged, requestCreated } from "@/server/features/requests";
import { canRing } from "@/server/features/telephony";
import { newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import type { ToolCtx } from "@/server/verbs/define-tool";
import type { DomainEvent } from "@/server/verbs/events";
import { AlarmRaised } from "./events";
import { chainOf, MOST_STARTS, samePlace, startOf } from "./rules";
import { type AlarmKind, Chain } from "./schema";

export interface Danger {
  kind: AlarmKind;
  place: string;
  happening?: string | undefined;
}

export interface Raised {
  alarmId: string;
  requestId: string;
  /** The hotel's people are rung; else the dashboard alone shows it. */
  rings: boolean;
  /** Somebody has taken it already: this call raised the same before. */
  taken: boolean;
  events: DomainEvent[];
}

/** What is new about the danger stands with its request; words that are there already are not written twice. */
async function noteHappening(
  tx: Tx,
  ctx: ToolCtx,
  requestId: string,
  happening = "",
): Promise<DomainEvent[]> {
  const { tenantId, hotelId } = ctx;
  const text = happening.trim();
  const { summary } = await tx.request.findFirstOrThrow({
    where: { id: requestId, hotelId },
    select: { summary: true },
  });
  if (!text || summary.endsWith(`: ${text}`)) return [];
  if ((await tx.requestNote.count({ where: { requestId, text } })) > 0) return [];
  const note = { tenantId, id: newId(), requestId, text, createdAt: ctx.deps.clock.now() };
  await tx.requestNote.create({ data: note, select: { id: true } });
  return [RequestChanged({ requestId, hotelId })];
}

/** Nobody had taken it when its chain was at its end, and the caller is still in danger: the chain begins again. */
async function startAgain(tx: Tx, ctx: ToolCtx, alarm: Unanswered): Promise<DomainEvent[]> {
  const { id: alarmId } = alarm;
  const { hotelId } = ctx;
  const { _max } = await tx.outboundCall.aggregate({ where: { alarmId }, _max: { attempt: true } });
  const start = startOf(Chain.parse(alarm.chain), _max.attempt ?? 0) + 1;
  if (start > MOST_STARTS) return [];
  const { count } = await tx.alarm.updateMany({
    where: { id: alarmId, hotelId, takenAt: null, unansweredAt: { not: null } },
    data: { unansweredAt: null },
  });
  return count > 0 ? [AlarmRaised({ alarmId, hotelId, start: String(start) })] : [];
}

type Unanswered = Prisma.AlarmGetPayload<{ select: { id: true; chain: true } }>;

/**
 * Records an alarm with its urgent request, in the tool's transaction; the jobs carry it out. The same danger at the same
 * place said again in the call is the same alarm: what is new is noted with it, and nobody is rung a second time for it
 * unless the chain was at its end and nobody had taken it.
 */
export async function raiseAlarm(tx: Tx, ctx: ToolCtx, danger: Danger): Promise<Raised> {
  const { tenantId, hotelId, call } = ctx;
  const { kind, place, happening } = danger;
  // Two tools of one call run side by side: the second sees what the first wrote.
  await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${call.callId}::uuid FOR NO KEY UPDATE`;
  const safety = await policyValues(tx, hotelId, "safety", call.today);
  const { entries } = await policyValues(tx, hotelId, "directory", call.today);
  const chain = chainOf(safety.alarmMembers, entries);
  const rings = await canRing(
    tx,
    ctx,
    chain.flatMap(({ number }) => number ?? []),
  );
  const earlier = await tx.alarm.findMany({ where: { callId: call.callId, hotelId, kind } });
  const same = earlier.find((alarm) => samePlace(alarm.place, place));
  if (same) {
    const { id: alarmId, requestId, takenAt } = same;
    const events = [
      ...(await noteHappening(tx, ctx, requestId, happening)),
      ...(await startAgain(tx, ctx, same)),
    ];
    return { alarmId, requestId, rings, taken: takenAt !== null, events };
  }
  const now = ctx.deps.clock.now();
  const filed = await fileRequest(tx, ctx, {
    kind: "other",
    summary: `EMERGENCY (${kind}) at ${place}${happening ? `: ${happening}` : ""}`,
    urgency: "urgent",
    due: now.toISOString(),
  });
  const alarmId = newId();
  await tx.alarm.create({
    data: {
      ...{ tenantId, id: alarmId, hotelId, requestId: filed.id, callId: call.callId, kind, place },
      ...{ chain: asJson(chain), raisedAt: now },
    },
    select: { id: true },
  });
  return {
    ...{ alarmId, requestId: filed.id, rings, taken: false },
    events: [requestCreated(ctx, filed), AlarmRaised({ alarmId, hotelId })],
  };
}
