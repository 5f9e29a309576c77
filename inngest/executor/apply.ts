import type { Job } from "./claim";
import type { Tx } from "./database";
import { instantAfter } from "./duration";
import { ingest } from "./events";
import { loadFunction } from "./functions";
import { type FunctionConfig, INTERNAL_EVENTS, maxAttempts, type Op, type RunRow } from "./protocol";
import { DISCOVERY, enqueue } from "./queue";
import type { Reply } from "./request";
import { finishRun, startRun } from "./runs";
import { rememberStep } from "./steps";

export type Backoff = (attempt: number) => number;

/** Writes a reply down, in one transaction. Does nothing when the claim was lost meanwhile. */
export async function applyReply(
  tx: Tx,
  job: Job,
  config: FunctionConfig,
  reply: Reply,
  backoff: Backoff,
): Promise<void> {
  const { rows } = await tx.client.query<RunRow>("SELECT * FROM durable.runs WHERE id = $1 FOR UPDATE", [
    job.run_id,
  ]);
  const run = rows[0];
  const held = await tx.client.query("SELECT 1 FROM durable.queue WHERE id = $1 AND lease = $2 FOR UPDATE", [
    job.id,
    job.lease,
  ]);
  if (run?.status !== "running" || held.rowCount === 0) return;
  if (reply.kind === "done") return ingest(tx, await finishRun(tx, run, "completed", reply.output));
  const mayRetry = reply.retriable && job.attempt + 1 < maxAttempts(config);
  const retryAt = reply.retryAt ?? new Date(tx.now.getTime() + backoff(job.attempt));
  if (reply.kind === "error") {
    if (mayRetry) return retry(tx, job, retryAt);
    return ingest(tx, await finishRun(tx, run, "failed", reply.error));
  }
  const unsupported = reply.ops.find((op) => !SUPPORTED.has(op.op));
  if (unsupported) {
    const message = `The embedded executor does not know the step kind ${unsupported.op}.`;
    return ingest(tx, await finishRun(tx, run, "failed", { name: "UnsupportedStep", message }));
  }
  if (reply.ops.length > 1 && !run.parallel) {
    await tx.client.query("UPDATE durable.runs SET parallel = true WHERE id = $1", [run.id]);
  }
  const failing = reply.ops.find((op) => op.op === "StepError");
  let wake = false;
  for (const op of reply.ops) {
    if (op === failing && mayRetry) continue;
    wake = (await applyOp(tx, run, op)) || wake;
  }
  if (failing && mayRetry) await retry(tx, job, retryAt);
  else await settleJob(tx, job);
  if (wake) await enqueue(tx, run, DISCOVERY);
}

const SUPPORTED = new Set([
  "StepRun",
  "Step",
  "StepError",
  "StepFailed",
  "StepPlanned",
  "Sleep",
  "WaitForEvent",
  "InvokeFunction",
]);

/** Does what one reported step asks for. True when the function can go on at once. */
async function applyOp(tx: Tx, run: RunRow, op: Op): Promise<boolean> {
  switch (op.op) {
    case "StepRun":
    case "Step":
      return rememberStep(tx, run.id, op.id, { type: "data", data: op.data ?? null });
    case "StepError":
    case "StepFailed":
      return rememberStep(tx, run.id, op.id, {
        type: "error",
        error: op.error ?? { name: "Error", message: "The step failed." },
      });
    case "StepPlanned":
      await plan(tx, run, op.id);
      return false;
    case "Sleep":
      await wait(tx, run, op, "sleep", instantAfter(op.name ?? "", tx.now));
      return false;
    case "WaitForEvent":
      await wait(tx, run, op, "event", instantAfter(String(op.opts?.timeout ?? ""), tx.now));
      return false;
    default:
      return invoke(tx, run, op);
  }
}

/** Queues a planned step, unless it finished while the function was being asked. */
async function plan(tx: Tx, run: RunRow, stepId: string): Promise<void> {
  const done = await tx.client.query("SELECT 1 FROM durable.steps WHERE run_id = $1 AND id = $2", [
    run.id,
    stepId,
  ]);
  if (done.rowCount === 0) await enqueue(tx, run, stepId);
}

async function wait(tx: Tx, run: RunRow, op: Op, kind: string, until: Date | null): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `INSERT INTO durable.waits (run_id, step_id, kind, event_name, expression, expires_at)
     SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT 1 FROM durable.steps WHERE run_id = $1 AND id = $2)
     ON CONFLICT DO NOTHING`,
    [
      run.id,
      op.id,
      kind,
      kind === "event" ? (op.name ?? "") : null,
      (op.opts?.if as string | undefined) ?? null,
      until,
    ],
  );
  return rowCount === 1;
}

async function invoke(tx: Tx, run: RunRow, op: Op): Promise<boolean> {
  const id = String(op.opts?.function_id ?? "");
  const config = await loadFunction(tx, id);
  if (!config) {
    const error = { name: "Error", message: `The function ${id} is not registered.` };
    return rememberStep(tx, run.id, op.id, { type: "error", error });
  }
  const timeout = op.opts?.timeout;
  // Reported again on every discovery until the invoked run ends: only the first report starts it.
  if (
    !(await wait(tx, run, op, "invoke", typeof timeout === "string" ? instantAfter(timeout, tx.now) : null))
  )
    return false;
  const payload = (op.opts?.payload ?? {}) as { data?: Record<string, unknown> };
  const event = {
    id: `invoke:${run.id}:${op.id}`,
    name: INTERNAL_EVENTS.invoked,
    data: payload.data ?? {},
    ts: tx.now.getTime(),
  };
  await startRun(tx, config, event, { runId: run.id, stepId: op.id });
  return false;
}

const retry = async (tx: Tx, job: Job, at: Date): Promise<void> => {
  await tx.client.query(
    `UPDATE durable.queue SET attempt = attempt + 1, run_at = $2, lease = NULL, lease_until = NULL, lost_leases = 0, again = false
     WHERE id = $1`,
    [job.id, at],
  );
};

/** Takes a finished request off the queue, or puts it back when it was asked for again meanwhile. */
async function settleJob(tx: Tx, job: Job): Promise<void> {
  await tx.client.query("DELETE FROM durable.queue WHERE id = $1 AND NOT again", [job.id]);
  await tx.client.query(
    `UPDATE durable.queue SET again = false, attempt = 0, run_at = $2, lease = NULL, lease_until = NULL, lost_leases = 0
     WHERE id = $1`,
    [job.id, tx.now],
  );
}
