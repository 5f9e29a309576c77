import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** True while the process exists, zombies excluded where /proc can tell. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return statusFields(pid)?.[0] !== "Z";
}

/** The fields of /proc/PID/stat after the command name (which may hold spaces and brackets). */
function statusFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

const START_TIME_FIELD = 19; // field 22 of proc(5), counted after the command name

/**
 * What tells this process from a later one with the same number: boot and start time. Null when the
 * process is gone or cannot be read.
 */
export function identityOf(pid: number): string | null {
  const fields = statusFields(pid);
  const started = fields?.[START_TIME_FIELD];
  if (fields?.[0] === "Z") return null; // dead, only not yet reaped
  if (started !== undefined) {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${started}`;
  }
  if (process.platform === "linux") return null;
  try {
    return (
      execFileSync("ps", ["-o", "lstart=,command=", "-p", String(pid)], { encoding: "utf8" }).trim() || null
    );
  } catch {
    return null;
  }
}

/** The arguments a process was started with, or null when they cannot be read. */
export function commandLine(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  } catch {
    if (process.platform === "linux") return null;
  }
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
  } catch {
    return null;
  }
}

/** Waits until a process that is not our child is gone; false when it outlives the deadline (ms). */
export async function waitForEnd(pid: number, deadlineMs: number): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (isAlive(pid)) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** Signals a detached child's whole group, or the process alone where it leads none. Absent is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
