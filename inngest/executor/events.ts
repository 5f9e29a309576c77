import { newId } from "@/server/kernel/ids";
import { type Tx, toJsonb } from "./database";
import { matches } from "./expression";
import { triggeredBy } from "./functions";
import { IncomingEvent, type RunRow, type StoredEvent } from "./protocol";
import { finishRun, startRun } from "./runs";
import { settleStep } from "./steps";

/** Gives an incoming event its id and time. Throws a ZodError for what is no event. */
export function prepareEvent(input: unknown, now: Date): StoredEvent {
  const { id, name, data, user, ts, v } = IncomingEvent.parse(input);
  const event: StoredEvent = { id: id ?? newId(), name, data: data ?? {}, ts: ts ?? now.getTime() };
  if (user !== undefined) event.user = user;
  if (v) event.v = v;
  return event;
}

/**
 * Takes events in, in one transaction: each id once, then the runs it starts, the waits it ends and the runs
 * it cancels. Events that follow from them (a cancelled run's) are taken in as well.
 */
export async function ingest(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const pending = [...events];
  for (let event = pending.shift(); event; event = pending.shift()) {
    const fresh = await tx.client.query(
      "INSERT INTO durable.events (id, name, body, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      [event.id, event.name, toJsonb(event), tx.now],
    );
    if (fresh.rowCount === 0) continue;
    pending.push(...(await cancelRuns(tx, event)));
    await endWaits(tx, event);
    for (const config of await triggeredBy(tx, event.name)) {
      const wanted = config.triggers.some(
        (trigger) =>
          "event" in trigger && trigger.event === event.name && matches(trigger.expression, { event }),
      );
      if (wanted) await startRun(tx, config, event);
    }
  }
}

async function endWaits(tx: Tx, event: StoredEvent): Promise<void> {
  const { rows } = await tx.client.query<{
    run_id: string;
    step_id: string;
    expression: string | null;
    event: StoredEvent;
  }>(
    `SELECT w.run_id, w.step_id, w.expression, r.event FROM durable.waits w JOIN durable.runs r ON r.id = w.run_id
     WHERE w.kind = 'event' AND w.event_name = $1 AND w.expires_at > $2 ORDER BY w.run_id, w.step_id`,
    [event.name, tx.now],
  );
  for (const wait of rows) {
    if (!matches(wait.expression, { event: wait.event, async: event })) continue;
    await settleStep(tx, wait.run_id, wait.step_id, { type: "data", data: event });
  }
}

async function cancelRuns(tx: Tx, event: StoredEvent): Promise<StoredEvent[]> {
  const { rows } = await tx.client.query<RunRow & { expression: string | null }>(
    `SELECT r.*, c.expression FROM durable.cancellations c JOIN durable.runs r ON r.id = c.run_id
     WHERE c.event_name = $1 AND (c.expires_at IS NULL OR c.expires_at > $2) AND r.status = 'running' ORDER BY r.id`,
    [event.name, tx.now],
  );
  const followUps: StoredEvent[] = [];
  for (const run of rows) {
    if (!matches(run.expression, { event: run.event, async: event })) continue;
    const locked = await tx.client.query(
      "SELECT 1 FROM durable.runs WHERE id = $1 AND status = 'running' FOR UPDATE",
      [run.id],
    );
    if (locked.rowCount === 1) followUps.push(...(await finishRun(tx, run, "cancelled", null)));
  }
  return followUps;
}
