import { createChainCheck, type Fault } from "@/server/kernel/audit-chain";
import type { Deps } from "@/server/verbs/ctx";
import { readSealed } from "./read-sealed";

const PAGE = 1_000;
/** The largest bigint of the database. */
const LAST = 2n ** 63n - 1n;
const MOST_FAULTS = 20;

/** Reads a tenant's sealed rows from the first to the last and names what does not fit. */
export async function checkChain(deps: Deps, tenantId: string): Promise<{ rows: number; faults: Fault[] }> {
  const check = createChainCheck();
  const faults: Fault[] = [];
  for (let from = 0n; faults.length < MOST_FAULTS; ) {
    const rows = await deps.db.withTenant(tenantId, (db) => readSealed(db, from, LAST, PAGE));
    if (rows.length === 0) break;
    for (const row of rows) faults.push(...check.add(row));
    from = BigInt(rows.at(-1)?.seq ?? LAST);
  }
  return { rows: check.result().rows, faults: faults.slice(0, MOST_FAULTS) };
}
