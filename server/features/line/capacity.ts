import type { Deps } from "@/server/verbs/ctx";
import { LOST_AFTER_MS } from "./workers";

export interface LineCapacity {
  /** Calls that could be taken now. */
  free: number;
  total: number;
}

/** How many calls the workers that are alive and not draining can hold. */
export async function lineCapacity(deps: Deps): Promise<LineCapacity> {
  const alive = new Date(deps.clock.now().getTime() - LOST_AFTER_MS);
  const workers = await deps.system.client.voiceWorker.findMany({
    where: { draining: false, seenAt: { gt: alive } },
    select: { capacity: true, activeCalls: true },
  });
  return {
    free: workers.reduce((sum, worker) => sum + Math.max(0, worker.capacity - worker.activeCalls), 0),
    total: workers.reduce((sum, worker) => sum + worker.capacity, 0),
  };
}
