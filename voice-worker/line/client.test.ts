import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { CallEvent, Command } from "@/server/line/contract";
import { CallLog } from "../call/call-log";
import { LineDouble } from "../testing/line-double";
import { LineDoubleServer } from "../testing/line-double-http";
import { ManualTimers, settle } from "../testing/manual-timers";
import { realTimers } from "../timing";
import { LineClient } from "./client";
import { LineAway, LineRefusal } from "./errors";
import { loadIdentity, newIdentity } from "./identity";
import { LineLink } from "./link";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

const never = new AbortController().signal;

async function world() {
  let calls = 0;
  const double = new LineDouble({
    tools: () => ({ ok: true, data: { count: ++calls }, facts: [], say: "Done.", next: [] }),
  });
  const app = await new LineDoubleServer(double).start();
  cleanUp.push(() => app.stop());
  const client = new LineClient({
    url: app.url,
    enrolmentToken: app.enrolmentToken,
    identity: newIdentity(),
    mediaUrl: "ws://127.0.0.1:1",
    capacity: 3,
    version: "test",
    timers: realTimers,
    log: silentLogger,
  });
  const open = async () => {
    const callId = newId();
    return client.open(await double.token({ callId }), { resume: true, signal: never });
  };
  return { double, app, client, open };
}

const tool = (epoch: number) => ({
  epoch,
  turnId: "t1",
  toolSequence: 1,
  atMs: 0,
  name: "get_policy",
  args: { topic: "place" },
});

