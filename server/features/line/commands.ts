import type { Tx } from "@/server/db";
import type { Command } from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";
import { APP_WORKER_ID } from "./app-worker";

const BATCH = 50;
const KEEP_MS = 10 * 60 * 1000;

/** Puts a command for the worker that holds the call into the queue, in the caller's transaction. False: nobody holds it. */
export async function commandCall(tx: Tx, callId: string, command: Command): Promise<boolean> {
  const call = await tx.call.findFirst({ where: { id: callId, endedAt: null }, select: { workerId: true } });
  if (!call?.workerId) return false;
  await tx.workerCommand.create({ data: { workerId: call.workerId, command }, select: { id: true } });
  return true;
}

/** Words that wait to be said in a call that the app holds itself, oldest first: no worker takes them. */
export async function waitingWords(tx: Tx, callId: string): Promise<{ id: bigint; text: string }[]> {
  const rows = await tx.workerCommand.findMany({
    where: {
      ...{ workerId: APP_WORKER_ID, deliveredAt: null },
      AND: [
        { command: { path: ["type"], equals: "say" } },
        { command: { path: ["callId"], equals: callId } },
      ],
    },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  return rows.flatMap(({ id, command }) => {
    const { type, text } = command as Command & { text?: string };
    return type === "say" && text ? [{ id, text }] : [];
  });
}

/** They have been said. */
export async function wordsSaid(deps: Deps, words: readonly { id: bigint }[]): Promise<void> {
  if (words.length === 0) return;
  await deps.system.client.workerCommand.updateMany({
    where: { id: { in: words.map(({ id }) => id) }, deliveredAt: null },
    data: { deliveredAt: deps.clock.now() },
  });
}

/** Commands not yet delivered to a worker, oldest first, marked delivered once the stream took them. */
export async function takeCommands(deps: Deps, workerId: string): Promise<Command[]> {
  const now = deps.clock.now();
  const rows = await deps.system.client.workerCommand.findMany({
    where: { workerId, deliveredAt: null, createdAt: { gt: new Date(now.getTime() - KEEP_MS) } },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  if (rows.length === 0) return [];
  await deps.system.client.workerCommand.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: { deliveredAt: now },
  });
  return rows.map((row) => row.command as Command);
}
