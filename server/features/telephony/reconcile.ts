import { APP_WORKER_ID } from "@/server/features/line";
import type { HotelCtx } from "@/server/verbs/ctx";
import { telephonyOf } from "./access";
import { endHeldCall } from "./transfers";

/** A call without a worker this old is asked about. */
const ASK_AFTER_MS = 10 * 60_000;
const AT_ONCE = 50;
const DEADLINE_MS = 5_000;
/** Sealed answers of turns, like snapshots, are gone an hour later. */
const KEEP_ANSWERS_MS = 3_600_000;
/** Without a service to ask, a call this old is over. */
const SURELY_OVER_MS = 6 * 3_600_000;

/**
 * Calls that are with a person, or held by the app, and whose end was never told: the telephone service is asked
 * what became of them, until the signal. Returns how many were ended.
 */
export async function endForgottenCalls(ctx: HotelCtx, until?: AbortSignal): Promise<number> {
  const { deps, tenantId, hotelId } = ctx;
  const now = deps.clock.now().getTime();
  await deps.db.withTenant(tenantId, (db) =>
    db.gatherTurn.deleteMany({ where: { claimedAt: { lt: new Date(now - KEEP_ANSWERS_MS) } } }),
  );
  const calls = await deps.db.withTenant(tenantId, (db) =>
    db.call.findMany({
      where: {
        hotelId,
        endedAt: null,
        startedAt: { lt: new Date(now - ASK_AFTER_MS) },
        OR: [{ state: { in: ["transferring", "with_person"] } }, { workerId: APP_WORKER_ID }],
      },
      orderBy: [{ startedAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
      select: { id: true, externalId: true, startedAt: true, state: true },
    }),
  );
  if (calls.length === 0) return 0;
  const telephony = await telephonyOf(deps, tenantId);
  let ended = 0;
  for (const call of calls) {
    if (until?.aborted) break;
    const old = now - call.startedAt.getTime() > SURELY_OVER_MS;
    const seen =
      telephony && call.externalId
        ? await telephony.fetchCall(call.externalId, AbortSignal.timeout(DEADLINE_MS)).catch(() => undefined)
        : undefined;
    const over = seen === null || (seen && !["queued", "ringing", "in-progress"].includes(seen.status));
    if (!over && !old) continue;
    const reason = call.state === "with_person" ? "transferred" : "guest_hung_up";
    await deps.db.transaction(tenantId, (tx) => endHeldCall(tx, ctx, call.id, reason));
    ended += 1;
  }
  return ended;
}
