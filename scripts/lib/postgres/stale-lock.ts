import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { commandLine, isAlive, waitForEnd } from "../processes";
import { Explained } from "../step.mjs";

/**
 * Deals with a postmaster.pid that an earlier start left. A PostgreSQL that still runs on this very
 * directory is an orphan of ours and is stopped; a number that meanwhile belongs to another program is a
 * stale lock and is removed. Anything that cannot be proved is left alone and explained.
 */
export async function clearStaleLock(dir: string): Promise<void> {
  const lock = path.join(dir, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return; // PostgreSQL itself replaces a dead lock
  const command = commandLine(pid);
  if (command === null)
    throw new Explained(
      `${lock} names process ${pid}, which cannot be inspected. If it is not PostgreSQL, delete that file.`,
    );
  if (!servesDirectory(command, dir)) return rmSync(lock);
  process.kill(pid, "SIGINT");
  if (!(await waitForEnd(pid, 15_000)))
    throw new Explained(
      `An earlier PostgreSQL (process ${pid}) still runs on ${dir} and does not stop. End it and start again.`,
    );
}

/** Is this the command line of a postmaster on `dir`? */
export function servesDirectory(command: readonly string[], dir: string): boolean {
  if (!/postgres(\.exe)?$/.test(command[0] ?? "")) return false;
  const given = command[command.indexOf("-D") + 1];
  return command.includes("-D") && given !== undefined && real(given) === real(dir);
}

const real = (folder: string) => (existsSync(folder) ? realpathSync(folder) : path.resolve(folder));
