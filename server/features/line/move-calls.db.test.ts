import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { endLostCalls } from "./lost-calls";
import { moveCallsOfLostWorkers } from "./move-calls";
import { LOST_AFTER_MS } from "./workers";

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
afterEach(() => living?.close());

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
const move = (callBack = async (lost: { callSid: string }) => asked.push(lost.callSid) > 0) => {
  asked.length = 0;
  return moveCallsOfLostWorkers(t.deps, silentLogger, callBack);
};

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

  test("one that a person took over from the dashboard is moved; one whose guest talks by telephone is not lost", async () => {
    const lost = await worker(LOST_AFTER_MS + 1_000);
    const takenOver = await call(lost, { state: "with_person" });
    const byTelephone = await call(lost, { state: "with_person" });
    await transferred(byTelephone);
    expect(await move()).toBe(1);
    expect(asked).toEqual([takenOver]);
    // A minute later nobody has them yet.
    const clock = new FixedClock(new Date(t.deps.clock.now().getTime() + LOST_AFTER_MS + 61_000));
    expect(await endLostCalls({ ...t.deps, clock }, silentLogger)).toBeGreaterThanOrEqual(1);
    expect(await rowOf(takenOver)).toMatchObject({ endReason: "worker_lost" });
    expect((await rowOf(byTelephone)).endedAt).toBeNull();
  });

  test("a worker whose beats came in time keeps its calls, and so does one that answers", async () => {
    const beating = await worker(LOST_AFTER_MS - 2_000);
    living = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => living?.listen(0, "127.0.0.1", resolve));
    const port = (living.address() as AddressInfo).port;
    const cutOff = await worker(LOST_AFTER_MS + 1_000, `ws://127.0.0.1:${port}`);
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
    expect(await move(async () => false)).toBe(0);
    expect(await move()).toBe(0);
  });
});
