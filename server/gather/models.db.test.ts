import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { Breakers } from "@/server/kernel/breaker";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { createFakeLlm, type FakeLlm, type FakeScript } from "@/server/providers/llm/fake";
import { phoneTexts } from "@/server/webhooks/texts";
import type { GatherApp } from "./gather-call";
import { gatherModels, type Models } from "./models";
import { actionOf, GatherGuest, ORIGIN, redirectOf, words } from "./testing/guest";

const NUMBER = "+4722000044";
/** The telephone service waits 15 s; the guest hears nothing meanwhile. */
const MOST_MS = 8_000;

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

/** An app whose hotel has one model, which says what the script tells it. */
function appWith(script: FakeScript, over: Partial<Models> = {}): { app: GatherApp; llm: FakeLlm } {
  const llm = createFakeLlm(script, { vendor: "openai", model: "m" });
  const vendor = { vendor: "openai" as const, apiKey: "k", model: "m" };
  const platform = { asr: [], llm: [vendor], tts: [] };
  const deps = { ...world.deps, vendors: { platform, check: async () => ({ ok: true as const }) } };
  const models = { ...gatherModels(new Breakers(() => performance.now())), llmOf: () => llm, ...over };
  const app = {
    ...{ deps: deps as unknown as GatherApp["deps"], log: silentLogger, publicOrigin: ORIGIN, models },
    line: { deps: deps as unknown as GatherApp["deps"], log: silentLogger, tools: lineTools },
  };
  return { app, llm };
}
const guestOf = (app: GatherApp) => new GatherGuest(app, { number: NUMBER, tenantId: hotel.tenantId }).call();
const eventsOf = async (caller: GatherGuest, type: string) => {
  const { id: callId } = await caller.row();
  return world.db.withTenant(hotel.tenantId, (db) =>
    db.callEvent.findMany({ where: { callId, type }, orderBy: { position: "asc" } }),
  );
};
const timed = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
  const began = performance.now();
  return { value: await work, ms: performance.now() - began };
};

