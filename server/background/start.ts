import { inngest, jobsEndpoint } from "@/inngest/client";
import { type Executor, startExecutor } from "@/inngest/executor";
import { composition } from "@/server/composition";
import { live } from "@/server/live";
import { startChores } from "./chores";
import { startRelay } from "./relay";
import { startSealer } from "./sealer";

/** What runs behind the app in this process, for shutdown and health. */
export interface Background {
  jobs: "embedded" | "inngest";
  executor?: Executor;
  stop(): Promise<void>;
}

const KEY = Symbol.for("voicehive.background");
const place = globalThis as { [KEY]?: Background };

/** What runs behind the app, or undefined in a process that does not serve. */
export const background = (): Background | undefined => place[KEY];

const EXECUTOR_GRACE_MS = 2_000;

/** Starts relay, sealer, chores and, where no Inngest is configured, the executor. Once a process. */
export function startBackground(): Background {
  place[KEY] ??= begin();
  return place[KEY];
}

/** Its own connections: a busy executor must not keep the relay waiting, and the other way round. */
function beginExecutor(
  databaseUrl: string,
  log: ReturnType<typeof composition>["log"],
): Executor | undefined {
  const endpoint = jobsEndpoint();
  if (endpoint.kind !== "embedded" || !endpoint.baseUrl) return undefined;
  return startExecutor({
    databaseUrl,
    serveUrl: new URL("/api/inngest", endpoint.baseUrl).href,
    signal: new AbortController().signal,
    log: log.child({ part: "executor" }),
    graceMs: EXECUTOR_GRACE_MS,
    ...(endpoint.signingKey ? { signingKey: endpoint.signingKey } : {}),
    ...(endpoint.eventKey ? { eventKey: endpoint.eventKey } : {}),
  });
}

function begin(): Background {
  const { deps, env, log, close } = composition();
  const executor = beginExecutor(env.DATABASE_SYSTEM_URL, log);
  const relay = startRelay({
    pool: deps.system.pool,
    clock: deps.clock,
    log: log.child({ part: "relay" }),
    send: (events) => inngest.send(events),
  });
  const sealer = startSealer({ pool: deps.system.pool, log: log.child({ part: "sealer" }) });
  const chores = startChores(deps, log.child({ part: "chores" }));
  // What a running call only shows has no outbox row and comes often.
  const forget = live().hub.onPublish((events) => {
    if (events.some(([name]) => name !== "call.progressed")) relay.wakeUp();
  });
  void live().start();
  log.info({ jobs: executor ? "embedded" : "inngest" }, "background work started");
  return {
    jobs: executor ? "embedded" : "inngest",
    ...(executor ? { executor } : {}),
    async stop() {
      forget();
      await Promise.all([relay.stop(), sealer.stop(), chores.stop()]);
      await executor?.stop();
      await close();
    },
  };
}
