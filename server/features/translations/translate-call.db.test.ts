import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createFakeLlm, type FakeLlm, type FakeScript } from "@/server/providers/llm/fake";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { translateCall } from "./translate-call";

const openai = { vendor: "openai" as const, apiKey: "sk-test", model: "fake-1" };
/** Answers each line with its text in capitals, which is what German looks like here. */
const shouting: FakeScript = ({ messages }) => {
  const [message] = messages;
  const lines = JSON.parse(message?.role === "guest" ? message.text : "[]") as { text: string }[];
  return { text: JSON.stringify(lines.map(({ text }) => text.toUpperCase())) };
};

describe("a call in a language of the staff", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  let other: SmallHotel;
  beforeAll(async () => {
    t = await makeTestDeps();
    [hotel, other] = [await makeHotel(t.deps.db), await makeHotel(t.deps.db)];
  });
  afterAll(() => t.close());

  async function call(texts: readonly string[], over: { endedAt?: Date | null } = {}) {
    const id = newId();
    const { tenantId, hotelId } = hotel;
    await t.deps.db.transaction(tenantId, async (tx) => {
      const times = {
        startedAt: new Date(),
        endedAt: over.endedAt === undefined ? new Date() : over.endedAt,
      };
      await tx.call.create({
        data: { tenantId, id, hotelId, channel: "browser", language: "en", state: "ended", ...times },
      });
      for (const [ordinal, text] of texts.entries())
        await tx.callTurn.create({
          data: {
            ...{ tenantId, id: newId(), callId: id, ordinal, turnId: `t${ordinal}`, text },
            ...{ speaker: ordinal % 2 ? "line" : "guest", source: "speech", startMs: 0, endMs: 1 },
          },
        });
    });
    return id;
  }
  const desk = (script: FakeScript | undefined, house = hotel): [ReturnType<typeof as>, FakeLlm] => {
    const llm = createFakeLlm(script ?? shouting);
    const vendors = script
      ? { platform: { asr: [], llm: [openai], tts: [] }, check: async () => "works" as const }
      : undefined;
    const deps = { ...t.deps, languageModel: () => llm, ...(vendors ? { vendors } : {}) };
    return [as(deps, house, "support"), llm];
  };

  test("is asked for once, kept, and the same for everybody who reads it", async () => {
    const callId = await call(["hello", "good day", ""]);
    const [ctx, llm] = desk(shouting);
    const first = await translateCall.execute(ctx, { callId, language: "de" });
    expect(first.lines).toEqual([
      { turnId: "t0", speaker: "guest", text: "HELLO" },
      { turnId: "t1", speaker: "line", text: "GOOD DAY" },
    ]);
    expect(await translateCall.execute(ctx, { callId, language: "de" })).toEqual(first);
    expect(llm.requests).toHaveLength(1);
  });

  test("the words of a message are translated with it, also when they came later", async () => {
    const callId = await call(["hello"]);
    const [ctx, llm] = desk(shouting);
    await translateCall.execute(ctx, { callId, language: "de" });
    const { tenantId, hotelId } = hotel;
    await t.deps.db.withTenant(tenantId, (db) =>
      db.voicemail.create({
        data: { tenantId, callId, hotelId, recordingSid: "RE1", transcript: "call me back" },
      }),
    );
    const { lines } = await translateCall.execute(ctx, { callId, language: "de" });
    expect(lines.at(-1)).toEqual({ turnId: "m1", speaker: "guest", text: "CALL ME BACK" });
    await translateCall.execute(ctx, { callId, language: "de" });
    expect(llm.requests).toHaveLength(2);
  });

  test("a call without words needs no model", async () => {
    const [ctx, llm] = desk(shouting);
    const callId = await call([]);
    expect(await translateCall.execute(ctx, { callId, language: "fr" })).toMatchObject({ lines: [] });
    expect(llm.requests).toHaveLength(0);
  });

  test.each<[string, FakeScript, string]>([
    ["half an answer", () => ({ text: '["one"]' }), "unavailable"],
    ["no JSON", () => ({ text: "I am sorry." }), "unavailable"],
    ["a vendor that fails", () => ({ fails: "unavailable" }), "unavailable"],
    ["a key that is refused", () => ({ fails: "unauthorised" }), "unavailable"],
  ])("%s leaves nothing behind and says to try again", async (_name, script, code) => {
    const callId = await call(["a", "b"]);
    expect(await codeOf(translateCall.execute(desk(script)[0], { callId, language: "es" }))).toBe(code);
    const done = await translateCall.execute(desk(shouting)[0], { callId, language: "es" });
    expect(done.lines.map(({ text }) => text)).toEqual(["A", "B"]);
  });

  test("the next model answers where the first does not; what both took is the call's cost", async () => {
    const models = [
      createFakeLlm(() => ({ fails: "unavailable" }), { model: "first" }),
      createFakeLlm(shouting, { model: "second" }),
    ];
    const [first, second] = models as [FakeLlm, FakeLlm];
    const llm = [openai, { ...openai, vendor: "anthropic" as const }];
    const vendors = { platform: { asr: [], llm, tts: [] }, check: async () => "works" as const };
    const languageModel = ({ vendor }: { vendor: string }) => (vendor === "openai" ? first : second);
    const ctx = as({ ...t.deps, languageModel, vendors }, hotel, "support");
    const { lines } = await translateCall.execute(ctx, { callId: await call(["hello"]), language: "de" });
    expect(lines.map(({ text }) => text)).toEqual(["HELLO"]);
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
    const callId = await call(["again"]);
    await translateCall.execute(ctx, { callId, language: "de" });
    const { vendorUsage } = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.call.findFirstOrThrow({ where: { id: callId } }),
    );
    expect(vendorUsage).toMatchObject({
      "translation:de": [{ port: "llm", model: "second", tokensIn: expect.any(Number) }],
    });
    // Five failures in half a minute: the sixth call does not wait for it.
    for (let n = 0; n < 4; n++)
      await translateCall.execute(ctx, { callId: await call(["x"]), language: "de" });
    expect([first.requests.length, second.requests.length]).toEqual([5, 6]);
  });

  test("without a model, while it runs, in another house, without the right, in no language: refused", async () => {
    const callId = await call(["a"]);
    const running = await call(["a"], { endedAt: null });
    const ask = (ctx: ReturnType<typeof as>, input: { callId: string; language: string }) =>
      codeOf(translateCall.execute(ctx, input as { callId: string; language: "de" }));
    expect(await ask(desk(undefined)[0], { callId, language: "de" })).toBe("invalid");
    expect(await ask(desk(shouting)[0], { callId: running, language: "de" })).toBe("invalid");
    expect(await ask(desk(shouting, other)[0], { callId, language: "de" })).toBe("not_found");
    expect(await ask(as(t.deps, hotel, "housekeeping"), { callId, language: "de" })).toBe("forbidden");
    expect(await ask(desk(shouting)[0], { callId, language: "klingon" })).toBe("invalid");
    expect(await ask(desk(shouting)[0], { callId: "x", language: "de" })).toBe("invalid");
  });
});
