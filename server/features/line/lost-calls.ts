import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { APP_WORKER_ID } from "./app-worker";
import { endCall } from "./close-call";
import { lineCtx } from "./line-ctx";
import { awayFromTheLine } from "./person-lost";
import { LOST_AFTER_MS } from "./workers";

/** How long a call waits for another worker, or for a first one, before it counts as lost. */
const GRACE_MS = 60_000;
/** Calls read at a time, and the most of one round. */
const BATCH = 100;
const MOST_CALLS = 5_000;

/** Ends calls whose worker fell silent, or that no worker ever opened. Returns how many. */
export async function endLostCalls(deps: Deps, log: Logger): Promise<number> {
  const now = deps.clock.now().getTime();
  const silent = new Date(now - LOST_AFTER_MS - GRACE_MS);
  const lost: RunningCall[] = [];
  let after: string | undefined;
  for (let read = 0; read < MOST_CALLS; read += BATCH) {
    const page: RunningCall[] = await deps.system.client.call.findMany({
      // One that the app holds itself has no worker: the telephone service tells its end.
      where: {
        endedAt: null,
        startedAt: { lt: new Date(now - GRACE_MS) },
        OR: [{ workerId: null }, { workerId: { not: APP_WORKER_ID } }],
        ...(after ? { id: { gt: after } } : {}),
      },
      select: {
        id: true,
        tenantId: true,
        hotelId: true,
        epoch: true,
        workerId: true,
        startedAt: true,
        state: true,
      },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    lost.push(...(await unheld(deps, page, silent)));
    after = page.at(-1)?.id;
    if (page.length < BATCH) break;
  }
  for (const call of lost) {
    const ctx = lineCtx(deps, log, call, call.workerId ?? "none");
    await deps.db.transaction(call.tenantId, (tx) =>
      endCall(tx, { ...ctx, actor: { kind: "system", name: "lost-calls" } }, call.id, {
        epoch: Math.max(1, call.epoch),
        // A call that no worker ever opened was not lost by one.
        reason: call.epoch === 0 ? "refused" : "worker_lost",
        durationMs: now - call.startedAt.getTime(),
        usage: { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 },
        recording: false,
      }),
    );
  }
  return lost.length;
}

interface RunningCall {
  id: string;
  tenantId: string;
  hotelId: string;
  epoch: number;
  workerId: string | null;
  startedAt: Date;
  state: string;
}

/** Those of a page that no worker holds, and nobody by telephone. */
async function unheld(deps: Deps, page: RunningCall[], silent: Date): Promise<RunningCall[]> {
  const ids = [...new Set(page.flatMap((call) => (call.workerId ? [call.workerId] : [])))];
  const workers = await deps.system.client.voiceWorker.findMany({
    where: { id: { in: ids }, seenAt: { gt: silent } },
    select: { heldCalls: true },
  });
  const held = new Set(workers.flatMap((worker) => worker.heldCalls));
  const calls = page.filter((call) => !held.has(call.id));
  const elsewhere = await awayFromTheLine(deps, calls);
  return calls.filter((call) => !elsewhere.has(call.id));
}
