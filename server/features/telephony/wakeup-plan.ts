import type { OutboundStatus } from "./schema";

export interface WakeupAttempt {
  status: OutboundStatus;
  createdAt: Date;
  endedAt: Date | null;
  /** When a key was pressed. Only that says that somebody is awake. */
  confirmedAt: Date | null;
}

export interface WakeupFacts {
  due: Date;
  now: Date;
  /** Oldest first. */
  attempts: readonly WakeupAttempt[];
  secondCall: boolean;
  /** Between the first call that was confirmed and the second. */
  secondAfterMs: number;
}

export type WakeupStep = { do: "wait" } | { do: "dial"; attempt: number } | { do: "done" } | { do: "missed" };

/** Rung once, and twice more when nobody confirms. */
const TRIES = 3;
const RETRY_MS = 60_000;
/** An attempt that tells nothing for this long has failed. */
const STALE_MS = 180_000;
/** A wake-up this late wakes nobody who still needs it. */
const TOO_LATE_MS = 30 * 60_000;

const UNDER_WAY: readonly OutboundStatus[] = ["queued", "dialing", "ringing", "answered"];
const confirmed = (attempt: WakeupAttempt): boolean => attempt.confirmedAt !== null;

/** What is to be done about a wake-up call now. */
export function planWakeup({ due, now, attempts, secondCall, secondAfterMs }: WakeupFacts): WakeupStep {
  const at = now.getTime();
  if (at < due.getTime()) return { do: "wait" };
  const last = attempts.at(-1);
  if (!last) {
    return at - due.getTime() > TOO_LATE_MS ? { do: "missed" } : { do: "dial", attempt: 1 };
  }
  if (UNDER_WAY.includes(last.status) && !confirmed(last) && at - last.createdAt.getTime() < STALE_MS)
    return { do: "wait" };
  const answers = attempts.filter(confirmed).length;
  if (answers >= (secondCall ? 2 : 1)) return { do: "done" };
  const failures = attempts.length - 1 - attempts.findLastIndex(confirmed);
  if (failures >= TRIES) return { do: "missed" };
  const since = (last.endedAt ?? last.createdAt).getTime();
  const pause = confirmed(last) ? secondAfterMs : RETRY_MS;
  return at - since >= pause ? { do: "dial", attempt: attempts.length + 1 } : { do: "wait" };
}
