import type { z } from "zod";
import { LINE_PROTOCOL, LINE_PROTOCOL_HEADER, LineError } from "@/server/line/contract";
import { LineAway, LineRefusal } from "./errors";

/** Largest answer the app may give, in bytes: an opening with its vocabulary is some 50 kB. */
const MAX_ANSWER_BYTES = 4 << 20;

export interface LineCall {
  method: "GET" | "POST" | "PUT" | "PATCH";
  path: string;
  bearer: string;
  json?: unknown;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
  signal: AbortSignal;
}

/**
 * One request to the app. Throws LineAway when nothing sensible came back (refused connection, time-out, 5xx, an
 * answer that is no JSON), LineRefusal when the app said no, and the signal's reason when the caller gave up.
 */
export async function callLine<S extends z.ZodType>(
  base: string,
  call: LineCall,
  schema: S,
): Promise<z.output<S>> {
  const response = await send(base, call);
  const text = await readText(response, call.signal);
  if (!response.ok) throw refusal(response.status, text);
  const parsed = schema.safeParse(text === "" ? undefined : parse(text));
  if (parsed.success) return parsed.data;
  throw new LineAway(`The app's answer to ${call.path.split("?")[0]} was not understood.`);
}

async function send(
  base: string,
  { method, path, bearer, json, bytes, headers, signal }: LineCall,
): Promise<Response> {
  const body = json !== undefined ? JSON.stringify(json) : bytes ? Buffer.from(bytes) : null;
  const type = json !== undefined ? "application/json" : "application/octet-stream";
  try {
    return await fetch(`${base}${path}`, {
      method,
      body,
      signal,
      headers: {
        authorization: `Bearer ${bearer}`,
        [LINE_PROTOCOL_HEADER]: String(LINE_PROTOCOL),
        ...(body ? { "content-type": type } : {}),
        ...headers,
      },
    });
  } catch (error) {
    throw away(error, signal);
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (Number(response.headers.get("content-length") ?? 0) > MAX_ANSWER_BYTES) {
    await response.body?.cancel();
    throw new LineAway("The app's answer is too long.");
  }
  try {
    return await response.text();
  } catch (error) {
    throw away(error, signal);
  }
}

/** Time-outs are the app's absence; any other abort is the caller's wish. */
function away(error: unknown, signal: AbortSignal): unknown {
  const reason = signal.aborted ? (signal.reason as unknown) : error;
  const timedOut = reason instanceof DOMException && reason.name === "TimeoutError";
  if (signal.aborted && !timedOut) return reason;
  return new LineAway(timedOut ? "The app did not answer in time." : "The app cannot be reached.", {
    cause: error,
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
