import { InMemorySpanExporter, type ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { afterEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { traceOfCall } from "@/server/kernel/trace-context";
import type { CallEvent, CallEventBody, CallOpening } from "@/server/line/contract";
import { startTracing, type Tracing, tracing } from "@/server/tracing";
import { sampleOpening } from "./testing/opening";
import { CallTracer } from "./tracing";

afterEach(() => tracing()?.stop());

const START = Date.parse("2026-03-01T10:00:00.000Z");
let sequence = 0;
const event = (ms: number, body: CallEventBody): CallEvent => ({
  sequence: ++sequence,
  at: new Date(START + ms).toISOString(),
  body,
});
const opening = (callId: string, epoch = 1): CallOpening => ({
  ...sampleOpening(new Date(START)),
  callId,
  epoch,
  traceparent: traceOfCall(callId),
});

async function trace(run: (tracer: CallTracer) => void): Promise<ReadableSpan[]> {
  const exporter = new InMemorySpanExporter();
  const on = (await startTracing("worker", { exporter })) as Tracing;
  sequence = 0;
  run(new CallTracer(on, () => START));
  let spans: ReadableSpan[] = [];
  exporter.shutdown = async () => {
    spans = [...exporter.getFinishedSpans()];
  };
  await on.stop();
  return spans;
}

const ms = ([seconds, nanos]: [number, number]): number => seconds * 1_000 + nanos / 1e6 - START;

test("a turn is a span with its stages end to end, then what was heard; no word of anybody is in it", async () => {
  const callId = newId();
  const events = () => [
    event(900, {
      type: "guest_turn",
      turnId: "t1",
      source: "speech",
      text: "Anna Meyer please",
      confidence: 1,
      startMs: 0,
      endMs: 900,
    }),
    event(1_800, {
      type: "tool",
      turnId: "t1",
      toolSequence: 1,
      name: "search_rooms",
      outcome: "ok",
      durationMs: 300,
      atMs: 1_800,
    }),
    event(2_000, {
      type: "timing",
      turnId: "t1",
      timing: { endpointing: 200, recognise: 100, think: 250, tool: 300, voice: 150, total: 1_000 },
      vendors: { asr: "deepgram", llm: "openai", tts: "elevenlabs" },
      atMs: 2_000,
    }),
    event(3_500, {
      type: "line_heard",
      turnId: "t1",
      heard: "Dear Anna Meyer",
      unheard: "",
      cut: false,
      atMs: 3_500,
    }),
    event(4_000, { type: "degraded", rung: "next_voice", vendor: "azure", on: true, atMs: 4_000 }),
    event(5_000, { type: "ended", reason: "done", atMs: 5_000 }),
  ];
  let header: string | undefined;
  const spans = await trace((tracer) => {
    tracer.opened(opening(callId));
    header = tracer.traceparent(callId);
    const told = events();
    tracer.events(callId, 1, told.slice(0, 4));
    // A batch that is sent again changes nothing.
    tracer.events(callId, 1, told);
    expect(tracer.traceparent(callId)).toBeUndefined();
  });
  const named = (name: string) => spans.filter((span) => span.name === name);
  const [call] = named("call");
  const [turn] = named("turn");
  expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(
    new Set([callId.replaceAll("-", "")]),
  );
  expect(header).toBe(`00-${call?.spanContext().traceId}-${call?.spanContext().spanId}-01`);
  expect(turn?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
  expect(turn?.attributes).toMatchObject({ "vendor.asr": "deepgram", "vendor.llm": "openai" });
  const stages = spans
    .filter((span) => span.parentSpanContext?.spanId === turn?.spanContext().spanId)
    .map((span) => [span.name, ms(span.startTime), ms(span.endTime)]);
  expect(stages).toEqual([
    ["endpointing", 1_000, 1_200],
    ["asr", 1_200, 1_300],
    ["llm", 1_300, 1_550],
    ["tools", 1_550, 1_850],
    ["tts", 1_850, 2_000],
    ["heard", 2_000, 3_500],
  ]);
  expect(named("tool search_rooms").map((span) => [ms(span.startTime), ms(span.endTime)])).toEqual([
    [1_500, 1_800],
  ]);
  expect(call?.events.map(({ attributes }) => attributes)).toEqual([
    { rung: "next_voice", on: true, vendor: "azure" },
  ]);
  expect(call?.attributes["call.end_reason"]).toBe("done");
  const kept = spans.map(({ name, attributes, events: noted }) => ({ name, attributes, noted }));
  expect(JSON.stringify(kept)).not.toMatch(/Anna|Meyer|please/);
});

test("an older epoch's events are nobody's; a call that is closed without its last event still ends", async () => {
  const callId = newId();
  const spans = await trace((tracer) => {
    tracer.opened(opening(callId, 2));
    tracer.events(callId, 1, [event(100, { type: "ended", reason: "worker_lost", atMs: 100 })]);
    expect(tracer.traceparent(callId)).toBeDefined();
    tracer.over(callId, 1);
    expect(tracer.traceparent(callId)).toBeDefined();
    tracer.over(callId, 2);
    tracer.events("unknown", 1, []);
  });
  expect(spans.map((span) => span.name)).toEqual(["call"]);
});
