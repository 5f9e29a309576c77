import { randomUUID } from "node:crypto";
import type { Tx } from "./database";

export interface Job {
  id: string;
  run_id: string;
  step_id: string;
  function_id: string;
  attempt: number;
  lost_leases: number;
  lease: string;
}

/**
 * Takes up to `limit` due requests of the functions this process knows, within their concurrency limits.
 * A request whose lease ran out (its process died) is taken over and counted.
 */
export async function claim(
  tx: Tx,
  functionIds: readonly string[],
  limit: number,
  leaseMs: number,
): Promise<Job[]> {
  // Claims go one at a time: counting leased requests against a limit is only right when nobody else counts.
  await tx.client.query("SELECT pg_advisory_xact_lock(hashtext('durable.claim'))");
  const jobs: Job[] = [];
  while (jobs.length < limit) {
    const { rows } = await tx.client.query<Job>(
      `UPDATE durable.queue q SET lease = $4, lease_until = $3,
         lost_leases = q.lost_leases + CASE WHEN q.lease IS NULL THEN 0 ELSE 1 END
       WHERE q.id = (
         SELECT d.id FROM durable.queue d JOIN durable.runs r ON r.id = d.run_id
         WHERE d.run_at <= $1 AND (d.lease_until IS NULL OR d.lease_until <= $1) AND d.function_id = ANY($2)
           AND r.status = 'running'
           AND NOT EXISTS (
             SELECT 1 FROM unnest(r.concurrency_keys, r.concurrency_limits) AS c (key, most)
             WHERE (SELECT count(*) FROM durable.queue o WHERE o.lease_until > $1 AND c.key = ANY(o.concurrency_keys)) >= c.most)
         ORDER BY d.run_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
       RETURNING q.id, q.run_id, q.step_id, q.function_id, q.attempt, q.lost_leases, q.lease`,
      [tx.now, functionIds, new Date(tx.now.getTime() + leaseMs), randomUUID()],
    );
    const job = rows[0];
    if (!job) break;
    jobs.push(job);
  }
  return jobs;
}

/** Keeps claims alive while their requests are under way. */
export async function renew(tx: Tx, leases: readonly string[], leaseMs: number): Promise<void> {
  await tx.client.query("UPDATE durable.queue SET lease_until = $2 WHERE lease = ANY($1)", [
    leases,
    new Date(tx.now.getTime() + leaseMs),
  ]);
}

/** Gives claims back at once, so that another process need not wait for the lease to run out. */
export async function release(tx: Tx, leases: readonly string[]): Promise<void> {
  await tx.client.query("UPDATE durable.queue SET lease = NULL, lease_until = NULL WHERE lease = ANY($1)", [
    leases,
  ]);
}
