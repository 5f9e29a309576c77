import { amountDue, canTelephone, telephonySettings } from "@/server/features/telephony";
import { type Money, money } from "@/server/kernel/money";
import { implementTool, speaking, type ToolCtx } from "@/server/verbs/define-tool";
import { priceFact } from "../facts";
import { isRefused, stayOf } from "../load-stay";
import { stayTexts } from "../say";

/** What a `pay` handle stands for: a try to pay exactly this for a stay. */
export interface PaymentTry {
  reservationId: string;
  amount: number;
  currency: string;
  /** Counts the tries that ended, so that a try that failed is not the same as the next. */
  attempt: number;
}

/** What is due on a stay and how it can be paid on this call. A card is never told to the line. */
export const getPayment = implementTool("get_payment", async (tx, ctx, { stay }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  const { currency } = reservation;
  const due = money(await amountDue(tx, reservation), currency);
  const tries = await tx.keypadPayment.findMany({
    where: { reservationId: reservation.id },
    orderBy: { createdAt: "desc" },
    select: { state: true },
  });
  const unsettled = tries.some(({ state }) => state === "unknown");
  const keypad = due.amount > 0 && !unsettled && (await keypadAnswers(ctx));
  const attempt = tries.filter(({ state }) => state === "paid" || state === "not_paid").length;
  const wish: PaymentTry = { reservationId: reservation.id, amount: due.amount, currency, attempt };
  const newest = tries[0]?.state;
  return {
    ok: true,
    data: {
      due,
      state: unsettled
        ? "unknown"
        : newest === "requested" || newest === "taking"
          ? "taking"
          : newest === "paid" || newest === "not_paid"
            ? newest
            : "none",
      ways: keypad ? ["keypad", "person"] : ["person"],
      ...(keypad ? { payment: await ctx.handles.reuse("pay", wish) } : {}),
    },
    facts: [priceFact(ctx, stay, "due", due)],
    say: unsettled && due.amount > 0 ? t.payUnsettled : sentence(ctx, due, keypad, t),
    next: keypad ? ["start_payment"] : due.amount > 0 ? ["transfer_call", "schedule_callback"] : [],
  };
});

function sentence(ctx: ToolCtx, due: Money, keypad: boolean, t: ReturnType<typeof stayTexts>): string {
  if (due.amount === 0) return t.payNothing;
  const amount = speaking(ctx).money(due);
  return keypad ? t.payKeypad(amount) : t.payDue(amount);
}

/** A telephone call of an organisation with an account, at a hotel with a payment connector. */
export async function keypadAnswers({ tx, deps, hotelId, call }: ToolCtx): Promise<boolean> {
  const { channel } = await tx.call.findFirstOrThrow({
    where: { id: call.callId },
    select: { channel: true },
  });
  const { payConnector } = await telephonySettings(tx, hotelId);
  return channel === "twilio" && Boolean(payConnector) && canTelephone(tx, deps);
}
