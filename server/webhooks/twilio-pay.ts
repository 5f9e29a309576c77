import { beginKeypadPayment, endKeypadPayment } from "@/server/features/telephony";
import { decimals } from "@/server/kernel/money";
import type { HotelCtx } from "@/server/verbs/ctx";
import { backToTheLine, step } from "./connect";
import { knownCall, readTwilio, type TwilioApp } from "./twilio-request";
import { hangUp, noted, say, twiml } from "./twiml";
import { callWords } from "./words";

/**
 * Leaves the line for `<Pay>`: the digits go to the telephone service and the payment connector, never through us.
 */
export async function takeCard(app: TwilioApp, ctx: HotelCtx, callId: string): Promise<Response> {
  const payment = await ctx.deps.db.transaction(ctx.tenantId, (tx) => beginKeypadPayment(tx, callId));
  if (!payment) return backToTheLine(app, ctx, callId, "not_paid");
  const { t, language } = await callWords(ctx, callId);
  return twiml((voice) => {
    say(voice, t.payStart, language);
    voice.pay({
      paymentConnector: payment.connector,
      input: "dtmf",
      postalCode: "false",
      maxAttempts: 3,
      currency: payment.currency.toLowerCase(),
      // What <Pay> itself asks; it has no Bengali.
      language: PAY_LANGUAGES[language],
      ...(payment.amount === null
        ? { tokenType: "reusable" }
        : { chargeAmount: decimal(payment.amount, payment.currency) }),
      action: step(app, ctx, "pay-done", { p: payment.id }),
      statusCallback: step(app, ctx, "pay-status", { p: payment.id }),
      statusCallbackMethod: "POST",
    });
  });
}

const PAY_LANGUAGES = { en: "en-GB", es: "es-ES", de: "de-DE", fr: "fr-FR", bn: "en-IN" } as const;

/** Minor units as a decimal in the currency's own number of places. */
function decimal(amount: number, currency: string): string {
  const places = decimals(currency);
  return (amount / 10 ** places).toFixed(places);
}

const UUID = /^[0-9a-f-]{36}$/;

/** The card was taken, or not: the call goes back to the line and says so. A repeat goes back the same way. */
export async function endCard(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const { params, query } = signed;
  const id = query.get("p") ?? "";
  const call = await knownCall(app, params.CallSid, signed.tenantId);
  if (!call || !UUID.test(id)) return hangUp();
  const ended = await call.ctx.deps.db.transaction(call.ctx.tenantId, (tx) =>
    endKeypadPayment(tx, call.ctx, id, {
      result: params.Result ?? "unknown",
      ...(params.PaymentToken ? { token: params.PaymentToken } : {}),
      ...(params.PaymentCardNumber ? { maskedNumber: params.PaymentCardNumber } : {}),
      ...(params.PaymentCardType ? { brand: params.PaymentCardType } : {}),
    }),
  );
  if (!ended || ended.callId !== call.id || params.CallStatus === "completed") return hangUp();
  return backToTheLine(app, call.ctx, call.id, ended.cause);
}

/** Progress of a card being typed: acknowledged and forgotten. Even masked digits are nothing for us. */
export async function notePay(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  return signed instanceof Response ? signed : noted();
}
