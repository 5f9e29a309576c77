import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy } from "@/server/testing/tool-call";
import { type NewCall, recordCall } from "./create-call";
import { takeCall } from "./testing/line-call";

const NOW = new Date("2026-03-04T17:00:00Z");
const CALLER = "+4915112345678";

describe("the language a call opens in", () => {
  let t: TestDeps;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NOW) });
  });
  afterAll(() => t.close());

  const hosted = {
    asr: [{ vendor: "deepgram", apiKey: "k-12345678", model: "nova-3" }],
    llm: [],
    tts: [{ vendor: "azure", apiKey: "k-12345678", voice: "v" }],
  } as const;
  /** The platform's own engines, as a deployment with keys has them. */
  const withVendors = () => ({ ...t.deps, vendors: { platform: hosted } }) as unknown as TestDeps["deps"];

  const hotelWith = async (line: object): Promise<SmallHotel> => {
    const hotel = await makeHotel(t.deps.db);
    await putPolicy(t.deps, hotel, "line", line);
    return hotel;
  };
  async function open(
    hotel: SmallHotel,
    call: Partial<NewCall> = {},
    { deps = withVendors(), ownSpeech = true } = {},
  ) {
    const callId = await recordCall(as(t.deps, hotel), { channel: "twilio", ...call });
    const taken = { channel: "twilio", resume: false, ownSpeech } as const;
    const { opening } = await takeCall(deps, hotel.tenantId, callId, taken);
    const row = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.call.findFirstOrThrow({ where: { id: callId } }),
    );
    return { opening, kept: row.language };
  }
  const knows = (hotel: SmallHotel, language: string) =>
    t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.guest.create({
        data: {
          ...{ tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId },
          ...{ first: "Ida", last: "Berg", phone: CALLER, language },
        },
      }),
    );

  test("is one that a voice of the call speaks, and no other is offered", async () => {
    const hotel = await hotelWith({ languages: ["bn", "en", "no"] });
    const elevenlabs = { vendor: "elevenlabs", apiKey: "k-12345678", voice: "v", model: "eleven_flash_v2_5" };
    const with_ = (...tts: object[]) =>
      ({ ...t.deps, vendors: { platform: { ...hosted, tts } } }) as unknown as TestDeps["deps"];
    const alone = await open(hotel, {}, { deps: with_(elevenlabs), ownSpeech: true });
    expect(alone.opening).toMatchObject({ language: "en", languages: ["en", "no"] });
    const both = await open(hotel, {}, { deps: with_(elevenlabs, ...hosted.tts), ownSpeech: true });
    expect(both.opening).toMatchObject({ language: "bn", languages: ["bn", "en", "no"] });
    const typed = await open(hotel, {}, { deps: with_(elevenlabs), ownSpeech: false });
    expect(typed.opening).toMatchObject({ language: "bn", languages: ["bn", "en", "no"] });
  });

  test("is the hotel's: its own opening, the notice, the question and the goodbye", async () => {
    const opening = "Hotel Adler, hier ist der Assistent.";
    const hotel = await hotelWith({ languages: ["de", "en"], opening, recording: "notice" });
    const call = await open(hotel);
    expect(call).toMatchObject({ kept: "de", opening: { language: "de", languages: ["de", "en"] } });
    expect(call.opening.greeting).toBe(
      `${opening} Dieser Anruf wird aufgezeichnet. Was kann ich für Sie tun?`,
    );
    expect(call.opening.closing).toContain("Auf Wiederhören");
  });

  test("is English for a hotel that has not said, and for one whose language has no words", async () => {
    expect((await open(await hotelWith({}))).kept).toBe("en");
    expect((await open(await hotelWith({ languages: ["fi"] }))).kept).toBe("en");
    expect((await open(await hotelWith({ languages: ["fi", "fr"] }))).kept).toBe("fr");
  });

  test("is a returning guest's only where the hotel wants it and speaks it; its own words are not mixed in", async () => {
    const own = { opening: "Hotel Adler, guten Tag.", closing: "Bis bald." };
    const wanting = await hotelWith({ ...own, languages: ["de", "fr"], returningLanguage: true });
    await knows(wanting, "fr");
    const met = await open(wanting, { from: CALLER });
    expect(met.kept).toBe("fr");
    expect(met.opening.greeting).toContain("ici l'assistant");
    expect(met.opening.greeting).not.toContain("Adler, guten Tag");
    expect(met.opening.closing).toContain("Au revoir");
    expect((await open(wanting, { from: "+4915199999999" })).kept).toBe("de");
    const notSpoken = await hotelWith({ languages: ["de"], returningLanguage: true });
    await knows(notSpoken, "fr");
    expect((await open(notSpoken, { from: CALLER })).kept).toBe("de");
    const notWanting = await hotelWith({ languages: ["de", "fr"] });
    await knows(notWanting, "fr");
    expect((await open(notWanting, { from: CALLER })).kept).toBe("de");
  });

  test("is that of the call it belongs to, before all else", async () => {
    const hotel = await hotelWith({ languages: ["de", "es"] });
    expect((await open(hotel, { language: "es", direction: "outbound" })).kept).toBe("es");
  });

  test("comes with the words to listen for: the directory, the address, the places in its articles", async () => {
    const hotel = await hotelWith({ languages: ["en"] });
    const entry = { destination: "spa", handles: "massages", overflow: "message" };
    await putPolicy(t.deps, hotel, "directory", { entries: [{ ...entry, spokenName: "the Lotus Spa" }] });
    await putPolicy(t.deps, hotel, "place", { address: "Strandgata 4, Tromsø" });
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.knowledgeArticle.createMany({
        data: ["guest", "staff"].map((audience) => ({
          ...{ tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId, audience },
          ...{
            title: `For ${audience}`,
            body: `The way to the ${audience === "guest" ? "Polar" : "Safe"} Museum.`,
          },
        })),
      }),
    );
    const { opening } = await open(hotel);
    expect(opening.vocabulary).toEqual(
      expect.arrayContaining(["the Lotus Spa", "Strandgata", "Tromsø", "Polar Museum"]),
    );
    expect(opening.vocabulary).not.toContain("Safe Museum");
  });

  test("is English where only the embedded ear or voice is there, without the hotel's German words", async () => {
    const hotel = await hotelWith({ languages: ["de", "en"], opening: "Hotel Adler, guten Tag." });
    const embedded = await open(hotel, {}, { deps: t.deps });
    expect(embedded).toMatchObject({ kept: "en", opening: { language: "en", languages: ["en"] } });
    expect(embedded.opening.greeting).not.toContain("guten Tag");
    expect(embedded.opening.tools).not.toContain("set_language");
    const deaf = { ...t.deps, vendors: { platform: { ...hosted, asr: [] } } } as unknown as TestDeps["deps"];
    expect((await open(hotel, {}, { deps: deaf })).kept).toBe("en");
    const typed = await open(hotel, {}, { deps: t.deps, ownSpeech: false });
    expect(typed).toMatchObject({ kept: "de", opening: { languages: ["de", "en"] } });
    expect(typed.opening.tools).toContain("set_language");
  });
});
