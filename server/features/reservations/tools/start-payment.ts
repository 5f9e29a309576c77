import { unverified } from "@/server/features/line";
import { amountDue, requestKeypadPayment } from "@/server/features/telephony";
import { money } from "@/server/kernel/money";
import { implementTool, refuse } from "@/server/verbs/define-tool";
import { lockReservation } from "../load-stay";
import { stayTexts } from "../say";
import { keypadAnswers, type PaymentTry } from "./get-payment";

/**
 * The caller pays exactly what was read back, on the keypad: the line lets go of the call for it and gets it back.
 * Refused when less is due by now, or when the keypad is no way on this call.
 */
export const startPayment = implementTool("start_payment", async (tx, ctx, { payment }) => {
  const t = stayTexts(ctx.call.language);
  const wish = await ctx.handles.find<PaymentTry>(payment);
  if (!wish) return refuse({ code: "not_found", field: "payment", ask: t.payChanged });
  if (!ctx.call.verifiedReservationIds.includes(wish.reservationId)) return unverified(ctx.call.language);
  if (!(await keypadAnswers(ctx)))
    return refuse({ code: "not_allowed", policy: "payment.keypad", ask: t.payNotHere });
  const reservation = await lockReservation(tx, ctx.hotelId, wish.reservationId);
  const { amount, currency } = wish;
  if (currency !== reservation.currency || (await amountDue(tx, reservation)) !== amount)
    return refuse({ code: "conflict", field: "payment", ask: t.payChanged });
  const charge = { amount, currency, reservationId: reservation.id };
  const asked = await requestKeypadPayment(tx, ctx, ctx.call.callId, charge);
  if ("refused" in asked && asked.refused === "unsettled")
    return refuse({ code: "conflict", ask: t.payUnsettled });
  if ("refused" in asked)
    return asked.refused === "under_way"
      ? refuse({ code: "conflict", ask: t.payUnderWay })
      : refuse({ code: "not_allowed", policy: "payment.keypad", ask: t.payNotHere });
  return {
    ok: true,
    data: { state: "keypad", amount: money(amount, currency) },
    facts: [
      {
        kind: "confirmation",
        subject: payment,
        name: "keypadPayment",
        value: "connecting",
        spoken: "you are being switched to the keypad payment",
      },
    ],
    say: t.payNow,
    next: [],
    audit: { subject: { kind: "keypad_payment", id: asked.paymentId }, after: charge },
  };
});
