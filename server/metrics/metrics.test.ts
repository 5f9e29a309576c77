import { describe, expect, test } from "vitest";
import { vendorLimits } from "@/server/kernel/breaker";
import { createBreakers } from "@/server/providers/breakers";
import { countCall, countRequest, metrics } from "./registry";
import { PEER_HEADER } from "./requests";
import { mayReadMetrics } from "./response";
import { routeLabel } from "./route-label";

describe("labels of routes", () => {
  test.each([
    ["/api/line/calls/01a1fbe8-ebe6-7ca8-b6b8-754f78ad0ddc/tools", "/api/line/calls/:id/tools"],
    ["/api/line/register", "/api/line/register"],
    ["/api/line/whatever/else", "/api/line"],
    ["/api/trpc/calls.get,calls.list", "/api/trpc"],
    ["/api/nonsense", "/api/other"],
    ["/health/live", "/health"],
    ["/harbour/calls/01a1fbe8-ebe6-7ca8-b6b8-754f78ad0ddc", "page"],
    ["", "page"],
  ])("%s is %s", (path, label) => expect(routeLabel(path)).toBe(label));
});

describe("who may read the metrics", () => {
  const may = (headers: Record<string, string>, token?: string) =>
    mayReadMetrics(new Headers(headers), token);
  test("this machine, directly or through its own proxy", () => {
    expect(may({ [PEER_HEADER]: "127.0.0.1" })).toBe(true);
    expect(may({ [PEER_HEADER]: "::ffff:127.0.0.1", "x-forwarded-for": "::1" })).toBe(true);
  });
  test("nobody else: not over a proxy, not by saying so, not without a peer", () => {
    expect(may({ [PEER_HEADER]: "127.0.0.1", "x-forwarded-for": "203.0.113.9" })).toBe(false);
    expect(may({ [PEER_HEADER]: "203.0.113.9", "x-forwarded-for": "127.0.0.1" })).toBe(false);
    expect(may({ "x-forwarded-for": "127.0.0.1" })).toBe(false);
    expect(may({ [PEER_HEADER]: "127.0.0.1.evil.example" })).toBe(false);
  });
  test("a collector with the token; a wrong token is refused even here", () => {
    const token = "metrics-token-of-a-test";
    expect(may({ [PEER_HEADER]: "203.0.113.9", authorization: `Bearer ${token}` }, token)).toBe(true);
    expect(may({ [PEER_HEADER]: "127.0.0.1", authorization: "Bearer wrong" }, token)).toBe(false);
    expect(may({ [PEER_HEADER]: "203.0.113.9", authorization: "Bearer anything" })).toBe(false);
  });
});

describe("the names of the product's alert rules", () => {
  const lines = async () => (await metrics().registry.metrics()).split("\n");

  test("the app's breakers of vendors are told as the workers' are", async () => {
    const gauge = async (vendor: string) =>
      (await lines()).find((line) => line.startsWith(`circuit_breaker_state{service="${vendor}"}`));
    const { breakers } = createBreakers(
      undefined,
      () => 0,
      () => {},
      metrics().breaker,
    );
    const breaker = breakers.of("llm:anthropic:hotel:m");
    for (let n = 0; n < vendorLimits.failures; n++) breaker.insist().failed();
    expect(await gauge("anthropic")).toMatch(/ 1$/);
    breaker.insist().succeeded();
    expect(await gauge("anthropic")).toMatch(/ 0$/);
  });

  test("requests are counted by route and status; what calls wait for has a histogram of its own", async () => {
    metrics().registry.resetMetrics();
    countRequest("/api/line/calls/:id/tools", "POST", 200, 40);
    countRequest("/api/webhooks", "POST", 503, 700);
    countRequest("page", "GET", 200, 3_000);
    const told = await lines();
    for (const line of [
      'http_requests_total{method="POST",status="503",route="/api/webhooks"} 1',
      'http_requests_total{method="GET",status="200",route="page"} 1',
      'http_request_duration_seconds_sum{method="GET",status="200",route="page"} 3',
      'voice_api_request_duration_seconds_bucket{le="0.05",method="POST",status="200",endpoint="/api/line/calls/:id/tools"} 1',
      'voice_api_request_duration_seconds_count{method="POST",status="503",endpoint="/api/webhooks"} 1',
    ])
      expect(told, line).toContain(line);
    expect(told.some((line) => line.startsWith("voice_api") && line.includes("page"))).toBe(false);
  });

  test("ended calls by hotel, reason and kind; hotels beyond a thousand are told together", async () => {
    metrics().registry.resetMetrics();
    countCall({ hotelId: "h-1", reason: "done", type: "inbound", durationMs: 90_000 });
    countCall({ hotelId: "h-1", reason: "failed", type: "browser", durationMs: 5_000 });
    for (let n = 0; n < 1_005; n++)
      countCall({ hotelId: `many-${n}`, reason: "done", type: "inbound", durationMs: 1 });
    const told = await lines();
    for (const line of [
      'voicehive_calls_total{hotel_id="h-1",call_type="inbound",status="done"} 1',
      'voicehive_calls_total{hotel_id="h-1",call_type="browser",status="failed"} 1',
      'voicehive_call_duration_seconds_bucket{le="120",hotel_id="h-1",call_type="inbound"} 1',
      'voicehive_calls_total{hotel_id="other",call_type="inbound",status="done"} 6',
    ])
      expect(told, line).toContain(line);
  });
});
