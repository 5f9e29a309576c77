import type { LiveUpdate } from "../media/port";
import type { Caller } from "./caller";
import { playScript, type Script, type ScriptResult } from "./script";

/** Calls begin this far apart: a hotel's callers do not dial in the same millisecond. */
const RAMP_MS = 100;
const PROGRESS_MS = 1_000;

export interface LoadCall {
  done: boolean;
  why: string;
  seconds: number;
  /** Milliseconds each guest turn waited for its answer, as the line measured them. */
  waits: number[];
}

/** A scripted call from its dialling to its end. Never rejects: what went wrong is `why`. */
async function playCall(
  connect: () => Promise<Caller>,
  script: Script,
  deadlineMs: number,
): Promise<LoadCall> {
  const startedAt = performance.now();
  const waits: number[] = [];
  const note = (update: LiveUpdate) => {
    if (update.type === "timing") waits.push(update.timing.total);
  };
  const finish = ({ done, why }: Pick<ScriptResult, "done" | "why">): LoadCall => ({
    done,
    why: done ? "reached" : why,
    seconds: (performance.now() - startedAt) / 1000,
    waits,
  });
  try {
    const caller = await connect();
    for (const update of caller.updates) note(update);
    caller.onUpdate = note;
    const result = await playScript(caller, script, deadlineMs);
    await caller.ended;
    return finish(result);
  } catch (error) {
    return finish({ done: false, why: error instanceof Error ? error.message : String(error) });
  }
}

export interface LoadOptions {
  calls: number;
  script: Script;
  deadlineMs: number;
  /** Dials and connects the call of this number, from 0. */
  connect(index: number): Promise<Caller>;
  /** Told once a second. */
  progress(line: string): void;
}

/** Plays many scripted calls at once. */
export async function playLoad(options: LoadOptions): Promise<LoadCall[]> {
  const ended: LoadCall[] = [];
  let begun = 0;
  const show = () => {
    const failed = ended.filter((call) => !call.done).length;
    options.progress(
      `${begun} begun, ${begun - ended.length} talking, ${ended.length} over, ${failed} failed`,
    );
  };
  const ticker = setInterval(show, PROGRESS_MS);
  const running: Promise<void>[] = [];
  for (let index = 0; index < options.calls; index++) {
    begun += 1;
    const call = playCall(() => options.connect(index), options.script, options.deadlineMs);
    running.push(
      call.then((result) => {
        ended.push(result);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, RAMP_MS));
  }
  await Promise.all(running);
  clearInterval(ticker);
  show();
  return ended;
}

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
};

/** The summary as lines: how many got what they called for, how long they waited, and why others did not. */
export function loadSummary(calls: readonly LoadCall[]): string[] {
  const good = calls.filter((call) => call.done).length;
  const row = (name: string, values: readonly number[], unit: string) => {
    const at = (share: number) => String(Math.round(percentile(values, share))).padStart(8);
    return `${name.padEnd(16)}${at(0.5)}${at(0.95)}${at(0.99)}${at(1)}  ${unit}, ${values.length}`;
  };
  const reasons = new Map<string, number>();
  for (const { done, why } of calls) if (!done) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  return [
    `${good} of ${calls.length} guests got what they called for.`,
    `${"".padEnd(16)}${["p50", "p95", "p99", "max"].map((head) => head.padStart(8)).join("")}`,
    row(
      "wait a turn",
      calls.flatMap((call) => call.waits),
      "ms",
    ),
    row(
      "length of call",
      calls.map((call) => call.seconds),
      "s",
    ),
    ...[...reasons]
      .sort((a, b) => b[1] - a[1])
      .map(([why, count]) => `${String(count).padStart(4)} × ${why}`),
  ];
}
