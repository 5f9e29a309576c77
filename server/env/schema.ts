import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { cannotHoldCalls } from "@/server/line/call-models";

/** An unset variable and an empty one mean the same: `FOO=` in a file must not become an empty secret. */
const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

const secret = (minimum = 16) => z.string().min(minimum, `must hold at least ${minimum} characters`);
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must look like postgresql://user:password@host/db",
});
const wholeNumber = (fallback: number, min: number, max: number) =>
  z.preprocess(blankIsUnset, z.coerce.number().int().min(min).max(max).default(fallback));

/** A base64 DER key of the wanted type, turned into a KeyObject. */
const key = (kind: "private" | "public", type: "ed25519" | "x25519") =>
  z.string().transform((base64, ctx): KeyObject => {
    try {
      const der = Buffer.from(base64, "base64");
      const parsed =
        kind === "private"
          ? createPrivateKey({ key: der, format: "der", type: "pkcs8" })
          : createPublicKey({ key: der, format: "der", type: "spki" });
      if (parsed.asymmetricKeyType === type) return parsed;
    } catch {
      // Falls through to the one message below: a parser's own words could quote the key.
    }
    const form = kind === "private" ? "PKCS8" : "SPKI";
    ctx.addIssue({ code: "custom", message: `must be a base64 ${form} ${type} ${kind} key` });
    return z.NEVER;
  });

const symmetricKey = z.string().transform((base64, ctx): Buffer => {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 32) return bytes;
  ctx.addIssue({ code: "custom", message: "must be 32 bytes in base64" });
  return z.NEVER;
});

const named = (fallback: string) => z.preprocess(blankIsUnset, z.string().max(120).default(fallback));
const vendorKey = optional(z.string().regex(/^[\x21-\x7e]{8,500}$/, "does not look like a key"));
const origin = optional(z.url({ protocol: /^https?$/ }));

/** Accounts at speech and language services, used by every tenant that has none of its own with that vendor. */
const vendors = {
  OPENAI_API_KEY: vendorKey,
  OPENAI_BASE_URL: origin,
  OPENAI_MODEL: named("gpt-4.1-mini"),
  OPENAI_HEDGE_MODEL: optional(z.string().max(120)),
  WHISPER_MODEL: named("whisper-1"),
  ANTHROPIC_API_KEY: vendorKey,
  ANTHROPIC_BASE_URL: origin,
  ANTHROPIC_MODEL: named("claude-haiku-4-5"),
  DEEPGRAM_API_KEY: vendorKey,
  DEEPGRAM_BASE_URL: origin,
  DEEPGRAM_MODEL: named("nova-3"),
  RIVA_URL: optional(z.string().regex(/^[^\s/:]+:\d{1,5}$/, "must be host:port")),
  RIVA_TLS: z.preprocess(blankIsUnset, z.stringbool().default(false)),
  RIVA_API_KEY: vendorKey,
  ELEVENLABS_API_KEY: vendorKey,
  ELEVENLABS_BASE_URL: origin,
  ELEVENLABS_VOICE: named("21m00Tcm4TlvDq8ikWAM"),
  ELEVENLABS_MODEL: named("eleven_flash_v2_5"),
  AZURE_SPEECH_KEY: vendorKey,
  AZURE_SPEECH_REGION: optional(z.string().regex(/^[a-z0-9-]{2,40}$/, "must look like westeurope")),
  AZURE_SPEECH_VOICE: named("en-US-JennyNeural"),
};

/** Everything the app process reads from its environment. `.env.example` explains each. */
export const AppEnvSchema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
    APP_URL: z.url({ protocol: /^https?$/ }),

    DATABASE_URL: postgresUrl,
    DATABASE_SYSTEM_URL: postgresUrl,
    DATABASE_DIRECT_URL: optional(postgresUrl),
    DATABASE_SLOTS: wholeNumber(8, 1, 64),
    REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),

    NEXTAUTH_SECRET: secret(32),
    DATA_ENCRYPTION_KEY: symmetricKey,
    LINE_SIGNING_KEY: key("private", "ed25519"),
    WORKER_ENROLMENT_TOKEN: secret(),
    RECORDING_SEAL_PRIVATE_KEY: key("private", "x25519"),
    RECORDING_SEAL_PUBLIC_KEY: key("public", "x25519"),

    STORAGE_SIGNING_KEY: secret(32),
    STORAGE_DIR: z.string().default(".data/storage"),
    S3_ENDPOINT: optional(z.url()),
    S3_REGION: optional(z.string()),
    S3_BUCKET: optional(z.string()),
    S3_ACCESS_KEY_ID: optional(z.string()),
    S3_SECRET_ACCESS_KEY: optional(z.string()),

    TWILIO_ACCOUNT_SID: optional(
      z.string().regex(/^AC[0-9a-fA-F]{32}$/, "must be AC and 32 hexadecimal digits"),
    ),
    TWILIO_AUTH_TOKEN: secret(),
    /** The public origin that Twilio calls, when it is not APP_URL. */
    TWILIO_WEBHOOK_ORIGIN: optional(z.url({ protocol: /^https?$/ })),
    /** Replaces https://api.twilio.com: another region, or a test. */
    TWILIO_API_URL: optional(z.url({ protocol: /^https?$/ })),

    INNGEST_EVENT_KEY: optional(z.string()),
    INNGEST_SIGNING_KEY: optional(z.string()),
    INNGEST_BASE_URL: optional(z.url()),

    /** Who may read /metrics without being on this machine. */
    METRICS_TOKEN: optional(secret()),

    ...vendors,
  })
  .refine((env) => !env.AZURE_SPEECH_KEY || env.AZURE_SPEECH_REGION, {
    path: ["AZURE_SPEECH_REGION"],
    message: "is needed with AZURE_SPEECH_KEY",
  })
  .superRefine(({ OPENAI_BASE_URL: baseUrl, ...env }, ctx) => {
    for (const name of ["OPENAI_MODEL", "OPENAI_HEDGE_MODEL"] as const) {
      const model = env[name];
      const message = model && cannotHoldCalls({ vendor: "openai", model, baseUrl });
      if (message) ctx.addIssue({ code: "custom", path: [name], message });
    }
  });

export type AppEnv = Readonly<z.output<typeof AppEnvSchema>>;
