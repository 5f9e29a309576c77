import { mkdirSync, statfsSync } from "node:fs";
import path from "node:path";
import { choosePort } from "../lib/ports";
import { migrate } from "../lib/postgres/migrations";
import { requirePlainRole } from "../lib/postgres/role-check";
import { provisionDatabase, provisionRoles, ROLES, urlFor, withAdmin } from "../lib/postgres/roles";
import { type Server, startServer } from "../lib/postgres/server";
import { Explained, say, step } from "../lib/step.mjs";
import type { Settings } from "./settings";

export interface DatabaseUrls {
  readonly app: string;
  readonly system: string;
  readonly direct: string;
  /** Undefined where the server's administrator runs the migrations. */
  readonly owner: string | undefined;
}

export interface Database {
  readonly urls: DatabaseUrls;
  stop(): Promise<void>;
}

const NAME = "voicehive";
const DEFAULT_PORT = 55_432;
const NEEDED_BYTES = 300_000_000;

/** Uses the server that DATABASE_URL names, else starts the one that came with the packages. */
export async function openDatabase(
  settings: Settings,
  onPid: (pid: number | null) => void,
): Promise<Database> {
  const database = process.env.DATABASE_URL ? await external() : await embedded(settings, onPid);
  try {
    const { owner } = database.urls;
    if (owner) await step("database migrated", () => migrate(owner));
    else say("  · DATABASE_OWNER_URL is not set, so migrations are left to you: npm run db:migrate");
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function external(): Promise<Database> {
  const { DATABASE_URL: app = "", DATABASE_SYSTEM_URL: system, DATABASE_OWNER_URL: owner } = process.env;
  if (!system)
    throw new Explained(
      "DATABASE_URL is set but DATABASE_SYSTEM_URL is not. Both are explained in .env.example.",
    );
  await step("database logins checked", async () => {
    await requirePlainRole("DATABASE_URL", app);
    await requirePlainRole("DATABASE_SYSTEM_URL", system);
  });
  const direct = process.env.DATABASE_DIRECT_URL || app;
  return { urls: { app, system, direct, owner: owner || undefined }, stop: async () => {} };
}

function requireSpace(dir: string): void {
  mkdirSync(dir, { recursive: true });
  const disk = statfsSync(dir);
  const free = disk.bavail * disk.bsize;
  if (free >= NEEDED_BYTES) return;
  throw new Explained(
    `Only ${Math.floor(free / 1e6)} MB are free where ${dir} lies, and the database needs 300 MB to work safely. Free some space and start again.`,
  );
}

async function embedded(settings: Settings, onPid: (pid: number | null) => void): Promise<Database> {
  requireSpace(settings.dataDir);
  const { secrets } = settings;
  const port = await choosePort({
    name: "EMBEDDED_PG_PORT",
    preferred: DEFAULT_PORT,
    explicit: process.env.EMBEDDED_PG_PORT,
  });
  const dir = path.join(settings.dataDir, "pg");
  const logFile = path.join(settings.logDir, "postgres.log");
  const start = () => startServer({ dir, port, password: secrets.EMBEDDED_PG_PASSWORD, logFile });
  const first = await step("PostgreSQL started", start);
  onPid(first.pid);
  if (first.dir !== dir) say(`    its data lies in ${first.dir}: the postgres account cannot reach ${dir}`);
  const stop = keepRunning(first, start, onPid);
  try {
    await provision(first.adminUrl, secrets);
  } catch (error) {
    await stop();
    throw error;
  }
  const as = (role: string, password: string) => urlFor(first.adminUrl, NAME, role, password);
  const app = as(ROLES.app, secrets.EMBEDDED_PG_APP_PASSWORD);
  const system = as(ROLES.system, secrets.EMBEDDED_PG_SYSTEM_PASSWORD);
  const owner = as(ROLES.owner, secrets.EMBEDDED_PG_OWNER_PASSWORD);
  return { urls: { app, system, direct: app, owner }, stop };
}

const provision = (adminUrl: string, secrets: Settings["secrets"]) =>
  withAdmin(adminUrl, async (admin) => {
    await provisionRoles(admin, {
      owner: secrets.EMBEDDED_PG_OWNER_PASSWORD,
      app: secrets.EMBEDDED_PG_APP_PASSWORD,
      system: secrets.EMBEDDED_PG_SYSTEM_PASSWORD,
    });
    await provisionDatabase(admin, NAME);
  });

/** Starts PostgreSQL again when it dies under us, and returns how to stop it for good. */
function keepRunning(first: Server, start: () => Promise<Server>, onPid: (pid: number | null) => void) {
  let current = first;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const watch = () =>
    void current.exited.then(() => {
      if (stopping) return;
      say("  ! PostgreSQL ended and is being started again");
      restarting = start().then(
        (server) => {
          current = server;
          onPid(server.pid);
          watch();
        },
        (error: Error) => {
          say(`  ✗ PostgreSQL does not start: ${error.message}`);
          process.kill(process.pid, "SIGTERM");
        },
      );
    });
  watch();
  return async () => {
    stopping = true;
    await restarting;
    await current.stop();
    onPid(null);
  };
}
