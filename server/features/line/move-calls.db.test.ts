import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { LostCalls } from "./lost-calls";
import { type CallBack, LostWorkers } from "./move-calls";
import { freeWorkers, HEARTBEAT_MS, LOST_AFTER_MS, SUSPECT_AFTER_MS } from "./workers";

let t: TestDeps;
let hotel: SmallHotel;
let living: Server | undefined;
beforeAll(async () => {
  t = await makeTestDeps();
});
afterAll(() => t.close());
beforeEach(async () => {
  hotel = await makeHotel(t.deps.db);
  await t.deps.system.client.voiceWorker.deleteMany({});
});
afterEach(async () => {
  living?.close();
  // What one test has left is nobody's in the next.
  await t.deps.db.withTenant(hotel.tenantId, (db) => db.call.updateMany({ data: { endedAt: new Date() } }));
});

const NOBODY = "ws://127.0.0.1:9";
async function worker(silentMs: number, mediaUrl = NOBODY): Promise<string> {
  const id = newId();
  const seenAt = new Date(t.deps.clock.now().getTime() - silentMs);
  const fields = { publicKey: "k", mediaUrl, version: "1", capacity: 9, activeCalls: 1, seenAt };
  await t.deps.system.client.voiceWorker.create({ data: { id, ...fields } });
  return id;
}
async function call(workerId: string, over: { channel?: string; state?: string; endedAt?: Date } = {}) {
  const id = newId();
  const { tenantId, hotelId } = hotel;
  const fields = { channel: "twilio", state: "listening", externalId: `CA${id}`, epoch: 1, ...over };
  await t.deps.db.withTenant(tenantId, (db) =>
    db.call.create({ data: { tenantId, id, hotelId, workerId, ...fields } }),
  );
  return `CA${id}`;
}
const rowOf = (externalId: string) =>
  t.deps.db.withTenant(hotel.tenantId, (db) => db.call.findFirstOrThrow({ where: { externalId } }));
/** Its guest was put through to a person's telephone, and talks there. */
async function transferred(externalId: string): Promise<void> {
  const { tenantId, hotelId } = hotel;
  const { id: callId } = await rowOf(externalId);
  const to = { destination: "desk", spokenName: "the desk", number: "+4722334455", summary: "s" };
  await t.deps.db.withTenant(tenantId, (db) =>
    db.callTransfer.create({
      data: { tenantId, id: newId(), callId, hotelId, kind: "cold", state: "accepted", ...to },
    }),
  );
}
const asked: string[] = [];
const ask: CallBack = async (_deps, { callSid }) => {
  asked.push(callSid);
  return "asked";
};
const move = (callBack = ask, watch = new LostWorkers(callBack)) => {
  asked.length = 0;
  return watch.moveCalls(t.deps, silentLogger);
};
/** A worker's address at which somebody serves until it is closed. */
async function served(): Promise<string> {
  living = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => living?.listen(0, "127.0.0.1", resolve));
  return `ws://127.0.0.1:${(living.address() as AddressInfo).port}`;
}
async function gone(): Promise<void> {
  living?.closeAllConnections();
  await new Promise<void>((resolve) => living?.close(() => resolve()));
}
const beats = async (id: string, silentMs: number) =>
  await t.deps.system.client.voiceWorker.update({
    where: { id },
    data: { seenAt: new Date(t.deps.clock.now().getTime() - silentMs) },
  });
/** Nobody has come for them in a minute. Returns how many calls were ended. */
async function minuteLater(): Promise<number> {
  const clock = new FixedClock(new Date(t.deps.clock.now().getTime() + LOST_AFTER_MS + 1_000));
  const [lost, deps] = [new LostCalls(), { ...t.deps, clock }];
  await lost.end(deps, silentLogger);
  clock.advance(60_000);
  return lost.end(deps, silentLogger);
}
/** A watch that has had an answer of every worker that beats now. */
async function watching(callBack = ask): Promise<LostWorkers> {
  const watch = new LostWorkers(callBack);
  await watch.moveCalls(t.deps, silentLogger);
  await vi.waitFor(() => expect(watch.known).toBeGreaterThan(0));
  return watch;
}

