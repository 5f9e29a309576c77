import { type Tx, toJsonb } from "./database";
import { DISCOVERY, enqueue } from "./queue";

export type StepResult = { type: "data"; data: unknown } | { type: "error"; error: unknown };

/** Remembers a step's result; the first one stands. */
export async function rememberStep(
  tx: Tx,
  runId: string,
  stepId: string,
  result: StepResult | object,
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    "INSERT INTO durable.steps (run_id, id, result) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [runId, stepId, toJsonb(result)],
  );
  return rowCount === 1;
}

/** Ends a wait from outside the run (timer, event, invoked run): remembers its result and wakes the run. */
export async function settleStep(
  tx: Tx,
  runId: string,
  stepId: string,
  result: StepResult | object,
): Promise<void> {
  const { rows } = await tx.client.query<{
    id: string;
    function_id: string;
    concurrency_keys: string[];
    status: string;
  }>("SELECT id, function_id, concurrency_keys, status FROM durable.runs WHERE id = $1 FOR UPDATE", [runId]);
  const run = rows[0];
  if (run?.status !== "running") return;
  const waiting = await tx.client.query("DELETE FROM durable.waits WHERE run_id = $1 AND step_id = $2", [
    runId,
    stepId,
  ]);
  // Somebody else (the time-out, another event) was first: their result stands.
  if (waiting.rowCount === 0) return;
  if (await rememberStep(tx, runId, stepId, result)) await enqueue(tx, run, DISCOVERY);
}
