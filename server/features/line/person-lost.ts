import type { Tx } from "@/server/db";
import { fileRequest, requestCreated } from "@/server/features/requests";
import { businessDate } from "@/server/kernel/dates";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { appendAudit, emit } from "@/server/verbs/record";
import { recordOwnEvents } from "./own-events";

/** Transfers by telephone that are under way, or whose guest talks to the person now. */
const BY_TELEPHONE = ["requested", "dialing", "announced", "accepted"];

/** Whether a person of the hotel speaks in this call from the dashboard, through its worker, and not by telephone. */
export async function isTakenOver(tx: Tx, callId: string): Promise<boolean> {
  const call = await tx.call.count({ where: { id: callId, state: "with_person", endedAt: null } });
  if (call === 0) return false;
  return (await tx.callTransfer.count({ where: { callId, state: { in: BY_TELEPHONE } } })) === 0;
}

/** Of these calls, the ones whose guest talks to a person by telephone: no worker holds them, and none is missed. */
export async function withAPersonByTelephone(
  deps: Deps,
  calls: readonly { id: string; tenantId: string; state: string }[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { id, tenantId, state } of calls)
    if (state === "with_person" && !(await deps.db.withTenant(tenantId, (db) => isTakenOver(db, id))))
      found.add(id);
  return found;
}

/**
 * Of these calls, the ones that a person or the keypad has by telephone, or is about to have: the telephone service tells
 * their end. A call in a browser, and one that only waits for another worker, is on its way to nobody.
 */
export async function awayFromTheLine(
  deps: Deps,
  calls: readonly { id: string; tenantId: string; state: string }[],
): Promise<Set<string>> {
  const found = await withAPersonByTelephone(deps, calls);
  for (const { id, tenantId, state } of calls)
    if (state === "transferring" && (await deps.db.withTenant(tenantId, (db) => isLedAway(db, id))))
      found.add(id);
  return found;
}

async function isLedAway(tx: Tx, callId: string): Promise<boolean> {
  const transfers = await tx.callTransfer.count({ where: { callId, state: { in: BY_TELEPHONE } } });
  if (transfers > 0) return true;
  return (await tx.keypadPayment.count({ where: { callId, state: { in: ["requested", "taking"] } } })) > 0;
}

/** The desk is to find out what a colleague promised who was cut off from a guest. In the caller's transaction. */
export async function askWhatWasPromised(tx: Tx, ctx: HotelCtx, callId: string): Promise<void> {
  const call = await tx.call.findFirstOrThrow({
    where: { id: callId },
    select: { fromNumber: true, hotel: true },
  });
  const now = ctx.deps.clock.now();
  const { country, timeZone, auditHour } = call.hotel;
  const filed = await fileRequest(
    tx,
    {
      ...ctx,
      call: {
        callId,
        today: businessDate(now, timeZone, auditHour),
        hotel: { country },
        ...(call.fromNumber ? { callerNumber: call.fromNumber } : {}),
      },
    },
    {
      kind: "other",
      summary:
        "A colleague who had taken this call over was cut off, and the line has the guest again. Find out what was promised, and do it.",
      urgency: "urgent",
      due: now.toISOString(),
    },
  );
  await appendAudit(tx, ctx, "call.personLost", {
    subject: { kind: "call", id: callId },
    after: { requestRef: filed.ref },
  });
  await emit(tx, ctx, [requestCreated(ctx, filed)]);
}

/**
 * A call comes back whose worker is gone: a colleague who spoke in it through that worker is cut off, too. True when
 * one was. Told once, however often it is asked.
 */
export async function notePersonLost(ctx: HotelCtx, callId: string): Promise<boolean> {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
    if (!(await isTakenOver(tx, callId))) return false;
    const { startedAt } = await tx.call.findFirstOrThrow({
      where: { id: callId },
      select: { startedAt: true },
    });
    const atMs = Math.max(0, ctx.deps.clock.now().getTime() - startedAt.getTime());
    await recordOwnEvents(tx, ctx, callId, [
      { type: "person_lost", atMs },
      { type: "state", state: "transferring", atMs },
    ]);
    await askWhatWasPromised(tx, ctx, callId);
    return true;
  });
}
