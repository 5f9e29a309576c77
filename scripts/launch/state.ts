import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identityOf, signalGroup, waitForEnd } from "../lib/processes";
import { Explained, say } from "../lib/step.mjs";

/** A process by number and by what tells it from a later one with the same number. */
interface Known {
  readonly pid: number;
  readonly identity: string;
}

/** What `launcher.json` tells other programs and the next start. It holds no secret. */
export interface LauncherState {
  launcher: Known;
  processes: Partial<Record<ProcessName, Known>>;
  webUrl?: string;
  workerUrl?: string;
}

export type ProcessName = "worker" | "web" | "postgres";

/** Shutdown order: the worker hands its spool to the app, the app writes to the database. */
const ORDER: readonly ProcessName[] = ["worker", "web", "postgres"];

const known = (pid: number): Known => ({ pid, identity: identityOf(pid) ?? "" });

export interface StateFile {
  /** Records a child process, or with null that it is gone. */
  setProcess(name: ProcessName, pid: number | null): void;
  setAddresses(webUrl: string, workerUrl: string): void;
  remove(): void;
}

/** Writes the state file of this launcher. */
export function openState(dataDir: string): StateFile {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "launcher.json");
  const state: LauncherState = { launcher: known(process.pid), processes: {} };
  const save = () => {
    writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  };
  save();
  return {
    setProcess(name, pid) {
      if (pid === null) delete state.processes[name];
      else state.processes[name] = known(pid);
      save();
    },
    setAddresses(webUrl, workerUrl) {
      Object.assign(state, { webUrl, workerUrl });
      save();
    },
    remove: () => rmSync(file, { force: true }),
  };
}

const isSame = (process: Known | undefined): process is Known =>
  process !== undefined && process.identity !== "" && identityOf(process.pid) === process.identity;

/** Reads what an earlier launcher left; a damaged file counts as none, since nothing in it could be proved. */
export function readState(dataDir: string): LauncherState | null {
  const file = path.join(dataDir, "launcher.json");
  if (!existsSync(file)) return null;
  try {
    const state = JSON.parse(readFileSync(file, "utf8")) as Partial<LauncherState>;
    return state.launcher && state.processes ? (state as LauncherState) : null;
  } catch {
    return null;
  }
}

const STOP_MS = 10_000;

/**
 * Ends what a killed launcher left running: only processes whose number and start time both match.
 * Refuses when that launcher is alive.
 */
export async function recover(dataDir: string): Promise<void> {
  const state = readState(dataDir);
  if (!state) return;
  if (isSame(state.launcher))
    throw new Explained(
      `VoiceHive already runs from here${state.webUrl ? ` at ${state.webUrl}` : ""} (process ${state.launcher.pid}). Stop it first.`,
    );
  for (const name of ORDER) {
    const left = state.processes[name];
    if (!isSame(left)) continue;
    signalGroup(left.pid, name === "postgres" ? "SIGINT" : "SIGTERM");
    if (!(await waitForEnd(left.pid, STOP_MS))) signalGroup(left.pid, "SIGKILL");
    say(`  ✓ ended ${name} (process ${left.pid}), which an earlier start left behind`);
  }
}
