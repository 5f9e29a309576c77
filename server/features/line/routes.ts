import { traceOfCall } from "@/server/kernel/trace-context";
import {
  CloseRequest,
  EventsRequest,
  HeartbeatRequest,
  OpenRequest,
  RegisterRequest,
  ReportsRequest,
  SnapshotRequest,
  ToolRequest,
  UploadComplete,
} from "@/server/line/contract";
import { inSpan } from "@/server/tracing";
import { acceptEvents } from "./accept-events";
import { closeCall } from "./close-call";
import { commandStream } from "./command-stream";
import { LineRefusal } from "./errors";
import { answering, authenticateWorker, checkEnrolment, type LineApp, readBody } from "./http";
import { openCall } from "./open-call";
import { appendRecording, beginRecording, completeRecording } from "./recording-upload";
import { takeReports } from "./reports";
import { runTool } from "./run-tool";
import { saveSnapshot } from "./snapshot";
import { takeSpool } from "./take-spool";
import { heartbeat, registerWorker } from "./workers";

type Handler = (app: LineApp, request: Request, callId: string) => Promise<Response>;

/** Every endpoint of the contract: `METHOD path`, with `:call` for the call's id. */
const routes: Readonly<Record<string, Handler>> = {
  "POST register": async (app, request) => {
    checkEnrolment(app, request);
    return Response.json(await registerWorker(app.deps, await readBody(request, RegisterRequest)));
  },
  "POST heartbeat": async (app, request) => {
    const worker = await authenticateWorker(app, request);
    return Response.json(await heartbeat(app.deps, worker, await readBody(request, HeartbeatRequest)));
  },
  "GET commands": async (app, request) =>
    commandStream(app, await authenticateWorker(app, request), request.signal),
  "POST spool": async (app, request) => {
    await authenticateWorker(app, request);
    return Response.json(await takeSpool(app, request));
  },
  "POST reports": async (app, request) => {
    const worker = await authenticateWorker(app, request);
    return takeReports(app, worker, await readBody(request, ReportsRequest));
  },
  "POST calls/open": async (app, request) => {
    const worker = await authenticateWorker(app, request);
    return Response.json(await openCall(app.deps, app.log, worker, await readBody(request, OpenRequest)));
  },
  "POST calls/:call/tools": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    const body = await readBody(request, ToolRequest);
    const traceparent = request.headers.get("traceparent") ?? traceOfCall(callId);
    const attributes = { "call.id": callId, "tool.sequence": body.toolSequence };
    return Response.json(
      await inSpan("line tool", { traceparent, attributes }, () => runTool(app, worker, callId, body)),
    );
  },
  "POST calls/:call/events": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    return Response.json(await acceptEvents(app, worker, callId, await readBody(request, EventsRequest)));
  },
  "PUT calls/:call/snapshot": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    await saveSnapshot(app.deps, worker, callId, await readBody(request, SnapshotRequest));
    return new Response(null, { status: 204 });
  },
  "POST calls/:call/close": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    await closeCall(app.deps, app.log, worker, callId, await readBody(request, CloseRequest));
    return new Response(null, { status: 204 });
  },
  "POST calls/:call/recording": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    return Response.json(await beginRecording(app.deps, worker, callId, request));
  },
  "PATCH calls/:call/recording": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    return Response.json(await appendRecording(app.deps, worker, callId, request));
  },
  "POST calls/:call/recording/complete": async (app, request, callId) => {
    const worker = await authenticateWorker(app, request);
    const body = await readBody(request, UploadComplete);
    return Response.json(await completeRecording(app.deps, app.log, worker, callId, body));
  },
};

const CALL_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Serves `/api/line/{path}`. */
export function lineHandler(app: LineApp, request: Request, path: readonly string[]): Promise<Response> {
  return answering(app, async () => {
    const [area, id, ...rest] = path;
    const named = area === "calls" && id !== "open";
    if (named && !CALL_ID.test(id ?? "")) throw new LineRefusal("not_found", "There is no such call.");
    const pattern = named ? ["calls", ":call", ...rest].join("/") : path.join("/");
    const handler = routes[`${request.method} ${pattern}`];
    if (!handler) throw new LineRefusal("not_found", "There is no such endpoint.");
    return handler(app, request, named ? (id as string) : "");
  });
}
