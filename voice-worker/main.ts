import { createLlmBrain } from "@/server/brain/llm";
import { localBrain } from "@/server/brain/local";
import type { BreakerState } from "@/server/kernel/breaker";
import { createLogger } from "@/server/log";
import { createBreakers } from "@/server/providers/breakers";
import { llmOf } from "@/server/providers/llm";
import { startTracing } from "@/server/tracing";
import { readWorkerEnv } from "./env";
import { startRuntime } from "./runtime";
import { createSpeech } from "./speech-engines";
import { realTimers } from "./timing";

const VERSION = "0.1.0";
const WARM_UP_MS = 60_000;
/** For the voice's engine to start, before any call is taken: a second, several on a busy machine. */
const VOICE_MS = 15_000;

/** Composition and signals of a worker process: SIGTERM and SIGINT drain it, a second one ends it at once. */
async function main(): Promise<void> {
  const env = readWorkerEnv(process.env);
  const log = createLogger("voice-worker", { level: env.LOG_LEVEL });
  let watch: (key: string, state: BreakerState) => void = () => {};
  const shared = createBreakers(
    env.REDIS_URL,
    realTimers.now,
    (reason) => log.warn({ reason }, "circuit breakers are not shared"),
    (key, state) => watch(key, state),
  );
  const speech = createSpeech(env.SPEECH, { breakers: shared.breakers, rivaUrl: env.RIVA_URL, log });
  const notWarm = (error: unknown) => log.warn({ reason: String(error) }, "the voice is not warm");
  const voiced = speech.voiced(AbortSignal.timeout(VOICE_MS)).catch(notWarm);
  const tracing = await startTracing("voicehive-worker");
  const brain = createLlmBrain({ llmOf, breakers: shared.breakers, local: localBrain, timers: realTimers });
  const watchBreakers = (changed: typeof watch) => {
    watch = changed;
  };
  await voiced;
  const { breakers } = shared;
  let warm = false;
  const runtime = await startRuntime({
    ...{ env, brain, speech, log, version: VERSION, tracing, breakers, watchBreakers },
    warm: () => warm,
  });
  log.info({ port: runtime.port, speech: env.SPEECH }, "the voice worker listens");
  // An engine that cannot be warmed keeps nobody out: calls have other steps of the ladder.
  const warmed = speech.warm(AbortSignal.timeout(WARM_UP_MS)).catch(notWarm);
  void warmed.then(() => {
    warm = true;
  });

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, "draining");
    const drained = runtime.drain(env.WORKER_DRAIN_SECONDS * 1000).then(() => tracing?.stop());
    drained.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ reason: String(error) }, "the drain failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // One call's fault is not the others': what reaches this is logged and survived.
  process.on("unhandledRejection", (error) => log.error({ reason: String(error) }, "unhandled rejection"));
  runtime.registered.catch((error: unknown) => {
    log.error({ reason: String(error) }, "the app does not take this worker");
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