describe("the line client", () => {
  test("registers by itself, once, however many ask at the same time", async () => {
    const { app, open } = await world();
    const openings = await Promise.all([open(), open(), open()]);
    expect(openings.map(({ epoch }) => epoch)).toEqual([1, 1, 1]);
    expect(app.registrations).toHaveLength(1);
    expect(app.registrations[0]).toMatchObject({ capacity: 3, version: "test" });
  });

  test("an app that forgot its sessions is introduced to again, unseen by the caller", async () => {
    const { app, client, open } = await world();
    const { callId, epoch } = await open();
    app.forgetSessions();
    await client.events(callId, { epoch, events: [] }, never);
    expect(app.registrations).toHaveLength(2);
  });

  test("a tool is repeated with the same number until the app is back, and done once", async () => {
    const { app, double, client, open } = await world();
    const { callId, epoch } = await open();
    await app.stop();
    const result = client.tool(callId, tool(epoch), never);
    await app.start();
    expect(await result).toMatchObject({ ok: true, data: { count: 1 } });
    expect(await client.tool(callId, tool(epoch), never)).toMatchObject({
      data: { count: 1 },
      repeated: true,
    });
    expect(double.call(callId).tools.map(({ request }) => request.toolSequence)).toEqual([1, 1]);
  });

  test("errors keep their kind: refused, away, or given up by the caller", async () => {
    const { app, client, open } = await world();
    const { callId } = await open();
    await expect(client.events(callId, { epoch: 9, events: [] }, never)).rejects.toMatchObject({
      name: "LineRefusal",
      code: "stale_epoch",
    });
    await expect(client.tool(callId, tool(9), never)).rejects.toBeInstanceOf(LineRefusal);
    const bodies = ["<html>bad gateway</html>", "", "{}", "null", "x".repeat(100)];
    for (const [i, body] of bodies.entries()) {
      app.fault = { status: i % 2 ? 502 : 200, body };
      await expect(
        client
          .close(newId(), { epoch: 1 } as never, never)
          .then(() => client.events(callId, { epoch: 1, events: [] }, never)),
      ).rejects.toBeInstanceOf(LineAway);
    }
    app.fault = undefined;
    const abort = new AbortController();
    abort.abort(new Error("the call is over"));
    await expect(client.events(callId, { epoch: 1, events: [] }, abort.signal)).rejects.toThrow(
      "the call is over",
    );
  });

  test("an upload goes on from where the app already is, and is complete only with its digest", async () => {
    const { double, client, open } = await world();
    const { callId, epoch } = await open();
    const directory = await mkdtemp(join(tmpdir(), "voicehive-upload-"));
    cleanUp.push(() => rm(directory, { recursive: true, force: true }));
    const file = join(directory, "a.rec");
    const bytes = Buffer.alloc(1_300_000, 7);
    await writeFile(file, bytes);
    double.append(double.call(callId), 0, bytes.subarray(0, 1000));
    await client.uploadRecording(callId, epoch, file, never);
    expect(double.call(callId).recording.complete).toBe(true);
    expect(double.call(callId).recording.bytes.equals(bytes)).toBe(true);
    await client.uploadRecording(callId, epoch, file, never);
  });

  test("commands arrive, and again after the app was away; heartbeats go on", async () => {
    const { app, double, client } = await world();
    app.heartbeatMs = 20;
    const commands: Command[] = [];
    const reached: boolean[] = [];
    const stop = new AbortController();
    const link = new LineLink({
      client,
      timers: realTimers,
      log: silentLogger,
      load: () => ({ calls: [], load: 0.5, draining: false }),
      command: (command) => void commands.push(command),
      reachable: (yes) => void reached.push(yes),
    });
    const running = link.run(stop.signal);
    const callId = newId();
    const until = async (ready: () => boolean) => {
      for (const end = performance.now() + 15_000; !ready(); ) {
        if (performance.now() > end) throw new Error("waited too long");
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const told = async (text: string) =>
      until(() => {
        if (!commands.some((command) => command.type === "say" && command.text === text))
          double.command({ type: "say", callId, text });
        return commands.some((command) => command.type === "say" && command.text === text);
      });
    await told("one");
    await app.stop();
    await until(() => reached.includes(false));
    app.forgetSessions();
    await app.start();
    await told("two");
    await until(() => reached.join() === "true,false,true");
    stop.abort(new Error("enough"));
    await running;
    expect(app.heartbeats.length).toBeGreaterThan(1);
  }, 30_000);

  test("an identity is made once, kept unreadable for others, and the same afterwards", async () => {
    const directory = await mkdtemp(join(tmpdir(), "voicehive-identity-"));
    cleanUp.push(() => rm(directory, { recursive: true, force: true }));
    const file = join(directory, "deep", "identity.json");
    const first = await loadIdentity(file);
    const second = await loadIdentity(file);
    expect(second).toMatchObject({ workerId: first.workerId, publicKey: first.publicKey });
    await writeFile(file, "{ half");
    await expect(loadIdentity(file)).rejects.toThrow();
    expect(await readFile(file, "utf8")).toBe("{ half");
  });
});

describe("the events of a call", () => {
  async function log(events: (sent: CallEvent[]) => Promise<{ accepted: number }>) {
    const timers = new ManualTimers();
    let stale = 0;
    const line = new LineDouble();
    line.events = async (_callId, { events: sent }) => events(sent as CallEvent[]);
    const callLog = new CallLog({
      callId: newId(),
      epoch: 1,
      line,
      timers,
      log: silentLogger,
      now: () => new Date(0),
      onStale: () => stale++,
    });
    return { timers, callLog, stale: () => stale };
  }
  const body = { type: "keys" as const, count: 1, atMs: 1 };

  test("go out within 250 ms, in batches, in order; lost answers and lost requests lose nothing", async () => {
    const accepted: number[] = [];
    let turn = 0;
    const { timers, callLog } = await log(async (sent) => {
      turn += 1;
      if (turn % 3 === 1) throw new LineAway("lost on the way");
      for (const { sequence } of sent) if (sequence === accepted.length + 1) accepted.push(sequence);
      if (turn % 3 === 2) throw new LineAway("the answer was lost");
      return { accepted: accepted.length };
    });
    for (let i = 0; i < 50; i++) {
      callLog.add(body);
      await timers.run(30);
    }
    const closing = callLog.close();
    await timers.run(10_000, 100);
    await closing;
    expect(accepted).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(callLog.unacknowledged).toBe(0);
    expect(timers.pending).toBe(0);
  });

  test("a first event is on its way after 250 ms at most", async () => {
    let sentAt = -1;
    const { timers, callLog } = await log(async (sent) => {
      if (sentAt < 0) sentAt = timers.now();
      return { accepted: sent.length };
    });
    callLog.add(body);
    await timers.run(300);
    expect(sentAt).toBeGreaterThanOrEqual(0);
    expect(sentAt).toBeLessThanOrEqual(250);
  });

  test("a stale epoch stops the log and says so; abandoning leaves no timer", async () => {
    const { timers, callLog, stale } = await log(async () => {
      throw new LineRefusal("stale_epoch", "Another worker has it.", 409);
    });
    callLog.add(body);
    await timers.run(300);
    expect(stale()).toBe(1);
    expect(callLog.unacknowledged).toBe(0);
    callLog.abandon();
    callLog.add(body);
    await settle();
    expect(timers.pending).toBe(0);
  });
});
