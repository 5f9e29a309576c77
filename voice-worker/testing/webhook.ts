import { createHmac, randomBytes } from "node:crypto";

export interface PlacedCall {
  callSid: string;
  /** Where the media goes, as the TwiML says. */
  streamUrl: string;
  parameters: Record<string, string>;
}

export interface CallPlacing {
  /** Origin that the app believes in; Twilio signs it. */
  url: string;
  authToken: string;
  from: string;
  to: string;
  callSid?: string;
}

/** `X-Twilio-Signature`: HMAC-SHA1 over the URL and the sorted parameters, base64. */
export function twilioSignature(authToken: string, url: string, parameters: Record<string, string>): string {
  const signed = Object.keys(parameters)
    .sort()
    .reduce((text, key) => text + key + parameters[key], url);
  return createHmac("sha1", authToken).update(signed).digest("base64");
}

/** Posts the signed voice webhook as Twilio does and reads the TwiML. Throws, in plain words, when there is no stream. */
export async function placeCall(call: CallPlacing): Promise<PlacedCall> {
  const callSid = call.callSid ?? `CA${randomBytes(16).toString("hex")}`;
  const twiml = await post("voice", { ...call, callSid }, "ringing");
  return { callSid, ...readTwiml(twiml) };
}

/** What Twilio asks when the stream of a call has ended and the guest is still there. */
export interface AfterStream {
  /** Said by the telephone service's own voice. */
  said: string[];
  /** Where the media goes next; nothing when the call is over. */
  stream?: { streamUrl: string; parameters: Record<string, string> };
}

/** Posts the stream's signed `action` as Twilio does. A person or a keypad that would come next is nobody's here. */
export async function afterStream(call: CallPlacing & { callSid: string }): Promise<AfterStream> {
  const said: string[] = [];
  for (let step: string | undefined = "after"; step; ) {
    const twiml = await post(step, call, "in-progress");
    said.push(...[...twiml.matchAll(/<Say\b[^>]*>([^<]*)</g)].map(([, text = ""]) => unescapeXml(text)));
    if (twiml.includes("<Stream")) return { said, stream: readTwiml(twiml) };
    // An answer that takes its time is fetched after a word.
    step = unescapeXml(/<Redirect\b[^>]*>[^<]*\/(late\?[^<]*)</.exec(twiml)?.[1] ?? "");
  }
  return { said };
}

async function post(
  step: string,
  { url, authToken, from, to, callSid }: CallPlacing & { callSid: string },
  status: "ringing" | "in-progress",
): Promise<string> {
  const parameters = {
    AccountSid: `AC${"0".repeat(32)}`,
    CallSid: callSid,
    CallStatus: status,
    Direction: "inbound",
    From: from,
    To: to,
    X_VoiceHive_Simulator: "1",
  };
  const endpoint = `${url.replace(/\/$/, "")}/api/webhooks/twilio/${step}`;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "x-twilio-signature": twilioSignature(authToken, endpoint, parameters) },
    body: new URLSearchParams(parameters),
    signal: AbortSignal.timeout(15_000),
  });
  const twiml = await response.text();
  if (!response.ok) throw new Error(`The app refused the call (${response.status}): ${twiml.slice(0, 200)}`);
  return twiml;
}

/** The stream's address and parameters. Throws with what the TwiML says instead. */
export function readTwiml(twiml: string): { streamUrl: string; parameters: Record<string, string> } {
  const stream = /<Stream\b[^>]*\burl="([^"]+)"/.exec(twiml)?.[1];
  if (!stream) {
    const said = /<Say\b[^>]*>([^<]*)</.exec(twiml)?.[1];
    throw new Error(
      said
        ? `The app did not connect the call. It said: ${unescapeXml(said)}`
        : "The app did not connect the call.",
    );
  }
  const parameters: Record<string, string> = {};
  for (const [, attributes = ""] of twiml.matchAll(/<Parameter\b([^>]*)>/g)) {
    const name = /\bname="([^"]*)"/.exec(attributes)?.[1];
    const value = /\bvalue="([^"]*)"/.exec(attributes)?.[1];
    if (name && value !== undefined) parameters[unescapeXml(name)] = unescapeXml(value);
  }
  return { streamUrl: unescapeXml(stream), parameters };
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescapeXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
