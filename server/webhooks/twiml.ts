import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";

export type Voice = VoiceResponse;
const LANGUAGE = "en-GB";

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

export const say = (voice: Pick<VoiceResponse, "say">, text: string): void => {
  voice.say({ language: LANGUAGE }, text);
};

/** Sends the caller's audio to a worker. The token travels as a parameter: Twilio drops query strings of the URL. */
export const connectStream = (mediaUrl: string, token: string, action: string): Response =>
  twiml((voice) => {
    const stream = voice.connect({ action, method: "POST" }).stream({ url: `${mediaUrl}/media/twilio` });
    stream.parameter({ name: "token", value: token });
  });

/** Says one sentence and hangs up. */
export const sayAndHangUp = (text: string): Response =>
  twiml((voice) => {
    say(voice, text);
    voice.hangup();
  });

/** Rings the desk; `nobody` is said when it does not answer, and then what `after` adds, or the end. */
export const dialDesk = (
  desk: { number: string; statusUrl?: string },
  nobody: string,
  after?: (voice: VoiceResponse) => void,
): Response =>
  twiml((voice) => {
    const { number, statusUrl } = desk;
    const told = statusUrl
      ? {
          statusCallback: statusUrl,
          statusCallbackEvent: ["completed" as const],
          statusCallbackMethod: "POST",
        }
      : {};
    voice.dial({ timeout: 25 }).number(told, number);
    say(voice, nobody);
    if (after) after(voice);
    else voice.hangup();
  });

export const hangUp = (): Response => twiml((voice) => voice.hangup());

/** Leads to another of our addresses. */
export const redirect = (url: string): Response => twiml((voice) => voice.redirect({ method: "POST" }, url));

/** Nothing to do: a status was taken. */
export const noted = (): Response => new Response(null, { status: 204 });
