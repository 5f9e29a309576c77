import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "@/inngest/executor/testing/app";
import { localBrain } from "@/server/brain/local";
import { openWorld, seedHotel, type World } from "@/server/features/inventory/testing/hotel";
import { serveLine } from "@/server/features/line/testing/serve-line";
import { serveWebhook } from "@/server/features/line/testing/serve-webhook";
import { systemClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { TurnTiming } from "@/server/line/contract";
import { lineTools } from "@/server/line-tools";
import { putPolicy } from "@/server/testing/tool-call";
import { startTracing } from "@/server/tracing";
import type { Deps } from "@/server/verbs/ctx";
import { readWorkerEnv } from "@/voice-worker/env";
import { startRuntime } from "@/voice-worker/runtime";
import { textToTones } from "@/voice-worker/speech/testing/tone-modem";
import { playScript } from "@/voice-worker/testing/script";
import { TwilioCaller } from "@/voice-worker/testing/twilio-caller";
import { placeCall } from "@/voice-worker/testing/webhook";
import { fakeSpeech } from "@/voice-worker/testing/worker-harness";
import { runJobs } from "./testing/jobs";

const NUMBER = "+15550100177";
const GUEST = "+15550142277";
const STAGES = ["endpointing", "asr", "first_token", "tts", "heard"];

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  attributes: Record<string, unknown>;
}

