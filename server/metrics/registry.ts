import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { within } from "@/server/background/within";
import type { BreakerState } from "@/server/kernel/breaker";
import { breakerMetric } from "@/server/providers/breakers/metric";
import type { Deps, EndedCall } from "@/server/verbs/ctx";
import { alarmReadings } from "./alarm-readings";
import { type Reading, scalar } from "./reading";
import { isVoiceApi } from "./route-label";

/** Seconds; fine where a caller waits, coarse beyond. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const READ_MS = 2_000;
/** Seconds, as the product's service levels have them. */
const API_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const CALL_BUCKETS = [30, 60, 120, 300, 600, 1_200];
/** Hotels told apart by their calls; those beyond are `other`. */
const MOST_HOTELS = 1_000;

export interface AppMetrics {
  registry: Registry;
  http: Histogram<"route" | "method" | "status">;
  requests: Counter<"route" | "method" | "status">;
  /** What callers wait for: the line, the telephone service's questions, the public interface. */
  api: Histogram<"endpoint" | "method" | "status">;
  calls: Counter<"hotel_id" | "status" | "call_type">;
  callSeconds: Histogram<"hotel_id" | "call_type">;
  hotels: Set<string>;
  tools: Histogram<"tool" | "outcome">;
  /** A breaker of a vendor changed, here or in another process; `key` is `port:vendor:…`. */
  breaker(key: string, state: BreakerState): void;
}

const KEY = Symbol.for("voicehive.metrics");
const place = globalThis as { [KEY]?: AppMetrics };

/**
 * The app's Prometheus metrics. Requests and calls have the names of the product's alert rules; the rest starts with
 * `voicehive_`. One registry a process.
 */
export const metrics = (): AppMetrics => (place[KEY] ??= create());

function create(): AppMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    breaker: breakerMetric(registry),
    requests: new Counter({
      name: "http_requests_total",
      help: "Requests the app answered, the voice-workers' line included.",
      labelNames: ["route", "method", "status"],
      registers,
    }),
    api: new Histogram({
      name: "voice_api_request_duration_seconds",
      help: "Requests that a call waits for: the line, webhooks, the public interface.",
      labelNames: ["endpoint", "method", "status"],
      buckets: API_BUCKETS,
      registers,
    }),
    calls: new Counter({
      name: "voicehive_calls_total",
      help: "Calls that have ended; `status` is why.",
      labelNames: ["hotel_id", "status", "call_type"],
      registers,
    }),
    callSeconds: new Histogram({
      name: "voicehive_call_duration_seconds",
      help: "How long calls were that have ended.",
      labelNames: ["hotel_id", "call_type"],
      buckets: CALL_BUCKETS,
      registers,
    }),
    hotels: new Set(),
    http: new Histogram({
      name: "http_request_duration_seconds",
      help: "Requests the app answered, the voice-workers' line included.",
      labelNames: ["route", "method", "status"],
      buckets: BUCKETS,
      registers,
    }),
    tools: new Histogram({
      name: "voicehive_tool_seconds",
      help: "Tools run for calls, by how they ended.",
      labelNames: ["tool", "outcome"],
      buckets: BUCKETS,
      registers,
    }),
  };
}

/** A call has ended. */
export function countCall({ hotelId, reason, type, durationMs }: EndedCall): void {
  const { calls, callSeconds, hotels } = metrics();
  if (hotels.size < MOST_HOTELS) hotels.add(hotelId);
  const labels = { hotel_id: hotels.has(hotelId) ? hotelId : "other", call_type: type };
  calls.inc({ ...labels, status: reason });
  callSeconds.observe(labels, durationMs / 1000);
}

/** A request was answered, after so many milliseconds. `route` is one of a few, as `routeLabel` gives it. */
export function countRequest(route: string, method: string, status: number, ms: number): void {
  const { requests, http, api } = metrics();
  const labels = { method, status: String(status) };
  requests.inc({ ...labels, route });
  http.observe({ ...labels, route }, ms / 1000);
  if (isVoiceApi(route)) api.observe({ ...labels, endpoint: route }, ms / 1000);
}

const READINGS: readonly Reading[] = [
  ...alarmReadings,
  [
    "calls_active",
    "Calls in progress.",
    (deps) => scalar(deps, "SELECT count(*) AS n FROM call WHERE ended_at IS NULL AND started_at <= $1"),
  ],
  [
    "holds_active",
    "Rooms kept for callers who still decide.",
    (deps) => scalar(deps, "SELECT count(*) AS n FROM hold WHERE status = 'held' AND expires_at > $1"),
  ],
  [
    "holds_lapsed",
    "Holds that ran out and still keep a room.",
    (deps) => scalar(deps, "SELECT count(*) AS n FROM hold WHERE status = 'held' AND expires_at <= $1"),
  ],
  [
    "outbox_lag_seconds",
    "Age of the oldest event the jobs do not have yet.",
    (deps) =>
      scalar(
        deps,
        "SELECT greatest(0, extract(epoch FROM $1 - min(created_at))) AS n FROM outbox_event WHERE delivered_at IS NULL",
      ),
  ],
  [
    "outbox_waiting",
    "Events the jobs do not have yet.",
    (deps) =>
      scalar(deps, "SELECT count(*) AS n FROM outbox_event WHERE delivered_at IS NULL AND created_at <= $1"),
  ],
  [
    "audit_lag_seconds",
    "Age of the oldest audit row without a seal.",
    (deps) =>
      scalar(
        deps,
        "SELECT greatest(0, extract(epoch FROM $1 - min(at))) AS n FROM audit_entry WHERE sequence IS NULL",
      ),
  ],
  ["db_slots", "Connections for tenants' queries.", ({ db }) => db.load.slots],
  ["db_slots_busy", "Those in use.", ({ db }) => db.load.busy],
  ["db_waiting", "Callers that wait for one.", ({ db }) => db.load.waiting],
  ["db_waits", "Callers that have had to wait for one, since the start.", ({ db }) => db.load.waits],
  ["db_refused", "Callers turned away because none came free, since the start.", ({ db }) => db.load.refused],
  [
    "db_system_waiting",
    "Callers that wait for a cross-tenant connection.",
    ({ system }) => system.pool.waitingCount,
  ],
];

/** Adds what is read from database and pools at each scrape. A reading that fails is left out of that scrape. */
export function addReadings(deps: Deps): void {
  const { registry } = metrics();
  for (const [name, help, read] of READINGS) {
    const full = `voicehive_${name}`;
    if (registry.getSingleMetric(full)) continue;
    new Gauge({
      name: full,
      help,
      registers: [registry],
      async collect() {
        this.remove();
        try {
          this.set(await within(READ_MS, async () => read(deps)));
        } catch {
          // A scrape without a number says "unknown", which zero would not.
        }
      },
    });
  }
}
