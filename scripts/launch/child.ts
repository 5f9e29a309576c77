import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { signalGroup } from "../lib/processes";
import { root } from "../lib/root.mjs";
import { say } from "../lib/step.mjs";

export interface ChildPlan {
  readonly name: "web" | "worker";
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logDir: string;
  readonly mirror: boolean;
  /** How long it may take to end after SIGTERM, in ms, before its group is killed. */
  readonly stopMs: number;
  onPid(pid: number | null): void;
  /** It died too often; the sentence says so and holds the end of its log. */
  onGivenUp(sentence: string): void;
}

export interface Child {
  stop(): Promise<void>;
}

const MAX_LOG_BYTES = 20_000_000;
/** `VOICEHIVE_PATIENCE` raises it for fault tests, which kill on purpose. */
const GIVE_UP_AFTER = Number(process.env.VOICEHIVE_PATIENCE ?? 5);
const WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 300;

/** One older log is kept; a log never grows past a start. */
function openLog(logDir: string, name: string) {
  mkdirSync(logDir, { recursive: true });
  const file = path.join(logDir, `${name}.log`);
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: "a", mode: 0o600 }).on("error", () => {});
}

/**
 * Runs Node with `args` and starts it again when it dies, with growing delay; gives up after five deaths
 * in a minute. Detached, so that a terminal's Ctrl-C reaches only the launcher, which orders the ends.
 */
export function startChild(plan: ChildPlan): Child {
  const log = openLog(plan.logDir, plan.name);
  const deaths: number[] = [];
  let tail = "";
  let stopping = false;
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const take = (text: string) => {
    tail = (tail + text).slice(-4_000);
    log.write(text);
    if (plan.mirror) for (const line of text.split("\n").filter(Boolean)) say(`[${plan.name}] ${line}`);
  };

  const died = (why: string) => {
    plan.onPid(null);
    if (stopping) return;
    const now = performance.now();
    deaths.push(now);
    while ((deaths[0] ?? now) < now - WINDOW_MS) deaths.shift();
    if (deaths.length >= GIVE_UP_AFTER) {
      const lines = tail.trim().split("\n").slice(-15).join("\n");
      return plan.onGivenUp(
        `${plan.name} ended ${deaths.length} times within a minute (${why}). Its last words:\n${lines}`,
      );
    }
    say(`  ! ${plan.name} ended (${why}) and is being started again`);
    timer = setTimeout(start, FIRST_DELAY_MS * 2 ** Math.min(deaths.length - 1, 3));
  };

  function start() {
    const made = spawn(process.execPath, plan.args, {
      cwd: root,
      env: plan.env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    child = made;
    for (const stream of [made.stdout, made.stderr]) stream.setEncoding("utf8").on("data", take);
    if (made.pid) plan.onPid(made.pid);
    ended = new Promise((resolve) => {
      made.once("error", (error) => take(`${error.message}\n`));
      made.once("close", (code, signal) => {
        resolve();
        died(String(signal ?? code));
      });
    });
  }

  start();
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const pid = child?.pid;
      if (pid && child?.exitCode === null && child.signalCode === null) {
        signalGroup(pid, "SIGTERM");
        const kill = setTimeout(() => signalGroup(pid, "SIGKILL"), plan.stopMs);
        await ended;
        clearTimeout(kill);
        signalGroupIfAny(pid);
      }
      log.end();
    },
  };
}

/** Grandchildren that outlived the child they belonged to. */
function signalGroupIfAny(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // None left: the usual case.
  }
}
