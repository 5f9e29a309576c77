import { z } from "zod";
import { VendorUsage } from "@/server/line/contract";

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
  /** What the call has used of language models, one entry a vendor and model. */
  usage: z.array(VendorUsage).max(20).default([]),
});
export type GatherState = z.output<typeof GatherState>;

export const newState = (): GatherState => ({
  v: 1,
  brain: undefined,
  turns: 0,
  tools: 0,
  silences: 0,
  troubles: 0,
  usage: [],
});

/** The stored state; a call whose state cannot be read begins its dialogue anew. */
export const readState = (stored: unknown): GatherState => GatherState.safeParse(stored).data ?? newState();

/** Adds what was used to what its vendor and model were used for before. */
export function addUsage(all: readonly VendorUsage[], used: VendorUsage): VendorUsage[] {
  const same = ({ vendor, model }: VendorUsage) => vendor === used.vendor && model === used.model;
  const known = all.find(same);
  if (!known) return [...all, used];
  const sum = {
    ...known,
    tokensIn: known.tokensIn + used.tokensIn,
    tokensCached: known.tokensCached + used.tokensCached,
    tokensOut: known.tokensOut + used.tokensOut,
  };
  return all.map((entry) => (entry === known ? sum : entry));
}
