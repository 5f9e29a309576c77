import { type background, within } from "@/server/background";
import type { Deps } from "@/server/verbs/ctx";

export type Level = "healthy" | "degraded" | "unhealthy";

export interface Check {
  status: Level;
  /** What was looked at, in words for an operator; never an error's own text. */
  detail: string;
}

/** What one look needs: deps, and whether this process runs the jobs. */
export interface Looking {
  deps: Pick<Deps, "system" | "storage" | "clock">;
  jobs: ReturnType<typeof background>;
}

const DEADLINE_MS = 2_000;
const SLOW_RELAY_S = 30;
const SLOW_SEALER_S = 30;
const SLOW_JOBS_S = 60;
const WORKER_SILENT_MS = 15_000;
const PROBE_KEY = "t/00000000-0000-0000-0000-000000000000/health";

const seconds = async ({ deps }: Looking, sql: string): Promise<number> => {
  const { rows } = await deps.system.pool.query<{ s: string | null }>(sql, [deps.clock.now()]);
  return Math.max(0, Math.round(Number(rows[0]?.s ?? 0)));
};

const lag = (value: number, limit: number, what: string): Check => ({
  status: value > limit ? "degraded" : "healthy",
  detail: `${what}: ${value} s`,
});

/** Seconds the oldest event waits for the jobs. */
export const relayLag = (at: Looking): Promise<number> =>
  seconds(
    at,
    "SELECT extract(epoch FROM $1 - min(created_at)) AS s FROM outbox_event WHERE delivered_at IS NULL",
  );

/** Seconds the oldest audit row waits for its seal. */
export const sealerLag = (at: Looking): Promise<number> =>
  seconds(at, "SELECT extract(epoch FROM $1 - min(at)) AS s FROM audit_entry WHERE sequence IS NULL");

const jobsLag = (at: Looking): Promise<number> =>
  seconds(
    at,
    "SELECT extract(epoch FROM $1 - min(run_at)) AS s FROM durable.queue WHERE run_at <= $1 AND lease_until IS NULL",
  );

async function executor(at: Looking): Promise<Check> {
  if (!at.jobs) return { status: "degraded", detail: "No jobs run in this process." };
  if (at.jobs.jobs === "inngest") return { status: "healthy", detail: "Jobs run in Inngest." };
  return lag(await jobsLag(at), SLOW_JOBS_S, "Oldest due job step waits");
}

async function workers({ deps }: Looking): Promise<Check> {
  const { rows } = await deps.system.pool.query<{ registered: number; taking: number; free: number }>(
    `SELECT count(*)::int AS registered, count(*) FILTER (WHERE NOT draining)::int AS taking,
       coalesce(sum(greatest(capacity - active_calls, 0)) FILTER (WHERE NOT draining), 0)::int AS free
     FROM voice_worker WHERE seen_at > $1`,
    [new Date(deps.clock.now().getTime() - WORKER_SILENT_MS)],
  );
  const { registered = 0, taking = 0, free = 0 } = rows[0] ?? {};
  const status = taking === 0 || free === 0 ? "degraded" : "healthy";
  return {
    status,
    detail: `Voice-workers alive: ${registered}, taking calls: ${taking}, free places: ${free}`,
  };
}

/** What is looked at. Only without its database is the app unhealthy: everything else it can do without for a while. */
export const CHECKS: Readonly<Record<string, (at: Looking) => Promise<Check>>> = {
  async database({ deps }) {
    await deps.system.pool.query("SELECT 1");
    return { status: "healthy", detail: "The database answers." };
  },
  relay: async (at) => lag(await relayLag(at), SLOW_RELAY_S, "Oldest undelivered event waits"),
  sealer: async (at) => lag(await sealerLag(at), SLOW_SEALER_S, "Oldest unsealed audit row waits"),
  executor,
  workers,
  async storage({ deps }) {
    await deps.storage.stat(PROBE_KEY, AbortSignal.timeout(DEADLINE_MS));
    return { status: "healthy", detail: "The store of recordings answers." };
  },
};

export interface Health {
  status: Level;
  checks: Record<string, Check & { ms: number }>;
}

const WORST: readonly Level[] = ["healthy", "degraded", "unhealthy"];

/** Looks at everything at once; what does not answer in two seconds counts as down. Never rejects. */
export async function readHealth(at: Looking): Promise<Health> {
  const entries = await Promise.all(
    Object.entries(CHECKS).map(async ([name, check]) => {
      const started = performance.now();
      const found = await within(DEADLINE_MS, () => check(at)).catch(
        (): Check => ({
          status: name === "database" ? "unhealthy" : "degraded",
          detail: "It does not answer.",
        }),
      );
      return [name, { ...found, ms: Math.round(performance.now() - started) }] as const;
    }),
  );
  const level = Math.max(...entries.map(([, check]) => WORST.indexOf(check.status)));
  return { status: WORST[level] ?? "unhealthy", checks: Object.fromEntries(entries) };
}
