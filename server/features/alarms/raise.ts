import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { fileRequest, requestCreated } from "@/server/features/requests";
import { canRing } from "@/server/features/telephony";
import { newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import type { ToolCtx } from "@/server/verbs/define-tool";
import type { DomainEvent } from "@/server/verbs/events";
import { AlarmRaised } from "./events";
import { chainOf, samePlace } from "./rules";
import type { AlarmKind } from "./schema";

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

/**
 * Records an alarm with its urgent request, in the tool's transaction; the jobs carry it out. The same danger at the same
 * place said again in the call is the same alarm: nobody is rung a second time for it.
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
    return { alarmId, requestId, rings, taken: takenAt !== null, events: [] };
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
