import type { Logger } from "@/server/kernel/logger";
import { renew } from "./claim";
import type { Database } from "./database";
import { register } from "./registration";
import type { Endpoint } from "./request";
import { prune } from "./timers";

const REGISTER_EVERY_MS = 300_000;
const REGISTER_AGAIN_MS = 1_000;
const PRUNE_EVERY_MS = 3_600_000;

interface Needs {
  db: Database;
  endpoint: Endpoint;
  log: Logger;
  leaseMs: number;
  signal: AbortSignal;
  /** The claims whose requests are under way. */
  leases(): string[];
}

/** What an executor does now and then: know its functions, keep its claims alive, forget what is old. */
export function createChores({ db, endpoint, log, leaseMs, signal, leases }: Needs) {
  let functionIds: string[] = [];
  let registerAt = 0;
  let renewAt = 0;
  let pruneAt = Date.now() + PRUNE_EVERY_MS / 60;

  const learnFunctions = async () => {
    registerAt = Date.now() + REGISTER_AGAIN_MS;
    try {
      functionIds = await register(db, endpoint, signal);
      registerAt = Date.now() + REGISTER_EVERY_MS;
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, "job functions not registered yet");
    }
  };

  return {
    /** The functions of this process; only their runs are claimed. */
    functionIds: () => functionIds,
    async due(): Promise<void> {
      const now = Date.now();
      if (now >= renewAt) {
        renewAt = now + leaseMs / 3;
        const held = leases();
        if (held.length > 0) await db.transaction((tx) => renew(tx, held, leaseMs));
      }
      if (now >= registerAt) await learnFunctions();
      if (now >= pruneAt) {
        pruneAt = now + PRUNE_EVERY_MS;
        await db.transaction(prune);
      }
    },
  };
}
