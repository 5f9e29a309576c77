import { newId } from "@/server/kernel/ids";
import { type Tx, toJsonb } from "./database";
import { instantAfter } from "./duration";
import { keyOf } from "./expression";
import { type FunctionConfig, INTERNAL_EVENTS, type RunRow, type StoredEvent } from "./protocol";
import { enqueue } from "./queue";
import { settleStep } from "./steps";

interface Parent {
  runId: string;
  stepId: string;
}

const IDEMPOTENCY_WINDOW_MS = 86_400_000;

/** The concurrency keys a run counts against, each with its limit. */
function concurrencyOf(config: FunctionConfig, event: StoredEvent): { keys: string[]; limits: number[] } {
  const raw = config.concurrency;
  const rules =
    raw === undefined ? [] : typeof raw === "number" ? [{ limit: raw }] : Array.isArray(raw) ? raw : [raw];
  const real = rules.filter((rule) => rule.limit > 0);
  return {
    keys: real.map((rule) => {
      const { key, scope } = rule as { key?: string; scope?: string };
      const owner = scope && scope !== "fn" ? scope : config.id;
      return `${owner}|${key ?? ""}|${keyOf(key, { event })}`;
    }),
    limits: real.map((rule) => rule.limit),
  };
}

/** Moves the start of a debounced run that has not begun to a later instant, with the newest event. */
async function pushBack(tx: Tx, config: FunctionConfig, key: string, event: StoredEvent): Promise<boolean> {
  const debounce = config.debounce;
  if (!debounce) return false;
  const { rows } = await tx.client.query<{ id: string; created_at: Date }>(
    `UPDATE durable.runs SET event = $3 WHERE function_id = $1 AND debounce_key = $2 AND NOT started AND status = 'running'
     RETURNING id, created_at`,
    [config.id, key, toJsonb(event)],
  );
  const run = rows[0];
  if (!run) return false;
  const latest = debounce.timeout ? instantAfter(debounce.timeout, run.created_at) : null;
  const wanted = instantAfter(debounce.period, tx.now);
  const at = latest && latest < wanted ? latest : wanted;
  await tx.client.query("UPDATE durable.queue SET run_at = $2 WHERE run_id = $1 AND lease IS NULL", [
    run.id,
    at,
  ]);
  return true;
}

/**
 * Starts a run of a function for an event, once: the same event, or the same idempotency key within a day,
 * starts no second run. Returns the run's id, or null when there was one already.
 */
export async function startRun(
  tx: Tx,
  config: FunctionConfig,
  event: StoredEvent,
  parent?: Parent,
): Promise<string | null> {
  const debounceKey = config.debounce ? keyOf(config.debounce.key, { event }) : null;
  if (debounceKey !== null && (await pushBack(tx, config, debounceKey, event))) return null;
  const dedupeKey = config.idempotency ? `key:${keyOf(config.idempotency, { event })}` : `event:${event.id}`;
  if (config.idempotency) {
    await tx.client.query(
      `UPDATE durable.runs SET dedupe_key = dedupe_key || '|' || id::text
       WHERE function_id = $1 AND dedupe_key = $2 AND created_at < $3`,
      [config.id, dedupeKey, new Date(tx.now.getTime() - IDEMPOTENCY_WINDOW_MS)],
    );
  }
  const id = newId();
  const { keys, limits } = concurrencyOf(config, event);
  const inserted = await tx.client.query(
    `INSERT INTO durable.runs (id, function_id, dedupe_key, event, concurrency_keys, concurrency_limits, debounce_key,
       parent_run_id, parent_step_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      id,
      config.id,
      dedupeKey,
      toJsonb(event),
      keys,
      limits,
      debounceKey,
      parent?.runId ?? null,
      parent?.stepId ?? null,
      tx.now,
    ],
  );
  if (inserted.rowCount === 0) return null;
  for (const rule of config.cancel ?? []) {
    await tx.client.query(
      "INSERT INTO durable.cancellations (run_id, event_name, expression, expires_at) VALUES ($1, $2, $3, $4)",
      [id, rule.event, rule.if ?? null, rule.timeout ? instantAfter(rule.timeout, tx.now) : null],
    );
  }
  const due = config.debounce
    ? instantAfter(config.debounce.period, tx.now)
    : new Date(Math.max(event.ts, tx.now.getTime()));
  await enqueue(tx, { id, function_id: config.id, concurrency_keys: keys }, "step", due);
  return id;
}

/**
 * Ends a run, drops what it still waited for, and tells the run that invoked it.
 * Returns the internal events that the caller must ingest in the same transaction.
 */
export async function finishRun(
  tx: Tx,
  run: RunRow,
  status: "completed" | "failed" | "cancelled",
  output: unknown,
): Promise<StoredEvent[]> {
  await tx.client.query("UPDATE durable.runs SET status = $2, output = $3, ended_at = $4 WHERE id = $1", [
    run.id,
    status,
    toJsonb(output),
    tx.now,
  ]);
  for (const table of ["queue", "waits", "cancellations"]) {
    await tx.client.query(`DELETE FROM durable.${table} WHERE run_id = $1`, [run.id]);
  }
  const error = status === "cancelled" ? { name: "Error", message: "The run was cancelled." } : output;
  if (run.parent_run_id && run.parent_step_id) {
    const result = status === "completed" ? { type: "data", data: output ?? null } : { type: "error", error };
    await settleStep(tx, run.parent_run_id, run.parent_step_id, result);
  }
  if (status === "completed") return [];
  const name = status === "failed" ? INTERNAL_EVENTS.failed : INTERNAL_EVENTS.cancelled;
  const data = { function_id: run.function_id, run_id: run.id, error, event: run.event };
  return [{ id: `${status}:${run.id}`, name, data, ts: tx.now.getTime() }];
}
