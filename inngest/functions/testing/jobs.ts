import { startExecutor } from "@/inngest/executor/executor";
import { EVENT_KEY, KEY, type TestApp, testApp, until } from "@/inngest/executor/testing/app";
import { type RelayOptions, relayOnce } from "@/server/background/relay";
import { silentLogger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { jobFunctions } from "..";

/** The product's jobs, served and executed on a test's database. */
export interface RunningJobs {
  app: TestApp;
  /** Hands what lies in the outbox to the executor, or to `send`. */
  relay(send?: RelayOptions["send"]): ReturnType<typeof relayOnce>;
  close(): Promise<void>;
}

/** Starts serving and executing; resolves when every function is registered. */
export async function runJobs(deps: Deps, systemUrl: string): Promise<RunningJobs> {
  let wanted = 0;
  const app = await testApp((client) => {
    const functions = jobFunctions(client, () => ({ deps, log: silentLogger }));
    wanted = functions.length;
    return functions;
  });
  const executor = startExecutor({
    databaseUrl: systemUrl,
    serveUrl: app.serveUrl,
    signal: new AbortController().signal,
    log: silentLogger,
    signingKey: KEY,
    eventKey: EVENT_KEY,
    pollMs: 15,
    graceMs: 1_000,
    backoff: () => 10,
  });
  app.onEvents = (request, key) => executor.handlers.events(request, key);
  await until("the functions to be registered", async () => {
    const { rows } = await deps.system.pool.query("SELECT FROM durable.functions");
    return rows.length >= wanted;
  });
  const relay: RunningJobs["relay"] = (send = (events) => app.client.send(events)) =>
    relayOnce({ pool: deps.system.pool, clock: deps.clock, log: silentLogger, send });
  return {
    app,
    relay,
    async close() {
      await executor.stop();
      await app.close();
    },
  };
}
