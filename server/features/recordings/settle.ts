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
    const { hotelId } = ctx;
    await appendAudit(tx, ctx, "recordings.settle", {
      subject: { kind: "recording", id: callId },
      after: { status },
    });
    await emit(tx, ctx, [RecordingSettled({ callId, hotelId, status })]);
    return true;
  };
  return retrying(() => ctx.deps.db.transaction(ctx.tenantId, write));
}
