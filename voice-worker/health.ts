import type { IncomingMessage, ServerResponse } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Registry } from "prom-client";

/** Event-loop delay from which callers hear it. Audio is sent 200–400 ms ahead. */
const LAG_DEGRADED_MS = 100;

export interface HealthSources {
  /** The worker's id at the app, which tells it from another that has taken its address. */
  worker: string;
  registered(): boolean;
  /** Every engine has started: a call would not have to wait for one. */
  warm(): boolean;
  appReachable(): boolean;
  draining(): boolean;
  load(): { active: number; capacity: number };
  spoolRecords(): number;
}

type Status = "healthy" | "degraded" | "unhealthy";
interface Check {
  status: Status;
  detail: string;
}

/** Serves `/health`, `/health/live`, `/health/ready` and `/metrics`. `stop` ends the lag monitor. */
export function createHealth(sources: HealthSources, registry: Registry) {
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();

  const checks = (): Record<string, Check> => {
    const { active, capacity } = sources.load();
    const p99 = lag.percentile(99) / 1e6;
    lag.reset();
    const reachable = sources.appReachable();
    return {
      app: {
        status: reachable ? "healthy" : sources.registered() ? "degraded" : "unhealthy",
        detail: reachable
          ? "The app answers."
          : "The app does not answer. Running calls go on; events are spooled.",
      },
      calls: {
        status: active < capacity ? "healthy" : "degraded",
        detail: `${active} of ${capacity} calls.`,
      },
      spool: {
        status: sources.spoolRecords() === 0 ? "healthy" : "degraded",
        detail: `${sources.spoolRecords()} records wait for the app.`,
      },
      loop: {
        status: p99 < LAG_DEGRADED_MS ? "healthy" : "degraded",
        detail: `Event-loop delay p99 ${p99.toFixed(1)} ms.`,
      },
    };
  };

  const ready = (): boolean => {
    const { active, capacity } = sources.load();
    return sources.registered() && sources.warm() && !sources.draining() && active < capacity;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "/", "http://worker").pathname;
    if (request.method !== "GET" && request.method !== "HEAD")
      return send(response, 405, { error: "Use GET." });
    if (path === "/health/live") return send(response, 200, { status: "healthy", worker: sources.worker });
    if (path === "/health/ready")
      return send(response, ready() ? 200 : 503, { ready: ready(), draining: sources.draining() });
    if (path === "/metrics") {
      const text = await registry.metrics();
      return void response.writeHead(200, { "content-type": registry.contentType }).end(text);
    }
    if (path !== "/health") return send(response, 404, { error: "There is nothing here." });
    const all = checks();
    const status = worst(Object.values(all));
    send(response, status === "unhealthy" ? 503 : 200, { status, draining: sources.draining(), checks: all });
  };

  return {
    handle: (request: IncomingMessage, response: ServerResponse): void => {
      handle(request, response).catch(() => response.destroy());
    },
    stop: () => lag.disable(),
  };
}

function worst(checks: Check[]): Status {
  if (checks.some((check) => check.status === "unhealthy")) return "unhealthy";
  return checks.some((check) => check.status === "degraded") ? "degraded" : "healthy";
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
