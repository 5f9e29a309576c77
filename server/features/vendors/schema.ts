import { z } from "zod";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { AsrVendor, LlmVendor, Pronunciation, TtsVendor } from "@/server/line/contract";
import { CHECK_OUTCOMES } from "@/server/providers/vendor-check/port";
import { isPublicAddress } from "./rules";

export const VendorPort = z.enum(["asr", "llm", "tts"]);
export type VendorPort = z.infer<typeof VendorPort>;

/** What the worker gets, by port: a stored connection is valid when it parses as one of these. */
export const lineVendors = { asr: AsrVendor, llm: LlmVendor, tts: TtsVendor } as const;

/** Nothing secret. A tenant's own address must be a public one: the app and its workers connect to it. */
export const VendorConfig = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https$/, error: "Give the whole address, beginning with https://." })
    .max(300)
    .refine((url) => isPublicAddress(new URL(url).hostname), "This address is not a public one.")
    .optional(),
  /** `host:port` of a Riva server. */
  url: z
    .string()
    .regex(/^[a-z0-9.-]+:\d{1,5}$/i, "Give host and port, for example riva.example:50051.")
    .max(300)
    .refine((at) => isPublicAddress(at.slice(0, at.lastIndexOf(":"))), "This address is not a public one.")
    .optional(),
  tls: z.boolean().optional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, "A region is written like westeurope.")
    .optional(),
  voice: z.string().trim().min(1).max(120).optional(),
  style: z
    .string()
    .regex(/^[a-z-]{2,60}$/i, "A style is one word, for example cheerful.")
    .optional(),
  /** A language model that is asked as well when the first is slow, and by itself only while no other may be asked. */
  hedge: z.boolean().optional(),
});
export type VendorConfig = z.infer<typeof VendorConfig>;

/** Printable and without spaces: it becomes a header's value. */
const Secret = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{8,500}$/, "This does not look like a key.");

export const SaveConnection = z.object({
  connectionId: Id.optional(),
  port: VendorPort,
  vendor: z
    .string()
    .min(1)
    .max(40)
    .refine((name) => name !== "embedded", "The embedded engines are always there, after all others."),
  model: z.string().trim().min(1).max(120).optional(),
  /** Absent keeps the one that is stored. */
  secret: Secret.optional(),
  config: VendorConfig.default({}),
  enabled: z.boolean().default(true),
});

export const CheckOutcome = z.enum(CHECK_OUTCOMES);

export const Connection = z.object({
  id: Id,
  port: VendorPort,
  vendor: z.string(),
  position: z.int(),
  model: z.string().nullable(),
  config: VendorConfig,
  /** The last four characters of the key; empty where none is stored. */
  secretHint: z.string().max(4),
  enabled: z.boolean(),
  lastCheckAt: Instant.nullable(),
  lastCheckOutcome: CheckOutcome.nullable(),
});
export type Connection = z.infer<typeof Connection>;

/** What calls may use up, as protection against toll fraud and runaway cost. */
export const SpendCaps = z.object({
  /** Language-model tokens of one call; then the local brain goes on. */
  tokensPerCall: z.int().min(1_000).max(2_000_000).default(200_000),
  minutesPerCall: z.int().min(1).max(240).default(60),
  /** Of all hotels of the organisation in any 24 hours. */
  minutesPerDay: z.int().min(1).max(100_000).default(6_000),
  /** Beginnings of numbers that calls may be given to, with country code; empty allows every country. */
  transferPrefixes: z
    .array(z.string().regex(/^\+[1-9]\d{0,6}$/, "A prefix is a plus and digits, for example +351."))
    .max(50)
    .default([]),
});
export type SpendCaps = z.infer<typeof SpendCaps>;

export const Pronunciations = z
  .array(Pronunciation)
  .max(300)
  .refine(
    (list) => new Set(list.map(({ word }) => word.trim().toLowerCase())).size === list.length,
    "A word is in the list twice.",
  );