describe("a call without a media stream, at a hotel with a language model", () => {
  test("is held by it, turn after turn, and its tokens are counted once", async () => {
    const { app, llm } = appWith((_, count) => ({
      text: count === 1 ? "With pleasure. Who is calling, please?" : "Thank you. How can I help?",
    }));
    const caller = await guestOf(app);
    expect(await caller.says("Hello, I would like to talk about a surprise for my wife.")).toContain(
      "Who is calling, please?",
    );
    expect(await caller.says("This is about flowers and a cake, if you do that.")).toContain(
      "How can I help?",
    );
    expect(llm.requests).toHaveLength(2);
    // The second request knows the first turn.
    expect(JSON.stringify(llm.requests[1]?.request.messages)).toContain("Who is calling");
    expect(await eventsOf(caller, "degraded")).toEqual([]);
    await caller.step(`${ORIGIN}/api/webhooks/twilio/status`, { CallStatus: "completed" });
    const { id: callId } = await caller.row();
    const used = await world.db.withTenant(hotel.tenantId, (db) =>
      db.usageRecord.findMany({ where: { callId, kind: "llm_tokens" } }),
    );
    expect(used).toHaveLength(1);
    expect(Number(used[0]?.quantity)).toBeGreaterThan(100);
  });

  test.each([
    ["says nothing", { fails: "silent" as const }],
    ["stops in the middle", { text: "One", fails: "silent" as const }],
    ["is refused", { fails: "unauthorised" as const }],
  ])(
    "one that %s: the local brain answers in time, and goes on",
    async (_, answer) => {
      const { app } = appWith(() => answer, { withinMs: 300 });
      const caller = await guestOf(app);
      const { value, ms } = await timed(caller.says("Please wake me at seven tomorrow."));
      expect(value).not.toBe("");
      expect(value).not.toBe(phoneTexts("en").trouble);
      expect(ms).toBeLessThan(MOST_MS);
      expect((await eventsOf(caller, "degraded")).map((event) => event.body)).toMatchObject([
        { rung: "local_brain", on: true, vendor: "openai" },
      ]);
      await caller.says("Four one two.");
      await caller.says("Berg");
      for (let i = 0; i < 3; i++) await caller.says("Yes");
      const { id: callId } = await caller.row();
      expect(
        await world.db.withTenant(hotel.tenantId, (db) => db.wakeupCall.count({ where: { callId } })),
      ).toBe(1);
    },
    40_000,
  );

  test("one that takes its time: a word to the guest, then the answer, once; who repeats anything hears the same", async () => {
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { app, llm } = appWith(() => ({ text: "With pleasure. Who is calling, please?" }), {
      llmOf: () => ({
        ...{ vendor: "openai", model: "m" },
        async *stream(request, signal) {
          await asked;
          yield* llm.stream(request, signal);
        },
      }),
    });
    const caller = await guestOf({ ...app, wordMs: 200 });
    const said = { SpeechResult: "This is about flowers and a cake, if you do that.", Confidence: "0.9" };
    const [first, repeated] = await Promise.all([caller.postOnce(said), caller.postOnce(said)]);
    expect(repeated).toBe(first);
    expect(words(first)).toBe(phoneTexts("en").stillHere);
    expect(first).not.toContain("<Gather");
    const again = await caller.postOnce({}, redirectOf(first));
    expect(words(again)).toBe(phoneTexts("en").stillHere);
    expect(redirectOf(again)).not.toBe(redirectOf(first));
    answer();
    const answered = await caller.post({}, redirectOf(again));
    expect(words(answered)).toContain("Who is calling");
    expect(await caller.postOnce({}, redirectOf(again))).toBe(answered);
    expect(await caller.postOnce(said)).toBe(answered);
    expect(llm.requests).toHaveLength(1);
    const { turns } = await caller.row();
    expect(turns.filter(({ text }) => text.includes("Who is calling"))).toHaveLength(1);
  });

  test("one that never answers: words until the local brain has answered; lost work is asked for anew", async () => {
    const { app } = appWith(() => ({ fails: "silent" }), { withinMs: 700 });
    const caller = await guestOf({ ...app, wordMs: 100 });
    const action = actionOf(caller.xml);
    const first = await caller.postOnce({ SpeechResult: "Please wake me at seven tomorrow." });
    expect(words(first)).toBe(phoneTexts("en").stillHere);
    expect(words(await caller.post({}, redirectOf(first)))).not.toBe("");
    const { id: callId } = await caller.row();
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.gatherTurn.deleteMany({ where: { callId, turn: 1 } }),
    );
    const anew = await caller.postOnce({}, redirectOf(first));
    expect(words(anew)).toBe(phoneTexts("en").trouble);
    expect(actionOf(anew)).toBe(action);
    const strange = redirectOf(first).replace("turn=1", "turn=x");
    expect(await caller.postOnce({}, strange)).toBe("Which turn?");
  });

  test("its time is less than the guest's patience and the telephone service's", () => {
    const breakers = new Breakers(() => 0);
    expect(gatherModels(breakers).withinMs).toBeLessThan(MOST_MS);
    expect(gatherModels(breakers).breakers).toBe(breakers);
  });

  test("a turn that fails on our side is told in the call's language", async () => {
    const { app } = appWith(() => ({ text: "Yes." }), {
      llmOf: () => {
        throw new Error("no adapter");
      },
    });
    const caller = await guestOf(appWith(() => ({ text: "Yes." })).app);
    const { id } = await caller.row();
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({ where: { id }, data: { language: "fr" } }),
    );
    const after = new GatherGuest(app, { number: NUMBER, tenantId: hotel.tenantId });
    Object.assign(after, { CallSid: caller.CallSid, xml: caller.xml });
    expect(await after.says("Une chambre, s'il vous plaît.")).toBe(phoneTexts("fr").trouble);
    expect(words(after.xml)).not.toContain("I am sorry");
    expect((await after.row()).endedAt).toBeNull();
  });
});
