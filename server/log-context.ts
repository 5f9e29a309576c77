import { AsyncLocalStorage } from "node:async_hooks";

/** What every log line of a request carries. */
export interface LogContext {
  requestId: string;
  /** 32 hex digits of W3C Trace Context, given by whoever asked or made here. */
  traceId: string;
  callId?: string;
}

// One a process, although Next copies modules between its bundles.
const KEY = Symbol.for("voicehive.log-context");
const place = globalThis as { [KEY]?: AsyncLocalStorage<LogContext> };

/** The running request's ids; pino adds them to each line. */
export const logContext = (): AsyncLocalStorage<LogContext> => (place[KEY] ??= new AsyncLocalStorage());
