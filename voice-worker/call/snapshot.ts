import { z } from "zod";

/** What another worker needs to go on: the brain's own state, and the counters of this call. */
const Snapshot = z.object({
  v: z.literal(1),
  brain: z.unknown(),
  turns: z.int().nonnegative(),
  tools: z.int().nonnegative(),
});

export interface CallSnapshot {
  brain: unknown;
  turns: number;
  tools: number;
}

/** Calls a lost worker may have made after its last snapshot; numbers are never used twice, gaps are harmless. */
const HEADROOM = 20;

export const packSnapshot = (snapshot: CallSnapshot): unknown => ({ v: 1, ...snapshot });

/** Throws when the snapshot is none of ours: the call cannot be resumed from it. */
export function unpackSnapshot(stored: unknown): CallSnapshot {
  const { brain, turns, tools } = Snapshot.parse(stored);
  return { brain, turns: turns + HEADROOM, tools: tools + HEADROOM };
}
