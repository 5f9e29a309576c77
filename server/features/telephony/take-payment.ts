import { z } from "zod";
import type { Tx } from "@/server/db";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { callbackUrl, canTelephone, telephonyOf } from "./access";
import { amountDue } from "./amount-due";
import { KeypadPaymentRequested } from "./events";
import { requestKeypadPayment } from "./keypad-payment";
import { redirectTo } from "./transfer-live";
import { isOnItsWay, ON_ITS_WAY } from "./transfers";

const REST_DEADLINE_MS = 4_000;
/** A payment by telephone is never larger, in minor units. */
const LARGEST = 100_000_000;

/** Staff has the guest of a running call type a card on their keypad: the call leaves the line for it and comes back. */
export const takeKeypadPayment = defineVerb({
  name: "telephony.takePayment",
  input: z.object({
    callId: Id,
    /** The stay that is paid: never more than is due on it. */
    reservationId: Id.optional(),
    /** Minor units of the stay's currency, without a stay the hotel's; absent: the card is kept as a guarantee. */
    amount: z.int().positive().max(LARGEST).optional(),
    /** The currency the amount was shown in; refused when it is not the one that is taken. */
    currency: z.string().length(3).optional(),
  }),
  output: z.object({ paymentId: Id }),
  permission: "calls:control",
  effect: "money",
  async run(tx, ctx, { callId, reservationId, amount, currency: shown }) {
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
    if (await isOnItsWay(tx, callId, ["requested", ...ON_ITS_WAY]))
      throw conflict("The call is on its way to a person. Wait until that is over, then try again.");
    const currency = reservationId ? await mustBeDue(tx, ctx, reservationId, amount) : call.hotel.currency;
    if (shown && shown !== currency)
      throw conflict("This reservation is in another currency. Reload and try again.");
    const charge = {
      currency,
      ...(amount === undefined ? {} : { amount }),
      ...(reservationId ? { reservationId } : {}),
    };
    const asked = await requestKeypadPayment(tx, ctx, callId, charge);
    if ("refused" in asked) throw conflict(REFUSED[asked.refused]);
    const { paymentId } = asked;
    return {
      result: { paymentId },
      audit: { subject: { kind: "keypad_payment", id: paymentId }, after: { callId, ...charge } },
      events: [KeypadPaymentRequested({ paymentId, callId, hotelId: ctx.hotelId })],
    };
  },
});

const REFUSED = {
  no_connector: "No payment connector is set. Set the one of your telephone account in the settings.",
  under_way: "A card is being typed for this call or this reservation already. Wait until that is over.",
  unsettled:
    "Nobody knows yet whether the last payment was taken. Look it up at your payment service, close the task about it, and try again.",
} as const;

/** The stay's currency. Throws `not_found` for a stay of another hotel, `conflict` where less than the amount is due. */
async function mustBeDue(tx: Tx, ctx: HotelCtx, id: string, amount = 0): Promise<string> {
  const stay = await tx.reservation.findFirst({
    where: { id, hotelId: ctx.hotelId },
    select: { id: true, status: true, total: true, currency: true },
  });
  if (!stay) throw notFound("This reservation");
  const due = await amountDue(tx, stay);
  if (due === 0) throw conflict("Nothing is due on this reservation.");
  if (amount > due) throw conflict("That is more than is due on this reservation. Reload and try again.");
  return stay.currency;
}

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
