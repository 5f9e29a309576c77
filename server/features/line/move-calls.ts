import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { answers } from "./answering-worker";
import { withAPersonByTelephone } from "./person-lost";
import { LOST_AFTER_MS } from "./workers";

const BATCH = 100;
/** A worker that fell silent longer ago than this has no guests left on the line. */
const FORGOTTEN_MS = 5 * 60_000;

/** Asks the telephone service to ask us again what this call does now. False when the call is over there. */
export type CallBack = (call: { tenantId: string; callSid: string }) => Promise<boolean>;

/**
 * Takes telephone calls off workers that missed their beats and do not answer: the host is gone, and the telephone service
 * has not noticed yet. Each call is taken once; one that could not be taken is tried again at the next round.
 * A worker that answers keeps its calls, whatever lies between it and the app. Returns how many were taken.
 */
export async function moveCallsOfLostWorkers(deps: Deps, log: Logger, callBack: CallBack): Promise<number> {
  const now = deps.clock.now().getTime();
  const silent = await deps.system.client.voiceWorker.findMany({
    where: {
      seenAt: { lte: new Date(now - LOST_AFTER_MS), gt: new Date(now - FORGOTTEN_MS) },
      activeCalls: { gt: 0 },
    },
    select: { id: true, mediaUrl: true },
    take: BATCH,
  });
  let moved = 0;
  for (const worker of silent) {
    const calls = await callsOf(deps, worker.id);
    if (calls.length === 0 || (await answers(worker.mediaUrl))) continue;
    for (const call of calls) if (await move(deps, log, worker.id, call, callBack)) moved += 1;
  }
  return moved;
}

interface LostCall {
  id: string;
  tenantId: string;
  externalId: string | null;
  state: string;
}

async function callsOf(deps: Deps, workerId: string): Promise<LostCall[]> {
  const calls = await deps.system.client.call.findMany({
    where: { workerId, endedAt: null, externalId: { not: null }, state: { not: "transferring" } },
    select: { id: true, tenantId: true, externalId: true, state: true },
    take: BATCH,
  });
  const withoutWorker = await withAPersonByTelephone(deps, calls);
  return calls.filter((call) => !withoutWorker.has(call.id));
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
    const there = await callBack({ tenantId, callSid: externalId });
    log.warn({ callId: id, workerId, there }, "a call was taken off a lost worker");
    return there;
  } catch (error) {
    log.error({ err: error, callId: id, workerId }, "a call could not be taken off a lost worker");
    await mark("moved", null);
    return false;
  }
}
