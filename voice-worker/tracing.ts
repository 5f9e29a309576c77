import { type Context, type Span, trace } from "@opentelemetry/api";
import type { CallEvent, CallEventBody, CallOpening, TurnTiming } from "@/server/line/contract";
import { contextOf, type Tracing, traceparentOf } from "@/server/tracing";
import type { LineObserver } from "./line/observed-line";

type Timing = Extract<CallEventBody, { type: "timing" }>;

/** What a span of a turn is called, in the order the stages follow each other. */
const STAGES: readonly (readonly [keyof TurnTiming, string])[] = [
  ["endpointing", "endpointing"],
  ["recognise", "asr"],
  ["firstToken", "first_token"],
  ["think", "llm"],
  ["tool", "tools"],
  ["voice", "tts"],
];

/** A call that went elsewhere says no end: beyond this many the oldest is taken for over. */
const MAX_CALLS = 2_000;

interface TracedCall {
  epoch: number;
  /** Of the last event taken: repeats are passed over. */
  sequence: number;
  /** Events tell the app's time as it was when the opening left it; this much later it was here. Milliseconds. */
  lateMs: number;
  span: Span;
  context: Context;
  /** Turns whose answer is being heard. */
  turns: Map<string, { span: Span; context: Context; heardFrom: number }>;
}

/**
 * Makes spans of what calls tell as events anyway: a span a call, one a turn under it, one a stage under that. Turn ids,
 * vendors, tools and outcomes are attributes; what was said is not.
 */
export class CallTracer implements LineObserver {
  private readonly calls = new Map<string, TracedCall>();

  /** `clock` gives milliseconds since 1970. */
  constructor(
    private readonly tracing: Tracing,
    private readonly clock: () => number = Date.now,
  ) {}

  opened({ callId, epoch, traceparent, now }: CallOpening): void {
    this.calls.get(callId)?.span.end();
    const attributes = { "call.id": callId, "call.epoch": epoch };
    const parent = contextOf(traceparent);
    const startTime = this.clock();
    const span = this.tracing.tracer.startSpan("call", { attributes, startTime }, parent);
    const context = trace.setSpan(parent, span);
    const lateMs = startTime - Date.parse(now);
    this.calls.set(callId, { epoch, sequence: 0, lateMs, span, context, turns: new Map() });
    const [oldest] = this.calls;
    if (this.calls.size > MAX_CALLS && oldest) this.end(oldest[0], oldest[1], startTime);
  }

  /** What a request about this call says of its place in the trace. */
  traceparent(callId: string): string | undefined {
    const call = this.calls.get(callId);
    return call && traceparentOf(call.span);
  }

  events(callId: string, epoch: number, events: readonly CallEvent[]): void {
    const call = this.calls.get(callId);
    if (!call || call.epoch !== epoch) return;
    for (const { sequence, at, body } of events) {
      if (sequence <= call.sequence) continue;
      call.sequence = sequence;
      this.take(callId, call, body, Date.parse(at) + call.lateMs);
    }
  }

  /** The call is over or somebody else's, whatever events it still had. */
  over(callId: string, epoch: number): void {
    const call = this.calls.get(callId);
    if (call?.epoch === epoch) this.end(callId, call, this.clock());
  }

  private take(callId: string, call: TracedCall, body: CallEventBody, at: number): void {
    switch (body.type) {
      case "timing":
        return this.turn(call, body, at);
      case "tool":
        return this.tool(call.context, body, at);
      case "line_heard":
        return this.heard(call, body.turnId, body.cut, at);
      case "degraded":
        return void call.span.addEvent(
          "degraded",
          { rung: body.rung, on: body.on, ...(body.vendor ? { vendor: body.vendor } : {}) },
          at,
        );
      case "ended":
        call.span.setAttribute("call.end_reason", body.reason);
        return this.end(callId, call, at);
      default:
        return;
    }
  }

  /** The first sound of the answer is out: the stages before it are known, what is heard comes later. */
  private turn(call: TracedCall, { turnId, timing, vendors }: Timing, firstSoundAt: number): void {
    const startTime = firstSoundAt - timing.total;
    const attributes = {
      "turn.id": turnId,
      ...Object.fromEntries(
        Object.entries(vendors ?? {}).map(([port, vendor]) => [`vendor.${port}`, vendor]),
      ),
    };
    const span = this.tracing.tracer.startSpan("turn", { startTime, attributes }, call.context);
    const context = trace.setSpan(call.context, span);
    let at = startTime;
    for (const [stage, name] of STAGES) {
      const ms = timing[stage];
      if (ms === undefined) continue;
      this.tracing.tracer.startSpan(name, { startTime: at }, context).end(at + ms);
      at += ms;
    }
    call.turns.set(turnId, { span, context, heardFrom: firstSoundAt });
  }

  private heard(call: TracedCall, turnId: string, cut: boolean, at: number): void {
    const turn = call.turns.get(turnId);
    if (!turn) return;
    call.turns.delete(turnId);
    const options = { startTime: turn.heardFrom, attributes: { "heard.cut": cut } };
    this.tracing.tracer.startSpan("heard", options, turn.context).end(at);
    turn.span.end(at);
  }

  private tool(parent: Context, body: Extract<CallEventBody, { type: "tool" }>, at: number): void {
    const attributes = { "turn.id": body.turnId, "tool.name": body.name, "tool.outcome": body.outcome };
    const options = { startTime: at - body.durationMs, attributes };
    this.tracing.tracer.startSpan(`tool ${body.name}`, options, parent).end(at);
  }

  private end(callId: string, call: TracedCall, at: number): void {
    this.calls.delete(callId);
    for (const { span } of call.turns.values()) span.end(at);
    call.span.end(at);
  }
}
