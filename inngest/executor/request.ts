import { z } from "zod";
import { canonicalJson } from "@/server/kernel/json";
import type { Job } from "./claim";
import { type FunctionConfig, maxAttempts, Op, type RunRow } from "./protocol";
import { sign, verify } from "./signature";

/** What the function answered, in our terms. */
export type Reply =
  | { kind: "done"; output: unknown }
  | { kind: "ops"; ops: Op[]; retriable: boolean; retryAt: Date | null }
  | { kind: "error"; error: unknown; retriable: boolean; retryAt: Date | null };

export interface Endpoint {
  /** Where the SDK's `serve()` listens, e.g. http://127.0.0.1:3000/api/inngest. */
  serveUrl: string;
  signingKey?: string | undefined;
  /** Milliseconds one request may take. */
  requestTimeoutMs: number;
}

const Ops = z.union([z.array(Op), Op.transform((op) => [op])]);
const SDK_VERSION_HEADER = "2";

/** `Retry-After` as an instant: seconds or an HTTP or ISO date; null when absent or unreadable. */
function retryAfter(header: string | null, now: Date): Date | null {
  if (!header) return null;
  const at = /^\d+(\.\d+)?$/.test(header)
    ? new Date(now.getTime() + Number(header) * 1000)
    : new Date(header);
  return Number.isNaN(at.getTime()) ? null : at;
}

const failure = (name: string, message: string): Reply => ({
  kind: "error",
  error: { name, message },
  retriable: true,
  retryAt: null,
});

/** The body of one request: the event, what is remembered, and where in its attempts the step is. */
function bodyOf(
  job: Job,
  run: RunRow,
  config: FunctionConfig,
  steps: readonly { id: string; result: unknown }[],
): string {
  return canonicalJson({
    version: 2,
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(steps.map((step) => [step.id, step.result])),
    ctx: {
      run_id: run.id,
      attempt: job.attempt,
      max_attempts: maxAttempts(config),
      disable_immediate_execution: run.parallel,
      use_api: false,
      stack: { stack: steps.map((step) => step.id), current: steps.length },
    },
  });
}

/** Asks the function for its next step. Never rejects: what goes wrong on the way is a retriable error. */
export async function callFunction(
  endpoint: Endpoint,
  job: Job,
  run: RunRow,
  config: FunctionConfig,
  steps: readonly { id: string; result: unknown }[],
  now: Date,
  signal: AbortSignal,
): Promise<Reply> {
  const body = bodyOf(job, run, config, steps);
  const url = new URL(endpoint.serveUrl);
  url.searchParams.set("fnId", job.function_id);
  url.searchParams.set("stepId", job.step_id);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "error",
      headers: {
        "content-type": "application/json",
        "x-inngest-req-version": SDK_VERSION_HEADER,
        "x-inngest-server-kind": endpoint.signingKey ? "cloud" : "dev",
        ...(endpoint.signingKey ? { "x-inngest-signature": sign(body, endpoint.signingKey) } : {}),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(endpoint.requestTimeoutMs)]),
    });
    const text = await response.text();
    const { signingKey } = endpoint;
    if (
      signingKey &&
      response.status !== 401 &&
      !verify(response.headers.get("x-inngest-signature"), text, signingKey)
    ) {
      return failure(
        "SignatureError",
        `An answer with status ${response.status} was not signed with our key.`,
      );
    }
    return toReply(response, text, now);
  } catch (error) {
    return failure("NetworkError", error instanceof Error ? error.message : String(error));
  }
}

function toReply(response: Response, text: string, now: Date): Reply {
  const content: unknown = text === "" ? null : JSON.parse(text);
  const retriable = response.headers.get("x-inngest-no-retry") !== "true";
  const retryAt = retryAfter(response.headers.get("retry-after"), now);
  if (response.status === 200) return { kind: "done", output: content };
  if (response.status === 206) return { kind: "ops", ops: Ops.parse(content), retriable, retryAt };
  const error = content ?? {
    name: "Error",
    message: `The function answered with status ${response.status}.`,
  };
  return { kind: "error", error, retriable, retryAt };
}
