import type pg from "pg";
import { startLoop } from "@/inngest/executor/loop";
import { type ChainHead, hashOf, START } from "@/server/kernel/audit-chain";
import type { Logger } from "@/server/kernel/logger";

/** One sealer at a time over all processes. */
const LOCK = "hashtextextended('voicehive.audit.sealer', 0)";

interface Unsealed {
  tenant_id: string;
  id: string;
  digest: Buffer;
}

/** The last sealed row of each tenant. */
async function headsOf(client: pg.PoolClient, tenantIds: readonly string[]): Promise<Map<string, ChainHead>> {
  const { rows } = await client.query<{ tenant_id: string; sequence: string; hash: Buffer }>(
    `SELECT h.tenant_id, h.sequence, h.hash FROM unnest($1::uuid[]) AS t (id)
     CROSS JOIN LATERAL (
       SELECT tenant_id, sequence, hash FROM audit_entry
       WHERE tenant_id = t.id AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1) AS h`,
    [tenantIds],
  );
  return new Map(
    rows.map((row) => [row.tenant_id, { seq: Number(row.sequence), hash: row.hash.toString("hex") }]),
  );
}

/**
 * Chains rows that no running transaction can still come before: in the order of their transactions' ids, up to the
 * oldest one that runs. The digest is the one the verb stored: content changed since then does not fit it any more.
 */
async function sealIn(client: pg.PoolClient, limit: number): Promise<number> {
  const lock = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine`);
  if (!lock.rows[0]?.mine) return 0;
  const { rows } = await client.query<Unsealed>(
    `SELECT tenant_id, id, digest FROM audit_entry
     WHERE sequence IS NULL AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
     ORDER BY xid, id LIMIT $1`,
    [limit],
  );
  if (rows.length === 0) return 0;
  const heads = await headsOf(client, [...new Set(rows.map((row) => row.tenant_id))]);
  const sealed = rows.map((row) => {
    const head = heads.get(row.tenant_id) ?? START;
    const seq = head.seq + 1;
    const hash = hashOf(head.hash, seq, row.digest.toString("hex"));
    heads.set(row.tenant_id, { seq, hash });
    return { ...row, seq, previousHash: head.hash, hash };
  });
  await client.query(
    `UPDATE audit_entry a SET sequence = s.seq, previous_hash = s.previous_hash, hash = s.hash
     FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[], $5::bytea[])
       AS s (tenant_id, id, seq, previous_hash, hash)
     WHERE a.tenant_id = s.tenant_id AND a.id = s.id AND a.sequence IS NULL`,
    [
      sealed.map((row) => row.tenant_id),
      sealed.map((row) => row.id),
      sealed.map((row) => row.seq),
      sealed.map((row) => Buffer.from(row.previousHash, "hex")),
      sealed.map((row) => Buffer.from(row.hash, "hex")),
    ],
  );
  return sealed.length;
}

/** Seals one batch of audit rows of all tenants. Returns how many; 0 also while another process seals. */
export async function sealOnce(pool: pg.Pool, limit = 500): Promise<number> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN; SET LOCAL statement_timeout = '15s'");
    const count = await sealIn(client, limit);
    await client.query("COMMIT");
    return count;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Seals until stopped, within a second or two of each write. */
export function startSealer(options: { pool: pg.Pool; log: Logger; pollMs?: number }) {
  return startLoop(
    async () => (await sealOnce(options.pool)) > 0,
    options.pollMs ?? 1_000,
    (error) => options.log.error({ err: error }, "audit sealer cannot reach its database"),
  );
}
