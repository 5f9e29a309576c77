import type { z } from "zod";
import { LlmError, type LlmFailure } from "./port";

/** Deadlines of one request, in milliseconds. */
export interface LlmDeadlines {
  /** From the request to the first event of the stream. */
  firstMs: number;
  /** Between two events. */
  idleMs: number;
}
export const llmDeadlines: LlmDeadlines = { firstMs: 10_000, idleMs: 10_000 };

/**
 * Runs one vendor stream under deadlines. Aborting `signal` or leaving the loop closes the request; a stream that
 * falls silent fails. Throws the signal's reason, or an `LlmError`.
 */
export async function* underDeadlines<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  signal: AbortSignal,
  deadlines: LlmDeadlines,
): AsyncGenerator<T> {
  signal.throwIfAborted();
  const own = new AbortController();
  const follow = () => own.abort(signal.reason);
  signal.addEventListener("abort", follow, { once: true });
  let late = false;
  const expire = () => {
    late = true;
    own.abort();
  };
  let timer = setTimeout(expire, deadlines.firstMs);
  try {
    for await (const item of await open(own.signal)) {
      clearTimeout(timer);
      yield item;
      timer = setTimeout(expire, deadlines.idleMs);
    }
    // The SDKs end their loop quietly when a request is aborted.
    if (own.signal.aborted) throw new LlmError("unavailable", "The request was broken off.");
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (late) throw new LlmError("unavailable", "The vendor fell silent.");
    throw asLlmError(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", follow);
    own.abort();
  }
}

const byStatus = (status: number): LlmFailure => {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 429) return "rate_limited";
  return status === 408 || status === 409 || status >= 500 ? "unavailable" : "invalid";
};

/** What both `fetch` and Node's client tell of an answer's headers. */
interface Headed {
  get(name: string): string | null;
}

/** `retry-after` in seconds or as a date (RFC 9110, 10.2.3), or the vendors' own `retry-after-ms`. */
export function retryAfterMs(headers: Headed | undefined, now = Date.now()): number | undefined {
  const exact = headers?.get("retry-after-ms");
  if (exact && Number.isFinite(Number(exact))) return Math.max(0, Number(exact));
  const text = headers?.get("retry-after");
  if (!text) return undefined;
  const ms = Number.isFinite(Number(text)) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** An answer of another status than 2xx. Its body may quote the request, so nothing of it is passed on. */
export const refusedBy = (status: number, headers: Headed | undefined): LlmError =>
  new LlmError(byStatus(status), `The vendor answered ${status}.`, retryAfterMs(headers));

/** What a transport or an SDK threw; their messages may quote the request, so none is passed on. */
export function asLlmError(error: unknown): LlmError {
  if (error instanceof LlmError) return error;
  const { status, headers, code } = (error ?? {}) as { status?: unknown; headers?: unknown; code?: unknown };
  // Node's HTTP parser names its errors HPE_….
  if (error instanceof SyntaxError || (typeof code === "string" && code.startsWith("HPE_")))
    return new LlmError("garbage", "The vendor sent something unreadable.");
  if (typeof status !== "number") return new LlmError("unavailable", "The vendor cannot be reached.");
  return refusedBy(status, headers instanceof Headers ? headers : undefined);
}

/** One event by its schema; anything else is garbage. */
export function readEvent<S extends z.ZodType>(schema: S, event: unknown): z.output<S> {
  const parsed = schema.safeParse(event);
  if (!parsed.success) throw new LlmError("garbage", "The vendor sent an event of another shape.");
  return parsed.data;
}

/** The arguments of a tool call as a model wrote them; no arguments at all are `{}`. */
export function readArguments(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = json.trim() === "" ? {} : JSON.parse(json);
  } catch {
    throw new LlmError("garbage", "The arguments of a tool call are no JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LlmError("garbage", "The arguments of a tool call are no object.");
  return value as Record<string, unknown>;
}
