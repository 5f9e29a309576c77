import { composition } from "@/server/composition";
import { addReadings, metrics } from "./registry";
import { mayReadMetrics } from "./response";

/** `/metrics` in Prometheus' text format. */
export async function metricsResponse(request: Request): Promise<Response> {
  const { deps, env } = composition();
  if (!mayReadMetrics(request.headers, env.METRICS_TOKEN)) {
    return new Response("Metrics are for this machine, or need the METRICS_TOKEN.\n", { status: 403 });
  }
  addReadings(deps);
  const { registry } = metrics();
  return new Response(await registry.metrics(), {
    headers: { "content-type": registry.contentType, "cache-control": "no-store" },
  });
}
