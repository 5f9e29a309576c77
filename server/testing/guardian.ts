import { chownSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { anyFreePort } from "@/scripts/lib/ports";
import { databaseAccount } from "@/scripts/lib/postgres/account";
import { type Server, startServer } from "@/scripts/lib/postgres/server";

/** Speed over safety: this data never outlives the run. */
const SETTINGS = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "autovacuum=off",
  "max_connections=200",
  "shared_buffers=64MB",
  "max_wal_size=4GB",
  "log_min_messages=fatal",
];

const folder = mkdtempSync(path.join(os.tmpdir(), "voicehive-test-"));
const account = databaseAccount();
if (account) chownSync(folder, account.uid, account.gid);

/** Another process may take a port between the question and the use, so a few are tried. */
async function start(): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const port = await anyFreePort();
    try {
      return await startServer({ dir: path.join(folder, "pg"), port, password: "test", settings: SETTINGS });
    } catch (error) {
      if (attempt === 5 || !/was taken/.test((error as Error).message)) throw error;
    }
  }
}

const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

let ending = false;
async function end(server: Server | null, code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await server?.stop();
  remove();
  process.exit(code);
}

const parentGone = new Promise<void>((resolve) => {
  if (!process.connected) resolve();
  process.once("disconnect", resolve);
});

try {
  const server = await start();
  void parentGone.then(() => end(server, 0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void end(server, 0));
  if (process.connected) process.send?.({ ready: server.adminUrl });
} catch (error) {
  if (process.connected) process.send?.({ failed: (error as Error).message });
  remove();
  process.exitCode = 1;
}
