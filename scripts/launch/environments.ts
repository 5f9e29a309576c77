import path from "node:path";
import type { DatabaseUrls } from "./database";
import type { Settings } from "./settings";

export interface Addresses {
  readonly webPort: number;
  readonly workerPort: number;
  /** What people and Twilio reach. */
  readonly appUrl: string;
  /** What processes on this machine reach. */
  readonly lineUrl: string;
  readonly workerUrl: string;
}

type Environment = Record<string, string | undefined>;

/** The web process: all data access but never the owner's login. */
export function webEnv(settings: Settings, database: DatabaseUrls, at: Addresses): Environment {
  const { DATABASE_OWNER_URL: _owner, ...inherited } = process.env;
  const { secrets } = settings;
  return {
    ...inherited,
    NODE_ENV: settings.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(at.webPort),
    APP_URL: at.appUrl,
    APP_INTERNAL_ORIGIN: at.lineUrl,
    // Shows the demo sign-in on the sign-in page; never where somebody's own database is used.
    DEMO: settings.seed ? "1" : undefined,
    NEXTAUTH_URL: at.appUrl,
    DATABASE_URL: database.app,
    DATABASE_SYSTEM_URL: database.system,
    DATABASE_DIRECT_URL: database.direct,
    NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
    TWILIO_AUTH_TOKEN: secrets.TWILIO_AUTH_TOKEN,
    WORKER_ENROLMENT_TOKEN: secrets.WORKER_ENROLMENT_TOKEN,
    LINE_SIGNING_KEY: secrets.LINE_SIGNING_KEY,
    STORAGE_SIGNING_KEY: secrets.STORAGE_SIGNING_KEY,
    STORAGE_DIR: process.env.STORAGE_DIR || path.join(settings.dataDir, "storage"),
    DATA_ENCRYPTION_KEY: secrets.DATA_ENCRYPTION_KEY,
    RECORDING_SEAL_PRIVATE_KEY: secrets.RECORDING_SEAL_PRIVATE_KEY,
    RECORDING_SEAL_PUBLIC_KEY: secrets.RECORDING_SEAL_PUBLIC_KEY,
  };
}

/** The seed writes as the app does, and before there is anything to serve. */
export const seedEnv = (settings: Settings, database: DatabaseUrls, at: Addresses): Environment => ({
  ...webEnv(settings, database, at),
  DATABASE_OWNER_URL: database.owner,
});

/**
 * A list of what may pass, not of what may not: a worker can stand on any GPU host, so a secret that
 * somebody adds to the environment tomorrow must not reach it by default.
 */
const WORKER_MAY_SEE =
  /^(PATH|HOME|USER|TMPDIR|TZ|LANG|LC_\w+|TERM|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|LOG_LEVEL|OTEL_EXPORTER_OTLP_(ENDPOINT|HEADERS)|REDIS_URL|CUDA_\w+|NVIDIA_\w+|(WORKER|ASR|TTS|VAD|BRAIN|RIVA|ONNXRUNTIME)_\w+)$/;

/** The voice-worker: the line's address and its enrolment token, and nothing of the database. */
export function workerEnv(settings: Settings, at: Addresses): Environment {
  const inherited = Object.entries(process.env).filter(([name]) => WORKER_MAY_SEE.test(name));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: settings.dev ? "development" : "production",
    LINE_URL: at.lineUrl,
    WORKER_ENROLMENT_TOKEN: settings.secrets.WORKER_ENROLMENT_TOKEN,
    WORKER_PORT: String(at.workerPort),
    WORKER_PUBLIC_URL: process.env.WORKER_PUBLIC_URL || at.workerUrl,
    WORKER_DATA_DIR: process.env.WORKER_DATA_DIR || path.join(settings.dataDir, "worker"),
  };
}
