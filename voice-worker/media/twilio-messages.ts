import { z } from "zod";
import { parseJson } from "./socket";

/** Longest µ-law payload of one message, in bytes: 400 ms. Twilio sends 20 ms. */
const MAX_PAYLOAD = 3_200;

/** Twilio Media Streams, messages to us. Twilio writes its numbers as strings; nothing here needs them as numbers. */
const OtherMessage = z.discriminatedUnion("event", [
  z.object({ event: z.literal("connected") }),
  z.object({
    event: z.literal("start"),
    streamSid: z.string().min(1).max(64),
    start: z.object({
      callSid: z.string().max(64),
      customParameters: z.record(z.string(), z.string()).default({}),
      mediaFormat: z
        .object({ encoding: z.literal("audio/x-mulaw"), sampleRate: z.coerce.number().pipe(z.literal(8000)) })
        .optional(),
    }),
  }),
  z.object({ event: z.literal("dtmf"), dtmf: z.object({ digit: z.string().regex(/^[0-9*#A-D]$/) }) }),
  z.object({ event: z.literal("mark"), mark: z.object({ name: z.string().min(1).max(60) }) }),
  z.object({ event: z.literal("stop") }),
]);

export interface MediaMessage {
  event: "media";
  streamSid: string;
  track: string | undefined;
  mulaw: Uint8Array;
}

/** An event that is none of these: added by Twilio since, and nothing to us. */
interface UnknownMessage {
  event: "unknown";
}

type TwilioMessage = z.infer<typeof OtherMessage> | MediaMessage | UnknownMessage;

const KNOWN: ReadonlySet<string> = new Set(OtherMessage.options.map(({ shape }) => shape.event.value));

/** A message of Twilio's, or nothing when it is none. Audio comes fifty times a second: it is checked by hand. */
export function readTwilioMessage(text: string): TwilioMessage | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  if (value.event === "media") return readMedia(value);
  if (typeof value.event === "string" && !KNOWN.has(value.event)) return { event: "unknown" };
  return OtherMessage.safeParse(value).data;
}

function readMedia({ streamSid, media }: Record<string, unknown>): MediaMessage | undefined {
  if (typeof streamSid !== "string" || !isObject(media)) return undefined;
  const { track, payload } = media;
  if (track !== undefined && typeof track !== "string") return undefined;
  const mulaw = typeof payload === "string" ? readBase64(payload, MAX_PAYLOAD) : undefined;
  return mulaw && { event: "media", streamSid, track, mulaw };
}

/** Padded base64 (RFC 4648, 4) of at most `max` bytes. The decoder passes over what is none, so the length tells. */
function readBase64(text: string, max: number): Uint8Array | undefined {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const expected = (text.length / 4) * 3 - padding;
  if (text.length % 4 !== 0 || expected > max) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === expected ? bytes : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
