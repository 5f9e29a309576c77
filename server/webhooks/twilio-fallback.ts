import { deskOfFallback } from "@/server/features/telephony";
import { phoneTexts } from "./texts";
import type { TwilioApp } from "./twilio-request";
import { dialDesk, sayAndHangUp } from "./twiml";

/**
 * Where a number falls back to when the app did not answer: its desk rings. Asks no database and no service; the
 * desk's number stands in the address, signed by us, so that it rings nobody else.
 */
export function fallBack(app: Pick<TwilioApp, "deps">, request: Request): Response {
  const desk = deskOfFallback(app.deps.keys, new URL(request.url));
  return desk ? dialDesk({ number: desk }, phoneTexts().deskNoAnswer) : sayAndHangUp(phoneTexts().noAnswer);
}
