import type { Clock } from "@/server/kernel/clock";
import { systemClock } from "@/server/kernel/clock";
import type { Logger } from "@/server/kernel/logger";
import type { Backoff } from "./apply";
import { claim, type Job, release, renew } from "./claim";
import { openDatabase } from "./database";
import { ingest, prepareEvent } from "./events";
import { receiveEvents, receiveRegistration } from "./handlers";
import type { IncomingEvent } from "./protocol";
import { register } from "./registration";
import type { Endpoint } from "./request";
import { fireCrons, fireTimers, prune } from "./timers";
import { work } from "./work";

export interface ExecutorOptions {
  /** A connection of role voicehive_system. */
  databaseUrl: string;
  /** This process's own `serve()` endpoint. */
  serveUrl: string;
  signal: AbortSignal;
  log: Logger;
  clock?: Clock;
  /** With it, requests and answers are signed both ways; the SDK must run in cloud mode with the same key. */
  signingKey?: string;
  /** With it, only events sent under this key are taken. */
  eventKey?: string;
  /** Requests under way at once in this process. */
  concurrency?: number;
  /** Milliseconds between looks when there is nothing to do. */
  pollMs?: number;
  /** Milliseconds a claim outlives the process that made it. */
  leaseMs?: number;
  requestTimeoutMs?: number;
  /** Milliseconds `stop` lets requests finish. */
  graceMs?: number;
  backoff?: Backoff;
}

export interface Executor {
  /** Stores events and answers their ids; an id seen before changes nothing. Throws a ZodError on what is no event. */
  send(events: IncomingEvent | readonly IncomingEvent[]): Promise<string[]>;
  handlers: {
    /** Mounted at `POST /api/jobs/e/[key]`. */
    events(request: Request, key: string): Promise<Response>;
    /** Mounted at `POST /fn/register`. */
    register(request: Request): Promise<Response>;
  };
  /** Stops claiming, lets requests finish, gives the rest back, closes the pool. Idempotent. */
  stop(): Promise<void>;
}

/** 2 s, 4 s, 8 s … one hour at most, ± 20 % so that failures do not come back together. */
const defaultBackoff: Backoff = (attempt) =>
  Math.min(2_000 * 2 ** attempt, 3_600_000) * (0.8 + Math.random() * 0.4);
const REGISTER_EVERY_MS = 300_000;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Runs the job functions of an app process from PostgreSQL, by the SDK's protocol. Several processes may run it;
 * each asks only its own `serve()`. Returns at once; trouble with the database or the app is logged and tried again.
 */
export function startExecutor(options: ExecutorOptions): Executor {
  const {
    signal,
    log,
    concurrency = 8,
    pollMs = 250,
    leaseMs = 60_000,
    graceMs = 10_000,
    backoff = defaultBackoff,
  } = options;
  const clock = options.clock ?? systemClock;
  const db = openDatabase(options.databaseUrl, () => clock.now());
  const endpoint: Endpoint = {
    serveUrl: options.serveUrl,
    signingKey: options.signingKey,
    requestTimeoutMs: options.requestTimeoutMs ?? 300_000,
  };
  const stopping = new AbortController();
  const cut = new AbortController();
  const running = new Map<string, Promise<void>>();
  let functionIds: string[] = [];
  let renewedAt = Date.now();
  let registerAt = 0;
  let pruneAt = Date.now() + 60_000;

  const begin = (job: Job) => {
    const done = work(db, endpoint, job, backoff, cut.signal)
      .catch((error: unknown) =>
        log.error({ err: error, runId: job.run_id, functionId: job.function_id }, "job request failed"),
      )
      .finally(() => {
        running.delete(job.lease);
        wakeUp();
      });
    running.set(job.lease, done);
  };

  const housekeeping = async () => {
    if (Date.now() >= registerAt) {
      registerAt = Date.now() + (functionIds.length ? REGISTER_EVERY_MS : 1_000);
      try {
        functionIds = await register(db, endpoint, stopping.signal);
        registerAt = Date.now() + REGISTER_EVERY_MS;
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, "job functions not registered yet");
      }
    }
    if (running.size && Date.now() - renewedAt > leaseMs / 3) {
      renewedAt = Date.now();
      await db.transaction((tx) => renew(tx, [...running.keys()], leaseMs));
    }
    if (Date.now() >= pruneAt) {
      pruneAt = Date.now() + PRUNE_EVERY_MS;
      await db.transaction(prune);
    }
  };

  /** One look at everything that may be due. True when there was something to do. */
  const look = async (): Promise<boolean> => {
    await housekeeping();
    let busy = (await db.transaction(fireTimers)) + (await db.transaction(fireCrons)) > 0;
    const free = concurrency - running.size;
    if (free > 0 && functionIds.length) {
      const jobs = await db.transaction((tx) => claim(tx, functionIds, free, leaseMs));
      for (const job of jobs) begin(job);
      busy ||= jobs.length > 0;
    }
    return busy;
  };

  let woken = false;
  let endPause: () => void = () => {};
  const wakeUp = () => {
    woken = true;
    endPause();
  };
  const pause = async (milliseconds: number) => {
    if (!woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    woken = false;
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        if (!(await look())) await pause(pollMs);
      } catch (error) {
        log.error({ err: error }, "job executor cannot reach its database");
        if (!stopping.signal.aborted) await pause(Math.max(pollMs, 1_000));
      }
    }
  };
  const looping = loop();

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort();
      wakeUp();
      await looping;
      let unfinished: string[] = [];
      const timer = setTimeout(() => {
        unfinished = [...running.keys()];
        cut.abort();
      }, graceMs);
      await Promise.all(running.values());
      clearTimeout(timer);
      if (unfinished.length) await db.transaction((tx) => release(tx, unfinished));
      signal.removeEventListener("abort", onAbort);
      await db.close();
    })();
    return stopped;
  };
  const onAbort = () =>
    void stop().catch((error: unknown) => log.error({ err: error }, "job executor did not stop cleanly"));
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });

  const keys = { eventKey: options.eventKey, signingKey: options.signingKey };
  return {
    async send(input) {
      const events = (Array.isArray(input) ? input : [input]).map((event) => prepareEvent(event, db.now()));
      await db.transaction((tx) => ingest(tx, events));
      wakeUp();
      return events.map((event) => event.id);
    },
    handlers: {
      async events(request, key) {
        const response = await receiveEvents(db, keys, key, request);
        wakeUp();
        return response;
      },
      register: (request) => receiveRegistration(db, keys, request),
    },
    stop,
  };
}
