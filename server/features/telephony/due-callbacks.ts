import { hasMinutesLeft } from "@/server/features/vendors";
import type { HotelCtx } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { canTelephone, telephonySettings } from "./access";
import { checkDial } from "./dial";
import { OutboundCallRequested, tellShown } from "./events";
import { linesOf } from "./lines";

/** A call-back that found no free line and no open hour for this long is left to the desk. */
export const KEEP_MS = 24 * 3_600_000;

/** Dials the call-backs of callers who found every line busy, as far as lines are free and the hours allow. Returns how many. */
export async function dialDueCallbacks(ctx: HotelCtx): Promise<number> {
  const { deps, tenantId, hotelId } = ctx;
  const settings = await deps.db.withTenant(tenantId, (db) => telephonySettings(db, hotelId));
  const { free } = await linesOf(ctx, settings);
  // Who is called back and finds no line was called for nothing.
  if (free === 0 || !(await hasMinutesLeft(ctx))) return 0;
  const now = deps.clock.now();
  return deps.db.transaction(tenantId, async (tx) => {
    // An account that was removed may come back: the caller waits for it as for the hours.
    const able = await canTelephone(tx, deps);
    const waiting = await tx.outboundCall.findMany({
      where: { hotelId, purpose: "callback", status: "queued", requestId: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: free,
    });
    let told = 0;
    for (const row of waiting) {
      const leg = { number: row.toNumber, purpose: "callback", consent: true } as const;
      const { refusal } = await checkDial(tx, ctx, leg);
      const old = now.getTime() - row.createdAt.getTime() > KEEP_MS;
      if ((refusal === "hours" || !able) && !old) continue;
      if (refusal || old) {
        const data = { status: "refused", reason: refusal ?? "too_late", endedAt: now };
        await tx.outboundCall.updateMany({ where: { id: row.id, status: "queued" }, data });
        await tellShown(tx, ctx, "call_out", row.id);
        continue;
      }
      await emit(tx, ctx, [OutboundCallRequested({ outboundId: row.id, hotelId })]);
      told += 1;
    }
    return told;
  });
}
