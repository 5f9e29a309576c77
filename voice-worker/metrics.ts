import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { BreakerState } from "@/server/kernel/breaker";
import type { CallEventBody, TurnTiming } from "@/server/line/contract";
import { breakerMetric, vendorLabel } from "@/server/providers/breakers/metric";
import { isToolName } from "@/server/tools";
import type { CallMeter } from "./call/deps";
import type { LineObserver } from "./line/observed-line";

/** Seconds; fine where a guest notices, coarse beyond. */
const TURN_BUCKETS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 3, 5, 10];
const SESSION_BUCKETS = [30, 60, 120, 300, 600, 900];
const STAGES = {
  endpointing: "endpointing",
  recognise: "recognise",
  firstToken: "first_token",
  think: "think",
  tool: "tool",
  voice: "voice",
  network: "network",
  total: "total",
} as const satisfies Record<Exclude<keyof TurnTiming, "heard">, string>;
type Stage = keyof typeof STAGES;
const PART_OF_RUNG = {
  local_brain: "llm",
  next_ear: "asr",
  keys_only: "asr",
  next_voice: "tts",
  no_voice: "tts",
  tools_off: "tools",
  spooling: "app",
} as const;

/** What is read at the moment of a scrape. */
export interface Readings {
  active(): number;
  capacity(): number;
  sockets(): number;
  queuedSpeechMs(): number;
  spoolBytes(): number;
  spoolRecords(): number;
  recordingsWaiting(): number;
  appReachable(): boolean;
}

export interface WorkerMetrics {
  registry: Registry;
  meter: CallMeter;
  /** Counts what calls tell the app as events. */
  observer: LineObserver;
  /** A breaker changed, here or in another process; `key` is `port:vendor:…` or `line:tools:<hotel>`, `line:app:<worker>`. */
  breaker(key: string, state: BreakerState): void;
}

/**
 * The worker's Prometheus metrics, event-loop lag included. Sessions, tools, errors and breakers have the names of the
 * product's alert rules (`voice_…`, `circuit_breaker_state`); the rest starts with `voicehive_worker_`.
 */
export function createMetrics(readings: Readings): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addReadings(registry, readings);
  const { observe, meter } = callMetrics(registry);
  return { registry, meter, observer: createObserver(observe), breaker: breakerMetric(registry) };
}

function addReadings(registry: Registry, readings: Readings): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("voice_sessions_active", "Calls in progress.", readings.active);
  gauge("voice_sessions_capacity", "Calls this worker takes at most.", readings.capacity);
  const own = (name: string, help: string, read: () => number) =>
    gauge(`voicehive_worker_${name}`, help, read);
  own("sockets", "Open media sockets.", readings.sockets);
  own(
    "speech_queued_seconds",
    "Synthesised speech that waits to be played.",
    () => readings.queuedSpeechMs() / 1000,
  );
  own("spool_bytes", "Bytes that wait for the app.", readings.spoolBytes);
  own("spool_records", "Records that wait for the app.", readings.spoolRecords);
  own("recordings_waiting", "Recordings that wait to be uploaded.", readings.recordingsWaiting);
  own("app_reachable", "1 while the app answers.", () => Number(readings.appReachable()));
}

