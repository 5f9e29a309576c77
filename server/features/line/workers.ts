import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import type { HeartbeatRequest, RegisterRequest } from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";
import { LineRefusal } from "./errors";
import { issueWorkerSession } from "./tokens";

/** A beat is one small request and one row: a hundred workers are fifty a second. */
export const HEARTBEAT_MS = 2_000;
/** A beat this late, and a worker is asked whether it is there: its guests may be waiting in silence. */
export const SUSPECT_AFTER_MS = HEARTBEAT_MS + 500;
/** Five missed beats and a worker counts as lost, also where it cannot be asked. */
export const LOST_AFTER_MS = 5 * HEARTBEAT_MS;
const REGISTRATION_MAX_AGE_MS = 60_000;
/** DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the raw key follows. */
const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex");

export const rawPublicKey = (key: KeyObject): string => {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  const der = publicKey.export({ type: "spki", format: "der" });
  return Buffer.from(der.subarray(der.length - 32)).toString("base64url");
};

/** Admits a worker that proves its key. The enrolment token was checked by the transport. */
export async function registerWorker(deps: Deps, input: z.output<typeof RegisterRequest>) {
  const now = deps.clock.now();
  if (Math.abs(now.getTime() - new Date(input.issuedAt).getTime()) > REGISTRATION_MAX_AGE_MS) {
    throw new LineRefusal(
      "unauthenticated",
      "The registration is older than a minute. Check the worker's clock.",
    );
  }
  const key = createPublicKey({
    key: Buffer.concat([ED25519_SPKI, Buffer.from(input.publicKey, "base64url")]),
    format: "der",
    type: "spki",
  });
  const signed = Buffer.from(`${input.workerId}.${input.issuedAt}.${input.nonce}`);
  if (!verify(null, signed, key, Buffer.from(input.signature, "base64url"))) {
    throw new LineRefusal("unauthenticated", "The signature does not fit the worker's key.");
  }
  const known = await deps.system.client.voiceWorker.findUnique({ where: { id: input.workerId } });
  if (known && known.publicKey !== input.publicKey) {
    throw new LineRefusal("unauthenticated", "This worker id belongs to another key.");
  }
  await consumeNonce(deps, input.nonce, now);
  const fields = {
    publicKey: input.publicKey,
    mediaUrl: input.mediaUrl.replace(/\/$/, ""),
    capacity: input.capacity,
    version: input.version,
    draining: false,
    seenAt: now,
  };
  await deps.system.client.voiceWorker.upsert({
    where: { id: input.workerId },
    create: { id: input.workerId, registeredAt: now, ...fields },
    update: fields,
  });
  return {
    session: await issueWorkerSession(deps.keys.lineSigning, input.workerId, now),
    heartbeatMs: HEARTBEAT_MS,
    tokenKey: rawPublicKey(deps.keys.lineSigning),
    sealKey: rawPublicKey(deps.keys.sealPublic),
  };
}

async function consumeNonce(deps: Deps, nonce: string, now: Date): Promise<void> {
  const hashed = createHash("sha256").update(nonce).digest("base64url");
  await deps.system.client.workerNonce.deleteMany({
    where: { usedAt: { lt: new Date(now.getTime() - 2 * REGISTRATION_MAX_AGE_MS) } },
  });
  try {
    await deps.system.client.workerNonce.create({ data: { nonce: hashed, usedAt: now } });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new LineRefusal("unauthenticated", "This registration was used before.");
    throw error;
  }
}

export async function heartbeat(deps: Deps, workerId: string, input: z.output<typeof HeartbeatRequest>) {
  const now = deps.clock.now();
  await deps.system.client.voiceWorker.update({
    where: { id: workerId },
    data: {
      seenAt: now,
      heldCalls: input.calls.map((call) => call.callId),
      activeCalls: input.calls.length,
      load: input.load,
      draining: input.draining,
    },
  });
  return { session: await issueWorkerSession(deps.keys.lineSigning, workerId, now) };
}

/**
 * Workers that are alive, not draining and have room, the least loaded first; `last` comes after all others. A worker whose
 * engines are still starting says that it is fully loaded: it gets a call only where nobody else is left.
 */
export async function freeWorkers(deps: Deps, last?: string) {
  const alive = new Date(deps.clock.now().getTime() - LOST_AFTER_MS);
  const workers = await deps.system.client.voiceWorker.findMany({
    where: { draining: false, seenAt: { gt: alive } },
    orderBy: { id: "asc" },
  });
  const free = workers.filter((worker) => worker.activeCalls < worker.capacity);
  return free.sort(
    (a, b) =>
      Number(a.id === last) - Number(b.id === last) ||
      Math.max(a.load, a.activeCalls / a.capacity) - Math.max(b.load, b.activeCalls / b.capacity),
  );
}

/** The worker a call should go to; `last` only when no other has room. Null: none has. */
export async function chooseWorker(
  deps: Deps,
  last?: string,
): Promise<{ id: string; mediaUrl: string } | null> {
  const [first] = await freeWorkers(deps, last);
  return first ? { id: first.id, mediaUrl: first.mediaUrl } : null;
}

/** Gives these workers no more calls until their next beat: they do not answer. */
export async function markLost(deps: Deps, workers: readonly { id: string; seenAt: Date }[]): Promise<void> {
  const longAgo = new Date(deps.clock.now().getTime() - LOST_AFTER_MS - 1);
  for (const { id, seenAt } of workers)
    await deps.system.client.voiceWorker.updateMany({ where: { id, seenAt }, data: { seenAt: longAgo } });
}
