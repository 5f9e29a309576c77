import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { openRecording } from "@/server/line/seal";
import { readWorkerEnv } from "./env";
import { readWav } from "./media/wav";
import { type Runtime, startRuntime } from "./runtime";
import { ScriptedBrain, say } from "./testing/fake-brain";
import { LineDouble } from "./testing/line-double";
import { LineDoubleServer } from "./testing/line-double-http";
import { TestPage } from "./testing/page";
import { fakeSpeech } from "./testing/worker-harness";

/** An app, a folder and workers of its own; tests side by side each close what is theirs, the last first. */
async function world({ onTestFinished: after }: Pick<TestContext, "onTestFinished">) {
  const double = new LineDouble({
    tools: (_call, { args }) => ({ ok: true, data: args, facts: [], say: "We are by the river.", next: [] }),
  });
  const app = await new LineDoubleServer(double).start();
  const directory = await mkdtemp(join(tmpdir(), "voicehive-worker-"));
  const brain = new ScriptedBrain(async function* (turn, io) {
    if (turn.text === "bye") {
      yield say("Goodbye.");
      yield { type: "end", reason: "done" };
    } else if (turn.text.startsWith("where")) {
      const result = await io.callTool("get_policy", { topic: "place", field: turn.text });
      yield say(result.ok ? result.say : result.ask);
    } else yield say(`You said ${turn.text}.`);
  });
  const settings = {
    LINE_URL: app.url,
    WORKER_ENROLMENT_TOKEN: app.enrolmentToken,
    WORKER_PORT: "0",
    SPOOL_DIR: directory,
    SPEECH: "fake",
    WORKER_CAPACITY: "2",
  };
  const start = async (warm = () => true): Promise<Runtime> => {
    const runtime = await startRuntime({
      env: readWorkerEnv(settings),
      brain,
      speech: fakeSpeech(),
      log: silentLogger,
      version: "test",
      warm,
    });
    after(() => runtime.close());
    return runtime;
  };
  after(() => rm(directory, { recursive: true, force: true }));
  after(() => app.stop());
  const call = async (runtime: Runtime, audio = false) => {
    const callId = newId();
    const page = await TestPage.call(
      `ws://127.0.0.1:${runtime.port}/media/browser`,
      await double.token({ callId }),
      { audio },
    );
    after(async () => page.socket.terminate());
    return { callId, page, record: () => double.call(callId) };
  };
  return { double, app, brain, start, call, directory };
}

const listening = (page: TestPage) => page.until("state", (message) => message.listening);

