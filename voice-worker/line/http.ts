import { Agent, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import type { z } from "zod";
import { LINE_PROTOCOL, LINE_PROTOCOL_HEADER, LineError } from "@/server/line/contract";
import { LineAway, LineRefusal } from "./errors";

/** Largest answer the app may give, in bytes: an opening with its vocabulary is some 50 kB. */
const MAX_ANSWER_BYTES = 4 << 20;
/** A connection nobody uses is given up before the app does so: Node's servers do after 5 s. */
const IDLE_MS = 4_000;
const POOL = { keepAlive: true, timeout: IDLE_MS, scheduling: "lifo" } as const;

export interface LineCall {
  method: "GET" | "POST" | "PUT" | "PATCH";
  path: string;
  bearer: string;
  json?: unknown;
  /** JSON that is text already. */
  text?: string;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
  signal: AbortSignal;
  /** For the whole exchange. */
  deadlineMs: number;
}

/** A call as this worker's client asks for it; `deadlineMs` is for each attempt. */
export type LineAsk = Omit<LineCall, "bearer" | "deadlineMs"> & { deadlineMs?: number };

interface Answer {
  status: number;
  text: string;
}

/** The app's HTTP endpoint. Node's own client over kept connections: `fetch` takes four times the processor. */
export class LineHttp {
  private readonly agent: Agent;
  private readonly send: typeof requestHttp;
  private readonly address: { protocol: string; hostname: string; port: string };
  private readonly prefix: string;

  /** `base` is the app's origin, and a path where it does not stand at the root. */
  constructor(base: string) {
    const { protocol, hostname, port, pathname } = new URL(base);
    const isTls = protocol === "https:";
    this.agent = isTls ? new TlsAgent(POOL) : new Agent(POOL);
    this.send = isTls ? requestHttps : requestHttp;
    this.address = { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port };
    this.prefix = pathname.replace(/\/$/, "");
  }

  /**
   * One request to the app. Throws LineAway when nothing sensible came back (refused connection, time-out, 5xx, an
   * answer that is no JSON), LineRefusal when the app said no, and the signal's reason when the caller gave up.
   */
  async call<S extends z.ZodType>(call: LineCall, schema: S): Promise<z.output<S>> {
    const { status, text } = await this.exchange(call, this.agent);
    if (status < 200 || status > 299) throw refusal(status, text);
    const parsed = schema.safeParse(text === "" ? undefined : parse(text));
    if (parsed.success) return parsed.data;
    throw new LineAway(`The app's answer to ${call.path.split("?")[0]} was not understood.`);
  }

  /** The same for an answer of many lines, each told as it comes. A last line that is cut off is told too: it is no JSON. */
  async lines(call: LineCall, onLine: (line: string) => void): Promise<void> {
    const { status, text } = await this.exchange(call, this.agent, onLine);
    if (status < 200 || status > 299) throw refusal(status, text);
  }

  private exchange(call: LineCall, agent: Agent | false, onLine?: (line: string) => void): Promise<Answer> {
    const { method, signal, deadlineMs } = call;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(away(signal.reason, signal));
      const body = call.json === undefined ? (call.text ?? call.bytes) : JSON.stringify(call.json);
      const path = `${this.prefix}${call.path}`;
      const request = this.send({ ...this.address, path, method, headers: headersOf(call, body), agent });
      const settle = (act: () => void) => {
        clearTimeout(late);
        signal.removeEventListener("abort", giveUp);
        act();
      };
      const fail = (error: unknown) => {
        request.destroy();
        settle(() => reject(away(error, signal)));
      };
      const giveUp = () => fail(signal.reason);
      const late = setTimeout(() => fail(new DOMException("No answer in time.", "TimeoutError")), deadlineMs);
      signal.addEventListener("abort", giveUp, { once: true });
      request.on("response", (response) => {
        const status = response.statusCode ?? 0;
        const isGood = status >= 200 && status <= 299;
        const read = onLine && isGood ? readLines(response, onLine).then(() => "") : readText(response);
        read.then((text) => settle(() => resolve({ status, text })), fail);
      });
      request.on("error", (error: NodeJS.ErrnoException) => {
        // The app closed a kept connection just as it was used again: nothing was asked yet.
        const unasked = request.reusedSocket && error.code === "ECONNRESET" && agent && !signal.aborted;
        if (unasked) settle(() => resolve(this.exchange(call, false, onLine)));
        else fail(error);
      });
      request.end(body);
    });
  }
}

function headersOf(
  { bearer, headers }: LineCall,
  body: string | Uint8Array | undefined,
): Record<string, string | number> {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  return {
    authorization: `Bearer ${bearer}`,
    [LINE_PROTOCOL_HEADER]: String(LINE_PROTOCOL),
    ...(body === undefined ? {} : { "content-type": type, "content-length": Buffer.byteLength(body) }),
    ...headers,
  };
}

function readText(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    response.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes > MAX_ANSWER_BYTES) reject(new LineAway("The app's answer is too long."));
      else parts.push(part);
    });
    response.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    response.on("error", reject);
  });
}

async function readLines(response: IncomingMessage, onLine: (line: string) => void): Promise<void> {
  let rest = "";
  response.setEncoding("utf8");
  for await (const part of response) {
    const lines = (rest + String(part)).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_ANSWER_BYTES) throw new LineAway("The app's answer is too long.");
    for (const line of lines) onLine(line);
  }
  if (rest !== "") onLine(rest);
}

/** Time-outs are the app's absence; any other abort is the caller's wish. */
function away(error: unknown, signal: AbortSignal): unknown {
  const reason = signal.aborted ? (signal.reason as unknown) : error;
  const timedOut = reason instanceof DOMException && reason.name === "TimeoutError";
  if (signal.aborted && !timedOut) return reason;
  return new LineAway(timedOut ? "The app did not answer in time." : "The app cannot be reached.", {
    cause: error,
    unreached: !timedOut,
  });
}

function refusal(status: number, text: string): Error {
  const parsed = LineError.safeParse(parse(text));
  if (status >= 500 || status === 429 || !parsed.success) return new LineAway(`The app answered ${status}.`);
  return new LineRefusal(parsed.data.error, parsed.data.message, status);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
