import {
  type Attributes,
  type Context,
  type ContextManager,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { SpanExporter } from "@opentelemetry/sdk-trace-base";

/** Spans that wait to be sent; the oldest are dropped beyond this. */
const QUEUE = 4_096;
const SEND_MS = 5_000;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export interface Tracing {
  readonly tracer: Tracer;
  readonly contexts: ContextManager;
  /** Starts the span that `traceparent` names: its ids are known to others before it exists. */
  startNamed(name: string, traceparent: string, options: SpanOptions): Span;
  /** Sends what waits and ends the exporter, within a few seconds. Never rejects. */
  stop(): Promise<void>;
}

// One a process, although Next copies modules between its bundles.
const KEY = Symbol.for("voicehive.tracing");
const place = globalThis as { [KEY]?: Tracing };

/** The process's tracing; undefined where nothing is exported. */
export const tracing = (): Tracing | undefined => place[KEY];

/**
 * Starts tracing when `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector (OTLP over HTTP); without it nothing is loaded and
 * every helper here is a plain call. No global provider is registered: only our own spans leave the process, and none
 * holds guest words, names or numbers.
 */
export async function startTracing(
  service: string,
  options: { endpoint?: string | undefined; exporter?: SpanExporter } = {
    endpoint: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  },
): Promise<Tracing | undefined> {
  if (!options.endpoint && !options.exporter) return undefined;
  const [
    { BasicTracerProvider, BatchSpanProcessor, RandomIdGenerator },
    { resourceFromAttributes },
    contexts,
  ] = await Promise.all([
    import("@opentelemetry/sdk-trace-base"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/context-async-hooks"),
  ]);
  const exporter = options.exporter ?? (await otlp(options.endpoint ?? ""));
  const processor = new BatchSpanProcessor(exporter, { maxQueueSize: QUEUE, exportTimeoutMillis: SEND_MS });
  const random = new RandomIdGenerator();
  // Set for the one synchronous start of a span whose ids are known.
  let named: SpanContext | undefined;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [processor],
    idGenerator: {
      generateTraceId: () => named?.traceId ?? random.generateTraceId(),
      generateSpanId: () => named?.spanId ?? random.generateSpanId(),
    },
  });
  const tracer = provider.getTracer("voicehive");
  const manager = new contexts.AsyncLocalStorageContextManager().enable();
  const started: Tracing = {
    tracer,
    contexts: manager,
    startNamed(name, traceparent, options) {
      named = trace.getSpanContext(contextOf(traceparent));
      const span = tracer.startSpan(name, options, ROOT_CONTEXT);
      named = undefined;
      return span;
    },
    async stop() {
      if (place[KEY] === started) delete place[KEY];
      await provider.shutdown().catch(() => {});
      manager.disable();
    },
  };
  place[KEY] = started;
  return started;
}

async function otlp(endpoint: string): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const url = `${endpoint.replace(/\/$/, "")}/v1/traces`;
  return new OTLPTraceExporter({ url, timeoutMillis: SEND_MS });
}

/** The context that a `traceparent` names; the empty one when it names none. */
export function contextOf(traceparent: string | null | undefined): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (!traceId || !spanId) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags ?? "00", 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** The `traceparent` that makes others children of this span. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** Runs `work` in a span: a child of the running one, else of `traceparent`. Its failure is noted by kind, not by words. */
export async function inSpan<T>(
  name: string,
  options: { traceparent?: string | null | undefined; attributes?: Attributes },
  work: () => Promise<T>,
): Promise<T> {
  const on = tracing();
  if (!on) return work();
  const active = on.contexts.active();
  const parent = trace.getSpan(active) ? active : contextOf(options.traceparent);
  const span = on.tracer.startSpan(name, { attributes: options.attributes ?? {} }, parent);
  try {
    return await on.contexts.with(trace.setSpan(parent, span), work);
  } catch (error) {
    const kind = error instanceof Error ? error.name : "Error";
    span.setStatus({ code: SpanStatusCode.ERROR, message: kind });
    throw error;
  } finally {
    span.end();
  }
}

/** A span for what is over already: under `traceparent`, or (`root`) the very one it names. Milliseconds since 1970. */
export function pastSpan(
  name: string,
  span: {
    traceparent: string;
    root?: boolean;
    attributes?: Attributes;
    startedAt: number;
    endedAt: number;
  },
): void {
  const on = tracing();
  if (!on) return;
  const { attributes = {}, startedAt: startTime, endedAt, traceparent, root } = span;
  const options = { attributes, startTime };
  const started = root
    ? on.startNamed(name, traceparent, options)
    : on.tracer.startSpan(name, options, contextOf(traceparent));
  started.end(endedAt);
}
