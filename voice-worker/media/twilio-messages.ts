import { z } from "zod";

/** Twilio Media Streams, messages to us. Twilio writes its numbers as strings; nothing here needs them as numbers. */
export const TwilioMessage = z.discriminatedUnion("event", [
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
  z.object({
    event: z.literal("media"),
    streamSid: z.string(),
    media: z.object({ track: z.string().optional(), payload: z.base64() }),
  }),
  z.object({ event: z.literal("dtmf"), dtmf: z.object({ digit: z.string().regex(/^[0-9*#A-D]$/) }) }),
  z.object({ event: z.literal("mark"), mark: z.object({ name: z.string().min(1).max(60) }) }),
  z.object({ event: z.literal("stop") }),
]);
export type TwilioMessage = z.infer<typeof TwilioMessage>;
