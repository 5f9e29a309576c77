import type { Timers } from "../timing";

const FIRST_MS = 200;
const LONGEST_MS = 5_000;

/** Exponential with full jitter, so that many calls of one worker do not come back at once. */
export const backOffMs = (attempt: number, random: () => number = Math.random): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt) * (0.5 + random() / 2));

/** Waits before the next attempt; false when the signal aborted meanwhile. */
export function backOff(attempt: number, timers: Timers, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (go: boolean) => {
      cancel();
      signal.removeEventListener("abort", onAbort);
      resolve(go);
    };
    const onAbort = () => finish(false);
    const cancel = timers.after(backOffMs(attempt), () => finish(true));
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
