import { randomBytes } from "node:crypto";
import { Inngest } from "inngest";

/** How the process reaches what executes its functions. */
export interface JobsEndpoint {
  kind: "inngest" | "embedded";
  baseUrl?: string;
  eventKey?: string;
  signingKey?: string;
}

const EXTERNAL = [
  "INNGEST_EVENT_KEY",
  "INNGEST_SIGNING_KEY",
  "INNGEST_BASE_URL",
  "INNGEST_EVENT_API_BASE_URL",
  "INNGEST_DEV",
];
const shared = globalThis as { [key: symbol]: string | undefined };
const SECRET = Symbol.for("voicehive.jobs.secret");

/** A secret of this process alone is enough: an executor asks only the `serve()` of its own process. */
function processSecret(): string {
  shared[SECRET] ??= randomBytes(32).toString("hex");
  return shared[SECRET];
}

/**
 * Inngest (cloud, self-hosted or its dev server) when any INNGEST_* variable names it; else the executor embedded
 * in this process, on loopback and always signed, since the functions' endpoint can be reached from outside.
 */
export function jobsEndpoint(env: Readonly<Record<string, string | undefined>> = process.env): JobsEndpoint {
  if (EXTERNAL.some((name) => env[name])) return { kind: "inngest" };
  const origin = env.APP_INTERNAL_ORIGIN ?? `http://127.0.0.1:${env.PORT ?? "3000"}`;
  const secret = processSecret();
  return {
    kind: "embedded",
    baseUrl: `${origin}/api/jobs/`,
    eventKey: secret.slice(0, 32),
    signingKey: `signkey-embedded-${secret}`,
  };
}

const endpoint = jobsEndpoint();

/** The client every job function is made with. Checkpointing would bypass the executor's own memory of steps. */
export const inngest = new Inngest({
  id: "voicehive",
  checkpointing: false,
  ...(endpoint.kind === "embedded"
    ? {
        baseUrl: endpoint.baseUrl,
        eventKey: endpoint.eventKey,
        signingKey: endpoint.signingKey,
        isDev: false,
      }
    : {}),
});
