import type { CallOpening } from "@/server/line/contract";
import { twiml, voiceOf } from "@/server/webhooks/twiml";

/** Seconds of silence after which the guest has said nothing. */
const SILENCE_SECONDS = 6;
const HINTS = 900;

/** Speaks and listens: for words and for keys, one turn. Silence is told too. */
export const speakAndListen = (
  says: readonly string[],
  opening: CallOpening,
  action: string,
): Promise<string> =>
  twiml((document) => {
    const voice = voiceOf(opening.language);
    const gather = document.gather({
      input: ["speech", "dtmf"],
      action,
      method: "POST",
      language: voice.language,
      speechTimeout: "auto",
      timeout: SILENCE_SECONDS,
      finishOnKey: "#",
      actionOnEmptyResult: true,
      hints: hintsOf(opening),
    });
    for (const text of says) gather.say(voice, text);
  }).text();

/** Speaks for the last time, or on the way to somewhere else. */
export const speakAndLeave = (
  says: readonly string[],
  opening: Pick<CallOpening, "language">,
  to?: string,
): Promise<string> =>
  twiml((voice) => {
    for (const text of says) voice.say(voiceOf(opening.language), text);
    if (to) voice.redirect({ method: "POST" }, to);
    else voice.hangup();
  }).text();

/** Words worth listening for: the house's own, and the names of who arrives. */
function hintsOf({ vocabulary, names }: CallOpening): string {
  let hints = "";
  for (const word of [...vocabulary, ...names]) {
    const clean = word.replace(/[,\s]+/g, " ").trim();
    if (hints.length + clean.length + 1 > HINTS) break;
    hints += hints ? `,${clean}` : clean;
  }
  return hints;
}
