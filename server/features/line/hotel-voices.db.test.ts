import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setPolicy } from "@/server/features/policies";
import { CallVendors, embeddedVendors } from "@/server/line/contract";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { startCall } from "@/server/testing/tool-call";
import { withHotelVoices } from "./hotel-voices";
import { buildOpening } from "./opening";

let t: TestDeps;
let hotel: SmallHotel;
beforeAll(async () => {
  t = await makeTestDeps({});
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());

const key = "sk-of-the-house";
const vendors: CallVendors = CallVendors.parse({
  ...embeddedVendors,
  tts: [
    { vendor: "elevenlabs", apiKey: key, voice: "house" },
    { vendor: "azure", apiKey: key, region: "westeurope", voice: "en-US-JennyNeural" },
    { vendor: "embedded" },
  ],
});
const voicesOf = (given: Parameters<typeof withHotelVoices>[1]) =>
  withHotelVoices(vendors, given).tts.map((vendor) => ("voices" in vendor ? vendor.voices : undefined));

const opening = async () => {
  const call = await startCall(t.deps, hotel, []);
  return t.deps.db.transaction(hotel.tenantId, (tx) => buildOpening(tx, as(t.deps, hotel), call.callId));
};
const save = (values: Record<string, unknown>, role: Parameters<typeof as>[2] = "manager") =>
  setPolicy.execute(as(t.deps, hotel, role), { area: "line", values });

describe("the voices of a hotel", () => {
  test("go to the vendor that has them, by language; the connection keeps its own", () => {
    const given = [
      { vendor: "elevenlabs" as const, voice: "mia" },
      { vendor: "elevenlabs" as const, voice: "anke", language: "DE" },
      { vendor: "azure" as const, voice: "de-DE-KatjaNeural", language: "de" },
    ];
    expect(voicesOf(given)).toEqual([{ "": "mia", de: "anke" }, { de: "de-DE-KatjaNeural" }, undefined]);
    expect(withHotelVoices(vendors, given).tts[0]).toMatchObject({ voice: "house", apiKey: key });
    expect(voicesOf([])).toEqual([undefined, undefined, undefined]);
  });

  test("two hotels of one organisation sound different", () => {
    const one = withHotelVoices(vendors, [{ vendor: "elevenlabs", voice: "mia" }]);
    const other = withHotelVoices(vendors, [{ vendor: "elevenlabs", voice: "noa" }]);
    expect([one.tts[0], other.tts[0]]).toMatchObject([{ voices: { "": "mia" } }, { voices: { "": "noa" } }]);
  });
});

describe("the persona of a hotel", () => {
  test("is saved with an audit row and reaches the call's opening", async () => {
    const voices = [
      { vendor: "embedded", voice: "rms" },
      { vendor: "openai", voice: "cedar" },
    ];
    await save({
      ...{ personaName: "Maren", personaManner: "Warm and brief.", voices },
      realtimeModel: "gpt-realtime-mini",
    });
    expect(await opening()).toMatchObject({
      persona: { name: "Maren", instructions: "Warm and brief.", voice: "rms" },
      vendors: { realtime: { voice: "cedar", model: "gpt-realtime-mini" } },
    });
    const audit = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.auditEntry.findMany({ where: { action: "policies.set" } }),
    );
    expect(JSON.stringify(audit, (_, v) => (typeof v === "bigint" ? String(v) : v))).toContain(
      "Warm and brief.",
    );
  });

  test("is bounded, and only who may set policies sets it", async () => {
    expect(await codeOf(save({ personaManner: "x".repeat(601) }))).toBe("invalid");
    expect(await codeOf(save({ voices: [{ vendor: "elevenlabs", voice: "two words" }] }))).toBe("invalid");
    expect(await codeOf(save({ voices: [{ vendor: "cassette", voice: "a" }] }))).toBe("invalid");
    expect(await codeOf(save({ personaName: "M" }, "housekeeping"))).toBe("forbidden");
  });
});
