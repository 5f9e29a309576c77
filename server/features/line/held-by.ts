import type { Tx } from "@/server/db";
import { APP_WORKER_ID } from "./app-worker";

/**
 * Who has a running call: a worker, with its sound; the app, turn by turn (`gather`), or in the queue and at the tone of a
 * message (`waiting`); a person by telephone, or the way to one; the keypad. `nobody`: it has ended, or no worker has it yet.
 */
export const HELD_BY = ["worker", "gather", "waiting", "person", "keypad", "nobody"] as const;
export type HeldBy = (typeof HELD_BY)[number];

/** The row keeps the worker that let go of a call: who has it now is told by what is under way. */
export async function heldBy(tx: Tx, callId: string): Promise<HeldBy> {
  const call = await tx.call.findFirst({
    where: { id: callId, endedAt: null },
    select: { workerId: true, state: true, resumeCause: true },
  });
  if (!call) return "nobody";
  // Until the worker has let go, what is only wished for is still the worker's to promise.
  const wished = call.state === "transferring" ? ["requested"] : [];
  const dialled = { callId, state: { in: [...wished, "dialing", "announced", "accepted"] } };
  if ((await tx.callTransfer.count({ where: dialled })) > 0) return "person";
  const typed = { callId, state: { in: [...wished, "taking"] } };
  if ((await tx.keypadPayment.count({ where: typed })) > 0) return "keypad";
  if (!call.workerId) return "nobody";
  if (call.workerId !== APP_WORKER_ID) {
    // The way to a person or the keypad is over, or its worker is lost: the next one has not come yet.
    const between = call.state === "transferring" || call.resumeCause !== null;
    return between ? "nobody" : "worker";
  }
  return call.state === "on_hold" ? "waiting" : "gather";
}
