import type pg from "pg";

export interface OutboxRow {
  tenantId: string;
  id: string;
  name: string;
  data: Record<string, string>;
  createdAt: Date;
  /** This one included. */
  attempts: number;
}

interface Key {
  tenantId: string;
  id: string;
}

const columns = (rows: readonly Key[]) => [rows.map((row) => row.tenantId), rows.map((row) => row.id)];

/** Takes up to `limit` due rows, oldest first; rows another relay holds are passed over. */
export async function claimOutbox(
  pool: pg.Pool,
  now: Date,
  leaseMs: number,
  limit: number,
): Promise<OutboxRow[]> {
  const { rows } = await pool.query<OutboxRow>(
    `WITH due AS (
       SELECT tenant_id, id FROM outbox_event
       WHERE delivered_at IS NULL AND (claimed_until IS NULL OR claimed_until <= $1)
       ORDER BY created_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
     UPDATE outbox_event o SET claimed_until = $2, attempts = o.attempts + 1
     FROM due WHERE o.tenant_id = due.tenant_id AND o.id = due.id
     RETURNING o.tenant_id AS "tenantId", o.id, o.name, o.data, o.created_at AS "createdAt", o.attempts`,
    [now, new Date(now.getTime() + leaseMs), limit],
  );
  return rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** The rows were handed over. */
export async function confirmOutbox(pool: pg.Pool, rows: readonly Key[], now: Date): Promise<void> {
  await pool.query(
    `UPDATE outbox_event o SET delivered_at = $3, claimed_until = NULL
     FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, id)
     WHERE o.tenant_id = k.tenant_id AND o.id = k.id AND o.delivered_at IS NULL`,
    [...columns(rows), now],
  );
}

/** The rows were not handed over: nobody takes them before `until`. */
export async function postponeOutbox(pool: pg.Pool, rows: readonly Key[], until: Date): Promise<void> {
  await pool.query(
    `UPDATE outbox_event o SET claimed_until = $3
     FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, id)
     WHERE o.tenant_id = k.tenant_id AND o.id = k.id AND o.delivered_at IS NULL`,
    [...columns(rows), until],
  );
}

/** Forgets rows delivered before an instant, 1,000 at most. Returns how many. */
export async function forgetDelivered(pool: pg.Pool, before: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM outbox_event o USING (
       SELECT tenant_id, id FROM outbox_event WHERE delivered_at < $1 ORDER BY delivered_at LIMIT 1000) AS old
     WHERE o.tenant_id = old.tenant_id AND o.id = old.id`,
    [before],
  );
  return rowCount ?? 0;
}
