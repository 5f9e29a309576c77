import type { Clock } from "@/server/kernel/clock";
import type { Logger } from "@/server/kernel/logger";
import type { Backoff } from "./apply";
import type { IncomingEvent } from "./protocol";

export interface ExecutorOptions {
  /** A connection of role voicehive_system. */
  databaseUrl: string;
  /** This process's own `serve()` endpoint. */
  serveUrl: string;
  signal: AbortSignal;
  log: Logger;
  clock?: Clock;
  /** With it, requests and answers are signed both ways; the SDK must run in cloud mode with the same key. */
  signingKey?: string;
  /** With it, only events sent under this key are taken. */
  eventKey?: string;
  /** Requests under way at once in this process. */
  concurrency?: number;
  /** Milliseconds between looks when there is nothing to do. */
  pollMs?: number;
  /** Milliseconds a claim outlives the process that made it. */
  leaseMs?: number;
  requestTimeoutMs?: number;
  /** Milliseconds `stop` lets requests finish. */
  graceMs?: number;
  backoff?: Backoff;
}

export interface Executor {
  /** Stores events and answers their ids; an id seen before changes nothing. Throws a ZodError on what is no event. */
  send(events: IncomingEvent | readonly IncomingEvent[]): Promise<string[]>;
  handlers: {
    /** Mounted at `POST /api/jobs/e/[key]`. */
    events(request: Request, key: string): Promise<Response>;
    /** Mounted at `POST /fn/register`. */
    register(request: Request): Promise<Response>;
  };
  /** Stops claiming, lets requests finish, gives the rest back, closes the pool. Idempotent. */
  stop(): Promise<void>;
}
