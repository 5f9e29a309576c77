import { join } from "node:path";
import type { Brain } from "@/server/brain/port";
import { Breakers } from "@/server/kernel/breaker";
import type { Logger } from "@/server/kernel/logger";
import type { Command, Line } from "@/server/line/contract";
import type { Tracing } from "@/server/tracing";
import type { Speech } from "./call/deps";
import { type CallRecording, noRecording } from "./call/recording";
import { SealedRecording } from "./call/sealed-recording";
import type { WorkerEnv } from "./env";
import { createHealth } from "./health";
import { backOff } from "./line/backoff";
import { LineClient } from "./line/client";
import { LineAway, LineRefusal } from "./line/errors";
import { loadIdentity } from "./line/identity";
import { LineLink } from "./line/link";
import { ObservedLine } from "./line/observed-line";
import { handOverOrphans } from "./line/orphans";
import { RecordingUploads, recordingFile } from "./line/recordings";
import { Spool } from "./line/spool";
import { SpoolingLine } from "./line/spooling-line";
import { createTokenVerifier, TokenError, type TokenVerifier } from "./line/token";
import { ToolBreakers } from "./line/tool-breakers";
import { FrameClock } from "./media/clock";
import { createMetrics, type WorkerMetrics } from "./metrics";
import { realTimers } from "./timing";
import { CallTracer } from "./tracing";
import { Worker } from "./worker";

/** After the last call, what is spooled or recorded gets this long to reach the app; the rest waits on the disk. */
const LAST_WORDS_MS = 10_000;
const POLL_MS = 50;
/** A guest whose connection breaks may come back for this long. */
const RETURN_MS = 30_000;

export interface RuntimeParts {
  env: WorkerEnv;
  brain: Brain;
  speech: Speech;
  log: Logger;
  version: string;
  /** Whether every engine has started; until then calls go to other workers, where there are any. Absent: none has to. */
  warm?(): boolean;
  /** Where spans of calls go; absent where nothing is traced. */
  tracing?: Tracing | undefined;
  /** Shared with other processes; this worker's own when absent. */
  breakers?: Pick<Breakers, "of">;
  /** Tells the worker's metrics of those circuit breakers. */
  watchBreakers?(changed: WorkerMetrics["breaker"]): void;
}

export interface Runtime {
  readonly port: number;
  /** Resolves once the app has registered this worker. */
  readonly registered: Promise<void>;
  /** No new calls; waits for the running ones up to the bound, tells the app, then closes everything. */
  drain(boundMs: number): Promise<void>;
  close(): Promise<void>;
}

/** What exists only after the app has answered for the first time. */
interface Linked {
  line: Line;
  spool: Spool;
  uploads: RecordingUploads;
}

