import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second in /proc; 100 on every Linux this runs on. */
const TICKS = 100;

export interface Usage {
  cpuSeconds: number;
  /** Of it, the kernel's; and of all of it, the thread that runs JavaScript. */
  systemSeconds: number;
  mainSeconds: number;
  rssMb: number;
  /** Seconds it could run and had no core: how much the machine disturbed it. */
  waitedSeconds: number;
  descriptors: number;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** What a process has used so far, from /proc (Linux; zeros elsewhere). Worker threads count with it. */
export function usageOf(pid: number): Usage {
  const all = cpuOf(`/proc/${pid}/stat`);
  const main = cpuOf(`/proc/${pid}/task/${pid}/stat`);
  const threads = list(`/proc/${pid}/task`);
  const waited = threads.reduce(
    (sum, thread) => sum + Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[1] ?? 0),
    0,
  );
  return {
    cpuSeconds: all.user + all.system,
    systemSeconds: all.system,
    mainSeconds: main.user + main.system,
    rssMb: Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024,
    waitedSeconds: waited / 1e9,
    descriptors: list(`/proc/${pid}/fd`).length,
  };
}

function cpuOf(path: string): { user: number; system: number } {
  const stat = read(path);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { user: Number(fields[11] ?? 0) / TICKS, system: Number(fields[12] ?? 0) / TICKS };
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
