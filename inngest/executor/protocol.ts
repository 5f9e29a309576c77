import { z } from "zod";

/** An event as the SDK sends it. Payloads carry ids; 256 kB is far beyond that. */
export const IncomingEvent = z.object({
  id: z.string().min(1).max(512).nullish(),
  name: z.string().min(1).max(256),
  data: z.record(z.string(), z.unknown()).nullish(),
  user: z.unknown().optional(),
  ts: z.number().int().positive().nullish(),
  v: z.string().nullish(),
});
export type IncomingEvent = z.input<typeof IncomingEvent>;

export interface StoredEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  /** Milliseconds since 1970; one in the future delays the run. */
  ts: number;
  user?: unknown;
  v?: string;
}

const Concurrency = z.object({
  limit: z.int().nonnegative(),
  key: z.string().optional(),
  scope: z.string().optional(),
});

/** A function as the SDK registers it. Options this executor does not have are refused by name, not ignored. */
export const FunctionConfig = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.object({ event: z.string(), expression: z.string().optional() }),
      z.object({ cron: z.string(), jitter: z.string().optional() }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.object({ retries: z.object({ attempts: z.int().optional() }).optional() }).loose(),
  ),
  idempotency: z.string().optional(),
  concurrency: z.union([z.int(), Concurrency, z.array(Concurrency)]).optional(),
  debounce: z
    .object({ key: z.string().optional(), period: z.string(), timeout: z.string().optional() })
    .optional(),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
  priority: z.unknown().optional(),
  batchEvents: z.undefined({ error: "batchEvents is not available" }).optional(),
  rateLimit: z.undefined({ error: "rateLimit is not available" }).optional(),
  throttle: z.undefined({ error: "throttle is not available" }).optional(),
  singleton: z.undefined({ error: "singleton is not available" }).optional(),
  timeouts: z.undefined({ error: "timeouts are not available" }).optional(),
});
export type FunctionConfig = z.infer<typeof FunctionConfig>;

export const Registration = z.object({ functions: z.array(FunctionConfig) });

/** One thing a function reported: a finished step, or something to wait for. */
export const Op = z.object({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Op = z.infer<typeof Op>;

export const INTERNAL_EVENTS = {
  failed: "inngest/function.failed",
  cancelled: "inngest/function.cancelled",
  invoked: "inngest/function.invoked",
  cron: "inngest/scheduled.timer",
} as const;

/** First try included. The SDK's own default is three retries. */
export const maxAttempts = (config: FunctionConfig): number =>
  (Object.values(config.steps)[0]?.retries?.attempts ?? 3) + 1;

export interface RunRow {
  id: string;
  function_id: string;
  event: StoredEvent;
  status: string;
  parallel: boolean;
  concurrency_keys: string[];
  parent_run_id: string | null;
  parent_step_id: string | null;
}
