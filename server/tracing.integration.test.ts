import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { InMemorySpanExporter } from "@opentelemetry/sdk-trace-base";
import { afterEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { traceOfCall } from "@/server/kernel/trace-context";
import { inSpan, pastSpan, startTracing, tracing } from "./tracing";

afterEach(() => tracing()?.stop());

/** Everything finished so far; `shutdown` would empty the memory. */
async function finished(exporter: InMemorySpanExporter) {
  const shutdown = exporter.shutdown.bind(exporter);
  let spans = exporter.getFinishedSpans();
  exporter.shutdown = () => {
    spans = exporter.getFinishedSpans();
    return shutdown();
  };
  await tracing()?.stop();
  return [...spans];
}

test("without a collector nothing is started and work is just done", async () => {
  expect(await startTracing("app", { endpoint: undefined })).toBeUndefined();
  expect(tracing()).toBeUndefined();
  expect(await inSpan("work", {}, async () => 7)).toBe(7);
  pastSpan("gone", { traceparent: traceOfCall(newId()), startedAt: 1, endedAt: 2 });
});

test("what belongs to a call shares its trace; nested work is a child; a failure tells its kind and no words", async () => {
  const exporter = new InMemorySpanExporter();
  await startTracing("app", { exporter });
  const callId = newId();
  const traceparent = traceOfCall(callId);
  const failing = inSpan("line tool", { traceparent }, () =>
    inSpan("inner", {}, async () => {
      throw new TypeError("Anna Meyer, room 12");
    }),
  );
  await expect(failing).rejects.toThrow("Anna");
  const times = { startedAt: 1_800_000_000_250, endedAt: 1_800_000_000_500 };
  pastSpan("webhook call.create", { traceparent, root: true, ...times });
  pastSpan("webhook call.repeat", { traceparent, ...times });
  const spans = await finished(exporter);
  const named = (name: string) => spans.find((span) => span.name === name);
  expect(spans.map((span) => span.spanContext().traceId)).toEqual(
    Array.from({ length: 4 }, () => callId.replaceAll("-", "")),
  );
  expect(named("inner")?.parentSpanContext?.spanId).toBe(named("line tool")?.spanContext().spanId);
  expect(named("inner")?.status).toMatchObject({ message: "TypeError" });
  expect(
    JSON.stringify(spans.map(({ status, attributes, events }) => ({ status, attributes, events }))),
  ).not.toMatch(/Anna|room/);
  // The making of the call is the very span that all others name as their parent.
  const root = named("webhook call.create");
  expect(root?.parentSpanContext).toBeUndefined();
  expect(traceparent).toContain(`-${root?.spanContext().spanId}-`);
  for (const name of ["line tool", "webhook call.repeat"])
    expect(named(name)?.parentSpanContext?.spanId, name).toBe(root?.spanContext().spanId);
  expect(new Set(spans.map((span) => span.spanContext().spanId)).size).toBe(4);
  expect(root?.startTime).toEqual([1_800_000_000, 250_000_000]);
});

test("a traceparent that names nothing begins a trace of its own", async () => {
  const exporter = new InMemorySpanExporter();
  await startTracing("app", { exporter });
  for (const traceparent of ["", "00-xyz-1-01", null, `00-${"0".repeat(31)}-${"1".repeat(16)}-01`])
    await inSpan("work", { traceparent }, async () => {});
  const spans = await finished(exporter);
  expect(spans).toHaveLength(4);
  expect(spans.every((span) => span.parentSpanContext === undefined)).toBe(true);
});

test("spans reach a collector over OTLP and HTTP when the process ends", async () => {
  const bodies: { path: string | undefined; body: string }[] = [];
  const collector = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    bodies.push({ path: request.url, body });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
  await startTracing("voicehive-app", { endpoint });
  await inSpan("line tool", { attributes: { "call.id": "c1" } }, async () => {});
  await tracing()?.stop();
  collector.close();
  expect(bodies.map(({ path }) => path)).toEqual(["/v1/traces"]);
  const sent = bodies[0]?.body ?? "";
  expect(sent).toContain("line tool");
  expect(sent).toContain("voicehive-app");
});

test("a collector that is away holds nothing up", async () => {
  await startTracing("app", { endpoint: "http://127.0.0.1:9" });
  await inSpan("work", {}, async () => {});
  await expect(tracing()?.stop()).resolves.toBeUndefined();
}, 15_000);
