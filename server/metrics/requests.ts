import { randomBytes, randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { logContext } from "@/server/log-context";
import { countRequest } from "./registry";
import { callOf, isStream, routeLabel } from "./route-label";

/** The header in which handlers find who is really at the other end; what a client sends under it is replaced. */
export const PEER_HEADER = "x-voicehive-peer";

const startedAt = new WeakMap<IncomingMessage, number>();
const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/";

function begin(request: IncomingMessage): void {
  startedAt.set(request, performance.now());
  const given = one(request.headers["x-request-id"]);
  const requestId = /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
  const parent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/.exec(one(request.headers.traceparent))?.[1];
  request.headers["x-request-id"] = requestId;
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  const callId = callOf(pathOf(request));
  logContext().enterWith({
    requestId,
    traceId: parent ?? randomBytes(16).toString("hex"),
    ...(callId ? { callId } : {}),
  });
}

function end(request: IncomingMessage, response: ServerResponse): void {
  const started = startedAt.get(request);
  if (started === undefined) return;
  const route = routeLabel(pathOf(request));
  if (isStream(route)) return;
  countRequest(route, request.method ?? "", response.statusCode, performance.now() - started);
}

const KEY = Symbol.for("voicehive.requests-watched");
const place = globalThis as { [KEY]?: true };

/** Gives every request of this process its ids and measures it, by Node's own diagnostics channels. Once a process. */
export function watchRequests(): void {
  if (place[KEY]) return;
  place[KEY] = true;
  subscribe("http.server.request.start", (message) =>
    begin((message as { request: IncomingMessage }).request),
  );
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    end(request, response);
  });
}
