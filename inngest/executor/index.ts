import { startExecutor as start } from "./executor";
import type { Executor, ExecutorOptions } from "./options";

export type { Executor, ExecutorOptions } from "./options";

// Next bundles routes and instrumentation apart: a module variable would be two. The process has one.
const registry = globalThis as { [key: symbol]: Executor | undefined };
const KEY = Symbol.for("voicehive.jobs.executor");

/** Starts this process's executor and makes it known to the routes. See ExecutorOptions. */
export function startExecutor(options: ExecutorOptions): Executor {
  const executor = start(options);
  registry[KEY] = executor;
  options.signal.addEventListener("abort", () => delete registry[KEY], { once: true });
  return executor;
}

const away = () =>
  Response.json(
    { status: 503, error: "Jobs are not running in this process. Send the events again.", ids: [] },
    { status: 503 },
  );

/** `POST /api/jobs/e/[key]`: hands the SDK's events to this process's executor. */
export const receiveJobEvents = async (request: Request, key: string): Promise<Response> =>
  registry[KEY]?.handlers.events(request, key) ?? away();

/** `POST /fn/register`: where the SDK's own sync reports functions. */
export const receiveJobRegistration = async (request: Request): Promise<Response> =>
  registry[KEY]?.handlers.register(request) ?? away();