/** Puts a worker together and starts it. The app may still be away: it is asked until it answers. */
export async function startRuntime(parts: RuntimeParts): Promise<Runtime> {
  const { env, brain, speech, log, version } = parts;
  const timers = realTimers;
  const warm = () => parts.warm?.() ?? true;
  const stop = new AbortController();
  const identity = await loadIdentity(join(env.SPOOL_DIR, "identity.json"));
  const recordings = join(env.SPOOL_DIR, "recordings");
  let linked: Linked | undefined;
  let verifier: TokenVerifier | undefined;
  let sealKey = "";
  let reachable = false;
  let worker: Worker | undefined;

  const readings = {
    active: () => worker?.load().active ?? 0,
    capacity: () => env.WORKER_CAPACITY,
    sockets: () => worker?.sockets ?? 0,
    queuedSpeechMs: () => worker?.queuedSpeechMs ?? 0,
    spoolBytes: () => linked?.spool.bytes ?? 0,
    spoolRecords: () => linked?.spool.size ?? 0,
    recordingsWaiting: () => linked?.uploads.size ?? 0,
    appReachable: () => reachable,
  };
  const { registry, meter, observer, breaker } = createMetrics(readings);
  parts.watchBreakers?.(breaker);
  const breakers = parts.breakers ?? new Breakers(timers.now, breaker);
  const tracer = parts.tracing && new CallTracer(parts.tracing);
  const health = createHealth(
    {
      worker: identity.workerId,
      registered: () => linked !== undefined,
      warm,
      appReachable: () => reachable,
      draining: () => worker?.load().draining ?? false,
      load: () => ({ active: readings.active(), capacity: env.WORKER_CAPACITY }),
      spoolRecords: readings.spoolRecords,
    },
    registry,
  );

  const running = await Worker.start({
    brain,
    speech,
    timers,
    frames: new FrameClock(timers),
    log,
    meter,
    returnMs: RETURN_MS,
    capacity: env.WORKER_CAPACITY,
    port: env.WORKER_PORT,
    handle: health.handle,
    get line() {
      if (!linked) throw new LineAway("The app has not answered yet.");
      return linked.line;
    },
    verifier() {
      if (!verifier) throw new TokenError("The app has not answered yet.");
      return verifier;
    },
    async record({ callId, epoch }, sampleRate, on): Promise<CallRecording> {
      if (!sealKey) return noRecording;
      const onFailure = (error: Error) => log.error({ callId, reason: error.message }, "recording failed");
      return new SealedRecording({
        file: recordingFile(recordings, callId, epoch),
        sealKey,
        sampleRate,
        on,
        onFailure,
      });
    },
    async keepRecording(_callId, _epoch, file) {
      linked?.uploads.add(file);
    },
  });
  worker = running;

  const client = new LineClient({
    url: env.LINE_URL.replace(/\/$/, ""),
    enrolmentToken: env.WORKER_ENROLMENT_TOKEN,
    identity,
    mediaUrl: env.WORKER_PUBLIC_URL?.replace(/\/$/, "") ?? `ws://127.0.0.1:${running.port}`,
    capacity: env.WORKER_CAPACITY,
    version,
    timers,
    log,
    traceparent: (callId) => tracer?.traceparent(callId),
    onRegistered: (reply) => {
      sealKey = reply.sealKey;
      void createTokenVerifier(reply.tokenKey).then((fresh) => {
        verifier = fresh;
      });
    },
  });

  const link = new LineLink({
    client,
    timers,
    log,
    load: () => {
      const { calls, active, capacity, draining } = running.load();
      return { calls, load: warm() ? Math.min(1, active / capacity) : 1, draining };
    },
    command: (command: Command) => {
      running.command(command);
    },
    reachable: (yes) => {
      reachable = yes;
      log.info({ url: env.LINE_URL }, yes ? "the app answers" : "the app is away; running calls go on");
    },
  });

  const background: Promise<void>[] = [link.run(stop.signal)];
  const registered = connect();

  async function connect(): Promise<void> {
    const reply = await untilRegistered(client, stop.signal, log);
    if (!reply) return;
    const spool = await Spool.open(join(env.SPOOL_DIR, "spool"), reply.sealKey);
    const tools = new ToolBreakers({ breakers, workerId: identity.workerId, reachable: () => reachable });
    const spooling = new SpoolingLine(client, spool, timers, log, tools);
    const line = new ObservedLine(spooling, tracer ? [observer, tracer] : [observer]);
    const uploads = new RecordingUploads(recordings, client, timers, log);
    await uploads.recover();
    verifier ??= await createTokenVerifier(reply.tokenKey);
    linked = { line, spool, uploads };
    background.push(
      spooling.run(stop.signal),
      uploads.run(stop.signal),
      handOverOrphans(spool, client, timers, log, stop.signal),
    );
    log.info({ workerId: identity.workerId, port: running.port }, "registered with the app");
  }

  const settle = async (): Promise<void> => {
    const until = Date.now() + LAST_WORDS_MS;
    while (reachable && Date.now() < until && readings.spoolRecords() + readings.recordingsWaiting() > 0) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      await running.close();
      await settle();
      stop.abort(new Error("The worker stops."));
      await registered.catch(() => {});
      await Promise.all(background);
      await linked?.spool.close();
      await speech.close();
      health.stop();
      registry.clear();
    })();
    return closing;
  };

  return {
    port: running.port,
    registered,
    close,
    async drain(boundMs) {
      const drained = running.drain(boundMs);
      if (linked) await link.beatNow(AbortSignal.timeout(2_000)).catch(() => {});
      await drained;
      await close();
    },
  };
}

/** Asks until the app answers; nothing when the worker stops first. Rejects when the app will never have us. */
async function untilRegistered(client: LineClient, signal: AbortSignal, log: Logger) {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      return await client.registered(signal);
    } catch (error) {
      if (error instanceof LineRefusal && error.code === "protocol") throw error;
      if (attempt % 10 === 0 && !signal.aborted) log.warn({ reason: String(error) }, "waiting for the app");
      await backOff(Math.min(attempt, 3), realTimers, signal);
    }
  }
  return undefined;
}
