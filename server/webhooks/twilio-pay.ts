import { beginKeypadPayment, endKeypadPayment } from "@/server/features/telephony";
import { decimals } from "@/server/kernel/money";
import type { HotelCtx } from "@/server/verbs/ctx";
import { backToTheLine, step } from "./connect";
import { type KnownCall, knownCall, readTwilio, type TwilioApp } from "./twilio-request";
import { hangUp, noted, say, twiml } from "./twiml";
import { callWords } from "./words";

/**
 * Leaves the line for `<Pay>`: the digits go to the telephone service and the payment connector, never through us.
 */
export async function takeCard(app: TwilioApp, ctx: HotelCtx, callId: string): Promise<Response> {
  const payment = await ctx.deps.db.transaction(ctx.tenantId, (tx) => beginKeypadPayment(tx, ctx, callId));
  if (!payment) return backToTheLine(app, ctx, callId, "not_paid");
  const { t, language } = await callWords(ctx, callId);
  if (payment === "unknown")
    return backToTheLine(app, ctx, callId, "moved", { text: t.payUnknown, language });
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
      action: step(app, ctx, "pay-done", { p: payment.id, l: language }),
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
  const call = await knownCall(app, params.CallSid, signed.tenantId);
  const ended = call && (await keepEnd(call, query.get("p"), params));
  if (!call || !ended || params.CallStatus === "completed") return hangUp();
  return backToTheLine(app, call.ctx, call.id, ended.cause);
}

/** Words for an end that no further try of the same payment follows. */
const OVER = new Set([
  "too-many-failed-attempts",
  "payment-connector-error",
  "caller-interrupted-with-star",
  "caller-hung-up",
]);

/**
 * Progress of a card being typed: acknowledged and forgotten, for even masked digits are nothing for us. Its end is
 * kept: where the step after it fails, nobody else tells that a card was charged.
 */
export async function notePay(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const { params, query } = signed;
  const { Result = "", PaymentToken, PaymentConfirmationCode } = params;
  const taken = Result === "success" && Boolean(PaymentToken || PaymentConfirmationCode);
  if (!taken && !OVER.has(Result)) return noted();
  const call = await knownCall(app, params.CallSid, signed.tenantId);
  if (call) await keepEnd(call, query.get("p"), params);
  return noted();
}

/** Writes down how this call's payment ended; null where there is none by this id. */
async function keepEnd(
  { ctx, id: callId }: KnownCall,
  id: string | null,
  params: Record<string, string>,
): Promise<{ cause: "paid" | "not_paid" } | null> {
  if (!id || !UUID.test(id)) return null;
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    if ((await tx.keypadPayment.count({ where: { id, callId } })) === 0) return null;
    return endKeypadPayment(tx, ctx, id, {
      result: params.Result ?? "unknown",
      ...(params.PaymentToken ? { token: params.PaymentToken } : {}),
      ...(params.PaymentConfirmationCode ? { confirmationCode: params.PaymentConfirmationCode } : {}),
      ...(params.PaymentCardNumber ? { maskedNumber: params.PaymentCardNumber } : {}),
      ...(params.PaymentCardType ? { brand: params.PaymentCardType } : {}),
    });
  });
}
