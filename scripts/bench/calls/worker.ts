import { createLogger } from "@/server/log";
import { readWorkerEnv } from "@/voice-worker/env";
import { startRuntime } from "@/voice-worker/runtime";
import { doubleBrain, doubleSpeech } from "./doubles";
import { Stamps } from "./stamps";

/** What the bench may ask of the worker process, and what it is told. */
export type Question = "stamps" | "census" | "end";
export interface Census {
  heapMb: number;
  rssMb: number;
  /** Open handles by kind, as Node counts them. */
  resources: Record<string, number>;
}

const MB = 1 << 20;

function census(): Census {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return { heapMb: heapUsed / MB, rssMb: rss / MB, resources };
}

/** A worker process whose speech and brain are doubles; everything else is what production runs. */
async function main(): Promise<void> {
  const stamps = new Stamps();
  const env = readWorkerEnv(process.env);
  const log = createLogger("bench-worker", { level: env.LOG_LEVEL });
  const runtime = await startRuntime({
    env,
    brain: doubleBrain(stamps),
    speech: doubleSpeech(stamps),
    log,
    version: "bench",
  });
  await runtime.registered;
  process.on("message", (question: Question) => {
    if (question === "stamps") process.send?.({ stamps: stamps.take() });
    else if (question === "census") process.send?.({ census: census() });
    else void runtime.close().then(() => process.exit(0));
  });
  process.on("disconnect", () => process.exit(0));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
