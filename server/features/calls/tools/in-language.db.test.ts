import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOpening } from "@/server/features/line";
import { FixedClock } from "@/server/kernel/clock";
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
