import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { Breakers } from "@/server/kernel/breaker";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { createFakeLlm, type FakeAnswer } from "@/server/providers/llm/fake";
import type { GatherApp } from "./gather-call";
import { gatherModels } from "./models";
import { GatherGuest, ORIGIN } from "./testing/guest";

const NUMBER = "+4722000046";

let world: World;
let hotel: TestHotel;
beforeAll(async () => {
  world = await openWorld();
  hotel = await seedHotel(world, { from: "2026-03-04", nights: 10 });
  const { tenantId, hotelId } = hotel;
  await world.db.withTenant(tenantId, async (db) => {
    await db.phoneNumber.create({ data: { tenantId, id: newId(), hotelId, e164: NUMBER } });
    await db.telephonySettings.create({ data: { tenantId, hotelId, values: { entry: "gather" } } });
  });
});
afterAll(() => world.close());

/** Two words for one wish; who has a result of it asks for nothing more. */
const summaries = ["A cake for the guest", "Please bring one cake"];

test("what a turn did whose answer was never kept is known to the next, which words nothing a second time", async () => {
  let worded = 0;
  const llm = createFakeLlm(
    ({ messages }): FakeAnswer => {
      if (messages.some((m) => m.role === "tool")) return { text: "Is there anything else?" };
      const last = messages.findLast((m) => m.role === "guest");
      if (last?.role !== "guest" || !/yes/i.test(last.text)) return { text: "Shall I pass that on?" };
      const args = { kind: "other", summary: summaries[worded++] };
      return { calls: [{ name: "create_request", args }] };
    },
    { vendor: "openai", model: "m" },
  );
  const vendor = { vendor: "openai" as const, apiKey: "k", model: "m" };
  const platform = { asr: [], llm: [vendor], tts: [] };
  const deps = {
    ...world.deps,
    vendors: { platform, check: async () => ({ ok: true as const }) },
  } as unknown as GatherApp["deps"];
  const models = { ...gatherModels(new Breakers(() => performance.now())), llmOf: () => llm };
  const line = { deps, log: silentLogger, tools: lineTools };
  const app: GatherApp = { deps, log: silentLogger, publicOrigin: ORIGIN, models, line };
  const guest = await new GatherGuest(app, { number: NUMBER, tenantId: hotel.tenantId }).call();
  await guest.says("This is about a cake, if you do that.");
  const { id: callId } = await guest.row();
  const inHotel = <T>(work: Parameters<typeof world.db.withTenant<T>>[1]) =>
    world.db.withTenant(hotel.tenantId, work);
  const kept = await inHotel((db) => db.callSnapshot.findFirstOrThrow({ where: { callId } }));
  await guest.says("Yes please");
  expect(worded).toBe(1);
  // As if the process had died before anything of that turn was kept but what its tools had done.
  await inHotel(async (db) => {
    await db.callSnapshot.updateMany({ where: { callId }, data: { sealed: kept.sealed } });
    await db.callTurn.deleteMany({ where: { callId, turnId: "t2" } });
  });
  expect(await guest.says("Yes please, a cake")).toContain("anything else");
  const requests = await inHotel((db) => db.request.findMany({ where: { callId } }));
  expect(requests.map(({ summary }) => summary)).toEqual([summaries[0]]);
});
