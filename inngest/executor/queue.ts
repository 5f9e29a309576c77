import type { Tx } from "./database";

export const DISCOVERY = "step";

/** Asks for a request of a run: `step` to discover what comes next, or one planned step. Idempotent. */
export async function enqueue(
  tx: Tx,
  run: { id: string; function_id: string; concurrency_keys: string[] },
  stepId: string,
  at: Date = tx.now,
): Promise<void> {
  // A planned step that is queued already stays as it is; a discovery under way is run once more afterwards.
  const onConflict =
    stepId === DISCOVERY
      ? `DO UPDATE SET again = durable.queue.again OR durable.queue.lease IS NOT NULL,
           run_at = CASE WHEN durable.queue.lease IS NULL THEN least(durable.queue.run_at, excluded.run_at) ELSE durable.queue.run_at END`
      : "DO NOTHING";
  await tx.client.query(
    `INSERT INTO durable.queue (run_id, step_id, function_id, run_at, concurrency_keys) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (run_id, step_id) ${onConflict}`,
    [run.id, stepId, run.function_id, at, run.concurrency_keys],
  );
}
