import { describe, expect, test } from "vitest";
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
