import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openWorld, seedHotel, type World } from "@/server/features/inventory/testing/hotel";
import { serveLine } from "@/server/features/line/testing/serve-line";
import { WorkerProcess } from "@/server/features/line/testing/worker-process";
import { systemClock } from "@/server/kernel/clock";
import { addDays } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { as, codeOf } from "@/server/testing/ctx";
import { putPolicy } from "@/server/testing/tool-call";
import type { Deps } from "@/server/verbs/ctx";
import { afterStream } from "@/server/webhooks/twilio-after";
import { answerTwilioCall } from "@/server/webhooks/twilio-voice";
import { RawStream } from "@/voice-worker/testing/raw-stream";
import { playScript } from "@/voice-worker/testing/script";
import { booking } from "@/voice-worker/testing/scripts/booking";
import { TypedCaller } from "@/voice-worker/testing/typed-caller";
import { readTwiml } from "@/voice-worker/testing/webhook";
import { placeBrowserCall } from "./place-browser-call";
import { resumeBrowserCall } from "./resume-browser-call";

const CALL_MS = 60_000;
const ORIGIN = "https://voice.example";
const NUMBER = "+4722000077";
/** Two seconds are promised; a machine busy with other tests takes longer, and waiting for a heartbeat longer still. */
const AT_ONCE_MS = 6_000;
const STARTED = { timeout: 20_000, interval: 50 };

