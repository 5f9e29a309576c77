import type { Tx } from "@/server/db";
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

interface RunningCall {
  id: string;
  tenantId: string;
  hotelId: string;
  epoch: number;
  workerId: string | null;
  startedAt: Date;
  state: string;
}

interface Unheld {
  /** An opening begins anew. */
  epoch: number;
  /** Epoch milliseconds of the first round that found it so. */
  since: number;
}

/**
 * Ends calls that nobody holds. A call on its way from one worker to the next, or back from a person, is held by nobody for
 * a while, however old it is: it has its minute from the round that found it so, and from each opening. Each app process
 * counts for itself, so one that starts gives every call a minute.
 */
export class LostCalls {
  private unheld = new Map<string, Unheld>();

  /** One round. Returns how many calls were ended. */
  async end(deps: Deps, log: Logger): Promise<number> {
    const now = deps.clock.now().getTime();
    const calls = await nobodys(deps, now);
    this.unheld = new Map(
      calls.map(({ id, epoch }) => {
        const before = this.unheld.get(id);
        return [id, before?.epoch === epoch ? before : { epoch, since: now }];
      }),
    );
    let ended = 0;
    for (const call of calls) {
      if (now - (this.unheld.get(call.id)?.since ?? now) < GRACE_MS) continue;
      if (await endLost(deps, log, call, now)) ended += 1;
    }
    return ended;
  }
}

async function endLost(deps: Deps, log: Logger, call: RunningCall, now: number): Promise<boolean> {
  const ctx = lineCtx(deps, log, call, call.workerId ?? "none");
  return deps.db.transaction(call.tenantId, async (tx) => {
    if (!(await isStill(tx, call))) return false;
    await endCall(tx, { ...ctx, actor: { kind: "system", name: "lost-calls" } }, call.id, {
      epoch: Math.max(1, call.epoch),
      // A call that no worker ever opened was not lost by one.
      reason: call.epoch === 0 ? "refused" : "worker_lost",
      durationMs: now - call.startedAt.getTime(),
      usage: { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 },
      recording: false,
    });
    return true;
  });
}

/** Locks the call: nobody has opened it since it was read, and nobody can now. */
async function isStill(tx: Tx, { id, epoch }: RunningCall): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM call WHERE id = ${id}::uuid AND epoch = ${epoch} AND ended_at IS NULL FOR NO KEY UPDATE`;
  return rows.length > 0;
}

/** All running calls that no worker holds, and nobody by telephone. */
async function nobodys(deps: Deps, now: number): Promise<RunningCall[]> {
  const silent = new Date(now - LOST_AFTER_MS);
  const found: RunningCall[] = [];
  let after: string | undefined;
  for (let read = 0; read < MOST_CALLS; read += BATCH) {
    const page: RunningCall[] = await deps.system.client.call.findMany({
      // One that the app holds itself has no worker: the telephone service tells its end.
      where: {
        endedAt: null,
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
    found.push(...(await unheldOf(deps, page, silent)));
    after = page.at(-1)?.id;
    if (page.length < BATCH) break;
  }
  return found;
}

async function unheldOf(deps: Deps, page: RunningCall[], silent: Date): Promise<RunningCall[]> {
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
