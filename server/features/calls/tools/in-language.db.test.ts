import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOpening, issueCallToken, openCall, recordCall, runTool } from "@/server/features/line";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy, startCall } from "@/server/testing/tool-call";
import { lineTools } from ".";

// Six in the evening in Oslo, on a Wednesday.
const NOW = new Date("2026-03-04T17:00:00Z");

describe("a call held in Spanish", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NOW) });
    hotel = await makeHotel(t.deps.db);
    await putPolicy(t.deps, hotel, "line", { languages: ["en", "es"] });
    const desk = { destination: "spa", spokenName: "el spa", number: "+4722000001", handles: "massages" };
    await putPolicy(t.deps, hotel, "directory", {
      entries: [{ ...desk, from: "13:00", until: "17:00", overflow: "message" }],
    });
  });
  afterAll(() => t.close());
  const spanish = () => startCall(t.deps, hotel, lineTools, { language: "es" });

  test("opens and closes in it, by its opening and by the tool", async () => {
    const call = await spanish();
    const opening = await t.deps.db.transaction(hotel.tenantId, (tx) =>
      buildOpening(tx, as(t.deps, hotel), call.callId),
    );
    expect(opening.closing).toMatch(/^Gracias por llamar a .*\. Adiós\.$/);
    expect(await call.tool("end_call", { reason: "done" })).toMatchObject({ ok: true, say: opening.closing });
  });

  test("names the languages of the hotel in it, and answers in the one that is chosen", async () => {
    const call = await spanish();
    expect(await call.tool("set_language", { language: "fr" })).toMatchObject({
      ask: "Puedo atenderle en inglés o español. ¿Cuál prefiere?",
    });
    expect(await call.tool("set_language", { language: "en" })).toMatchObject({ say: "Of course." });
  });

  test("says days and hours in it; facts are in English", async () => {
    const call = await spanish();
    const dates = { text: "tomorrow at 1 pm", purpose: "service" } as const;
    expect(await call.tool("resolve_dates", dates)).toMatchObject({
      say: "jueves cinco de marzo a las trece horas",
      facts: [{ spoken: "Thursday the fifth of March" }],
    });
    const transfer = { destination: "spa", summary: "A massage.", callerAgreed: true };
    expect(await call.tool("transfer_call", transfer)).toMatchObject({
      say: "el spa no atiende hasta las trece horas. ¿Tomo un mensaje o pido que le llamen?",
      facts: [{ spoken: "one in the afternoon" }],
    });
  });

  test("asks again in it what was not understood", async () => {
    const call = await spanish();
    expect(await call.tool("resolve_dates", { text: "" })).toMatchObject({
      code: "missing",
      ask: "¿Me lo puede decir otra vez, por favor?",
    });
  });
});

describe("a call changes only to a language that it was opened with", () => {
  let t: TestDeps;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NOW) });
  });
  afterAll(() => t.close());
  const elevenlabs = { vendor: "elevenlabs", apiKey: "k-12345678", voice: "v" };
  const voices = {
    some: [{ ...elevenlabs, model: "eleven_flash_v2_5" }],
    english: [{ ...elevenlabs, model: "eleven_flash_v2" }],
  };

  /** A call of a hotel that offers English, Bengali and Norwegian, opened by a worker. */
  async function opened(tts: object[], ownSpeech = true) {
    const asr = [{ vendor: "deepgram", apiKey: "k-12345678", model: "nova-3" }];
    const deps = { ...t.deps, vendors: { platform: { asr, llm: [], tts } } } as unknown as TestDeps["deps"];
    const hotel = await makeHotel(t.deps.db);
    await putPolicy(t.deps, hotel, "line", { languages: ["en", "bn", "no"] });
    const callId = await recordCall(as(t.deps, hotel), { channel: "twilio" });
    const claims = { callId, tenantId: hotel.tenantId, channel: "twilio" as const };
    const token = await issueCallToken(t.deps.keys.lineSigning, claims, NOW);
    const workerId = newId();
    const { epoch } = await openCall(deps, silentLogger, workerId, { token, resume: false, ownSpeech });
    const tools = Object.fromEntries(lineTools.map((tool) => [tool.name, tool])) as never;
    let toolSequence = 0;
    return {
      change: (language: string) => {
        toolSequence += 1;
        const turn = { epoch, turnId: `t${toolSequence}`, toolSequence, atMs: 0 };
        const asked = { ...turn, name: "set_language", args: { language } };
        return runTool({ deps, log: silentLogger, tools }, workerId, callId, asked);
      },
      language: async () =>
        (
          await t.deps.db.withTenant(hotel.tenantId, (db) =>
            db.call.findFirstOrThrow({ where: { id: callId } }),
          )
        ).language,
    };
  }

  test("one that no voice of it speaks is refused, with those that are left", async () => {
    const call = await opened(voices.some);
    expect(await call.change("bn")).toMatchObject({
      ...{ ok: false, code: "unavailable", field: "language" },
      ask: "I can help you in English or Norwegian. Which would you like?",
      options: [{ args: { language: "en" } }, { args: { language: "no" } }],
    });
    expect(await call.language()).toBe("en");
    expect(await call.change("no-NO")).toMatchObject({ ok: true, data: { language: "no" } });
    expect(await call.language()).toBe("no");
  });

  test("where it has one language, no choice is offered", async () => {
    const call = await opened(voices.english);
    expect(await call.change("no")).toMatchObject({
      ...{ ok: false, code: "unavailable", ask: "I am sorry, I can only help you in English." },
      options: [],
    });
  });

  test("a call whose sound is not the line's own has all of the hotel's", async () => {
    const call = await opened(voices.english, false);
    expect(await call.change("bn")).toMatchObject({ ok: true, data: { language: "bn" } });
  });
});
