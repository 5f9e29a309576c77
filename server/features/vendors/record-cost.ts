import { z } from "zod";
import type { Tx } from "@/server/db";
import { asJson } from "@/server/kernel/json";
import { VendorUsage } from "@/server/line/contract";
import { costOf } from "./cost";

const ByEpoch = z.record(z.string(), z.array(VendorUsage));

/**
 * Keeps what the vendors of one epoch of a call, or of some work on it (a name), were used for, and what the call has cost
 * with it. The same again replaces its entry, so that a repeated close costs nothing.
 */
export async function recordCost(
  tx: Tx,
  callId: string,
  epoch: number | string,
  usage: readonly VendorUsage[] | undefined,
): Promise<void> {
  if (!usage || usage.length === 0) return;
  const call = await tx.call.findFirst({ where: { id: callId }, select: { vendorUsage: true } });
  if (!call) return;
  const before = ByEpoch.safeParse(call.vendorUsage).data ?? {};
  const after: z.infer<typeof ByEpoch> = { ...before, [epoch]: [...usage] };
  const { micros } = costOf(Object.values(after).flat());
  await tx.call.updateMany({
    where: { id: callId },
    data: { vendorUsage: asJson(after), costMicros: BigInt(micros) },
  });
}
