import type { Deps } from "@/server/verbs/ctx";
import { APP_WORKER_ID } from "./app-worker";
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

/** Calls without a media stream that the app itself holds at once, all processes together. */
export const GATHERED_AT_ONCE = 100;
/** No call lasts longer; one whose end was never told does not take a place for ever. */
const LONGEST_MS = 4 * 3_600_000;

/** How many more calls without a media stream the app takes now. Who waits, or talks to a person, takes none. */
export async function gatheredCapacity(deps: Deps): Promise<LineCapacity> {
  const held = await deps.system.client.call.count({
    where: {
      workerId: APP_WORKER_ID,
      endedAt: null,
      startedAt: { gt: new Date(deps.clock.now().getTime() - LONGEST_MS) },
      state: { notIn: ["on_hold", "transferring", "with_person"] },
    },
  });
  return { free: Math.max(0, GATHERED_AT_ONCE - held), total: GATHERED_AT_ONCE };
}
