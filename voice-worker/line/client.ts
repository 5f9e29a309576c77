import { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import {
  CallOpening,
  type CloseRequest,
  type EventsReply,
  type EventsRequest,
  HeartbeatReply,
  type HeartbeatRequest,
  LINE_PROTOCOL,
  LINE_PROTOCOL_HEADER,
  type Line,
  type OpenOptions,
  OpenRequest,
  RegisterReply,
  type SnapshotRequest,
  type ToolRequest,
} from "@/server/line/contract";
import { SpoolReply } from "@/server/line/spool-format";
import { ToolResult } from "@/server/tools";
import type { Timers } from "../timing";
import { backOff } from "./backoff";
import { LineAway, LineRefusal } from "./errors";
import { type LineAsk, type LineCall, LineHttp } from "./http";
import { type Identity, proofOf } from "./identity";
import { Reports } from "./reports";
import { upload } from "./upload";

/** A tool and all its repeats; the guest hears fillers meanwhile, then that it will be done later. */
export const TOOL_DEADLINE_MS = 10_000;
const TOOL_ATTEMPT_MS = 8_000;
const REQUEST_MS = 5_000;
const REGISTER_MS = 5_000;
const anything = z.unknown();

export interface LineClientOptions {
  /** Origin of the app, for example `http://127.0.0.1:3000`. */
  url: string;
  enrolmentToken: string;
  identity: Identity;
  /** Where callers' media may connect, without a path. */
  mediaUrl: string;
  capacity: number;
  version: string;
  timers: Timers;
  log: Logger;
  now?: () => Date;
  /** Each registration, the first and every later one: the app's keys may have changed. */
  onRegistered?: (reply: z.output<typeof RegisterReply>) => void;
  /** W3C trace context of a call, sent with its tools. */
  traceparent?: (callId: string) => string | undefined;
}

/** The typed HTTP client of the line contract. Registers by itself, and again when its session is not known any more. */
export class LineClient implements Line {
  private registration: z.output<typeof RegisterReply> | undefined;
  private registering: Promise<z.output<typeof RegisterReply>> | undefined;

  private readonly http: LineHttp;
  private readonly reports: Reports;

  constructor(private readonly options: LineClientOptions) {
    this.http = new LineHttp(options.url);
    this.reports = new Reports({
      timers: options.timers,
      send: (body, onLine) => this.sendReports(body, onLine),
    });
  }

  get url(): string {
    return this.options.url;
  }

  /** What the app said at registration; registers when that has not happened yet. */
  registered(signal: AbortSignal): Promise<z.output<typeof RegisterReply>> {
    if (this.registration) return Promise.resolve(this.registration);
    this.registering ??= this.register(signal).finally(() => {
      this.registering = undefined;
    });
    return this.registering;
  }

  private async register(signal: AbortSignal): Promise<z.output<typeof RegisterReply>> {
    const { identity, mediaUrl, capacity, version, enrolmentToken, now = () => new Date() } = this.options;
    const { workerId, publicKey } = identity;
    const json = { workerId, publicKey, ...proofOf(identity, now()), mediaUrl, capacity, version };
    const call = {
      method: "POST" as const,
      path: "/api/line/register",
      bearer: enrolmentToken,
      json,
      signal,
      deadlineMs: REGISTER_MS,
    };
    const reply = await this.http.call(call, RegisterReply);
    this.registration = reply;
    this.options.onRegistered?.(reply);
    return reply;
  }

  async heartbeat(request: z.input<typeof HeartbeatRequest>, signal: AbortSignal): Promise<void> {
    const reply = await this.ask(
      { method: "POST", path: "/api/line/heartbeat", json: request, signal },
      HeartbeatReply,
    );
    if (this.registration) this.registration = { ...this.registration, session: reply.session };
  }

  open(token: string, options: OpenOptions): Promise<CallOpening> {
    const json = OpenRequest.parse({ token, resume: options.resume, ownSpeech: options.ownSpeech });
    return this.ask(
      { method: "POST", path: "/api/line/calls/open", json, signal: options.signal },
      CallOpening,
    );
  }

  /** Repeats the same numbered request while the app is away. Throws LineAway when the time for it is over. */
  async tool(callId: string, json: ToolRequest, signal: AbortSignal): Promise<ToolResult> {
    const all = AbortSignal.any([signal, AbortSignal.timeout(TOOL_DEADLINE_MS)]);
    const path = `/api/line/calls/${callId}/tools`;
    const traceparent = this.options.traceparent?.(callId);
    const headers: Record<string, string> = traceparent ? { traceparent } : {};
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.ask(
          { method: "POST", path, json, headers, signal: all, deadlineMs: TOOL_ATTEMPT_MS },
          ToolResult,
        );
      } catch (error) {
        if (!(error instanceof LineAway)) throw error;
        if (all.aborted || !(await backOff(attempt, this.options.timers, all))) throw error;
        this.options.log.warn(
          { callId, tool: json.name, attempt: attempt + 1 },
          "tool repeated: the app is away",
        );
      }
    }
  }

  async events(
    callId: string,
    events: z.input<typeof EventsRequest>,
    signal: AbortSignal,
  ): Promise<z.infer<typeof EventsReply>> {
    const { accepted } = await this.reports.tell({ callId, events }, signal);
    if (accepted === undefined) throw new LineAway("The app did not say which events are safe.");
    return { accepted };
  }

  async snapshot(
    callId: string,
    snapshot: z.input<typeof SnapshotRequest>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.reports.tell({ callId, snapshot }, signal);
  }

  private sendReports(json: string, onLine: (line: string) => void): Promise<void> {
    // Of many calls: none of them calls it back, and it has its deadline.
    const { signal } = new AbortController();
    const ask: LineAsk = { method: "POST", path: "/api/line/reports", text: json, signal };
    return this.inSession(ask, (call) => this.http.lines(call, onLine));
  }

  async close(callId: string, json: z.input<typeof CloseRequest>, signal: AbortSignal): Promise<void> {
    await this.ask({ method: "POST", path: `/api/line/calls/${callId}/close`, json, signal }, anything);
  }

  uploadRecording(callId: string, epoch: number, file: string, signal: AbortSignal): Promise<void> {
    return upload({ callId, epoch, file, signal, ask: (call, schema) => this.ask(call, schema) });
  }

  /** Hands over a sealed spool segment of a worker that died. */
  async spool(segment: Uint8Array, signal: AbortSignal): Promise<number> {
    const call = {
      method: "POST" as const,
      path: "/api/line/spool",
      bytes: segment,
      signal,
      deadlineMs: 30_000,
    };
    return (await this.ask(call, SpoolReply)).applied;
  }

  /** Opens the stream of commands; the body is an event stream. The caller ends it with the signal. */
  async commandStream(signal: AbortSignal): Promise<Response> {
    const { session } = await this.registered(signal);
    const headers = {
      authorization: `Bearer ${session}`,
      accept: "text/event-stream",
      [LINE_PROTOCOL_HEADER]: String(LINE_PROTOCOL),
    };
    const response = await fetch(`${this.options.url}/api/line/commands`, { headers, signal });
    if (response.ok && response.body) return response;
    await response.body?.cancel();
    if (response.status === 401) this.forget(session);
    throw new LineAway(`The command stream answered ${response.status}.`);
  }

  private ask<S extends z.ZodType>(request: LineAsk, schema: S): Promise<z.output<S>> {
    return this.inSession(request, (call) => this.http.call(call, schema));
  }

  private async inSession<T>(request: LineAsk, send: (call: LineCall) => Promise<T>): Promise<T> {
    const attempt = async () => {
      const { session } = await this.registered(request.signal);
      return [session, send({ deadlineMs: REQUEST_MS, ...request, bearer: session })] as const;
    };
    const [session, first] = await attempt();
    try {
      return await first;
    } catch (error) {
      if (!isSessionLost(error, request.path)) throw error;
      // The app was restarted or forgot us: introduce ourselves again and repeat once.
      this.forget(session);
      return await (await attempt())[1];
    }
  }

  private forget(session: string): void {
    if (this.registration?.session === session) this.registration = undefined;
  }
}

/** An `open` may be refused for its token; that is not about our session. */
const isSessionLost = (error: unknown, path: string): boolean =>
  error instanceof LineRefusal && error.code === "unauthenticated" && !path.endsWith("/open");