describe("a worker and the app over HTTP", () => {
  test("registers, beats, takes a call, runs a tool, tells everything, and is drained by SIGTERM's path", async (context) => {
    const { app, start, call } = await world(context);
    const runtime = await start();
    await runtime.registered;
    const { page, record } = await call(runtime);
    await listening(page);
    expect(await page.ask("where are you?")).toBe("We are by the river.");
    const drained = runtime.drain(5_000);
    await page.wait(
      () => app.heartbeats.some((beat) => beat.draining && beat.calls.length === 1),
      "the draining beat",
    );
    page.type("bye");
    await page.until("ended");
    await drained;
    expect(record().closed).toMatchObject({ reason: "done" });
    expect(record().events.map((event) => event.sequence)).toEqual(record().events.map((_, i) => i + 1));
    expect(record().tools).toHaveLength(1);
  });

  test("the app restarts in mid-call: the guest is kept, the tool waits or comes later, no event is lost", async (context) => {
    const { app, start, call, directory } = await world(context);
    const runtime = await start();
    await runtime.registered;
    const { page, record } = await call(runtime);
    await listening(page);
    await app.stop();
    expect(await page.ask("hello")).toBe("You said hello.");
    expect(await page.ask("still there")).toBe("You said still there.");
    page.type("bye");
    await page.until("ended");
    await page.wait(() => page.closed !== undefined, "the close");
    app.forgetSessions();
    await app.start();
    await page.wait(() => record().closed !== undefined, "the replay");
    expect(record().closed).toMatchObject({ reason: "done" });
    const guest = record().events.flatMap(({ body }) => (body.type === "guest_turn" ? [body.text] : []));
    expect(guest).toEqual(["hello", "still there", "bye"]);
    expect(record().events.map((event) => event.sequence)).toEqual(record().events.map((_, i) => i + 1));
    await runtime.close();
    expect((await readdir(join(directory, "spool"))).filter((name) => name.endsWith(".spool"))).toEqual([]);
  }, 20_000);

  // These two wait for seconds, for an app that is away and for a recording: side by side.
  test.concurrent("the spool of a process that died is handed over by the next one", async (context) => {
    const { app, start, call, directory } = await world(context);
    const first = await start();
    await first.registered;
    const { page, record } = await call(first);
    await listening(page);
    await app.stop();
    await page.ask("remember this");
    page.type("bye");
    await page.wait(() => page.closed !== undefined, "the close");
    await first.close();
    expect((await readdir(join(directory, "spool"))).length).toBe(1);
    await app.start();
    const second = await start();
    await second.registered;
    await page.wait(() => record().closed !== undefined, "the hand-over");
    const guest = record().events.flatMap(({ body }) => (body.type === "guest_turn" ? [body.text] : []));
    expect(guest).toEqual(["remember this", "bye"]);
  }, 20_000);

  test.concurrent("a call with sound is recorded in stereo, sealed, uploaded, and deleted here", async (context) => {
    const { double, start, call, directory } = await world(context);
    const runtime = await start();
    await runtime.registered;
    const { page, record } = await call(runtime, true);
    await listening(page);
    const tone = Int16Array.from({ length: 320 }, (_, i) => 3000 * Math.sin(i / 3));
    for (let i = 0; i < 60; i++) page.socket.send(Buffer.from(tone.buffer));
    await page.until("state", (message) => message.state === "listening");
    await page.hangUp();
    await page.wait(() => record().recording.complete, "the upload");
    const { sampleRate, channels } = readWav(openRecording(double.sealPrivateKey, record().recording.bytes));
    expect(sampleRate).toBe(16_000);
    expect(channels).toHaveLength(2);
    expect(channels[0]?.some((sample) => Math.abs(sample) > 1000)).toBe(true);
    expect(channels[1]?.some((sample) => Math.abs(sample) > 1000)).toBe(true);
    await page.wait(() => record().closed !== undefined, "the close");
    expect(record().closed).toMatchObject({ reason: "guest_hung_up", recording: true });
    await runtime.close();
    expect(await readdir(join(directory, "recordings"))).toEqual([]);
  }, 20_000);

  test("health, readiness and metrics tell how things are; a caller beyond the capacity is told", async (context) => {
    const { start, call } = await world(context);
    const runtime = await start();
    const get = (path: string) => fetch(`http://127.0.0.1:${runtime.port}${path}`);
    await runtime.registered;
    expect(await (await get("/health/live")).json()).toEqual({
      status: "healthy",
      worker: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await get("/health/ready")).status).toBe(200);
    const calls = [await call(runtime), await call(runtime)];
    for (const { page } of calls) await listening(page);
    expect((await get("/health/ready")).status).toBe(503);
    const { page } = await call(runtime);
    expect(await page.until("error")).toMatchObject({ code: "full" });
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toMatch(/voice_sessions_active 2/);
    expect(metrics).toMatch(/nodejs_eventloop_lag/);
    const health = (await (await get("/health")).json()) as { status: string };
    expect(["healthy", "degraded"]).toContain(health.status);
    expect((await get("/nothing")).status).toBe(404);
  });

  test("is not ready, and tells the app it has no room to spare, until its engines have started", async (context) => {
    const { app, start, call } = await world(context);
    let warm = false;
    app.heartbeatMs = 50;
    const runtime = await start(() => warm);
    const ready = () => fetch(`http://127.0.0.1:${runtime.port}/health/ready`);
    await runtime.registered;
    expect((await ready()).status).toBe(503);
    await expect.poll(() => app.heartbeats.at(-1)?.load).toBe(1);
    const { page } = await call(runtime);
    await listening(page);
    warm = true;
    expect((await ready()).status).toBe(200);
    await expect.poll(() => app.heartbeats.at(-1)?.load, { timeout: 5_000 }).toBe(0.5);
  }, 20_000);

  test("starts before the app does, and says that it is not ready", async (context) => {
    const { app, start, call } = await world(context);
    await app.stop();
    const runtime = await start();
    expect((await fetch(`http://127.0.0.1:${runtime.port}/health/ready`)).status).toBe(503);
    const early = await call(runtime);
    expect(await early.page.until("error")).toMatchObject({ code: "refused" });
    await app.start();
    await runtime.registered;
    const { page } = await call(runtime);
    await listening(page);
  }, 20_000);
});
