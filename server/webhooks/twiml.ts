import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { type GuestLanguage, inLanguage } from "@/server/kernel/in-language";

export type Voice = VoiceResponse;

/** A sentence and its language. */
export interface Spoken {
  text: string;
  language: GuestLanguage;
}

type SayVoice = { language: "en-GB"; voice: "Polly.Amy-Neural" };
/** Voices of the telephone service (Twilio, "TwiML Voice: <Say>", text-to-speech voices); one a language of ours. */
const VOICES: Readonly<Record<GuestLanguage, { language: string; voice: string }>> = {
  en: { language: "en-GB", voice: "Polly.Amy-Neural" },
  es: { language: "es-ES", voice: "Polly.Lucia-Neural" },
  de: { language: "de-DE", voice: "Polly.Vicki-Neural" },
  fr: { language: "fr-FR", voice: "Polly.Lea-Neural" },
  bn: { language: "bn-IN", voice: "Google.bn-IN-Wavenet-A" },
};
/** Language and voice of what is said (BCP 47); English where the telephone has none of its own. */
export const voiceOf = (language: string): SayVoice =>
  // The SDK's types are lists of the service's languages and voices; ours are all on them.
  inLanguage(VOICES, language) as SayVoice;

/** TwiML as a response. */
export const xml = (response: VoiceResponse): Response =>
  new Response(response.toString(), {
    headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" },
  });

/** Builds a document: each step adds a verb. */
export function twiml(build: (voice: VoiceResponse) => void): Response {
  const response = new VoiceResponse();
  build(response);
  return xml(response);
}

export const say = (voice: Pick<VoiceResponse, "say">, text: string, language: GuestLanguage): void => {
  voice.say(voiceOf(language), text);
};

/**
 * Sends the caller's audio to a worker, after `first` is said. The token travels as a parameter: Twilio drops query
 * strings of the URL.
 */
export const connectStream = (mediaUrl: string, token: string, action: string, first?: Spoken): Response =>
  twiml((voice) => {
    if (first) say(voice, first.text, first.language);
    const stream = voice.connect({ action, method: "POST" }).stream({ url: `${mediaUrl}/media/twilio` });
    stream.parameter({ name: "token", value: token });
  });

/** Says one sentence and hangs up. */
export const sayAndHangUp = (text: string, language: GuestLanguage): Response =>
  twiml((voice) => {
    say(voice, text, language);
    voice.hangup();
  });

/** A leg to the desk: `action` is asked what next when it is over, whether somebody answered or not. */
export interface DeskLeg {
  number: string;
  action: string;
  /** The leg is cut after this. */
  limitSeconds: number;
  statusUrl?: string;
  first?: Spoken;
}

/** Rings the desk, after `first` is said. */
export const dialDesk = ({ number, action, limitSeconds, statusUrl, first }: DeskLeg): Response =>
  twiml((voice) => {
    if (first) say(voice, first.text, first.language);
    const told = statusUrl
      ? {
          statusCallback: statusUrl,
          statusCallbackEvent: ["completed" as const],
          statusCallbackMethod: "POST",
        }
      : {};
    voice.dial({ timeout: 25, action, method: "POST", timeLimit: limitSeconds }).number(told, number);
  });

export const hangUp = (): Response => twiml((voice) => voice.hangup());

/** Leads to another of our addresses. */
export const redirect = (url: string): Response => twiml((voice) => voice.redirect({ method: "POST" }, url));

/** Nothing to do: a status was taken. */
export const noted = (): Response => new Response(null, { status: 204 });
