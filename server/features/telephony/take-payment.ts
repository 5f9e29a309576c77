import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { callbackUrl, canTelephone, telephonyOf } from "./access";
import { KeypadPaymentRequested } from "./events";
import { requestKeypadPayment } from "./keypad-payment";
import { redirectTo } from "./transfer-live";

const REST_DEADLINE_MS = 4_000;
/** A payment by telephone is never larger, in minor units. */
const LARGEST = 100_000_000;

/** Staff has the guest of a running call type a card on their keypad: the call leaves the line for it and comes back. */
export const takeKeypadPayment = defineVerb({
  name: "telephony.takePayment",
  input: z.object({
    callId: Id,
    /** Minor units of the hotel's currency; absent: the card is kept as a guarantee. */
    amount: z.int().positive().max(LARGEST).optional(),
  }),
  output: z.object({ paymentId: Id }),
  permission: "calls:control",
  effect: "money",
  async run(tx, ctx, { callId, amount }) {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      select: { endedAt: true, channel: true, hotel: { select: { currency: true } } },
    });
    if (!call) throw notFound("This call");
    if (call.endedAt) throw conflict("This call is already over.");
    if (call.channel !== "twilio" || !(await canTelephone(tx, ctx.deps)))
      throw conflict(
        "Only a guest on a telephone can pay by keypad, and only with a telephone account set up.",
      );
    const { currency } = call.hotel;
    const asked = await requestKeypadPayment(tx, ctx, callId, {
      currency,
      ...(amount === undefined ? {} : { amount }),
    });
    if (!asked)
      throw conflict("No payment connector is set. Set the one of your telephone account in the settings.");
    const { paymentId } = asked;
    return {
      result: { paymentId },
      audit: {
        subject: { kind: "keypad_payment", id: paymentId },
        after: { callId, ...(amount === undefined ? {} : { amount }), currency },
      },
      events: [KeypadPaymentRequested({ paymentId, callId, hotelId: ctx.hotelId })],
    };
  },
});

/** Takes a running call away from the line: the telephone service asks the app, which answers with the keypad. */
export async function sendToKeypad(
  ctx: HotelCtx,
  ids: { paymentId: string; callId: string },
): Promise<boolean> {
  const { deps, tenantId } = ctx;
  const found = await deps.db.withTenant(tenantId, (db) =>
    db.keypadPayment.findFirst({
      where: { id: ids.paymentId, callId: ids.callId, state: "requested" },
      select: { call: { select: { externalId: true, endedAt: true } } },
    }),
  );
  const telephony = await telephonyOf(deps, tenantId);
  if (!found?.call.externalId || found.call.endedAt || !telephony) return false;
  const twiml = redirectTo(callbackUrl(deps, "after", {}));
  await telephony.instruct(found.call.externalId, twiml, AbortSignal.timeout(REST_DEADLINE_MS));
  return true;
}
