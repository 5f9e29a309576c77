import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { answers, answersAtAll } from "./answering-worker";
import { withAPersonByTelephone } from "./person-lost";
import { LOST_AFTER_MS, markLost, SUSPECT_AFTER_MS } from "./workers";

/** Calls read at a time, the most of one round, and workers looked at. */
const BATCH = 100;
const MOST_CALLS = 5_000;
const MOST_WORKERS = 1_000;
/** A worker that fell silent longer ago than this has no guests left on the line. */
const FORGOTTEN_MS = 5 * 60_000;
/** How often a worker that could not be asked so far is tried. */
const TRY_MS = 30_000;

/**
 * Asks the telephone service to ask us again what this call does now. `over`: it is not there any more. `nobody`: there is no
 * account to ask with; the end of the stream (`<Connect action>`) brings such a call back.
 */
export type CallBack = (
  deps: Deps,
  call: { tenantId: string; callSid: string },
) => Promise<"asked" | "over" | "nobody">;

interface Silent {
  id: string;
  mediaUrl: string;
  seenAt: Date;
}

/**
 * Takes telephone calls off workers whose beat is late and that do not answer: the host is gone, and the telephone service
 * has not noticed yet. Each call is taken once; one that could not be taken is tried again at the next round. A worker that
 * answers keeps its calls, whatever lies between it and the app; one that could never be asked from here (it stands behind a
 * wall) keeps them until it counts as lost.
 */
export class LostWorkers {
  /** Workers that have answered this process. */
  private readonly reached = new Set<string>();
  private readonly tried = new Map<string, number>();

  constructor(private readonly callBack: CallBack) {}

  /** Workers that will be missed as soon as their beat is late. */
  get known(): number {
    return this.reached.size;
  }

  /** One round. Returns how many calls were taken. */
  async moveCalls(deps: Deps, log: Logger): Promise<number> {
    const now = deps.clock.now().getTime();
    const workers = await deps.system.client.voiceWorker.findMany({
      where: { seenAt: { gt: new Date(now - FORGOTTEN_MS) } },
      select: { id: true, mediaUrl: true, seenAt: true },
      take: MOST_WORKERS,
    });
    const age = ({ seenAt }: Silent) => now - seenAt.getTime();
    void this.reach(
      workers.filter((worker) => age(worker) < SUSPECT_AFTER_MS),
      now,
    );
    const silent = workers.filter(
      (worker) => age(worker) >= (this.reached.has(worker.id) ? SUSPECT_AFTER_MS : LOST_AFTER_MS),
    );
    if (silent.length === 0) return 0;
    const calls = await callsOf(
      deps,
      silent.map(({ id }) => id),
    );
    const moved = await Promise.allSettled(
      silent.map((worker) =>
        this.moveOff(
          deps,
          log,
          worker,
          calls.filter((call) => call.workerId === worker.id),
        ),
      ),
    );
    // What goes wrong at one worker keeps nobody of the others waiting.
    return moved.reduce((sum, done, index) => {
      if (done.status === "fulfilled") return sum + done.value;
      log.error(
        { err: done.reason, workerId: silent[index]?.id },
        "calls of a lost worker could not be moved",
      );
      return sum;
    }, 0);
  }

  /** Who beats and answers now will be missed when it does not. */
  private async reach(living: readonly Silent[], now: number): Promise<void> {
    const due = living.filter(({ id }) => !this.reached.has(id) && now - (this.tried.get(id) ?? 0) >= TRY_MS);
    for (const { id } of due) this.tried.set(id, now);
    await Promise.all(
      due.map(async ({ id, mediaUrl }) => {
        if (await answers({ id, mediaUrl })) this.reached.add(id);
      }),
    );
  }

  private async moveOff(
    deps: Deps,
    log: Logger,
    worker: Silent,
    calls: readonly LostCall[],
  ): Promise<number> {
    if (calls.length === 0 || (await answersAtAll(worker))) return 0;
    // It was only slow when a beat has come meanwhile. New calls go elsewhere from now on.
    // One that has signed off is gone for good.
    const { seenAt } =
      (await deps.system.client.voiceWorker.findUnique({
        where: { id: worker.id },
        select: { seenAt: true },
      })) ?? worker;
    if (seenAt > worker.seenAt) return 0;
    if (deps.clock.now().getTime() - seenAt.getTime() < LOST_AFTER_MS) await markLost(deps, [worker]);
    const moved = await Promise.all(calls.map((call) => move(deps, log, worker.id, call, this.callBack)));
    return moved.filter(Boolean).length;
  }
}

interface LostCall {
  id: string;
  workerId: string | null;
  tenantId: string;
  externalId: string | null;
  state: string;
}

/** Calls by telephone that the line has at these workers, and that nobody is taking off them yet: page by page. */
async function callsOf(deps: Deps, workerIds: string[]): Promise<LostCall[]> {
  const found: LostCall[] = [];
  let after: string | undefined;
  for (let read = 0; read < MOST_CALLS; read += BATCH) {
    const page = await deps.system.client.call.findMany({
      where: {
        workerId: { in: workerIds },
        endedAt: null,
        externalId: { not: null },
        state: { not: "transferring" },
        ...(after ? { id: { gt: after } } : {}),
      },
      select: { id: true, workerId: true, tenantId: true, externalId: true, state: true },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    found.push(...(await ofTelephone(deps, page)));
    after = page.at(-1)?.id;
    if (page.length < BATCH) break;
  }
  return found;
}

/** What of these is a telephone's and not yet taken off its worker: only the tenant's own login may see that. */
async function ofTelephone(deps: Deps, calls: LostCall[]): Promise<LostCall[]> {
  const withoutWorker = await withAPersonByTelephone(deps, calls);
  const waiting = new Set<string>();
  for (const tenantId of new Set(calls.map((call) => call.tenantId))) {
    const id = { in: calls.filter((call) => call.tenantId === tenantId).map((call) => call.id) };
    const rows = await deps.db.withTenant(tenantId, (db) =>
      db.call.findMany({ where: { id, channel: "twilio", resumeCause: null }, select: { id: true } }),
    );
    for (const row of rows) waiting.add(row.id);
  }
  return calls.filter((call) => waiting.has(call.id) && !withoutWorker.has(call.id));
}

async function move(
  deps: Deps,
  log: Logger,
  workerId: string,
  { id, tenantId, externalId }: LostCall,
  callBack: CallBack,
): Promise<boolean> {
  if (!externalId) return false;
  const mark = (from: string | null, to: string | null) =>
    deps.db.withTenant(tenantId, (db) =>
      db.call.updateMany({
        where: { id, workerId, endedAt: null, channel: "twilio", resumeCause: from },
        data: { resumeCause: to },
      }),
    );
  // Of several apps, the one that wrote the cause down moves the call.
  if ((await mark(null, "moved")).count === 0) return false;
  try {
    const answer = await callBack(deps, { tenantId, callSid: externalId });
    // Nobody has moved it: its worker's goodbye, should it come, is one.
    if (answer === "nobody") await mark("moved", null);
    else log.warn({ callId: id, workerId, answer }, "a call was taken off a lost worker");
    return answer === "asked";
  } catch (error) {
    log.error({ err: error, callId: id, workerId }, "a call could not be taken off a lost worker");
    await mark("moved", null);
    return false;
  }
}
