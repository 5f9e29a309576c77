import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { endRunning, run } from "../lib/command.mjs";
import { choosePort } from "../lib/ports";
import { root } from "../lib/root.mjs";
import { explain, say, step } from "../lib/step.mjs";
import { ensureBuild } from "./build";
import { type Child, startChild } from "./child";
import { type Database, openDatabase } from "./database";
import { type Addresses, seedEnv, webEnv, workerEnv } from "./environments";
import { waitForAnswer } from "./ready";
import { showScreen } from "./screen";
import { readSettings, type Settings } from "./settings";
import { openState, recover, type StateFile } from "./state";

const READY_MS = 90_000;
const START_SETTLES_MS = 20_000;
const at = (relative: string) => path.join(root, relative);

/** Everything that runs, in the order it was started. */
interface Running {
  /** Settles when set-up is over, whichever way; what it started is recorded by then. */
  start?: Promise<void>;
  database?: Database;
  web?: Child;
  worker?: Child;
}

async function chooseAddresses(host: string): Promise<Addresses> {
  const { PORT, WORKER_PORT, APP_URL } = process.env;
  const webPort = await choosePort({ name: "PORT", preferred: 3000, explicit: PORT, host });
  const workerPort = await choosePort({
    name: "WORKER_PORT",
    preferred: webPort + 1,
    explicit: WORKER_PORT,
    taken: [webPort],
  });
  if (!PORT && webPort !== 3000) say(`  · port 3000 is taken, so the dashboard is on ${webPort}`);
  const appUrl = APP_URL || `http://localhost:${webPort}`;
  const lineUrl = `http://127.0.0.1:${webPort}`;
  return { webPort, workerPort, appUrl, lineUrl, workerUrl: `ws://127.0.0.1:${workerPort}` };
}

async function seedDemo(settings: Settings, database: Database, addresses: Addresses): Promise<unknown> {
  const script = at("prisma/seed/main.ts");
  if (!settings.seed || !existsSync(script)) return "nothing to do";
  const env = seedEnv(settings, database.urls, addresses) as NodeJS.ProcessEnv;
  return run(process.execPath, ["--import", "tsx", script], { env });
}

function startWeb(
  settings: Settings,
  running: Running,
  addresses: Addresses,
  state: StateFile,
  fail: Fail,
): Child {
  if (!running.database) throw new Error("the database comes first");
  const next = at("node_modules/next/dist/bin/next");
  return startChild({
    name: "web",
    args: [next, settings.dev ? "dev" : "start", "-p", String(addresses.webPort), "-H", settings.host],
    env: webEnv(settings, running.database.urls, addresses),
    logDir: settings.logDir,
    mirror: settings.verbose,
    stopMs: 8_000,
    onPid: (pid) => state.setProcess("web", pid),
    onGivenUp: fail,
  });
}

function startWorker(settings: Settings, addresses: Addresses, state: StateFile, fail: Fail): Child {
  const program = settings.dev
    ? ["--watch", "--watch-preserve-output", "--import", "tsx", "voice-worker/main.ts"]
    : ["voice-worker/start.mjs"];
  return startChild({
    name: "worker",
    args: program,
    env: workerEnv(settings, addresses),
    logDir: settings.logDir,
    mirror: settings.verbose,
    stopMs: 12_000, // it ends its calls with a sentence and hands over its spool
    onPid: (pid) => state.setProcess("worker", pid),
    onGivenUp: fail,
  });
}

type Fail = (sentence: string) => void;

/** Starts everything, shows the screen and stays until a signal ends it. */
export async function main(args: readonly string[]): Promise<void> {
  say("VoiceHive is starting");
  const settings = readSettings(args);
  mkdirSync(settings.logDir, { recursive: true });
  await recover(settings.dataDir);
  const state = openState(settings.dataDir);
  const running: Running = {};
  const abort = new AbortController();
  const ended = shutdownOnSignal(running, state, abort);
  const fail: Fail = (sentence) => {
    say(`\n${sentence}`);
    void ended.now(1);
  };
  running.start = bringUp(settings, running, state, abort.signal, fail).catch((error: unknown) => {
    if (!abort.signal.aborted) void ended.now(explain(error));
  });
  await ended.done;
}

async function bringUp(
  settings: Settings,
  running: Running,
  state: StateFile,
  signal: AbortSignal,
  fail: Fail,
) {
  const addresses = await chooseAddresses(settings.host);
  const database = await openDatabase(settings, (pid) => state.setProcess("postgres", pid));
  running.database = database;
  signal.throwIfAborted();
  await step("demo hotel seeded", () => seedDemo(settings, database, addresses));
  signal.throwIfAborted();
  if (!settings.dev) await step("dashboard built", ensureBuild);
  signal.throwIfAborted();
  running.web = startWeb(settings, running, addresses, state, fail);
  running.worker = startWorker(settings, addresses, state, fail);
  const worker = `http://127.0.0.1:${addresses.workerPort}/health/ready`;
  await step("dashboard and line answering", () =>
    Promise.all([
      waitForAnswer("The dashboard", `${addresses.lineUrl}/health/live`, READY_MS, signal),
      waitForAnswer("The voice-worker", worker, READY_MS, signal),
    ]),
  );
  state.setAddresses(addresses.appUrl, addresses.workerUrl);
  showScreen(settings, addresses);
}

/** Ends in order: worker, web, database last. A second Ctrl-C a moment later is npm repeating the first. */
function shutdownOnSignal(running: Running, state: StateFile, abort: AbortController) {
  let finish: () => void;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let ending = false;
  async function now(code: number) {
    if (ending) return;
    ending = true;
    process.exitCode = code;
    abort.abort();
    endRunning();
    const started = running.database !== undefined;
    if (started) say("\nStopping");
    await Promise.race([running.start, new Promise((resolve) => setTimeout(resolve, START_SETTLES_MS))]);
    await running.worker?.stop();
    await running.web?.stop();
    await running.database?.stop();
    state.remove();
    if (started) say("Stopped. Nothing is left running.");
    finish();
    process.exit();
  }
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => void now(0));
  return { now, done };
}
