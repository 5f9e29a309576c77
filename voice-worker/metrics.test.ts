import { expect, test } from "vitest";
import type { CallEvent, CallEventBody } from "@/server/line/contract";
import { createMetrics } from "./metrics";
import { sampleOpening } from "./testing/opening";

const readings = {
  active: () => 3,
  capacity: () => 10,
  sockets: () => 3,
  queuedSpeechMs: () => 1_500,
  spoolBytes: () => 0,
  spoolRecords: () => 0,
  recordingsWaiting: () => 0,
  appReachable: () => true,
};
const callId = sampleOpening(new Date()).callId;
const numbered = (bodies: CallEventBody[]): CallEvent[] =>
  bodies.map((body, index) => ({ sequence: index + 1, at: new Date().toISOString(), body }));

test("counts what calls tell, once, by vendor, stage and rung; labels stay few whatever vendors and tools are called", async () => {
  const { registry, meter, observer, breaker } = createMetrics(readings);
  observer.opened(sampleOpening(new Date()));
  const events = numbered([
    {
      type: "timing",
      turnId: "t1",
      timing: { endpointing: 350, recognise: 120, think: 300, voice: 140, total: 910 },
      vendors: { asr: "deepgram", llm: "openai", tts: "somebody's own voice" },
      atMs: 2_000,
    },
    { type: "line_heard", turnId: "t1", heard: "Yes.", unheard: "", cut: true, atMs: 3_500 },
    { type: "degraded", rung: "next_voice", vendor: "azure", on: true, atMs: 4_000 },
    { type: "degraded", rung: "next_voice", vendor: "azure", on: false, atMs: 5_000 },
  ]);
  observer.events(callId, 1, events);
  observer.events(callId, 1, events);
  observer.events(callId, 7, events);
  meter.turn({ endpointing: 350, recognise: 120, think: 300, voice: 140, total: 910 });
  meter.tool("search_rooms", "ok", 80);
  meter.tool("rm -rf", "ok", 80);
  meter.firstToken?.("openai", 220);
  meter.bargeIn();
  meter.falseBargeIn?.();
  meter.blockedClaim?.();
  meter.ended("failed", 45_000);
  breaker("llm:openai:hotel-1", "open");
  breaker("llm:openai:hotel-2", "open");
  breaker("llm:openai:hotel-2", "open");
  breaker("llm:openai:hotel-1", "closed");
  breaker("tts:azure:hotel-1", "half_open");
  breaker("line:tools:hotel-1", "open");
  breaker("line:tools:hotel-2", "open");
  breaker("line:app:worker-1", "open");
  const lines = (await registry.metrics()).split("\n");
  for (const line of [
    "voice_sessions_active 3",
    "voice_sessions_capacity 10",
    'voice_session_created_total{status="new"} 1',
    "voice_session_duration_seconds_sum 45",
    'voice_vendor_latency_seconds_sum{vendor="deepgram",operation="asr_final"} 0.12',
    'voice_vendor_latency_seconds_sum{vendor="other",operation="first_audio"} 0.14',
    'voice_vendor_latency_seconds_count{vendor="openai",operation="first_token"} 1',
    'voice_openai_latency_seconds_sum{operation="first_token"} 0.22',
    'voicehive_worker_turn_seconds_sum{stage="total"} 0.91',
    'voicehive_worker_heard_seconds_sum{cut="true"} 1.5',
    'voicehive_worker_degraded_total{rung="next_voice"} 1',
    'voice_errors_total{error_type="degraded",component="tts"} 1',
    'voice_errors_total{error_type="failed",component="call"} 1',
    'voice_tool_execution_total{tool_name="other",status="ok"} 1',
    'voicehive_worker_barge_ins_total{kind="real"} 1',
    'voicehive_worker_barge_ins_total{kind="false"} 1',
    "voicehive_worker_claims_blocked_total 1",
    'circuit_breaker_state{service="openai"} 1',
    'circuit_breaker_state{service="azure"} 0',
    'circuit_breaker_state{service="tools"} 2',
    'circuit_breaker_state{service="app"} 1',
  ])
    expect(lines, line).toContain(line);
});
