import { createPublicKey, randomBytes, verify } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import {
  HeartbeatRequest,
  LINE_PROTOCOL,
  LINE_PROTOCOL_HEADER,
  type LineError,
  OpenRequest,
  RegisterRequest,
  Report,
  ReportsRequest,
  UploadComplete,
} from "@/server/line/contract";
import { openSpool } from "@/server/line/spool-format";
import { LineAway, LineRefusal } from "../line/errors";
import { type DoubleCall, LineDouble } from "./line-double";

const MAX_BODY = 4 << 20;
const REGISTRATION_AGE_MS = 60_000;

type Handler = (request: Incoming) => Promise<unknown> | unknown;

interface Incoming {
  callId: string;
  url: URL;
  body: Buffer;
  json(): unknown;
  response: ServerResponse;
}

/** The double behind HTTP, as the app serves the contract: sessions, registration, commands, uploads, refusals. */
export class LineDoubleServer {
  readonly enrolmentToken = randomBytes(24).toString("base64url");
  readonly heartbeats: z.output<typeof HeartbeatRequest>[] = [];
  readonly registrations: z.output<typeof RegisterRequest>[] = [];
  heartbeatMs = 5_000;
  /** Answers every request with this instead, as a proxy or a broken app would. */
  fault: { status: number; body: string } | undefined;
  /** Requests that arrived, as `METHOD path`. */
  readonly requests: string[] = [];
  private readonly sessions = new Set<string>();
  private readonly nonces = new Set<string>();
  private readonly streams = new Set<ServerResponse>();
  private server: Server;
  private boundPort = 0;

