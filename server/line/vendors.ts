import { z } from "zod";
import { ELEVENLABS_MODEL } from "./voice-languages";

/**
 * Which speech and language services hold a call, in the order they are tried. A tenant's keys travel to the worker in
 * the opening and live in its memory only. `baseUrl` replaces the vendor's public address (a region, a proxy, a test).
 */
const baseUrl = z.url().optional();
const apiKey = z.string().min(1).max(500);

export const AsrVendor = z.discriminatedUnion("vendor", [
  /** `url` is `host:port` of the gRPC endpoint; without it the one the worker's own host offers. */
  z.object({
    vendor: z.literal("riva"),
    url: z.string().max(300).optional(),
    tls: z.boolean().default(false),
    apiKey: apiKey.optional(),
    model: z.string().max(120).optional(),
  }),
  z.object({ vendor: z.literal("deepgram"), apiKey, baseUrl, model: z.string().max(120).default("nova-3") }),
  z.object({
    vendor: z.literal("whisper"),
    apiKey,
    baseUrl,
    model: z.string().max(120).default("whisper-1"),
  }),
  z.object({ vendor: z.literal("embedded") }),
]);
export type AsrVendor = z.infer<typeof AsrVendor>;

export const LlmVendor = z.discriminatedUnion("vendor", [
  z.object({ vendor: z.literal("openai"), apiKey, baseUrl, model: z.string().max(120) }),
  z.object({ vendor: z.literal("anthropic"), apiKey, baseUrl, model: z.string().max(120) }),
]);
export type LlmVendor = z.infer<typeof LlmVendor>;

/** The hotel's own choice by language (`de`); the empty key is for all others. Without one the connection's `voice`. */
const hotelVoices = z.record(z.string().max(10), z.string().min(1).max(120)).optional();

export const TtsVendor = z.discriminatedUnion("vendor", [
  z.object({
    vendor: z.literal("elevenlabs"),
    apiKey,
    baseUrl,
    voice: z.string().max(120),
    voices: hotelVoices,
    model: z.string().max(120).default(ELEVENLABS_MODEL),
  }),
  /** `region` builds the address unless `baseUrl` is given. */
  z.object({
    vendor: z.literal("azure"),
    apiKey,
    region: z.string().max(60).optional(),
    baseUrl,
    voice: z.string().max(120),
    voices: hotelVoices,
    /** An `mstts:express-as` style the voice knows. */
    style: z.string().max(60).optional(),
  }),
  z.object({ vendor: z.literal("embedded") }),
]);
export type TtsVendor = z.infer<typeof TtsVendor>;

/** How a word of this hotel is said, for voices that would say it wrong. */
export const Pronunciation = z.object({ word: z.string().min(1).max(80), say: z.string().min(1).max(120) });
export type Pronunciation = z.infer<typeof Pronunciation>;

export const CallVendors = z.object({
  asr: z.array(AsrVendor).min(1).max(4),
  /** Empty: the local brain holds the call from the start. */
  llm: z.array(LlmVendor).max(3),
  /** A cheaper model that is asked too when the first is slow. */
  hedge: LlmVendor.optional(),
  tts: z.array(TtsVendor).min(1).max(4),
  pronunciations: z.array(Pronunciation).max(300).default([]),
  /** How calls sound that OpenAI Realtime holds; absent, the worker's own choice. */
  realtime: z
    .object({ model: z.string().max(120).optional(), voice: z.string().max(120).optional() })
    .optional(),
});
export type CallVendors = z.infer<typeof CallVendors>;

export const embeddedVendors: CallVendors = {
  asr: [{ vendor: "embedded" }],
  llm: [],
  tts: [{ vendor: "embedded" }],
  pronunciations: [],
};

/** What one vendor was used for in a call: the cost is computed from it by the app. */
export const VendorUsage = z.object({
  port: z.enum(["asr", "llm", "tts"]),
  vendor: z.string().max(40),
  model: z.string().max(120),
  /** Audio recognised. */
  seconds: z.number().nonnegative(),
  /** Text synthesised. */
  characters: z.int().nonnegative(),
  tokensIn: z.int().nonnegative(),
  /** Of `tokensIn`, those read from the vendor's cache. */
  tokensCached: z.int().nonnegative(),
  tokensOut: z.int().nonnegative(),
});
export type VendorUsage = z.infer<typeof VendorUsage>;
