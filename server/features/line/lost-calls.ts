import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { APP_WORKER_ID } from "./app-worker";
import { endCall } from "./close-call";
import { lineCtx } from "./line-ctx";
import { withAPersonByTelephone } from "./person-lost";
import { LOST_AFTER_MS } from "./workers";

/** How long a call waits for another worker, or for a first one, before it counts as lost. */
const GRACE_MS = 60_000;
const BATCH = 100;

/** Ends calls whose worker fell silent, or that no worker ever opened. Returns how many. */
export async function endLostCalls(deps: Deps, log: Logger): Promise<number> {
  const now = deps.clock.now().getTime();
  const silent = new Date(now - LOST_AFTER_MS - GRACE_MS);
  const running = await deps.system.client.call.findMany({
    // A call on its way to a person, or one that the app holds itself, has no worker: the telephone service tells its end.
    where: {
      endedAt: null,
      startedAt: { lt: new Date(now - GRACE_MS) },
      state: { not: "transferring" },
      OR: [{ workerId: null }, { workerId: { not: APP_WORKER_ID } }],
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
    take: BATCH,
  });
  const workerIds = [...new Set(running.flatMap((call) => (call.workerId ? [call.workerId] : [])))];
  const workers = await deps.system.client.voiceWorker.findMany({
    where: { id: { in: workerIds }, seenAt: { gt: silent } },
    select: { heldCalls: true },
  });
  const held = new Set(workers.flatMap((worker) => worker.heldCalls));
  const unheld = running.filter((call) => !held.has(call.id));
  const elsewhere = await withAPersonByTelephone(deps, unheld);
  const lost = unheld.filter((call) => !elsewhere.has(call.id));
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
