import type { Tx } from "@/server/db";
import { forbidden } from "@/server/kernel/errors";
import { actorCan, type HotelCtx } from "@/server/verbs/ctx";
import { appendAudit } from "@/server/verbs/record";
import type { RequestStatus } from "./schema";

/**
 * A task to find out whether a card was charged is closed: done, it was; cancelled, it was not. The stay may be paid again
 * from now on. Throws `forbidden` for a person who may not take payments.
 */
export async function settlePayment(
  tx: Tx,
  ctx: HotelCtx,
  requestId: string,
  status: Extract<RequestStatus, "done" | "cancelled">,
): Promise<void> {
  const payment = await tx.keypadPayment.findFirst({
    where: { requestId, state: "unknown" },
    select: { id: true },
  });
  if (!payment) return;
  if (!actorCan(ctx.actor, "calls:control"))
    throw forbidden("Only somebody who may take payments can say whether a card was charged.");
  const state = status === "done" ? "paid" : "not_paid";
  const { count } = await tx.keypadPayment.updateMany({
    where: { id: payment.id, state: "unknown" },
    data: { state, result: "checked" },
  });
  if (count === 0) return;
  await appendAudit(tx, ctx, "telephony.keypadPayment", {
    subject: { kind: "keypad_payment", id: payment.id },
    before: { state: "unknown" },
    after: { state },
  });
}
