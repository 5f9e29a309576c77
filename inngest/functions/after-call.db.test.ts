import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "@/inngest/executor/testing/app";
import { type House, openHouse } from "@/server/auth/testing/house";
import { CHORES, doChore } from "@/server/background/chores";
import { CallEnded, RecordingUploaded } from "@/server/features/line";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { Ctx } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { type RunningJobs, runJobs } from "./testing/jobs";

let house: House;
let jobs: RunningJobs;
let tenant: { tenantId: string; hotelId: string };
let ctx: Ctx;
beforeAll(async () => {
  house = await openHouse();
  tenant = await house.organisation();
  ctx = { ...tenant, actor: { kind: "system", name: "test" }, deps: house.deps, log: silentLogger };
  jobs = await runJobs(house.deps, house.database.systemUrl);
});
afterAll(async () => {
  await jobs.close();
  await house.close();
});

async function endedCall(
  over: { endedAt?: Date | null; epoch?: number; fromNumber?: string; recordingRefused?: boolean } = {},
) {
  const { tenantId, hotelId } = tenant;
  const callId = newId();
  const now = house.clock.now();
  await house.deps.db.transaction(tenantId, async (tx) => {
    await tx.call.create({
      data: {
        tenantId,
        id: callId,
        hotelId,
        channel: "simulator",
        startedAt: now,
        endedAt: now,
        endReason: "done",
        ...over,
      },
    });
    await tx.callTurn.create({
      data: {
        tenantId,
        id: newId(),
        callId,
        ordinal: 1,
        turnId: "g1",
        speaker: "guest",
        text: "what time is breakfast, thanks",
        startMs: 0,
        endMs: 900,
      },
    });
    await tx.toolCall.create({
      data: {
        tenantId,
        id: newId(),
        callId,
        turnId: "g1",
        toolSequence: 1,
        name: "get_policy",
        effect: "read",
        argsDigest: "x",
        input: { topic: "breakfast" },
        result: { ok: true, data: {} },
        ok: true,
        atMs: 0,
        durationMs: 3,
      },
    });
  });
  return callId;
}
const read = (callId: string) =>
  house.deps.db.withTenant(tenant.tenantId, (db) => db.call.findFirstOrThrow({ where: { id: callId } }));
const tell = (...events: Parameters<typeof emit>[2]) =>
  house.deps.db.transaction(tenant.tenantId, (tx) => emit(tx, ctx, events));
const summarised = (callId: string) =>
  until("the summary", async () => (await read(callId)).summary !== null);
const summaries = async (callId: string) =>
  (await house.audits(tenant.tenantId, "summaries.summariseCall")).filter((row) => row.subjectId === callId)
    .length;

describe("after a call", () => {
  test("the outbox row becomes a summary, a guest and an audit row, each once though told three times", async () => {
    const callId = await endedCall({ fromNumber: "+4790012345" });
    await tell(CallEnded({ callId, hotelId: tenant.hotelId }));
    // Delivered, and the relay died before it could mark: the same row goes out again.
    await expect(
      jobs.relay(async (events) => {
        await jobs.app.client.send(events);
        throw new Error("killed");
      }),
    ).resolves.toBe(1);
    house.clock.advance(120_000);
    expect(await jobs.relay()).toBe(1);
    await summarised(callId);
    // And once more as another event: the function itself must not mind.
    await tell(CallEnded({ callId, hotelId: tenant.hotelId }));
    await jobs.relay();
    await until("both runs to end", async () => {
      const { rows } = await house.deps.system.pool.query<{ status: string }>(
        "SELECT status FROM durable.runs WHERE event->'data'->>'callId' = $1",
        [callId],
      );
      return rows.length === 2 && rows.every((run) => run.status === "completed");
    });
    const call = await read(callId);
    expect([call.outcome, call.intent, call.sentiment, call.followUp]).toEqual([
      "answered",
      "question",
      "neutral",
      false,
    ]);
    expect(call.summary).toContain("had a question about breakfast");
    expect(await summaries(callId)).toBe(1);
    const guests = await house.deps.db.withTenant(tenant.tenantId, (db) =>
      db.guest.findMany({ where: { phone: "+4790012345" } }),
    );
    expect(guests.map((guest) => guest.id)).toEqual([call.guestId]);
  });

  test("a call whose worker fell silent is ended and summarised as broken off", async () => {
    const callId = await endedCall({ endedAt: null, epoch: 1 });
    const never = await endedCall({ endedAt: null });
    house.clock.advance(120_000);
    const lost = CHORES.find((chore) => chore.name === "lost calls");
    if (!lost) throw new Error("no such chore");
    await doChore(lost, house.deps, silentLogger);
    house.clock.advance(60_000);
    await doChore(lost, house.deps, silentLogger);
    await jobs.relay();
    await summarised(callId);
    const call = await read(callId);
    expect([call.endReason, call.state, call.followUp]).toEqual(["worker_lost", "failed", true]);
    // Nobody took this one: no worker was lost, and it says so.
    const missed = await read(never);
    expect([missed.endReason, missed.state]).toEqual(["refused", "ended"]);
    await doChore(lost, house.deps, silentLogger);
    const ends = await house.audits(tenant.tenantId, "call.end");
    expect(ends.filter((row) => row.subjectId === callId)).toHaveLength(1);
  });

  test("a recording that can never be opened ends as failed, by the function's own failure handler", async () => {
    const callId = await endedCall();
    const { tenantId, hotelId } = tenant;
    await house.deps.db.withTenant(tenantId, (db) =>
      db.recording.create({ data: { tenantId, callId, status: "processing" } }),
    );
    await tell(RecordingUploaded({ callId, hotelId }));
    await jobs.relay();
    await until("the recording to be given up", async () => {
      const row = await house.deps.db.withTenant(tenantId, (db) =>
        db.recording.findFirstOrThrow({ where: { callId } }),
      );
      return row.status === "failed";
    });
  });

  test("a flag that a person cleared stays cleared when the event comes again", async () => {
    const callId = await endedCall({ fromNumber: "+4790099999" });
    await tell(CallEnded({ callId, hotelId: tenant.hotelId }));
    await jobs.relay();
    await summarised(callId);
    await house.deps.db.withTenant(tenant.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { followUp: true } }),
    );
    await tell(CallEnded({ callId, hotelId: tenant.hotelId }));
    await jobs.relay();
    await until("the second run", async () => {
      const { rows } = await house.deps.system.pool.query<{ status: string }>(
        "SELECT status FROM durable.runs WHERE event->'data'->>'callId' = $1",
        [callId],
      );
      return rows.length === 2 && rows.every((run) => run.status === "completed");
    });
    expect((await read(callId)).followUp).toBe(true);
    expect(await summaries(callId)).toBe(1);
  });
});
