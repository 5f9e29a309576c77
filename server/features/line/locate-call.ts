import type { Deps } from "@/server/verbs/ctx";
import { LineRefusal } from "./errors";

export interface LocatedCall {
  id: string;
  tenantId: string;
  hotelId: string;
  epoch: number;
}

/** Whose call it is. Refuses a worker that does not hold it, or holds an older epoch of it. */
export async function locateCall(
  deps: Deps,
  workerId: string,
  callId: string,
  epoch: number,
  allow: { ended?: boolean } = {},
): Promise<LocatedCall> {
  const call = await deps.system.client.call.findFirst({
    where: { id: callId },
    select: { id: true, tenantId: true, hotelId: true, workerId: true, epoch: true, endedAt: true },
  });
  if (!call) throw new LineRefusal("not_found", "There is no such call.");
  if (call.workerId !== workerId || call.epoch !== epoch) {
    throw new LineRefusal("stale_epoch", "Another worker has this call now. Stop all effects.");
  }
  if (call.endedAt && !allow.ended) throw new LineRefusal("stale_epoch", "This call has ended.");
  return { id: call.id, tenantId: call.tenantId, hotelId: call.hotelId, epoch: call.epoch };
}
