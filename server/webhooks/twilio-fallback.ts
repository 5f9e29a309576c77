import { deskOfFallback } from "@/server/features/telephony";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { isTaken } from "./note-leg";
import { phoneTexts } from "./texts";
import type { TwilioApp } from "./twilio-request";
import { dialDesk, hangUp, sayAndHangUp } from "./twiml";

/** Nobody can be asked here what is left of the day's minutes. */
const LIMIT_SECONDS = 1_800;

/**
 * Where a number falls back to when the app did not answer: its desk rings, and once more when that is over. Asks no
 * database and no service; the desk's number stands in the address, signed by us, so that it rings nobody else.
 */
export async function fallBack(app: Pick<TwilioApp, "deps">, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const desk = deskOfFallback(app.deps.keys, url);
  const language = sentenceLanguage(url.searchParams.get("language") ?? "en");
  const t = phoneTexts(language);
  if (!desk) return sayAndHangUp(t.noAnswer, language);
  const params = Object.fromEntries(new URLSearchParams((await request.text()).slice(0, 40_000)));
  if (params.DialCallStatus) return isTaken(params) ? hangUp() : sayAndHangUp(t.deskNoAnswer, language);
  // Read by the service against the address it has just asked, whatever that is called outside.
  return dialDesk({ number: desk, action: url.pathname + url.search, limitSeconds: LIMIT_SECONDS });
}
