import { z } from "zod";
import type { Tx } from "@/server/db";
import { recordCost } from "@/server/features/vendors";
import { asJson } from "@/server/kernel/json";
import { CallUsage } from "@/server/line/contract";

const Totals = CallUsage.omit({ vendors: true });
type Totals = z.infer<typeof Totals>;
const ByEpoch = z.record(z.string(), Totals);

const isNothing = ({ guestSpeechMs, ttsCharacters, llmTokens, vendors = [] }: CallUsage): boolean =>
  guestSpeechMs + ttsCharacters + llmTokens + vendors.length === 0;

/**
 * Keeps what one epoch of a call used and answers what the whole call has. An epoch that tells nothing because its worker
 * went away counts with what its last snapshot told; the same epoch again replaces its entry, so nothing counts twice.
 */
export async function keepUsage(tx: Tx, callId: string, epoch: number, told?: CallUsage): Promise<Totals> {
  const call = await tx.call.findFirst({ where: { id: callId }, select: { usageByEpoch: true } });
  const before = ByEpoch.safeParse(call?.usageByEpoch).data ?? {};
  const usage =
    told && !isNothing(told) ? told : before[epoch] ? undefined : await lastTold(tx, callId, epoch);
  if (!usage) return sum(Object.values(before));
  const after = { ...before, [epoch]: Totals.parse(usage) };
  const all = sum(Object.values(after));
  await tx.call.updateMany({
    where: { id: callId },
    data: { usageByEpoch: asJson(after), ttsCharacters: all.ttsCharacters },
  });
  await recordCost(tx, callId, epoch, usage.vendors);
  return all;
}

async function lastTold(tx: Tx, callId: string, epoch: number): Promise<CallUsage | undefined> {
  const row = await tx.callSnapshot.findFirst({ where: { callId, epoch }, select: { usage: true } });
  return CallUsage.safeParse(row?.usage).data;
}

const sum = (all: readonly Totals[]): Totals => ({
  guestSpeechMs: all.reduce((total, one) => total + one.guestSpeechMs, 0),
  ttsCharacters: all.reduce((total, one) => total + one.ttsCharacters, 0),
  llmTokens: all.reduce((total, one) => total + one.llmTokens, 0),
});
