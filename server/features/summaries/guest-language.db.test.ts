import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { summariseCall } from "./summarise-call";

describe("what a call tells of its guest's language", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  beforeAll(async () => {
    t = await makeTestDeps();
    hotel = await makeHotel(t.deps.db);
  });
  afterAll(() => t.close());

  /** The language on the record of a guest kept as speaking English, after a call that ended in German. */
  async function afterCall(tool: { name: string; ok: boolean }) {
    const { tenantId, hotelId } = hotel;
    const [callId, guestId] = [newId(), newId()];
    await t.deps.db.transaction(tenantId, async (tx) => {
      await tx.guest.create({ data: { tenantId, id: guestId, hotelId, last: "Berg", language: "en" } });
      const now = new Date();
      await tx.call.create({
        data: {
          ...{ tenantId, id: callId, hotelId, guestId, channel: "simulator", language: "de" },
          ...{ startedAt: now, endedAt: now, endReason: "done" },
        },
      });
      await tx.toolCall.create({
        data: {
          ...{ tenantId, id: newId(), callId, turnId: "t1", toolSequence: 1, effect: "write" },
          ...{ argsDigest: "x", input: {}, result: { ok: tool.ok, data: {} }, atMs: 0, durationMs: 3 },
          ...tool,
        },
      });
    });
    await summariseCall.execute(as(t.deps, hotel), { callId });
    return t.deps.db.withTenant(tenantId, async (db) => {
      const guest = await db.guest.findFirstOrThrow({ where: { id: guestId } });
      return guest.language;
    });
  }

  test("who changed to another language is kept as speaking it; nobody is for what the hotel speaks anyway", async () => {
    expect(await afterCall({ name: "set_language", ok: true })).toBe("de");
    expect(await afterCall({ name: "set_language", ok: false })).toBe("en");
    expect(await afterCall({ name: "get_policy", ok: true })).toBe("en");
  });
});
