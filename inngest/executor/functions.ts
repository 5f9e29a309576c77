import { Cron } from "croner";
import { type Tx, toJsonb } from "./database";
import { FunctionConfig } from "./protocol";

/**
 * The next tick of a cron expression strictly after an instant, or null when there is none.
 * `TZ=Europe/Berlin 0 3 * * *` counts in that zone, anything else in UTC. Throws on a bad expression.
 */
export function nextTick(expression: string, after: Date): Date | null {
  const [, timezone, pattern] = expression.match(/^TZ=(\S+)\s+(.+)$/) ?? [undefined, "UTC", expression];
  return new Cron(pattern ?? expression, { timezone: timezone ?? "UTC" }).nextRun(after);
}

/** Takes over a set of functions: new ones appear, changed ones change, missing ones start no further runs. */
export async function registerFunctions(tx: Tx, functions: readonly FunctionConfig[]): Promise<void> {
  const ids = functions.map((fn) => fn.id);
  await tx.client.query("SELECT pg_advisory_xact_lock(hashtext('durable.functions'))");
  await tx.client.query("UPDATE durable.functions SET active = false WHERE active AND NOT (id = ANY($1))", [
    ids,
  ]);
  await tx.client.query("DELETE FROM durable.crons WHERE NOT (function_id = ANY($1))", [ids]);
  for (const fn of functions) {
    await tx.client.query(
      `INSERT INTO durable.functions (id, config, active, updated_at) VALUES ($1, $2, true, $3)
       ON CONFLICT (id) DO UPDATE SET config = excluded.config, active = true, updated_at = excluded.updated_at`,
      [fn.id, toJsonb(fn), tx.now],
    );
    const crons = fn.triggers.flatMap((trigger) => ("cron" in trigger ? [trigger.cron] : []));
    await tx.client.query("DELETE FROM durable.crons WHERE function_id = $1 AND NOT (expression = ANY($2))", [
      fn.id,
      crons,
    ]);
    for (const expression of crons) {
      const next = nextTick(expression, tx.now);
      if (!next) continue;
      // A tick that fell due while every process was away is kept: it runs once, late.
      await tx.client.query(
        "INSERT INTO durable.crons (function_id, expression, next_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [fn.id, expression, next],
      );
    }
  }
}

export async function loadFunction(tx: Tx, id: string): Promise<FunctionConfig | null> {
  const { rows } = await tx.client.query<{ config: unknown }>(
    "SELECT config FROM durable.functions WHERE id = $1",
    [id],
  );
  return rows[0] ? FunctionConfig.parse(rows[0].config) : null;
}

/** The functions an event of this name may start. */
export async function triggeredBy(tx: Tx, eventName: string): Promise<FunctionConfig[]> {
  const { rows } = await tx.client.query<{ config: unknown }>(
    `SELECT config FROM durable.functions WHERE active AND config->'triggers' @> $1::jsonb`,
    [JSON.stringify([{ event: eventName }])],
  );
  return rows.map((row) => FunctionConfig.parse(row.config));
}
