import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CallMeter } from "./call/deps";

/** Seconds; fine where a guest notices, coarse beyond. */
const TURN_BUCKETS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 3, 5, 10];
const STAGES = ["endpointing", "recognise", "think", "tool", "voice", "network", "total"] as const;

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
}

/** The worker's Prometheus metrics, event-loop lag included. Names start with `voicehive_worker_`. */
export function createMetrics(readings: Readings): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `voicehive_worker_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("calls_active", "Calls in progress.", readings.active);
  gauge("calls_capacity", "Calls this worker takes at most.", readings.capacity);
  gauge("sockets", "Open media sockets.", readings.sockets);
  gauge(
    "speech_queued_seconds",
    "Synthesised speech that waits to be played.",
    () => readings.queuedSpeechMs() / 1000,
  );
  gauge("spool_bytes", "Bytes that wait for the app.", readings.spoolBytes);
  gauge("spool_records", "Records that wait for the app.", readings.spoolRecords);
  gauge("recordings_waiting", "Recordings that wait to be uploaded.", readings.recordingsWaiting);
  gauge("app_reachable", "1 while the app answers.", () => Number(readings.appReachable()));
  const turns = new Histogram({
    name: "voicehive_worker_turn_seconds",
    help: "How long a guest waited, by stage.",
    labelNames: ["stage"],
    buckets: TURN_BUCKETS,
    registers: [registry],
  });
  const tools = new Histogram({
    name: "voicehive_worker_tool_seconds",
    help: "Tool calls at the line.",
    labelNames: ["tool", "outcome"],
    buckets: TURN_BUCKETS,
    registers: [registry],
  });
  const registers = [registry];
  const calls = new Counter({
    name: "voicehive_worker_calls_total",
    help: "Ended calls.",
    labelNames: ["reason"],
    registers,
  });
  const bargeIns = new Counter({
    name: "voicehive_worker_barge_ins_total",
    help: "Interruptions by guests.",
    registers,
  });
  const meter: CallMeter = {
    turn(timing) {
      for (const stage of STAGES) {
        const ms = timing[stage];
        if (ms !== undefined) turns.observe({ stage }, ms / 1000);
      }
    },
    tool: (tool, outcome, ms) => tools.observe({ tool, outcome }, ms / 1000),
    bargeIn: () => bargeIns.inc(),
    ended: (reason) => calls.inc({ reason }),
  };
  return { registry, meter };
}
