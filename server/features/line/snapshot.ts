import type { z } from "zod";
import { decrypt, deriveKey, encrypt } from "@/server/crypto/at-rest";
import type { Tx } from "@/server/db";
import { asJson } from "@/server/kernel/json";
import type { SnapshotRequest } from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";
import { locateCall } from "./locate-call";

const PURPOSE = "voicehive call snapshot";
const KEEP_MS = 60 * 60 * 1000;
const context = (callId: string) => `call:${callId}`;

/** Keeps the dialogue's state for another worker, encrypted with a key of this call. The newest wins. */
export async function saveSnapshot(
  deps: Deps,
  workerId: string,
  callId: string,
  request: z.output<typeof SnapshotRequest>,
): Promise<void> {
  const call = await locateCall(deps, workerId, callId, request.epoch);
  await deps.db.withTenant(call.tenantId, (db) => writeSnapshot(db, deps, call, request));
}

/** The same in an open transaction, by who holds the call's row. */
export async function writeSnapshot(
  tx: Tx,
  deps: Deps,
  call: { id: string; tenantId: string },
  request: z.output<typeof SnapshotRequest>,
): Promise<void> {
  const { id: callId, tenantId } = call;
  const key = deriveKey(deps.keys.dataEncryption, PURPOSE, callId);
  const plain = new TextEncoder().encode(JSON.stringify(request.snapshot ?? null));
  const fields = {
    epoch: request.epoch,
    elapsedMs: request.elapsedMs,
    sealed: new Uint8Array(encrypt(key, plain, context(callId))),
    // Never an earlier epoch's: nothing told is nothing.
    usage: asJson(request.usage ?? {}),
    updatedAt: deps.clock.now(),
  };
  // Of two that are on their way at once, that of the later opening stays.
  const { count } = await tx.callSnapshot.updateMany({
    where: { callId, epoch: { lte: request.epoch } },
    data: fields,
  });
  if (count === 0)
    await tx.callSnapshot.createMany({ data: [{ tenantId, callId, ...fields }], skipDuplicates: true });
}

/** The last snapshot of a call, or null. One that cannot be opened counts as none. */
export async function loadSnapshot(
  tx: Tx,
  deps: Deps,
  callId: string,
): Promise<{ snapshot: unknown; elapsedMs: number } | null> {
  const row = await tx.callSnapshot.findFirst({ where: { callId } });
  if (!row) return null;
  try {
    const key = deriveKey(deps.keys.dataEncryption, PURPOSE, callId);
    const plain = decrypt(key, row.sealed, context(callId));
    return { snapshot: JSON.parse(new TextDecoder().decode(plain)), elapsedMs: row.elapsedMs };
  } catch {
    return null;
  }
}

/** Deletes snapshots an hour after their last use. Returns how many. */
export async function deleteOldSnapshots(deps: Deps): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - KEEP_MS);
  const { count } = await deps.system.client.callSnapshot.deleteMany({
    where: { updatedAt: { lt: before } },
  });
  return count;
}
