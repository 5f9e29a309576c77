import type { Tx } from "@/server/db";
import { normaliseCode } from "@/server/kernel/ids";
import type { ToolCtx } from "@/server/verbs/define-tool";

/** A request by this call's handle, by its printed reference, or the newest open one of a room and name. */
export async function findRequest(
  tx: Tx,
  ctx: ToolCtx,
  by: {
    request?: string | undefined;
    ref?: string | undefined;
    room?: string | undefined;
    name?: string | undefined;
  },
) {
  if (by.request) {
    const handle = await ctx.handles.find<{ requestId: string }>(by.request);
    return handle ? tx.request.findFirst({ where: { id: handle.requestId, hotelId: ctx.hotelId } }) : null;
  }
  if (by.ref) return tx.request.findFirst({ where: { hotelId: ctx.hotelId, ref: normaliseCode(by.ref) } });
  if (!by.room || !by.name) return null;
  return tx.request.findFirst({
    where: {
      hotelId: ctx.hotelId,
      room: by.room.trim(),
      guestName: { equals: by.name, mode: "insensitive" },
    },
    orderBy: { createdAt: "desc" },
  });
}