/** Two workers, each a process; one is killed while it has the call. */
describe("a call whose worker dies", () => {
  let world: World;
  let deps: Deps;
  let hotel: Awaited<ReturnType<typeof seedHotel>>;
  let line: Awaited<ReturnType<typeof serveLine>>;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    world = await openWorld();
    deps = { ...world.deps, clock: systemClock };
    const today = new Date().toISOString().slice(0, 10);
    hotel = await seedHotel(world, { from: addDays(today, -1), nights: 60 });
    await putPolicy(deps, hotel, "arrival_departure", { checkInFrom: "15:00", checkOutUntil: "11:00" });
    line = await serveLine({ deps, log: silentLogger, tools: lineTools });
    workers.push(
      ...(await Promise.all([WorkerProcess.start(deps, line.url), WorkerProcess.start(deps, line.url)])),
    );
  }, 120_000);

  afterEach(() => {
    for (const worker of workers) if (!worker.running) workers.splice(workers.indexOf(worker), 1);
  });

  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await line.stop();
    await world.close();
  });

  const guest = () => as(deps, hotel, "front_desk");
  const withWorker = (mediaUrl: string) =>
    workers.find((worker) => worker.mediaUrl === mediaUrl) as WorkerProcess;
  const record = (callId: string) =>
    world.db.withTenant(hotel.tenantId, (db) =>
      db.call.findFirstOrThrow({
        where: { id: callId },
        include: { turns: { orderBy: { ordinal: "asc" } }, toolCalls: true, reservations: true },
      }),
    );

  test("is finished by the other worker: nothing asked twice, one booking, back at once", async () => {
    const ctx = guest();
    const placed = await placeBrowserCall(ctx);
    const { callId } = placed;
    let { token } = placed;
    let lostAt = 0;
    let backAfterMs = 0;
    const caller = await TypedCaller.connect(placed.mediaUrl, token, async () => {
      const next = await resumeBrowserCall(ctx, { callId, token });
      expect(next.mediaUrl).not.toBe(placed.mediaUrl);
      token = next.token;
      return next;
    });
    let offered = false;
    caller.onUpdate = (update) => {
      offered ||= update.type === "tool" && update.outcome === "ok";
      if (lostAt === 0 && offered && update.type === "state" && update.listening) {
        lostAt = performance.now();
        withWorker(placed.mediaUrl).kill();
      }
      if (lostAt > 0 && update.type === "ready") backAfterMs = performance.now() - lostAt;
    };
    // The guest hears the line break, says nothing into it, and answers when the line listens again.
    const say = caller.say.bind(caller);
    caller.say = async (text) => {
      if (lostAt === 0 || backAfterMs > 0) await say(text);
    };
    const result = await playScript(caller, booking, CALL_MS);
    const said = caller.updates.flatMap((update) =>
      update.type === "line" || (update.type === "guest" && update.final)
        ? [`${update.type}: ${update.text}`]
        : [],
    );
    expect(result, `${said.join("\n")}\n${workers.map((worker) => worker.tail).join("\n")}`).toMatchObject({
      done: true,
    });
    expect(backAfterMs).toBeGreaterThan(0);
    expect(backAfterMs).toBeLessThan(AT_ONCE_MS);
    await expect.poll(async () => (await record(callId)).endReason, STARTED).toBe("done");
    const call = await record(callId);
    expect(call.epoch).toBe(2);
    expect(call.reservations).toMatchObject([{ status: "confirmed", source: "line" }]);
    const questions = call.turns.flatMap((turn) =>
      turn.speaker === "line" ? (turn.text.match(/[^.?!]*\?/g) ?? []).map((words) => words.trim()) : [],
    );
    expect(questions, said.join("\n")).toEqual([...new Set(questions)]);
  }, 90_000);

  test("over the telephone: what follows the broken stream leads to the other worker at once", async () => {
    // The browser's call took one worker with it.
    while (workers.length < 2) workers.push(await WorkerProcess.start(deps, line.url));
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.phoneNumber.create({
        data: { tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId, e164: NUMBER },
      }),
    );
    const app = { deps, log: silentLogger, publicOrigin: ORIGIN };
    const form = { CallSid: `CA${newId().replaceAll("-", "")}`, From: "+4790012345", To: NUMBER };
    const signed = (path: string, params: Record<string, string>) =>
      new Request(`${ORIGIN}${path}`, {
        method: "POST",
        body: new URLSearchParams(params),
        headers: {
          "x-twilio-signature": getExpectedTwilioSignature(deps.keys.twilioAuthToken, ORIGIN + path, params),
        },
      });
    const dial = async () => {
      const response = await answerTwilioCall(app, signed("/api/webhooks/twilio/voice", form));
      return readTwiml(await response.text());
    };
    const speaks = async (place: Awaited<ReturnType<typeof dial>>) => {
      const stream = await RawStream.open(place, deps.keys.twilioAuthToken);
      stream.start();
      expect(await stream.until(() => stream.heard > 0, 10_000)).toBe(true);
      return stream;
    };
    const first = await dial();
    const broken = await speaks(first);
    const origin = first.streamUrl.replace("/media/twilio", "");
    const lostAt = performance.now();
    withWorker(origin).kill();
    await broken.until(() => broken.closed, 5_000);
    const after = await afterStream(
      app,
      signed("/api/webhooks/twilio/after", { ...form, CallStatus: "in-progress" }),
    );
    const next = readTwiml(await after.text());
    expect(next.streamUrl).not.toBe(first.streamUrl);
    const stream = await RawStream.open(next, deps.keys.twilioAuthToken);
    stream.start();
    const opened = async () =>
      await world.db.withTenant(hotel.tenantId, (db) =>
        db.call.findFirstOrThrow({ where: { externalId: form.CallSid } }),
      );
    await expect.poll(async () => (await opened()).epoch, { timeout: 5_000, interval: 20 }).toBe(2);
    expect(performance.now() - lostAt).toBeLessThan(AT_ONCE_MS);
    expect(await stream.until(() => stream.heard > 0, 10_000)).toBe(true);
    stream.json({ event: "stop", streamSid: stream.streamSid });
    await expect.poll(async () => (await opened()).endReason, STARTED).toBe("guest_hung_up");
  }, 120_000);

  test("goes on only for its own page, and only while it runs", async () => {
    const ctx = guest();
    const { callId, token } = await placeBrowserCall(ctx);
    const other = await placeBrowserCall(ctx);
    expect(await codeOf(resumeBrowserCall(ctx, { callId, token: other.token }))).toBe("not_found");
    expect(await codeOf(resumeBrowserCall(ctx, { callId, token: `${token.slice(0, -4)}AAAA` }))).toBe(
      "not_found",
    );
    expect(await codeOf(resumeBrowserCall(as(deps, hotel, "housekeeping"), { callId, token }))).toBe(
      "forbidden",
    );
    const stranger = await seedHotel(world, { from: "2026-01-01", nights: 1 });
    expect(await codeOf(resumeBrowserCall(as(deps, stranger, "owner"), { callId, token }))).toBe("not_found");
    expect((await resumeBrowserCall(ctx, { callId, token })).callId).toBe(callId);
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { endedAt: new Date() } }),
    );
    expect(await codeOf(resumeBrowserCall(ctx, { callId, token }))).toBe("conflict");
  });
});
