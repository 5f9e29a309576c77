import type { Inngest, InngestFunction } from "inngest";
import pg from "pg";
import { FixedClock } from "@/server/kernel/clock";
import { silentLogger } from "@/server/kernel/logger";
import { createTestDatabase } from "@/server/testing";
import { startExecutor } from "../executor";
import type { Executor, ExecutorOptions } from "../options";
import { EVENT_KEY, KEY, type TestApp, testApp, until } from "./app";

export interface Run {
  id: string;
  function_id: string;
  status: string;
  output: unknown;
}

export interface Bench {
  app: TestApp;
  executor: Executor;
  clock: FixedClock;
  db: pg.Pool;
  options: ExecutorOptions;
  runs(functionId: string): Promise<Run[]>;
  /** Waits until a function's runs have all ended, as many as said. */
  ended(functionId: string, count?: number): Promise<Run[]>;
  /** Lets time pass once the run waits for it. */
  waiting(count?: number): Promise<void>;
  close(): Promise<void>;
}

/** An app, a database and an executor between them, with a clock that tests move. */
export async function startBench(
  define: (client: Inngest) => InngestFunction.Any[],
  overrides: Partial<ExecutorOptions> = {},
): Promise<Bench> {
  const database = await createTestDatabase();
  const app = await testApp(define);
  const clock = new FixedClock(new Date("2030-03-01T10:00:30Z"));
  const stop = new AbortController();
  const options: ExecutorOptions = {
    databaseUrl: database.systemUrl,
    serveUrl: app.serveUrl,
    signal: stop.signal,
    log: silentLogger,
    clock,
    signingKey: KEY,
    eventKey: EVENT_KEY,
    pollMs: 15,
    graceMs: 1_000,
    backoff: () => 60_000,
    ...overrides,
  };
  const executor = startExecutor(options);
  app.onEvents = (request, key) => executor.handlers.events(request, key);
  const db = new pg.Pool({ connectionString: database.systemUrl, max: 2 });
  db.on("error", () => {});
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await db.query<{ n: string }>(`SELECT count(*) AS n FROM durable.${sql}`, values)).rows[0]?.n);
  const runs = async (functionId: string) =>
    (
      await db.query<Run>("SELECT * FROM durable.runs WHERE function_id = $1 ORDER BY created_at, id", [
        `test-${functionId}`,
      ])
    ).rows;
  await until("the functions to be registered", async () => (await count("functions")) > 0);
  return {
    app,
    executor,
    clock,
    db,
    options,
    runs,
    async ended(functionId, wanted = 1) {
      await until(`${wanted} ended runs of ${functionId}`, async () => {
        const rows = await runs(functionId);
        return rows.length >= wanted && rows.every((run) => run.status !== "running");
      });
      return runs(functionId);
    },
    waiting: (wanted = 1) => until(`${wanted} waits`, async () => (await count("waits")) >= wanted),
    async close() {
      await executor.stop();
      await app.close();
      await db.end();
      await database.drop();
    },
  };
}
