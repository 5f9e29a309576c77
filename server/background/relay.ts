import type pg from "pg";
import { startLoop } from "@/inngest/executor/loop";
import type { Clock } from "@/server/kernel/clock";
import type { Logger } from "@/server/kernel/logger";
import { claimOutbox, confirmOutbox, type OutboxRow, postponeOutbox } from "./outbox";
import { within } from "./within";

/** An event as jobs receive it. The id is the outbox row's, so that a repeat is known as one. */
export interface OutgoingEvent {
  id: string;
  name: string;
  data: Record<string, string>;
  /** Milliseconds since 1970. */
  ts: number;
}

export interface RelayOptions {
  /** Role voicehive_system. */
  pool: pg.Pool;
  clock: Clock;
  log: Logger;
  /** Hands events over; resolves once they are safe with whoever runs the jobs. */
  send(events: OutgoingEvent[]): Promise<unknown>;
  pollMs?: number;
  batch?: number;
  /** How long a claim outlives its relay, in ms; longer than `sendTimeoutMs`. */
  leaseMs?: number;
  sendTimeoutMs?: number;
}

export interface Relay {
  wakeUp(): void;
  stop(): Promise<void>;
}

/** A row that failed this often goes alone, so that one the receiver refuses holds up no other. */
const ALONE_AFTER = 3;
const LONGEST_PAUSE_MS = 300_000;

const toEvent = (row: OutboxRow): OutgoingEvent => ({
  id: row.id,
  name: row.name,
  data: { ...row.data, tenantId: row.tenantId },
  ts: row.createdAt.getTime(),
});

/**
 * Takes one batch of undelivered events and hands it over, at least once: claim, send outside any transaction, mark.
 * Several relays share the work. Returns how many rows were taken.
 */
export async function relayOnce(options: RelayOptions): Promise<number> {
  const { pool, clock, log, batch = 100, leaseMs = 60_000, sendTimeoutMs = 20_000 } = options;
  const rows = await claimOutbox(pool, clock.now(), leaseMs, batch);
  const together = rows.filter((row) => row.attempts <= ALONE_AFTER);
  const groups = [
    ...(together.length > 0 ? [together] : []),
    ...rows.filter((row) => row.attempts > ALONE_AFTER).map((row) => [row]),
  ];
  for (const group of groups) {
    try {
      await within(sendTimeoutMs, () => options.send(group.map(toEvent)));
    } catch (error) {
      const attempts = Math.max(...group.map((row) => row.attempts));
      const pauseMs = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempts);
      log.warn(
        { err: error, events: group.length, attempts, pauseMs },
        "events could not be handed to the jobs",
      );
      await postponeOutbox(pool, group, new Date(clock.now().getTime() + pauseMs));
      continue;
    }
    await confirmOutbox(pool, group, clock.now());
  }
  return rows.length;
}

/** Relays until stopped: at once when woken, every `pollMs` as a backstop. */
export function startRelay(options: RelayOptions): Relay {
  const { log, pollMs = 1_000 } = options;
  return startLoop(
    async () => (await relayOnce(options)) > 0,
    pollMs,
    (error) => log.error({ err: error }, "outbox relay cannot reach its database"),
  );
}
