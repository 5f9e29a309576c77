import { systemClock } from "@/server/kernel/clock";
import type { Backoff } from "./apply";
import { createChores } from "./chores";
import { claim, type Job, release } from "./claim";
import { openDatabase } from "./database";
import { ingest, prepareEvent } from "./events";
import { receiveEvents, receiveRegistration } from "./handlers";
import { startLoop } from "./loop";
import type { Executor, ExecutorOptions } from "./options";
import type { Endpoint } from "./request";
import { fireCrons, fireTimers } from "./timers";
import { work } from "./work";

/** 2 s, 4 s, 8 s … one hour at most, ± 20 % so that failures do not come back together. */
const defaultBackoff: Backoff = (attempt) =>
  Math.min(2_000 * 2 ** attempt, 3_600_000) * (0.8 + Math.random() * 0.4);

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
  const chores = createChores({
    db,
    endpoint,
    log,
    leaseMs,
    signal: stopping.signal,
    leases: () => [...running.keys()],
  });

  const begin = (job: Job) => {
    const done = work(db, endpoint, job, backoff, cut.signal)
      .catch((error: unknown) =>
        log.error({ err: error, runId: job.run_id, functionId: job.function_id }, "job request failed"),
      )
      .finally(() => {
        running.delete(job.lease);
        loop.wakeUp();
      });
    running.set(job.lease, done);
  };

  /** One look at everything that may be due. True when there was something to do. */
  const look = async (): Promise<boolean> => {
    await chores.due();
    let busy = await db.transaction(async (tx) => (await fireTimers(tx)) + (await fireCrons(tx)) > 0);
    const free = concurrency - running.size;
    if (free > 0 && chores.functionIds().length) {
      const jobs = await db.transaction((tx) => claim(tx, chores.functionIds(), free, leaseMs));
      for (const job of jobs) begin(job);
      busy ||= jobs.length > 0;
    }
    return busy;
  };

  const loop = startLoop(look, pollMs, (error) =>
    log.error({ err: error }, "job executor cannot reach its database"),
  );

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort();
      await loop.stop();
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
      loop.wakeUp();
      return events.map((event) => event.id);
    },
    handlers: {
      async events(request, key) {
        const response = await receiveEvents(db, keys, key, request);
        loop.wakeUp();
        return response;
      },
      register: (request) => receiveRegistration(db, keys, request),
    },
    stop,
  };
}
