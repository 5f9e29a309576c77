import { applyReply, type Backoff } from "./apply";
import type { Job } from "./claim";
import type { Database } from "./database";
import { ingest } from "./events";
import { loadFunction } from "./functions";
import type { RunRow } from "./protocol";
import { callFunction, type Endpoint } from "./request";
import { finishRun } from "./runs";

/** A request that took this many processes with it is given up. */
const MOST_LOST_LEASES = 10;

/** Does one claimed request from end to end: read, call, write down. No transaction is open during the call. */
export async function work(
  db: Database,
  endpoint: Endpoint,
  job: Job,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<void> {
  const prepared = await db.transaction(async (tx) => {
    const { rows } = await tx.client.query<RunRow>(
      "UPDATE durable.runs SET started = true WHERE id = $1 AND status = 'running' RETURNING *",
      [job.run_id],
    );
    const run = rows[0];
    const config = await loadFunction(tx, job.function_id);
    if (!run || !config) {
      await tx.client.query("DELETE FROM durable.queue WHERE id = $1 AND lease = $2", [job.id, job.lease]);
      return null;
    }
    if (job.lost_leases >= MOST_LOST_LEASES) {
      const message = `The process died ${job.lost_leases} times while it ran this step.`;
      await ingest(tx, await finishRun(tx, run, "failed", { name: "ProcessLost", message }));
      return null;
    }
    const steps = await tx.client.query<{ id: string; result: unknown }>(
      "SELECT id, result FROM durable.steps WHERE run_id = $1 ORDER BY position",
      [run.id],
    );
    return { run, config, steps: steps.rows };
  });
  if (!prepared) return;
  const reply = await callFunction(
    endpoint,
    job,
    prepared.run,
    prepared.config,
    prepared.steps,
    db.now(),
    signal,
  );
  // Stopping: the request was cut by us, so it counts as not tried.
  if (signal.aborted) return;
  await db.transaction((tx) => applyReply(tx, job, prepared.config, reply, backoff));
}