  constructor(readonly double: LineDouble = new LineDouble()) {
    this.server = createServer((request, response) => void this.serve(request, response));
    double.onCommand((command) => {
      for (const stream of this.streams) stream.write(`data: ${JSON.stringify(command)}\n\n`);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.boundPort}`;
  }

  /** Starts on a free port, or again on the one it had. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.boundPort, "127.0.0.1", resolve));
    this.boundPort = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Goes away, as the app does on a restart: running requests are cut. */
  async stop(): Promise<void> {
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Forgets every session: workers must register again. */
  forgetSessions(): void {
    this.sessions.clear();
  }

  private readonly routes: Readonly<Record<string, Handler>> = {
    "POST /api/line/register": (request) => this.register(request),
    "POST /api/line/heartbeat": (request) => {
      this.heartbeats.push(HeartbeatRequest.parse(request.json()));
      return { session: this.newSession() };
    },
    "POST /api/line/calls/open": (request) => {
      const { token, resume } = OpenRequest.parse(request.json());
      return this.double.open(token, { resume });
    },
    "POST /api/line/reports": (request) => this.reports(request),
    "POST tools": ({ callId, json }) => this.double.tool(callId, json() as never),
    "POST events": ({ callId, json }) => this.double.events(callId, json() as never),
    "PUT snapshot": ({ callId, json }) => this.double.snapshot(callId, json() as never),
    "POST close": ({ callId, json }) => this.double.close(callId, json() as never),
    "POST recording": ({ callId, json }) => {
      const call = this.double.current(callId, z.object({ epoch: z.int() }).parse(json()).epoch);
      return stateOf(call);
    },
    "PATCH recording": ({ callId, url, body }) => {
      const call = this.double.current(callId, Number(url.searchParams.get("epoch")));
      this.double.append(call, Number(url.searchParams.get("offset")), body);
      return stateOf(call);
    },
    "POST recording/complete": ({ callId, json }) => {
      const { epoch, bytes, sha256 } = UploadComplete.parse(json());
      const call = this.double.current(callId, epoch);
      if (!this.double.completeRecording(call, bytes, sha256)) {
        throw new LineRefusal("invalid", "Length or digest do not fit the bytes that arrived.", 400);
      }
      return stateOf(call);
    },
    "GET /api/line/commands": ({ response }) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(": open\n\n");
      this.streams.add(response);
      response.on("close", () => this.streams.delete(response));
      return STREAMING;
    },
    "POST /api/line/spool": async ({ body }) => {
      const records = openSpool(this.double.sealPrivateKey, body);
      for (const record of records) {
        if (record.type === "events") await this.double.events(record.callId, record.request);
        else await this.double.close(record.callId, record.request);
      }
      return { applied: records.length };
    },
  };

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? "/", "http://double");
    this.requests.push(`${message.method} ${url.pathname}`);
    try {
      if (this.fault) return void response.writeHead(this.fault.status).end(this.fault.body);
      if (this.double.away) return void message.socket.destroy();
      const body = await readBody(message);
      const json = () => parseBody(body);
      const { handler, callId } = this.route(message, url);
      const result = await handler({ callId, url, body, json, response });
      if (result === STREAMING) return;
      if (result === undefined) return void response.writeHead(204).end();
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
    } catch (error) {
      answerError(response, message, error);
    }
  }

  private route(message: IncomingMessage, url: URL): { handler: Handler; callId: string } {
    const protocols = [LINE_PROTOCOL, LINE_PROTOCOL - 1].map(String);
    if (!protocols.includes(String(message.headers[LINE_PROTOCOL_HEADER]))) {
      throw new LineRefusal("protocol", `This app speaks line protocol ${LINE_PROTOCOL}.`, 400);
    }
    const bearer = /^Bearer (.+)$/.exec(message.headers.authorization ?? "")?.[1] ?? "";
    const known =
      url.pathname === "/api/line/register" ? bearer === this.enrolmentToken : this.sessions.has(bearer);
    if (!known) throw new LineRefusal("unauthenticated", "Register first.", 401);
    const parts = /^\/api\/line\/calls\/([0-9a-f-]{36})\/(.+)$/.exec(url.pathname);
    const handler = this.routes[`${message.method} ${parts?.[2] ?? url.pathname}`];
    if (!handler) throw new LineRefusal("not_found", "There is no such endpoint.", 404);
    return { handler, callId: parts?.[1] ?? "" };
  }

  private async reports({ json, response }: Incoming) {
    const { reports } = ReportsRequest.parse(json());
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    const take = async (given: unknown, place: number) => {
      try {
        const report = Report.parse(given);
        const taken = "events" in report ? await this.double.events(report.callId, report.events) : undefined;
        if ("snapshot" in report) await this.double.snapshot(report.callId, report.snapshot);
        response.write(`${JSON.stringify({ report: place, ...taken })}\n`);
      } catch (error) {
        if (error instanceof LineAway) return void response.destroy();
        const refused: LineError = { error: codeOf(error), message: "The report was refused." };
        response.write(`${JSON.stringify({ report: place, refused })}\n`);
      }
    };
    await Promise.all(reports.map(take));
    response.end();
    return STREAMING;
  }

  private register({ json }: Incoming) {
    const request = RegisterRequest.parse(json());
    const age = Math.abs(this.double.clock.now().getTime() - Date.parse(request.issuedAt));
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: request.publicKey }, format: "jwk" });
    const signed = Buffer.from(`${request.workerId}.${request.issuedAt}.${request.nonce}`);
    const good = verify(null, signed, key, Buffer.from(request.signature, "base64url"));
    if (!good || age > REGISTRATION_AGE_MS || this.nonces.has(request.nonce)) {
      throw new LineRefusal(
        "unauthenticated",
        "The registration is not fresh, or not signed with its key.",
        401,
      );
    }
    this.nonces.add(request.nonce);
    this.registrations.push(request);
    const { tokenKey, sealKey } = this.double;
    return { session: this.newSession(), heartbeatMs: this.heartbeatMs, tokenKey, sealKey };
  }

  private newSession(): string {
    const session = randomBytes(24).toString("base64url");
    this.sessions.add(session);
    return session;
  }
}

const STREAMING = Symbol("streaming");
const stateOf = ({ recording }: DoubleCall) => ({
  offset: recording.bytes.length,
  complete: recording.complete,
});

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new LineRefusal("invalid", "The body is too large.", 413);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new LineRefusal("invalid", "The body is not JSON.", 400);
  }
}

function answerError(response: ServerResponse, message: IncomingMessage, error: unknown): void {
  if (error instanceof LineAway) return void message.socket.destroy();
  const refused = error instanceof LineRefusal ? error : undefined;
  const code = codeOf(error);
  const status = refused?.status ?? (code === "invalid" ? 400 : 500);
  const body: LineError = { error: code, message: refused?.message ?? "The request was not understood." };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function codeOf(error: unknown): LineError["error"] {
  if (error instanceof LineRefusal) return error.code;
  return error instanceof z.ZodError ? "invalid" : "internal";
}