function callMetrics(registry: Registry) {
  const registers = [registry];
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets = TURN_BUCKETS) =>
    new Histogram({ name, help, labelNames, buckets, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const turns = histogram("voicehive_worker_turn_seconds", "How long a guest waited, by stage.", ["stage"]);
  const heard = histogram("voicehive_worker_heard_seconds", "From the first sound of a reply to its end.", [
    "cut",
  ]);
  const vendors = histogram(
    "voice_vendor_latency_seconds",
    "From the end of speech to the final (asr_final), from the request to the first token (first_token), from the first words to their first sound (first_audio).",
    ["vendor", "operation"],
  );
  const openai = histogram("voice_openai_latency_seconds", "First token of OpenAI's models.", ["operation"]);
  const tools = histogram(
    "voice_tool_execution_duration_seconds",
    "Tool calls at the line.",
    ["tool_name", "status"],
    [...TURN_BUCKETS, 30],
  );
  const toolCount = counter("voice_tool_execution_total", "Tool calls at the line.", ["tool_name", "status"]);
  const created = counter("voice_session_created_total", "Calls taken, new or resumed.", ["status"]);
  const duration = histogram("voice_session_duration_seconds", "How long calls were.", [], SESSION_BUCKETS);
  const calls = counter("voicehive_worker_calls_total", "Ended calls.", ["reason"]);
  const errors = counter("voice_errors_total", "What failed in calls.", ["error_type", "component"]);
  const degraded = counter("voicehive_worker_degraded_total", "Steps down the degradation ladder.", ["rung"]);
  const bargeIns = counter("voicehive_worker_barge_ins_total", "Interruptions by guests.", ["kind"]);
  const claims = counter("voicehive_worker_claims_blocked_total", "Claims without a fact, not spoken.", []);
  const meter: CallMeter = {
    turn(timing) {
      for (const [key, stage] of Object.entries(STAGES)) {
        const ms = timing[key as Stage];
        if (ms !== undefined) turns.observe({ stage }, ms / 1000);
      }
    },
    tool(name, outcome, ms) {
      const labels = { tool_name: isToolName(name) ? name : "other", status: outcome };
      tools.observe(labels, ms / 1000);
      toolCount.inc(labels);
    },
    bargeIn: () => bargeIns.inc({ kind: "real" }),
    falseBargeIn: () => bargeIns.inc({ kind: "false" }),
    firstToken(vendor, ms) {
      vendors.observe({ vendor: vendorLabel(vendor), operation: "first_token" }, ms / 1000);
      if (vendor === "openai") openai.observe({ operation: "first_token" }, ms / 1000);
    },
    blockedClaim: () => claims.inc(),
    ended(reason, ms) {
      calls.inc({ reason });
      duration.observe(ms / 1000);
      if (reason === "failed" || reason === "worker_lost")
        errors.inc({ error_type: reason, component: "call" });
    },
  };
  const observe = {
    created: (resumed: boolean) => created.inc({ status: resumed ? "resumed" : "new" }),
    heard: (ms: number, cut: boolean) => heard.observe({ cut: String(cut) }, ms / 1000),
    stepDown(rung: keyof typeof PART_OF_RUNG) {
      degraded.inc({ rung });
      errors.inc({ error_type: "degraded", component: PART_OF_RUNG[rung] });
    },
    vendors(timing: TurnTiming, { asr, tts }: { asr?: string | undefined; tts?: string | undefined }) {
      const see = (vendor: string | undefined, operation: string, ms: number | undefined) => {
        if (vendor && ms !== undefined)
          vendors.observe({ vendor: vendorLabel(vendor), operation }, ms / 1000);
      };
      see(asr, "asr_final", timing.recognise);
      see(tts, "first_audio", timing.voice);
    },
  };
  return { observe, meter };
}

/** Repeats of an event are passed over; calls that never end are forgotten beyond this. */
const MAX_CALLS = 5_000;

function createObserver(observe: ReturnType<typeof callMetrics>["observe"]): LineObserver {
  interface Seen {
    epoch: number;
    sequence: number;
    /** When the reply of a turn was first heard, by the call's clock. */
    firstSound: Map<string, number>;
  }
  const calls = new Map<string, Seen>();
  const take = (call: Seen, body: CallEventBody): void => {
    if (body.type === "degraded" && body.on) observe.stepDown(body.rung);
    else if (body.type === "timing") {
      observe.vendors(body.timing, body.vendors ?? {});
      call.firstSound.set(body.turnId, body.atMs);
    } else if (body.type === "line_heard") {
      const from = call.firstSound.get(body.turnId);
      call.firstSound.delete(body.turnId);
      if (from !== undefined) observe.heard(Math.max(0, body.atMs - from), body.cut);
    }
  };
  return {
    opened({ callId, epoch, resumed }) {
      observe.created(resumed !== undefined);
      calls.delete(callId);
      calls.set(callId, { epoch, sequence: 0, firstSound: new Map() });
      const [oldest] = calls.keys();
      if (calls.size > MAX_CALLS && oldest) calls.delete(oldest);
    },
    events(callId, epoch, events) {
      const call = calls.get(callId);
      if (call?.epoch !== epoch) return;
      for (const { sequence, body } of events) {
        if (sequence <= call.sequence) continue;
        call.sequence = sequence;
        take(call, body);
      }
    },
    over: (callId) => void calls.delete(callId),
  };
}