describe("calls of a host that is gone", () => {
  test("are taken off it once, all of them, whatever else is looking", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const calls = [await call(lost), await call(lost)];
    const counts = await Promise.all([move(), move()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    expect([...asked].sort()).toEqual(calls.sort());
    expect(await move()).toBe(0);
    expect(asked).toEqual([]);
  });

  test("only calls that a telephone service holds and that the line still has", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    await call(lost, { channel: "browser" });
    await transferred(await call(lost, { state: "with_person" }));
    await call(lost, { state: "transferring" });
    await call(lost, { endedAt: new Date() });
    expect(await move()).toBe(0);
  });

  test("though more calls than one page are nobody's to move", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const { tenantId, hotelId } = hotel;
    const simulated = Array.from({ length: 130 }, () => {
      const id = newId();
      return {
        ...{ tenantId, id, hotelId, workerId: lost, channel: "simulator" },
        ...{ state: "listening", externalId: `S${id}`, epoch: 1 },
      };
    });
    await t.deps.db.withTenant(tenantId, (db) => db.call.createMany({ data: simulated }));
    const sid = await call(lost);
    expect(await move()).toBe(1);
    expect(asked).toEqual([sid]);
  });

  test("a worker whose row vanishes meanwhile keeps nobody waiting: its calls and the others' are moved", async () => {
    let vanishing = "";
    living = createServer(async (request) => {
      await t.deps.system.client.voiceWorker.deleteMany({ where: { id: vanishing } });
      request.socket.destroy();
    });
    await new Promise<void>((resolve) => living?.listen(0, "127.0.0.1", resolve));
    const url = `ws://127.0.0.1:${(living.address() as AddressInfo).port}`;
    vanishing = await worker(LOST_AFTER_MS + 1_000, url);
    const other = await worker(LOST_AFTER_MS + 1_000);
    const calls = [await call(vanishing), await call(other)];
    expect(await move()).toBe(2);
    expect([...asked].sort()).toEqual(calls.sort());
  });

  test("a browser's call whose colleague was cut off ends when its guest does not come back; one on its way does not", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const browser = await call(lost, { channel: "browser", state: "transferring" });
    const onItsWay = await call(lost, { state: "transferring" });
    await transferred(onItsWay);
    await minuteLater();
    expect(await rowOf(browser)).toMatchObject({ endReason: "worker_lost" });
    expect((await rowOf(onItsWay)).endedAt).toBeNull();
  });

  test("one that a person took over from the dashboard is moved; one whose guest talks by telephone is not lost", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const takenOver = await call(lost, { state: "with_person" });
    const byTelephone = await call(lost, { state: "with_person" });
    await transferred(byTelephone);
    expect(await move()).toBe(1);
    expect(asked).toEqual([takenOver]);
    // A minute later nobody has them yet.
    expect(await minuteLater()).toBeGreaterThanOrEqual(1);
    expect(await rowOf(takenOver)).toMatchObject({ endReason: "worker_lost" });
    expect((await rowOf(byTelephone)).endedAt).toBeNull();
  });

  test("a worker whose beats came in time keeps its calls, and so does one that answers", async () => {
    const beating = await worker(LOST_AFTER_MS - 2_000);
    const cutOff = await worker(LOST_AFTER_MS + 1_000, await served());
    await call(beating);
    await call(cutOff);
    expect(await move()).toBe(0);
  });

  test("a service that does not answer is asked again at the next round; a call that is over there is not", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const sid = await call(lost);
    expect(
      await move(async () => {
        throw new Error("away");
      }),
    ).toBe(0);
    expect(await move()).toBe(1);
    expect(asked).toEqual([sid]);
    await call(lost);
    expect(await move(async () => "over")).toBe(0);
    expect(await move()).toBe(0);
  });

  test("half a second after the missed beat of a worker that used to answer, and new calls go elsewhere", async () => {
    expect(SUSPECT_AFTER_MS - HEARTBEAT_MS).toBeLessThanOrEqual(500);
    const lost = await worker(0, await served());
    const sid = await call(lost);
    const watch = await watching();
    await gone();
    await beats(lost, SUSPECT_AFTER_MS - 400);
    expect(await move(ask, watch)).toBe(0);
    await beats(lost, SUSPECT_AFTER_MS);
    const began = performance.now();
    expect(await move(ask, watch)).toBe(1);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(asked).toEqual([sid]);
    expect((await freeWorkers(t.deps)).map(({ id }) => id)).not.toContain(lost);
  });

  test("a worker that was only slow keeps its calls: it answers at the second asking, or beats while it is asked", async () => {
    let requests = 0;
    living = createServer((_request, response) => {
      requests += 1;
      // The first of the two is never answered.
      if (requests !== 2) response.end();
    });
    await new Promise<void>((resolve) => living?.listen(0, "127.0.0.1", resolve));
    const slow = await worker(0, `ws://127.0.0.1:${(living.address() as AddressInfo).port}`);
    await call(slow);
    const watch = await watching();
    await beats(slow, SUSPECT_AFTER_MS);
    expect(await move(ask, watch)).toBe(0);
    expect(requests).toBe(3);

    living.removeAllListeners("request");
    living.on("request", () => void beats(slow, 0));
    await beats(slow, SUSPECT_AFTER_MS);
    expect(await move(ask, watch)).toBe(0);
    expect(asked).toEqual([]);
    living.closeAllConnections();
  });

  test("one that could never be asked from here has until it counts as lost", async () => {
    const walled = await worker(SUSPECT_AFTER_MS + 1_000);
    const sid = await call(walled);
    expect(await move()).toBe(0);
    await beats(walled, LOST_AFTER_MS);
    expect(await move()).toBe(1);
    expect(asked).toEqual([sid]);
  });

  test("one whose first call came after its last beat is looked at, too", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    await t.deps.system.client.voiceWorker.update({ where: { id: lost }, data: { activeCalls: 0 } });
    await call(lost);
    expect(await move()).toBe(1);
  });

  test("without an account the end of the stream brings the call back: nothing is written down for it", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const sid = await call(lost);
    expect(await move(async () => "nobody")).toBe(0);
    expect(await rowOf(sid)).toMatchObject({ resumeCause: null, endedAt: null });
  });
});
