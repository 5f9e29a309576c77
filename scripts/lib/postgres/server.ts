import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import pg from "pg";
import { Explained } from "../step.mjs";
import { databaseAccount } from "./account";
import { findBinaries } from "./binaries";
import { ensureCluster } from "./cluster";
import { reachableFolder } from "./reachable";
import { clearStaleLock } from "./stale-lock";

export interface ServerOptions {
  readonly dir: string;
  readonly port: number;
  /** Password of the superuser `postgres`, fixed when the cluster is made. */
  readonly password: string;
  /** Settings as `name=value`. */
  readonly settings?: readonly string[];
  /** Where PostgreSQL's own log lines go. */
  readonly logFile?: string;
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly dir: string;
  /** Superuser on the maintenance database. */
  readonly adminUrl: string;
  readonly exited: Promise<void>;
  /** Ends sessions, writes a checkpoint and stops. */
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const RETRIES = 20;

/**
 * Starts the packaged PostgreSQL on loopback over TCP. Heals a stale lock; waits out the moment in which
 * the memory of a killed server is still held. The caller owns the process and must stop it.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const account = databaseAccount();
  const binaries = findBinaries(account);
  const dir = reachableFolder(options.dir, account);
  ensureCluster(dir, options.password, binaries, account);
  await clearStaleLock(dir);
  for (let attempt = 0; ; attempt++) {
    const started = await launch({ ...options, dir }, binaries.postgres, account ?? {});
    if ("server" in started) return started.server;
    const transient = /shared memory block|is still in use/i.test(started.failure);
    if (!transient || attempt >= RETRIES) throw explainFailure(started.failure, options.port, dir);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Turns PostgreSQL's own words into what a person can do. */
export function explainFailure(output: string, port: number, dir: string): Error {
  if (/address already in use|could not bind/i.test(output))
    return new Explained(
      `Port ${port} was taken while PostgreSQL started. Start again, or set EMBEDDED_PG_PORT.`,
    );
  if (/no space left on device/i.test(output))
    return new Explained(
      `The disk that holds ${dir} is full. Free some space and start again; nothing was lost.`,
    );
  if (/permission denied/i.test(output))
    return new Explained(`PostgreSQL may not use ${dir}.\n${output.trim()}`);
  return new Explained(`PostgreSQL did not start.\n${output.trim()}`);
}

type Outcome = { server: Server } | { failure: string };

async function launch(options: ServerOptions, program: string, account: object): Promise<Outcome> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...(options.settings ?? [])];
  const child = spawn(
    program,
    ["-D", options.dir, "-p", String(options.port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...account, cwd: "/", stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  let tail = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-4_000);
    if (options.logFile) appendFileSync(options.logFile, text);
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      tail += error.message;
      resolve();
    });
  });
  const adminUrl = `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  const outcome = await Promise.race([exited.then(() => "exited" as const), answering(adminUrl, exited)]);
  if (outcome === "exited" || child.pid === undefined) return { failure: tail };
  if (outcome !== "ready") {
    await stop(child, exited);
    throw outcome;
  }
  const { port, dir } = options;
  return { server: { pid: child.pid, port, dir, adminUrl, exited, stop: () => stop(child, exited) } };
}

/** Resolves when the server takes queries; a wrong password means another server answers on this port. */
async function answering(url: string, exited: Promise<void>): Promise<"ready" | Error> {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  const end = performance.now() + READY_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return "ready";
    } catch (error) {
      if ((error as { code?: string }).code === "28P01")
        return new Explained(
          "The database does not accept the password in .data/secrets.json. Was that file replaced?",
        );
      if (over || performance.now() > end)
        return new Explained(`PostgreSQL does not answer: ${(error as Error).message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const STOP_MS = 15_000;

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill("SIGINT"); // "fast": ends sessions and checkpoints
  const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_MS);
  await exited;
  clearTimeout(timer);
}
