import { randomUUID } from "node:crypto";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { phoneTexts } from "./texts";
import type { TwilioApp } from "./twilio-request";
import { say, sayAndHangUp, twiml } from "./twiml";

/** Nobody is left three seconds without a word, and the telephone service gives a request up after 15 s. */
const WORD_MS = 2_000;
/** After so many words in place of an answer there will be none. */
const MOST_WORDS = 4;
/** An answer that nobody has fetched by then is not fetched any more. */
const KEPT_MS = 30_000;
/** Answers that may be waited for at once; beyond that the service waits itself. */
const MOST_KEPT = 500;

/** Answers that are still being worked on, by a name that only the telephone service is told. */
const kept = new Map<string, Promise<Response>>();

/** An answer that was begun for an earlier request of this address, in this process. */
export const answerOf = (request: Request): Promise<Response> | undefined =>
  kept.get(new URL(request.url).searchParams.get("w") ?? "");

/**
 * The answer, or when it takes its time a word to who listens, after which the service fetches it. The work goes on
 * meanwhile and is done once: what it needs of the first request is not asked for again.
 */
export async function inTime(
  app: TwilioApp,
  name: string,
  request: Request,
  answer: Promise<Response>,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const id = searchParams.get("w") ?? "";
  const first = !kept.has(id);
  if (first && kept.size >= MOST_KEPT) return answer;
  const done = await soon(answer, app.wordMs ?? WORD_MS);
  if (done) return done.clone();
  const words = Number(searchParams.get("n") ?? 0) + 1;
  const language = sentenceLanguage(searchParams.get("l") ?? "en");
  app.log.warn({ path: new URL(request.url).pathname, words }, "who listens waits for the answer of a step");
  const t = phoneTexts(language);
  if (!(words <= MOST_WORDS)) return sayAndHangUp(t.noAnswer, language);
  // Whoever is asked next may be another process: what the address named it names still, and the step as `s`.
  const query = new URLSearchParams(searchParams);
  const late = { w: first ? keep(answer) : id, n: String(words), l: language, s: query.get("s") ?? name };
  for (const [key, value] of Object.entries(late)) query.set(key, value);
  return twiml((voice) => {
    say(voice, t.stillHere, language);
    voice.redirect({ method: "POST" }, new URL(`/api/webhooks/twilio/late?${query}`, app.publicOrigin).href);
  });
}

function keep(answer: Promise<Response>): string {
  const id = randomUUID();
  kept.set(id, answer);
  setTimeout(() => kept.delete(id), KEPT_MS).unref();
  return id;
}

/** What `answer` comes to within `ms`; undefined when it is not there by then. */
function soon(answer: Promise<Response>, ms: number): Promise<Response | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
