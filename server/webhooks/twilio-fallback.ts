import { deskOfFallback } from "@/server/features/telephony";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { phoneTexts } from "./texts";
import type { TwilioApp } from "./twilio-request";
import { dialDesk, sayAndHangUp } from "./twiml";

/**
 * Where a number falls back to when the app did not answer: its desk rings. Asks no database and no service; the
 * desk's number stands in the address, signed by us, so that it rings nobody else.
 */
export function fallBack(app: Pick<TwilioApp, "deps">, request: Request): Response {
  const url = new URL(request.url);
  const desk = deskOfFallback(app.deps.keys, url);
  const language = sentenceLanguage(url.searchParams.get("language") ?? "en");
  const t = phoneTexts(language);
  return desk
    ? dialDesk({ number: desk }, { text: t.deskNoAnswer, language })
    : sayAndHangUp(t.noAnswer, language);
}
