import { createChainCheck, type Fault } from "@/server/kernel/audit-chain";
import type { Deps } from "@/server/verbs/ctx";
import { toAuditRow } from "./export-audit";

const PAGE = 1_000;
const MOST_FAULTS = 20;

/** Reads a tenant's sealed rows from the first to the last and names what does not fit. */
export async function checkChain(deps: Deps, tenantId: string): Promise<{ rows: number; faults: Fault[] }> {
  const check = createChainCheck();
  const faults: Fault[] = [];
  for (let from = 0n; faults.length < MOST_FAULTS; ) {
    const rows = await deps.db.withTenant(tenantId, (db) =>
      db.auditEntry.findMany({ where: { sequence: { gt: from } }, orderBy: { sequence: "asc" }, take: PAGE }),
    );
    if (rows.length === 0) break;
    for (const row of rows) faults.push(...check.add(toAuditRow(row)));
    from = rows.at(-1)?.sequence ?? from;
  }
  return { rows: check.result().rows, faults: faults.slice(0, MOST_FAULTS) };
}
