import type { Prisma, Tx } from "@/server/db";
import type { HotelCtx } from "@/server/verbs/ctx";
import { retrying } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import { RecordingSettled } from "./events";

type Final = "ready" | "failed" | "deleted";

/** Writes how a recording ended, once: a second job that comes later changes nothing. False: it was settled before. */
export function settleRecording(
  ctx: HotelCtx,
  callId: string,
  status: Final,
  data: Prisma.RecordingUpdateManyMutationInput = {},
): Promise<boolean> {
  const write = async (tx: Tx) => {
    const { count } = await tx.recording.updateMany({
      where: { callId, status: { in: ["uploading", "processing"] } },
      data: { ...data, status },
    });
    if (count === 0) return false;
    await tell(tx, ctx, callId, status);
    return true;
  };
  return retrying(() => ctx.deps.db.transaction(ctx.tenantId, write));
}

/**
 * Writes a joined file down, and which parts are in it. False, and nothing is changed, when another run has joined since
 * `before` was read: this file may lack what that one has.
 */
export function keepJoined(
  ctx: HotelCtx,
  callId: string,
  before: { status: string; storageKey: string | null },
  joined: { epochs: readonly number[]; data: Prisma.RecordingUpdateManyMutationInput },
): Promise<boolean> {
  return retrying(() =>
    ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
      const { status, storageKey } = before;
      const { count } = await tx.recording.updateMany({
        where: { callId, status, storageKey },
        data: { ...joined.data, supersededKey: storageKey, status: "ready" },
      });
      if (count === 0) return false;
      await mark(tx, callId, joined.epochs, "joined");
      await tell(tx, ctx, callId, "ready");
      return true;
    }),
  );
}

/** Writes down which parts will never be one: what they were stored as may go. */
export async function failParts(ctx: HotelCtx, callId: string, epochs: readonly number[]): Promise<void> {
  if (epochs.length > 0)
    await ctx.deps.db.withTenant(ctx.tenantId, (db) => mark(db, callId, epochs, "failed"));
}

/** What another run has settled stays as it is. */
const mark = (tx: Tx, callId: string, epochs: readonly number[], status: "joined" | "failed") =>
  tx.recordingPart.updateMany({
    where: { callId, epoch: { in: [...epochs] }, status: "uploaded" },
    data: { status },
  });

/** The guest refused: the files are gone, and the rows say so. False: that was written before. */
export function deleteRefused(ctx: HotelCtx, callId: string): Promise<boolean> {
  return retrying(() =>
    ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
      await tx.recordingPart.updateMany({ where: { callId }, data: { status: "refused", storageKey: null } });
      const { count } = await tx.recording.updateMany({
        where: { callId, status: { not: "deleted" } },
        data: { status: "deleted", storageKey: null, supersededKey: null, bytes: 0n },
      });
      if (count > 0) await tell(tx, ctx, callId, "deleted");
      return count > 0;
    }),
  );
}

async function tell(tx: Tx, ctx: HotelCtx, callId: string, status: Final): Promise<void> {
  await appendAudit(tx, ctx, "recordings.settle", {
    subject: { kind: "recording", id: callId },
    after: { status },
  });
  await emit(tx, ctx, [RecordingSettled({ callId, hotelId: ctx.hotelId, status })]);
}
