import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import { until } from "./testing/app";

let database: TestDatabase;
let db: pg.Pool;
let witness: ReturnType<typeof createServer>;
const seen: string[] = [];
const children = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  db = new pg.Pool({ connectionString: database.systemUrl, max: 2 });
  db.on("error", () => {});
  witness = createServer((req, res) => {
    seen.push(req.url?.slice(1) ?? "");
    res.end();
  });
  await new Promise<void>((resolve) => witness.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  for (const child of children) await kill(child);
});
afterAll(async () => {
  witness.close();
  await db.end();
  await database.drop();
});

/** An app process of its own, with functions and executor, as `npm start` would have. */
function start(): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "inngest/executor/testing/process.ts"], {
    env: {
      ...process.env,
      TEST_DATABASE: database.systemUrl,
      TEST_WITNESS: `http://127.0.0.1:${(witness.address() as AddressInfo).port}`,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

const send = (name: string) =>
  db.query(
    `WITH run AS (INSERT INTO durable.runs (id, function_id, dedupe_key, event, created_at)
       VALUES (gen_random_uuid(), 'test-' || $1, $1, jsonb_build_object('id', $1::text, 'name', $1::text, 'data', '{}'::jsonb, 'ts', 1), now())
       RETURNING id, function_id)
     INSERT INTO durable.queue (run_id, step_id, function_id, run_at) SELECT id, 'step', function_id, now() FROM run`,
    [name],
  );
const status = async (name: string) =>
  (
    await db.query<{ status: string }>("SELECT status FROM durable.runs WHERE function_id = $1", [
      `test-${name}`,
    ])
  ).rows[0]?.status;

test("a run goes on after its process was killed during a sleep", async () => {
  const first = start();
  await send("sleeper");
  await until(
    "the sleep",
    async () => (await db.query("SELECT 1 FROM durable.waits WHERE kind = 'sleep'")).rowCount === 1,
  );
  await kill(first);
  start();
  await until("the run to end", async () => (await status("sleeper")) === "completed", 20_000);
  expect(seen.filter((what) => what.startsWith("sleeper"))).toEqual(["sleeper.before", "sleeper.after"]);
});

test("a step under way when its process was killed is taken over by another, once its lease is out", async () => {
  const first = start();
  await send("stuck");
  await until("the step to be under way", () => seen.includes("stuck.try"));
  start();
  await kill(first);
  await until("the run to end", async () => (await status("stuck")) === "completed", 20_000);
  expect(seen.filter((what) => what === "stuck.prepared")).toHaveLength(1);
  expect(seen.filter((what) => what === "stuck.try")).toHaveLength(2);
});
