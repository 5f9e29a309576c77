import { reapHolds } from "@/server/features/inventory";
import { deleteOldSnapshots, LostCalls, LostWorkers } from "@/server/features/line";
import { askAgain } from "@/server/features/telephony";
import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { forgetDelivered } from "./outbox";

export interface Chore {
  name: string;
  everyMs: number;
  run(deps: Deps, log: Logger): Promise<number>;
}

const KEEP_DELIVERED_MS = 7 * 86_400_000;
/** Hotels whose lapsed holds are looked at in one round. */
const HOTELS_AT_ONCE = 200;

/** Gives rooms back whose holds ran out, hotel by hotel; a hotel that fails does not stop the others. */
async function reapAll(deps: Deps, log: Logger): Promise<number> {
  const hotels = await deps.system.pool.query<{ tenant_id: string; hotel_id: string }>(
    `SELECT DISTINCT h.tenant_id, h.id AS hotel_id FROM hotel h
     WHERE EXISTS (SELECT FROM hold o WHERE o.tenant_id = h.tenant_id AND o.status = 'held' AND o.expires_at <= $1)
     LIMIT $2`,
    [deps.clock.now(), HOTELS_AT_ONCE],
  );
  let reaped = 0;
  for (const { tenant_id: tenantId, hotel_id: hotelId } of hotels.rows) {
    const lapsed = await deps.db.withTenant(tenantId, (db) =>
      db.hold.count({ where: { hotelId, status: "held", expiresAt: { lte: deps.clock.now() } } }),
    );
    // The verb writes an audit row whatever it finds, so an empty round would fill the log.
    if (lapsed === 0) continue;
    const ctx = { tenantId, hotelId, actor: { kind: "system", name: "reap-holds" } as const, deps, log };
    try {
      reaped += (await reapHolds.execute(ctx, {})).reaped;
    } catch (error) {
      log.error({ err: error, tenantId, hotelId }, "lapsed holds could not be given back");
    }
  }
  return reaped;
}

const lostWorkers = new LostWorkers(askAgain);
const lostCalls = new LostCalls();

/** What is done now and then, in every app process: each is safe to be done by several at once. */
export const CHORES: readonly Chore[] = [
  { name: "holds", everyMs: 15_000, run: reapAll },
  {
    // A guest waits in silence meanwhile.
    name: "calls of lost workers",
    everyMs: 500,
    run: (deps, log) => lostWorkers.moveCalls(deps, log),
  },
  { name: "lost calls", everyMs: 15_000, run: (deps, log) => lostCalls.end(deps, log) },
  { name: "snapshots", everyMs: 60_000, run: deleteOldSnapshots },
  {
    name: "outbox",
    everyMs: 60_000,
    run: (deps) =>
      forgetDelivered(deps.system.pool, new Date(deps.clock.now().getTime() - KEEP_DELIVERED_MS)),
  },
];

/** Does each chore once. A failure is logged and tried again at its next turn. */
export async function doChore(chore: Chore, deps: Deps, log: Logger): Promise<void> {
  try {
    const count = await chore.run(deps, log);
    if (count > 0) log.info({ chore: chore.name, count }, "chore done");
  } catch (error) {
    log.error({ err: error, chore: chore.name }, "chore failed");
  }
}

/** Begins all chores; `stop` resolves when the ones under way have ended. */
export function startChores(deps: Deps, log: Logger, chores: readonly Chore[] = CHORES) {
  const running = new Map<string, Promise<void>>();
  const begin = (chore: Chore) => {
    if (running.has(chore.name)) return;
    const done = doChore(chore, deps, log).finally(() => running.delete(chore.name));
    running.set(chore.name, done);
  };
  const timers = chores.map((chore) => setInterval(() => begin(chore), chore.everyMs));
  for (const timer of timers) timer.unref();
  for (const chore of chores) begin(chore);
  return {
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
