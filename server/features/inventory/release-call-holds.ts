import type { Tx } from "@/server/db";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit, emit } from "@/server/verbs/record";
import { HoldEnded } from "./events";
import { endHolds, liveHoldsOf, lockNights } from "./holds";

/** Gives back everything a call still holds: the call is over. Part of the transaction that ends it. */
export async function releaseCallHolds(tx: Tx, ctx: HotelCtx, callId: string): Promise<number> {
  const holds = await liveHoldsOf(tx, callId);
  if (holds.length === 0) return 0;
  await lockNights(tx, holds);
  const ids = holds.map((hold) => hold.id);
  const released = await endHolds(tx, ids, "released", ctx.deps.clock.now());
  for (const id of ids) {
    await appendAudit(tx, ctx, "inventory.releaseCallHolds", {
      subject: { kind: "hold", id },
      after: { status: "released" },
    });
  }
  await emit(
    tx,
    ctx,
    ids.map((holdId) => HoldEnded({ hotelId: ctx.hotelId, holdId })),
  );
  return released;
}