/** What an OTLP collector takes: OTLP over HTTP as JSON (opentelemetry-proto, `trace/v1`). */
async function collector() {
  const spans: Span[] = [];
  let sent = "";
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    sent += body;
    for (const resource of JSON.parse(body).resourceSpans)
      for (const scope of resource.scopeSpans)
        for (const { startTimeUnixNano, endTimeUnixNano, attributes, ...span } of scope.spans)
          spans.push({
            ...span,
            from: Number(BigInt(startTimeUnixNano) / 1_000n) / 1_000,
            to: Number(BigInt(endTimeUnixNano) / 1_000n) / 1_000,
            attributes: Object.fromEntries(
              attributes.map((one: { key: string; value: object }) => [one.key, Object.values(one.value)[0]]),
            ),
          });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    sent: () => sent,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const close: (() => Promise<unknown>)[] = [];
let world: World;
let deps: Deps;
let hotel: { tenantId: string; hotelId: string };
beforeAll(async () => {
  world = await openWorld();
  close.push(() => world.close());
  deps = { ...world.deps, clock: systemClock };
  hotel = await seedHotel(world);
  const { tenantId, hotelId } = hotel;
  await world.db.withTenant(tenantId, (db) =>
    db.phoneNumber.create({ data: { tenantId, id: newId(), hotelId, e164: NUMBER } }),
  );
  await putPolicy(deps, hotel, "arrival_departure", { checkInFrom: "15:00", checkOutUntil: "11:00" });
});
afterAll(async () => {
  for (const task of close.splice(0).reverse()) await task();
});

/** The app's line, a worker of its own in this process, and the webhook: everything that tells spans. */
async function startLine(tracing: Awaited<ReturnType<typeof startTracing>>) {
  const line = await serveLine({ deps, log: silentLogger, tools: lineTools });
  close.push(() => line.stop());
  const folder = await mkdtemp(join(tmpdir(), "voicehive-trace-"));
  close.push(() => rm(folder, { recursive: true, force: true }));
  const env = readWorkerEnv({
    LINE_URL: line.url,
    WORKER_ENROLMENT_TOKEN: deps.keys.workerEnrolment,
    WORKER_PORT: "0",
    SPOOL_DIR: folder,
    SPEECH: "fake",
  });
  const speech = fakeSpeech();
  const runtime = await startRuntime({
    ...{ env, brain: localBrain, speech, log: silentLogger, version: "test", tracing },
  });
  close.push(() => runtime.close());
  await runtime.registered;
  const web = await serveWebhook(deps);
  close.push(() => web.stop());
  return { runtime, web };
}

/** A guest who speaks in tones asks one question and says goodbye; the record of the call, by its sid. */
async function call(url: string): Promise<string> {
  const placing = { url, authToken: deps.keys.twilioAuthToken, from: GUEST, to: NUMBER };
  const placed = await placeCall(placing);
  // Twilio asks again when an answer was lost: the same call, and no second root.
  await placeCall({ ...placing, callSid: placed.callSid });
  const { streamUrl, parameters, callSid } = placed;
  const caller = await TwilioCaller.connect({
    ...{ streamUrl, parameters, callSid, voice: async (text: string) => textToTones(text) },
  });
  const script = {
    ...{ name: "trace", about: "", opening: "What time is check in?", goodbye: "Goodbye." },
    cues: [{ when: /./, say: "No, that is all. Goodbye.", times: 1 }],
    done: /goodbye|thank you for calling/i,
  };
  expect(await playScript(caller, script, 60_000)).toMatchObject({ done: true });
  await until("the end of the call", async () => (await recordOf(callSid)).endedAt !== null, 20_000);
  return callSid;
}

const recordOf = (externalId: string) =>
  world.db.withTenant(hotel.tenantId, (db) =>
    db.call.findFirstOrThrow({
      where: { externalId },
      include: { turns: { orderBy: { ordinal: "asc" } }, toolCalls: true, recording: true },
    }),
  );

test("one trace spans webhook, worker, turns with their stages, tools in the app, and the job after the call", async () => {
  const otlp = await collector();
  close.push(() => otlp.stop());
  const tracing = await startTracing("voicehive", { endpoint: otlp.endpoint });
  close.push(async () => tracing?.stop());
  const jobs = await runJobs(deps, world.database.systemUrl);
  close.push(() => jobs.close());
  const { runtime, web } = await startLine(tracing);
  const callSid = await call(web.url);
  await until(
    "the summary and the recording",
    async () => {
      await jobs.relay();
      const { summary, recording } = await recordOf(callSid);
      return summary !== null && recording?.status === "ready";
    },
    20_000,
  );
  const record = await recordOf(callSid);
  const metrics = await (await fetch(`http://127.0.0.1:${runtime.port}/metrics`)).text();
  await tracing?.stop();

  const spans = otlp.spans.filter(({ attributes }) => attributes["worker.id"] || attributes["call.id"]);
  const ofCall = otlp.spans.filter(({ traceId }) => traceId === record.id.replaceAll("-", ""));
  // Nothing of the call is told anywhere else, and nothing else in its trace.
  expect(spans.filter(({ traceId }) => traceId !== ofCall[0]?.traceId)).toEqual([]);
  const named = (name: string) => ofCall.filter((span) => span.name === name);
  const under = (parent: Span | undefined) =>
    ofCall.filter(({ parentSpanId }) => parent && parentSpanId === parent.spanId);

  const [root, ...others] = ofCall.filter(({ parentSpanId }) => !parentSpanId);
  expect([root?.name, others]).toEqual(["webhook call.create", []]);
  const ids = new Set(ofCall.map(({ spanId }) => spanId));
  expect(ids.size).toBe(ofCall.length);
  expect(ofCall.filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId))).toEqual([]);
  expect(
    under(root)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["call", "job keep-recording", "job summarise-call", "webhook call.repeat"]);

  // The worker's call, and each turn of the guest with every stage, one after the other.
  const [worker] = named("call");
  expect(worker?.attributes).toMatchObject({ "call.id": record.id, "call.end_reason": "done" });
  const turns = under(worker).filter(({ name }) => name === "turn");
  const spoken = record.turns.filter(({ speaker, source }) => speaker === "guest" && source === "speech");
  expect(turns.map(({ attributes }) => attributes["turn.id"])).toEqual(spoken.map(({ turnId }) => turnId));
  for (const turn of turns) {
    const stages = under(turn).sort((a, b) => a.from - b.from || a.to - b.to);
    for (const stage of STAGES) expect(stages.map(({ name }) => name)).toContain(stage);
    expect(stages.at(-1)?.name).toBe("heard");
    for (const [i, stage] of stages.entries()) {
      expect(stage.from, stage.name).toBeGreaterThanOrEqual(turn.from - 1);
      expect(stage.to, stage.name).toBeLessThanOrEqual(turn.to + 1);
      expect(Math.abs(stage.from - (stages[i - 1]?.to ?? turn.from)), stage.name).toBeLessThan(2);
    }
  }

  // The app runs a tool while the worker waits for it; the answer leaves before the app's span ends.
  const inWorker = under(worker).filter(({ name }) => name.startsWith("tool "));
  const inApp = under(worker).filter(({ name }) => name === "line tool");
  expect(inApp).toHaveLength(record.toolCalls.length);
  expect(inWorker).toHaveLength(record.toolCalls.length);
  expect(inWorker.map(({ name }) => name)).toContain("tool get_policy");
  for (const tool of inApp)
    expect(inWorker.some(({ from, to }) => from <= tool.from + 5 && tool.from <= to)).toBe(true);
  const [job] = named("job summarise-call");
  expect(job?.from).toBeGreaterThanOrEqual((worker?.to ?? Number.POSITIVE_INFINITY) - 1);

  // The same stages are stored with the turn, and counted.
  const answer = record.turns.find(({ speaker, turnId }) => speaker === "line" && turnId === "t1");
  const timing = TurnTiming.parse(answer?.timing);
  for (const stage of ["endpointing", "recognise", "firstToken", "tool", "voice", "heard"] as const)
    expect(timing[stage], stage).toBeGreaterThan(0);
  for (const stage of ["endpointing", "recognise", "first_token", "tool", "voice", "total"])
    expect(metrics).toMatch(new RegExp(`voicehive_worker_turn_seconds_count\\{stage="${stage}"\\} [1-9]`));
  expect(metrics).toMatch(/voicehive_worker_heard_seconds_count\{cut="false"\} [1-9]/);

  // Nobody's words, numbers or answers left the process.
  expect(otlp.sent()).not.toMatch(/check.?in|three|15:00|5550142277/i);
}, 120_000);
