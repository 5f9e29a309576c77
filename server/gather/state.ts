import { z } from "zod";

/** What a call without a media stream keeps between two requests; the first four fields are a worker's snapshot, too. */
const GatherState = z.object({
  v: z.literal(1),
  brain: z.unknown(),
  turns: z.int().nonnegative(),
  tools: z.int().nonnegative(),
  /** Since the guest last said something. */
  silences: z.int().nonnegative().default(0),
  /** Turns in a row that failed on our side. */
  troubles: z.int().nonnegative().default(0),
});
export type GatherState = z.output<typeof GatherState>;

export const newState = (): GatherState => ({
  v: 1,
  brain: undefined,
  turns: 0,
  tools: 0,
  silences: 0,
  troubles: 0,
});

/** The stored state; a call whose state cannot be read begins its dialogue anew. */
export const readState = (stored: unknown): GatherState => GatherState.safeParse(stored).data ?? newState();
