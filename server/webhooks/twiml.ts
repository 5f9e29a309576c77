import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";

/** TwiML as a response. */
const xml = (response: VoiceResponse): Response =>
  new Response(response.toString(), {
    headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" },
  });

/** Sends the caller's audio to a worker. The token travels as a parameter: Twilio drops query strings of the URL. */
export function connectStream(mediaUrl: string, token: string, action: string): Response {
  const response = new VoiceResponse();
  const stream = response.connect({ action, method: "POST" }).stream({ url: `${mediaUrl}/media/twilio` });
  stream.parameter({ name: "token", value: token });
  return xml(response);
}

/** Says one sentence and hangs up. */
export function sayAndHangUp(text: string, language = "en-GB"): Response {
  const response = new VoiceResponse();
  response.say({ language: language as "en-GB" }, text);
  response.hangup();
  return xml(response);
}

/** Rings the desk; what follows is said when nobody answers. */
export function dialDesk(number: string, nobody: string): Response {
  const response = new VoiceResponse();
  response.dial({ timeout: 25 }, number);
  response.say({ language: "en-GB" }, nobody);
  response.hangup();
  return xml(response);
}

export const hangUp = (): Response => {
  const response = new VoiceResponse();
  response.hangup();
  return xml(response);
};
