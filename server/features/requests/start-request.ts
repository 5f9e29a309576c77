import type { Tx } from "@/server/db";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { DomainEvent } from "@/server/verbs/events";
import { RequestChanged } from "./events";

/** Somebody has begun with a request by another way than its own page; one that is under way or closed stays as it is. */
export async function startRequest(
  tx: Tx,
  { hotelId }: HotelCtx,
  requestId: string,
  assigneeId: string | null,
): Promise<DomainEvent[]> {
  const { count } = await tx.request.updateMany({
    where: { id: requestId, hotelId, status: "new" },
    data: { status: "doing", ...(assigneeId ? { assigneeId } : {}) },
  });
  return count > 0 ? [RequestChanged({ requestId, hotelId })] : [];
}
