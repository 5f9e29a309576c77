import type { AuthConfig } from "@/server/auth/context";
import type { Keys } from "@/server/crypto/keys";
import { SystemDb, TenantDb } from "@/server/db";
import { type AppEnv, appEnv } from "@/server/env";
import { platformVendors } from "@/server/env/vendors";
import type { LineApp } from "@/server/features/line";
import type { GatherApp } from "@/server/gather/gather-call";
import { gatherModels } from "@/server/gather/models";
import type { Breakers } from "@/server/kernel/breaker";
import { systemClock } from "@/server/kernel/clock";
import type { Logger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { log } from "@/server/log";
import { countCall, metrics } from "@/server/metrics/registry";
import { createBreakers } from "@/server/providers/breakers";
import { llmOf } from "@/server/providers/llm";
import {
  createDiskStorage,
  createS3Storage,
  createSignedUrls,
  type SignedUrls,
  type Storage,
} from "@/server/providers/storage";
import type { TelephonyAccess } from "@/server/providers/telephony/port";
import { createTwilioTelephony } from "@/server/providers/telephony/twilio";
import { transcriberOf } from "@/server/providers/transcription";
import { checkVendorOverHttp } from "@/server/providers/vendor-check";
import type { Deps } from "@/server/verbs/ctx";
import type { TwilioApp } from "@/server/webhooks/twilio-request";

export interface Composition {
  env: AppEnv;
  deps: Deps & { fileLinks: SignedUrls };
  auth: AuthConfig;
  log: Logger;
  breakers: Breakers;
  /** Ends what connects to other processes; what is served afterwards works alone. */
  close(): Promise<void>;
}

// Next gives route handlers, pages and instrumentation copies of a module: the pools must not be copied.
const KEY = Symbol.for("voicehive.composition");
const place = globalThis as { [KEY]?: Composition };

/** S3-compatible when it is configured whole, a folder on disk otherwise. */
function storageOf(env: AppEnv): Storage {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    return createDiskStorage(env.STORAGE_DIR);
  return createS3Storage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: env.S3_REGION ?? "us-east-1",
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  });
}

/** Signs and checks the links under which recordings are played. */
const fileLinksOf = (env: AppEnv): SignedUrls =>
  createSignedUrls({
    secrets: [env.STORAGE_SIGNING_KEY],
    basePath: "/api/recordings",
    now: () => systemClock.now(),
  });

/** The origin that Twilio calls and signs: where a proxy stands before the app, not the app's own. */
const webhookOrigin = (env: AppEnv): string => env.TWILIO_WEBHOOK_ORIGIN ?? env.APP_URL;

const telephonyOf = (env: AppEnv): TelephonyAccess => ({
  connect: (account) => createTwilioTelephony(account, env.TWILIO_API_URL),
  // Without an account SID the token is the simulator's own: nothing can be called.
  ...(env.TWILIO_ACCOUNT_SID
    ? { platform: { accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN } }
    : {}),
  publicOrigin: webhookOrigin(env),
});

const keysOf = (env: AppEnv): Keys => ({
  lineSigning: env.LINE_SIGNING_KEY,
  dataEncryption: new Uint8Array(env.DATA_ENCRYPTION_KEY),
  sealPrivate: env.RECORDING_SEAL_PRIVATE_KEY,
  sealPublic: env.RECORDING_SEAL_PUBLIC_KEY,
  workerEnrolment: env.WORKER_ENROLMENT_TOKEN,
  twilioAuthToken: env.TWILIO_AUTH_TOKEN,
});

function compose(): Composition {
  const env = appEnv();
  const shared = createBreakers(
    env.REDIS_URL,
    () => performance.now(),
    (reason) => log().warn({ reason }, "circuit breakers are not shared"),
    metrics().breaker,
  );
  return {
    env,
    breakers: shared.breakers,
    close: shared.close,
    deps: {
      db: new TenantDb({ url: env.DATABASE_URL, slots: env.DATABASE_SLOTS }),
      system: new SystemDb(env.DATABASE_SYSTEM_URL),
      clock: systemClock,
      storage: storageOf(env),
      keys: keysOf(env),
      fileLinks: fileLinksOf(env),
      vendors: { platform: platformVendors(env), check: checkVendorOverHttp },
      languageModel: llmOf,
      transcriber: transcriberOf,
      breakers: shared.breakers,
      telephony: telephonyOf(env),
      callEnded: countCall,
    },
    auth: { appUrl: env.APP_URL, secret: env.NEXTAUTH_SECRET },
    log: log(),
  };
}

/** What the line's endpoints need. */
export const lineApp = (): LineApp => {
  const { deps, log } = composition();
  const meter = {
    tool: (tool: string, outcome: string, ms: number) =>
      metrics().tools.observe({ tool, outcome }, ms / 1000),
  };
  return { deps, log, tools: lineTools, meter };
};

/** What Twilio's webhooks need. */
export const twilioApp = (): TwilioApp => {
  const { deps, log, env } = composition();
  return { deps, log, publicOrigin: webhookOrigin(env) };
};

/** What telephone calls without a media stream need. */
export const gatherApp = (): GatherApp => ({
  ...{ ...twilioApp(), line: lineApp() },
  models: gatherModels(composition().breakers),
});

/** What this process works with, built on first use. */
export const composition = (): Composition => (place[KEY] ??= compose());
