import type { BrainOutput } from "@/server/brain/port";
import type { EndReason } from "@/server/line/contract";
import { type Timers, within } from "../timing";

/** A brain that yields nothing for this long has failed; tools have their own, shorter deadline. */
const OUTPUT_DEADLINE_MS = 20_000;
/** Time an interrupted brain gets to put its state in order. */
const RETURN_DEADLINE_MS = 2_000;
/** Clauses of one response, at most. */
const MAX_OUTPUTS = 60;

export interface TurnHooks {
  say(output: Extract<BrainOutput, { type: "say" }>, clause: number): void;
  /** True once the guest has interrupted: what comes now is not said, and no further step is asked for. */
  cut(): boolean;
}

export interface TurnOutcome {
  end: EndReason | null;
  clauses: number;
  /** The brain threw or fell silent. */
  failed: Error | null;
}

/**
 * Runs one brain turn: each clause is said as it comes. `signal` stops a brain that thinks; a brain that waits for a
 * tool is left to finish that step, so that it knows what was done. Never rejects.
 */
export async function runTurn(
  outputs: AsyncIterable<BrainOutput>,
  hooks: TurnHooks,
  timers: Timers,
  signal: AbortSignal,
): Promise<TurnOutcome> {
  const steps = outputs[Symbol.asyncIterator]();
  const outcome: TurnOutcome = { end: null, clauses: 0, failed: null };
  try {
    while (outcome.clauses < MAX_OUTPUTS) {
      const next = await within(steps.next(), OUTPUT_DEADLINE_MS, timers, signal);
      if (next.done || hooks.cut()) break;
      if (next.value.type === "end") outcome.end = next.value.reason;
      else hooks.say(next.value, outcome.clauses++);
    }
  } catch (error) {
    if (!signal.aborted && !hooks.cut())
      outcome.failed = error instanceof Error ? error : new Error(String(error));
  }
  await close(steps, timers);
  return hooks.cut() ? { ...outcome, end: null } : outcome;
}

/** The next method of the dialogue may be called only after this one has ended. */
async function close(steps: AsyncIterator<BrainOutput>, timers: Timers): Promise<void> {
  if (!steps.return) return;
  await within(Promise.resolve(steps.return()), RETURN_DEADLINE_MS, timers).catch(() => {});
}
