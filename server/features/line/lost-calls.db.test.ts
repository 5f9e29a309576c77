import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { LostCalls } from "./lost-calls";
import { newCall, takeCall } from "./testing/line-call";
import { heartbeat } from "./workers";

const clock = new FixedClock(new Date());
let t: TestDeps;
let hotel: SmallHotel;
let lost: LostCalls;
beforeAll(async () => {
  t = await makeTestDeps({ clock });
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  lost = new LostCalls();
  await t.deps.system.client.voiceWorker.deleteMany({});
});

async function worker(): Promise<string> {
  const id = newId();
  const fields = { publicKey: "k", mediaUrl: "ws://127.0.0.1:9", version: "1", capacity: 9 };
  await t.deps.system.client.voiceWorker.create({ data: { id, ...fields, seenAt: clock.now() } });
  return id;
}
const beats = (id: string, ...callIds: string[]) =>
  heartbeat(t.deps, id, {
    calls: callIds.map((callId) => ({ callId, epoch: 1 })),
    load: 0,
    draining: false,
  });
/** A call that began two minutes ago. */
const call = (over: { workerId?: string; state?: string; epoch?: number } = {}) =>
  newCall(t.deps, hotel, { startedAt: new Date(clock.now().getTime() - 120_000), ...over });
const opened = (callId: string, workerId: string) => takeCall(t.deps, hotel.tenantId, callId, { workerId });
const round = () => lost.end(t.deps, silentLogger);
/** Rounds as the chore does them, while the workers beat. */
async function rounds(ms: number, living: string[] = []): Promise<void> {
  for (let at = 0; at < ms; at += 15_000) {
    clock.advance(15_000);
    for (const id of living) await beats(id);
    await round();
  }
}
const rowOf = (id: string) =>
  t.deps.db.withTenant(hotel.tenantId, (db) => db.call.findFirstOrThrow({ where: { id } }));

describe("a call that nobody holds", () => {
  test("lives when its worker has opened it since its last beat, however old it is", async () => {
    const id = await worker();
    const callId = await call();
    await beats(id);
    clock.advance(1_000);
    await opened(callId, id);
    await round();
    expect((await rowOf(callId)).endedAt).toBeNull();
    clock.advance(1_000);
    await beats(id, callId);
    for (let i = 0; i < 10; i++) {
      clock.advance(15_000);
      await beats(id, callId);
      await round();
    }
    expect((await rowOf(callId)).endedAt).toBeNull();
  });

  test("has a minute when it comes back from a person who did not answer, and another from each opening", async () => {
    const id = await worker();
    const callId = await call({ workerId: id, state: "transferring", epoch: 1 });
    const { tenantId, hotelId } = hotel;
    const to = { destination: "desk", spokenName: "the desk", number: "+4722334455", summary: "s" };
    const transfer = newId();
    await t.deps.db.withTenant(tenantId, (db) =>
      db.callTransfer.create({
        data: { tenantId, id: transfer, callId, hotelId, kind: "cold", state: "dialing", ...to },
      }),
    );
    await rounds(90_000, [id]);
    await t.deps.db.withTenant(tenantId, (db) =>
      db.callTransfer.updateMany({ where: { id: transfer }, data: { state: "unanswered" } }),
    );
    await round();
    await rounds(45_000, [id]);
    expect((await rowOf(callId)).endedAt).toBeNull();
    await opened(callId, id);
    await rounds(60_000, [id]);
    expect((await rowOf(callId)).endedAt).toBeNull();
    await rounds(15_000, [id]);
    expect(await rowOf(callId)).toMatchObject({ state: "failed", endReason: "worker_lost" });
  });

  test("ends after a minute: its worker has begun anew and knows nothing of it, or never was", async () => {
    const id = await worker();
    const [forgotten, never] = [await call({ workerId: id, epoch: 1 }), await call()];
    await beats(id, forgotten);
    await round();
    await rounds(60_000, [id]);
    expect((await rowOf(forgotten)).endedAt).toBeNull();
    expect(await rowOf(never)).toMatchObject({ endReason: "refused" });
    await rounds(15_000, [id]);
    expect(await rowOf(forgotten)).toMatchObject({ endReason: "worker_lost" });
  });

  test("is ended by one of several apps", async () => {
    const callId = await call({ epoch: 1 });
    const apps = [lost, new LostCalls()];
    const both = () => Promise.all(apps.map((app) => app.end(t.deps, silentLogger)));
    await both();
    clock.advance(60_000);
    const counts = await both();
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect((await rowOf(callId)).endedAt).not.toBeNull();
  });
});
