import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { run } from "@/scripts/lib/command.mjs";
import { anyFreePort } from "@/scripts/lib/ports";
import { root } from "@/scripts/lib/root.mjs";

export const VICTIMS = ["worker", "web", "postgres"] as const;
export type Victim = (typeof VICTIMS)[number];

interface State {
  processes: Partial<Record<Victim, { pid: number }>>;
  webUrl?: string;
  workerUrl?: string;
}

const READY = /VoiceHive is ready/;
/** The first start builds the dashboard. */
const START_MS = 600_000;
const HEAL_MS = 30_000;
const POLL_MS = 100;
const LAST_LINES = 20;

interface Health {
  checks: Record<string, { status: string }>;
}

/** Calls can be taken. A relay may still wait for the lease of the app that died: that is no reason to wait. */
const answers = ({ checks }: Health): boolean =>
  checks.database?.status === "healthy" && checks.workers?.status === "healthy";

/** The whole product, started by its own launcher in a folder of its own. */
export class Stack {
  private readonly killed = new Map<Victim, number>();

  private constructor(
    private readonly launcher: ChildProcess,
    private readonly dataDir: string,
    private readonly databasePort: number,
  ) {}

  /** Starts a product; on a copy of what another had in its folder when it was `ended`, which saves the seeding. */
  static async start(onLine: (line: string) => void, like?: Stack): Promise<Stack> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "voicehive-kill-"));
    // With owners and modes: the database's folder is closed to all but its own account.
    if (like) await run("cp", ["-a", `${like.dataDir}/.`, dataDir]);
    // The postgres account passes through it to its own closed folder.
    await chmod(dataDir, 0o755);
    const [web, worker, database] = [await anyFreePort(), await anyFreePort(), await anyFreePort()];
    const env = {
      ...process.env,
      VOICEHIVE_DATA_DIR: dataDir,
      PORT: String(web),
      WORKER_PORT: String(worker),
      EMBEDDED_PG_PORT: String(database),
      APP_URL: `http://127.0.0.1:${web}`,
      // The matrix kills each process more often than a minute's patience.
      VOICEHIVE_PATIENCE: "1000",
    };
    const launcher = spawn(process.execPath, ["scripts/start.mjs"], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stack = new Stack(launcher, dataDir, database);
    try {
      await stack.ready(onLine);
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  private ready(onLine: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      let tail = "";
      const late = setTimeout(
        () => reject(new Error(`The product was not ready in time.\n${tail}`)),
        START_MS,
      );
      const take = (chunk: Buffer) => {
        tail = (tail + chunk.toString()).slice(-4_000);
        for (const line of chunk.toString().split("\n").filter(Boolean)) onLine(line);
        if (!READY.test(tail)) return;
        clearTimeout(late);
        resolve();
      };
      this.launcher.stdout?.on("data", take);
      this.launcher.stderr?.on("data", take);
      this.launcher.once("exit", (code) => {
        clearTimeout(late);
        reject(new Error(`The launcher ended with ${code}.\n${tail}`));
      });
    });
  }

  private state(): State {
    return JSON.parse(readFileSync(path.join(this.dataDir, "launcher.json"), "utf8")) as State;
  }

  secret(name: string): string {
    const secrets = JSON.parse(readFileSync(path.join(this.dataDir, "secrets.json"), "utf8")) as Record<
      string,
      string
    >;
    return secrets[name] ?? "";
  }

  get webUrl(): string {
    return this.state().webUrl ?? "";
  }

  get workerUrl(): string {
    return this.state().workerUrl ?? "";
  }

  /** Ends a process as a power cut would. Throws when it is not running. */
  kill(victim: Victim): void {
    const pid = this.state().processes[victim]?.pid;
    if (!pid) throw new Error(`${victim} is not running`);
    this.killed.set(victim, pid);
    process.kill(pid, "SIGKILL");
  }

  /** Whether each process that was killed has a successor, and the app knows the worker. */
  private async restarted(): Promise<boolean> {
    const { processes } = this.state();
    for (const [victim, pid] of this.killed) {
      const now = processes[victim]?.pid;
      if (!now || now === pid) return false;
    }
    return this.workerSays("/health");
  }

  private workerSays(path: string): Promise<boolean> {
    const worker = this.workerUrl.replace(/^ws/, "http");
    return fetch(`${worker}${path}`, { signal: AbortSignal.timeout(2_000) })
      .then((response) => response.ok)
      .catch(() => false);
  }

  /** Resolves when the line's ear and voice have started: a call in speech keeps time from its first word. */
  async warm(): Promise<void> {
    const late = Date.now() + HEAL_MS;
    while (!(await this.workerSays("/health/ready"))) {
      if (Date.now() > late) throw new Error(`The line's engines have not started in ${HEAL_MS / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Waits until everything answers again and a worker takes calls. */
  async healed(): Promise<void> {
    const late = Date.now() + HEAL_MS;
    for (;;) {
      const health = await fetch(`${this.webUrl}/health`, { signal: AbortSignal.timeout(2_000) })
        .then((response) => (response.ok ? (response.json() as Promise<Health>) : null))
        .catch(() => null);
      if (health && answers(health) && (await this.restarted())) return;
      if (Date.now() > late)
        throw new Error(`Not healthy ${HEAL_MS / 1000} s after the kill: ${JSON.stringify(health)}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** A look at the truth, past row-level security. */
  async query<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
    const password = encodeURIComponent(this.secret("EMBEDDED_PG_PASSWORD"));
    const client = new pg.Client({
      connectionString: `postgresql://postgres:${password}@127.0.0.1:${this.databasePort}/voicehive`,
    });
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends all processes in order and leaves the folder. */
  async ended(): Promise<void> {
    if (this.launcher.exitCode !== null || this.launcher.signalCode !== null) return;
    const exit = new Promise((resolve) => this.launcher.once("exit", resolve));
    this.launcher.kill("SIGTERM");
    await exit;
  }

  /** What the line said last, to see what went wrong in a call. */
  lastWords(): string {
    const log = readFileSync(path.join(this.dataDir, "logs", "worker.log"), "utf8");
    return log.trimEnd().split("\n").slice(-LAST_LINES).join("\n");
  }

  async stop(): Promise<void> {
    await this.ended();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
