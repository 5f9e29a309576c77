import type { Tx } from "@/server/db";
import { fromDb } from "@/server/kernel/money";

/** Stays that money may be taken for by telephone. */
export const PAYABLE = ["confirmed", "checked_in"] as const;

export interface PricedStay {
  id: string;
  status: string;
  total: bigint;
}

/** What is still due on stays: the agreed total less what was paid for it by keypad. Minor units, never below zero. */
export async function amountsDue(tx: Tx, stays: readonly PricedStay[]): Promise<Map<string, number>> {
  const paid = await tx.keypadPayment.groupBy({
    by: ["reservationId"],
    where: { reservationId: { in: stays.map(({ id }) => id) }, state: "paid" },
    _sum: { amount: true },
  });
  const paidFor = new Map(paid.map((row) => [row.reservationId, row._sum.amount ?? 0n]));
  return new Map(
    stays.map(({ id, status, total }) => {
      const due = PAYABLE.some((each) => each === status) ? total - (paidFor.get(id) ?? 0n) : 0n;
      return [id, fromDb(due > 0n ? due : 0n)];
    }),
  );
}

/** The same of one stay. */
export const amountDue = async (tx: Tx, stay: PricedStay): Promise<number> =>
  (await amountsDue(tx, [stay])).get(stay.id) ?? 0;
