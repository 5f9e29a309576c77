import type { Tx } from "@/server/db";
import { hasMinutesLeft } from "@/server/features/vendors";
import type { HotelCtx } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { canTelephone, telephonySettings } from "./access";
import { checkDial } from "./dial";
import { OutboundCallRequested, tellShown } from "./events";
import { linesOf } from "./lines";
import { type Ended, followUp, RETRY_MS } from "./owed-callbacks";
import type { DialRefusal } from "./rules";

/** A call-back that found no free line and no open hour for this long is the desk's: it gets an urgent request. */
export const KEEP_MS = 24 * 3_600_000;
const MOST_LEFT = 50;

/** Dials the call-backs of callers who found every line busy, as far as lines are free and the hours allow. Returns how many. */
export async function dialDueCallbacks(ctx: HotelCtx): Promise<number> {
  const { deps, tenantId, hotelId } = ctx;
  await leaveToDesk(ctx);
  const settings = await deps.db.withTenant(tenantId, (db) => telephonySettings(db, hotelId));
  const { free } = await linesOf(ctx, settings);
  // Who is called back and finds no line was called for nothing.
  if (free === 0 || !(await hasMinutesLeft(ctx))) return 0;
  const retried = new Date(deps.clock.now().getTime() - RETRY_MS);
  return deps.db.transaction(tenantId, async (tx) => {
    // An account that was removed may come back: the caller waits for it as for the hours.
    if (!(await canTelephone(tx, deps))) return 0;
    const waiting = await tx.outboundCall.findMany({
      where: { ...promised(hotelId), OR: [{ attempt: 1 }, { createdAt: { lte: retried } }] },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: free,
    });
    let told = 0;
    for (const row of waiting) {
      const refusal = await refusalOf(tx, ctx, row);
      if (refusal === "hours") continue;
      if (refusal) await refuse(tx, ctx, row, refusal);
      else {
        await emit(tx, ctx, [OutboundCallRequested({ outboundId: row.id, hotelId })]);
        told += 1;
      }
    }
    return told;
  });
}

const promised = (hotelId: string) =>
  ({ hotelId, purpose: "callback", status: "queued", requestId: null }) as const;

const refusalOf = async (tx: Tx, ctx: HotelCtx, { toNumber }: Ended): Promise<DialRefusal | null> =>
  (await checkDial(tx, ctx, { number: toNumber, purpose: "callback", consent: true })).refusal;

/** Ends those that waited too long, whether or not a line is free. */
async function leaveToDesk(ctx: HotelCtx): Promise<void> {
  const since = new Date(ctx.deps.clock.now().getTime() - KEEP_MS);
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const old = await tx.outboundCall.findMany({
      where: { ...promised(ctx.hotelId), createdAt: { lt: since } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_LEFT,
    });
    for (const row of old) {
      const refusal = await refusalOf(tx, ctx, row);
      await refuse(tx, ctx, row, refusal && refusal !== "hours" ? refusal : "too_late");
    }
  });
}

async function refuse(tx: Tx, ctx: HotelCtx, row: Ended, reason: string): Promise<void> {
  const { count } = await tx.outboundCall.updateMany({
    where: { id: row.id, status: "queued" },
    data: { status: "refused", reason, endedAt: ctx.deps.clock.now() },
  });
  if (count === 0) return;
  await followUp(tx, ctx, row, { status: "refused", reason });
  await tellShown(tx, ctx, "call_out", row.id);
}
