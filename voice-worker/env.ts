import { z } from "zod";

/** Everything a worker can be told. A worker needs no database and no vendor keys: the line gives it the rest. */
const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** Origin of the app. */
  LINE_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:3000"),
  /** Proves that this worker may join; the app prints it at its start. */
  WORKER_ENROLMENT_TOKEN: z.string().min(16),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
  /** Where callers' media reach this worker, `ws://` or `wss://`; the local port when not set. */
  WORKER_PUBLIC_URL: z.url({ protocol: /^wss?$/ }).optional(),
  WORKER_CAPACITY: z.coerce.number().int().min(1).max(2000).default(300),
  /** Directory for what must survive an outage: spool, recordings, identity. Also read from `WORKER_DATA_DIR`. */
  SPOOL_DIR: z.string().min(1).default(".data/worker"),
  /** Also read from `WORKER_SPEECH`. */
  SPEECH: z.enum(["embedded", "fake"]).default("embedded"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Shares what circuit breakers saw with other workers; each for itself when not set. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** `host:port` of the Riva server next to this worker, for tenants that name none. */
  RIVA_URL: z
    .string()
    .regex(/^[^\s/:]+:\d{1,5}$/, "must be host:port")
    .optional(),
  /** Seconds that running calls get to finish after SIGTERM. */
  WORKER_DRAIN_SECONDS: z.coerce.number().min(0).max(3600).default(900),
});
export type WorkerEnv = z.infer<typeof Env>;

/** The settings, or an Error with one readable line a setting that is wrong. Values are not repeated: they may be secret. */
export function readWorkerEnv(source: Record<string, string | undefined>): WorkerEnv {
  // The launcher hands on names with the worker's prefix only; both spellings mean the same.
  const named = {
    ...source,
    SPOOL_DIR: source.SPOOL_DIR || source.WORKER_DATA_DIR,
    SPEECH: source.SPEECH || source.WORKER_SPEECH,
  };
  const present = Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Env.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The voice worker cannot start with these settings:\n${lines.join("\n")}`);
}
