import type { Tx } from "./database";
import { loadFunction, nextTick } from "./functions";
import { INTERNAL_EVENTS } from "./protocol";
import { startRun } from "./runs";
import { settleStep } from "./steps";

const BATCH = 50;

/** Ends sleeps that are over and waits whose time is up. Returns how many. */
export async function fireTimers(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{
    run_id: string;
    step_id: string;
    kind: "sleep" | "event" | "invoke";
  }>(
    `SELECT run_id, step_id, kind FROM durable.waits WHERE expires_at <= $1 ORDER BY run_id, step_id LIMIT ${BATCH}`,
    [tx.now],
  );
  for (const wait of rows) {
    const timedOut = {
      name: "InngestInvokeTimeoutError",
      message: "The invoked function did not finish in time.",
    };
    const result = wait.kind === "invoke" ? { type: "error", error: timedOut } : { type: "data", data: null };
    await settleStep(tx, wait.run_id, wait.step_id, result);
  }
  return rows.length;
}

/** Starts the runs of cron ticks that are due. A row lock and the tick's own id make each tick run once. */
export async function fireCrons(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{ function_id: string; expression: string; next_at: Date }>(
    `SELECT c.function_id, c.expression, c.next_at FROM durable.crons c JOIN durable.functions f ON f.id = c.function_id
     WHERE c.next_at <= $1 AND f.active ORDER BY c.next_at LIMIT ${BATCH} FOR UPDATE OF c SKIP LOCKED`,
    [tx.now],
  );
  for (const cron of rows) {
    const config = await loadFunction(tx, cron.function_id);
    if (config) {
      const id = `cron:${cron.function_id}:${cron.expression}:${cron.next_at.toISOString()}`;
      await startRun(tx, config, {
        id,
        name: INTERNAL_EVENTS.cron,
        data: { cron: cron.expression },
        ts: cron.next_at.getTime(),
      });
    }
    await tx.client.query(
      "UPDATE durable.crons SET next_at = $3 WHERE function_id = $1 AND expression = $2",
      [cron.function_id, cron.expression, nextTick(cron.expression, tx.now) ?? "infinity"],
    );
  }
  return rows.length;
}

const EVENT_DAYS = 3;
const RUN_DAYS = 30;

/** Forgets events past the de-duplication window and runs nobody will ask about any more. */
export async function prune(tx: Tx): Promise<void> {
  const before = (days: number) => new Date(tx.now.getTime() - days * 86_400_000);
  await tx.client.query("DELETE FROM durable.events WHERE received_at < $1", [before(EVENT_DAYS)]);
  await tx.client.query("DELETE FROM durable.runs WHERE status <> 'running' AND ended_at < $1", [
    before(RUN_DAYS),
  ]);
}
