import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildOpening } from "@/server/features/line";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { AnyVendor, CheckOutcome, PlatformVendors } from "@/server/providers/vendor-check/port";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import type { Deps } from "@/server/verbs/ctx";
import { vendorsFor } from ".";
import { checkConnection } from "./check-connection";
import { listConnections } from "./list-connections";
import { getPronunciations, setPronunciations } from "./pronunciations";
import { removeConnection } from "./remove-connection";
import { reorderConnections } from "./reorder-connections";
import { saveConnection } from "./save-connection";
import { getSpendCaps, setSpendCaps } from "./spend-caps";

const NOW = new Date("2026-03-04T12:00:00Z");
const KEY = "sk-tenant-0123456789-WXYZ";
const openai = { port: "llm", vendor: "openai", model: "gpt-4.1-mini", secret: KEY } as const;
const eleven = { port: "tts", vendor: "elevenlabs", secret: KEY, config: { voice: "v1" } } as const;
const none: PlatformVendors = { asr: [], llm: [], tts: [] };

let t: TestDeps;
let deps: Deps;
let hotel: SmallHotel;
let other: SmallHotel;
let asked: AnyVendor[] = [];
let answer: CheckOutcome = "works";
let platform = none;

beforeAll(async () => {
  t = await makeTestDeps({ clock: new FixedClock(NOW) });
  const check = async (vendor: AnyVendor) => {
    asked.push(vendor);
    return answer;
  };
  deps = {
    ...t.deps,
    vendors: {
      get platform() {
        return platform;
      },
      check,
    },
  };
});
afterAll(() => t.close());
const fresh = async () => {
  [hotel, other] = [await makeHotel(deps.db), await makeHotel(deps.db)];
  asked = [];
  answer = "works";
  platform = none;
};
const owner = () => as(deps, hotel, "owner");
const save = (input: Parameters<typeof saveConnection.execute>[1], ctx = owner()) =>
  saveConnection.execute(ctx, input);
const forCall = (at = hotel) =>
  deps.db.transaction(at.tenantId, (tx) => vendorsFor(tx, at.hotelId, { deps, log: silentLogger }));

describe("vendor connections", () => {
  beforeEach(fresh);

  test("a key goes in and never comes out: not in the list, the audit log or the table", async () => {
    const { id } = await save(openai);
    const listed = await listConnections.execute(as(deps, hotel, "manager"), undefined);
    expect(listed).toMatchObject([{ id, port: "llm", vendor: "openai", secretHint: "WXYZ", enabled: true }]);
    expect(JSON.stringify(listed)).not.toContain("0123456789");
    const admin = new pg.Client({ connectionString: t.adminUrl });
    await admin.connect();
    const { rows } = await admin.query(
      `SELECT v::text AS row FROM vendor_connection v UNION ALL SELECT a::text FROM audit_entry a
       UNION ALL SELECT o::text FROM outbox_event o`,
    );
    await admin.end();
    const hex = Buffer.from(KEY).toString("hex");
    const stored = rows.map(({ row }) => row as string).join("\n");
    expect(stored).toContain("vendors.save");
    expect(stored).not.toContain(KEY.slice(0, 12));
    expect(stored).not.toContain(hex.slice(0, 24));
  });

  test("changed without a key it keeps the one it had; the last check counts while key, model and settings are what was checked", async () => {
    const connectionId = (await save(openai)).id;
    await checkConnection.execute(owner(), { connectionId });
    await save({ ...openai, connectionId, secret: undefined, enabled: false });
    await save({ ...openai, connectionId, secret: undefined });
    expect(await listConnections.execute(owner(), undefined)).toMatchObject([
      {
        model: "gpt-4.1-mini",
        secretHint: "WXYZ",
        lastCheckOutcome: "works",
        lastCheckAt: NOW.toISOString(),
      },
    ]);
    await save({ ...openai, connectionId, secret: undefined, model: "gpt-4o" });
    expect(await listConnections.execute(owner(), undefined)).toMatchObject([
      { model: "gpt-4o", secretHint: "WXYZ", lastCheckOutcome: null, lastCheckAt: null },
    ]);
    expect((await forCall()).llm).toEqual([{ vendor: "openai", model: "gpt-4o", apiKey: KEY }]);
    await checkConnection.execute(owner(), { connectionId });
    await save({ ...openai, connectionId, model: "gpt-4o", secret: "sk-another-key-9999" });
    expect(await listConnections.execute(owner(), undefined)).toMatchObject([
      { secretHint: "9999", lastCheckOutcome: null },
    ]);
  });

  test("checked, the vendor is asked with the key, and its answer is kept", async () => {
    const connectionId = (await save(openai)).id;
    answer = "unauthorised";
    expect(await checkConnection.execute(owner(), { connectionId })).toEqual({ outcome: "unauthorised" });
    expect(asked).toEqual([{ vendor: "openai", apiKey: KEY, model: "gpt-4.1-mini" }]);
    expect(await listConnections.execute(owner(), undefined)).toMatchObject([
      { lastCheckOutcome: "unauthorised" },
    ]);
  });

  test.each([
    ["an unknown vendor", { ...openai, vendor: "acme" }],
    ["a vendor of another port", { ...openai, port: "tts" as const }],
    ["no key", { ...openai, secret: undefined }],
    ["a key with a line break", { ...openai, secret: "sk-0123456789\r\nx-evil: 1" }],
    ["an enormous key", { ...openai, secret: "k".repeat(501) }],
    ["no model where one is needed", { ...openai, model: undefined }],
    ["no voice where one is needed", { ...eleven, config: {} }],
    ["the embedded engine", { port: "tts" as const, vendor: "embedded" }],
    ["a plain-text address", { ...openai, config: { baseUrl: "http://llm.example" } }],
    ["this machine", { ...openai, config: { baseUrl: "https://localhost:8443" } }],
    ["the metadata service", { ...openai, config: { baseUrl: "https://169.254.169.254/v1" } }],
    ["a private recogniser", { port: "asr" as const, vendor: "riva", config: { url: "10.0.0.7:50051" } }],
    ["a region that is a path", { ...eleven, vendor: "azure", config: { voice: "v", region: "x/../y" } }],
    ["an unknown setting", { ...openai, config: { password: "x" } as never }],
  ])("%s is refused", async (_, input) => {
    expect(await codeOf(save(input))).toBe("invalid");
  });

  test("a model that cannot hold calls is refused at its field, with what to choose; one that is there can be turned off", async () => {
    const refusal = await save({ ...openai, model: "o1-mini" }).catch((error: unknown) => error);
    const message = "o1-mini cannot hold calls: it takes no tools while it streams.";
    expect(refusal).toMatchObject({
      code: "invalid",
      details: { issues: [{ path: "model", message: expect.stringContaining(message) }] },
    });
    expect((refusal as Error).message).toMatch(/Choose gpt-4\.1-mini/);
    const connectionId = (await save({ ...openai, model: "o1-mini", enabled: false })).id;
    answer = "unsuitable";
    expect(await checkConnection.execute(owner(), { connectionId })).toEqual({ outcome: "unsuitable" });
    expect(await listConnections.execute(owner(), undefined)).toMatchObject([
      { enabled: false, lastCheckOutcome: "unsuitable" },
    ]);
    expect(await codeOf(save({ ...openai, connectionId, model: "o1-mini", enabled: true }))).toBe("invalid");
    await save({ ...openai, model: "o1-pro", config: { baseUrl: "https://llm.example/v1" } });
  });

  test("a connection does not change its vendor, and one port takes eight", async () => {
    const connectionId = (await save(openai)).id;
    const other = { port: "llm", vendor: "anthropic", model: "m", secret: KEY } as const;
    expect(await codeOf(save({ ...other, connectionId }))).toBe("invalid");
    for (let n = 1; n < 8; n++) await save(other);
    expect(await codeOf(save(other))).toBe("invalid");
  });
});

describe("the order of connections", () => {
  beforeEach(fresh);

  test("is the one given, is what a call gets, and must name every connection once", async () => {
    const first = (await save(openai)).id;
    const second = (await save({ port: "llm", vendor: "anthropic", model: "claude-haiku-4-5", secret: KEY }))
      .id;
    const order = [second, first];
    const reorder = (given: string[]) => reorderConnections.execute(owner(), { port: "llm", order: given });
    await reorder(order);
    expect((await forCall()).llm.map(({ vendor }) => vendor)).toEqual(["anthropic", "openai"]);
    expect(await codeOf(reorder([first]))).toBe("conflict");
    expect(await codeOf(reorder([first, first]))).toBe("conflict");
    expect(await codeOf(reorder([first, newId()]))).toBe("not_found");
  });

  test("removed, a connection is gone for the next call; disabled, it waits", async () => {
    const removed = (await save(openai)).id;
    const disabled = (await save({ ...openai, model: "gpt-4o" })).id;
    expect((await forCall()).llm).toHaveLength(2);
    await save({ ...openai, connectionId: disabled, enabled: false });
    await removeConnection.execute(owner(), { connectionId: removed });
    expect((await forCall()).llm).toEqual([]);
    expect(await codeOf(removeConnection.execute(owner(), { connectionId: removed }))).toBe("not_found");
  });
});

describe("who may", () => {
  beforeEach(fresh);

  test("only owners and admins touch keys and caps, only settings are for managers, and nothing crosses tenants", async () => {
    const { id: connectionId } = await save(openai);
    const caps = { tokensPerCall: 5_000 };
    const entries = [{ word: "Zinfandel", say: "zinfandell" }];
    const writes = [
      ["save", (ctx: ReturnType<typeof as>) => save({ ...openai, connectionId }, ctx)],
      ["remove", (ctx: ReturnType<typeof as>) => removeConnection.execute(ctx, { connectionId })],
      [
        "reorder",
        (ctx: ReturnType<typeof as>) =>
          reorderConnections.execute(ctx, { port: "llm", order: [connectionId] }),
      ],
      ["check", (ctx: ReturnType<typeof as>) => checkConnection.execute(ctx, { connectionId })],
    ] as const;
    for (const [name, run] of writes) {
      expect([name, await codeOf(run(as(deps, hotel, "manager")))]).toEqual([name, "forbidden"]);
      expect([name, await codeOf(run(as(deps, other, "owner")))]).toEqual([name, "not_found"]);
    }
    expect(asked).toEqual([]);
    expect(await codeOf(setSpendCaps.execute(as(deps, hotel, "manager"), caps))).toBe("forbidden");
    expect(await codeOf(setPronunciations.execute(as(deps, hotel, "front_desk"), { entries }))).toBe(
      "forbidden",
    );
    expect(await codeOf(listConnections.execute(as(deps, hotel, "front_desk"), undefined))).toBe("forbidden");

    await setSpendCaps.execute(owner(), caps);
    await setPronunciations.execute(as(deps, hotel, "manager"), { entries });
    expect((await getSpendCaps.execute(as(deps, other, "owner"), undefined)).tokensPerCall).toBe(200_000);
    expect(await getPronunciations.execute(as(deps, other, "owner"), undefined)).toEqual([]);
    expect(await listConnections.execute(as(deps, other, "owner"), undefined)).toEqual([]);
    const foreign = { ...owner(), hotelId: other.hotelId };
    expect(await codeOf(setPronunciations.execute(foreign, { entries }))).not.toBe("");
    expect(await getPronunciations.execute(as(deps, other, "owner"), undefined)).toEqual([]);
  });
});

describe("what a call is given", () => {
  beforeEach(fresh);
  const platformKeys: PlatformVendors = {
    asr: [{ vendor: "deepgram", apiKey: "platform-dg", model: "nova-3" }],
    llm: [{ vendor: "openai", apiKey: "platform-oa", model: "gpt-4.1-mini" }],
    hedge: { vendor: "openai", apiKey: "platform-oa", model: "gpt-4.1-nano" },
    tts: [
      { vendor: "elevenlabs", apiKey: "platform-el", voice: "p", model: "eleven_flash_v2_5" },
      { vendor: "azure", apiKey: "platform-az", region: "westeurope", voice: "en-US-JennyNeural" },
    ],
  };

  test("without any key: the embedded engines and no language model", async () => {
    expect(await forCall()).toEqual({
      asr: [{ vendor: "embedded" }],
      llm: [],
      tts: [{ vendor: "embedded" }],
      pronunciations: [],
    });
  });

  test("own connections first, then the platform's that are no repetition, the embedded ones last", async () => {
    platform = platformKeys;
    expect((await forCall()).hedge).toMatchObject({ model: "gpt-4.1-nano" });
    await save(eleven);
    await save(openai);
    await save({ ...openai, model: "gpt-4.1-nano", config: { hedge: true } });
    await setPronunciations.execute(owner(), { entries: [{ word: "Sauvignon", say: "so vin yon" }] });
    const given = await forCall();
    expect(given.asr.map(({ vendor }) => vendor)).toEqual(["deepgram", "embedded"]);
    expect(given.llm).toEqual([{ vendor: "openai", apiKey: KEY, model: "gpt-4.1-mini" }]);
    expect(given.hedge).toMatchObject({ apiKey: KEY, model: "gpt-4.1-nano" });
    expect(given.tts.map((voice) => ("apiKey" in voice ? voice.apiKey : voice.vendor))).toEqual([
      KEY,
      "platform-az",
      "embedded",
    ]);
    expect(given.pronunciations).toEqual([{ word: "Sauvignon", say: "so vin yon" }]);
  });

  test("a key sealed with another root key is left out, and the call still has its voices", async () => {
    platform = platformKeys;
    await save(eleven);
    const keys = { ...deps.keys, dataEncryption: new Uint8Array(32) };
    const given = await deps.db.transaction(hotel.tenantId, (tx) =>
      vendorsFor(tx, hotel.hotelId, { deps: { ...deps, keys }, log: silentLogger }),
    );
    expect(given.tts.map(({ vendor }) => vendor)).toEqual(["elevenlabs", "azure", "embedded"]);
    expect(JSON.stringify(given)).not.toContain(KEY);
  });

  test("more connections than a call tries: the embedded one does not fall off", async () => {
    for (let n = 0; n < 5; n++) await save({ ...eleven, config: { voice: `more ${n}` } });
    const { tts } = await forCall();
    expect([tts.length, tts.at(-1)]).toEqual([4, { vendor: "embedded" }]);
  });

  test("the opening carries them, the titles of what guests may know, and the caps", async () => {
    const { tenantId, hotelId } = hotel;
    const article = (title: string, over: object = {}) => ({
      tenantId,
      id: newId(),
      hotelId,
      title,
      body: "Text.",
      ...over,
    });
    await deps.db.withTenant(tenantId, (db) =>
      db.knowledgeArticle.createMany({
        data: [
          article("Parking"),
          article("Night porter", { audience: "staff" }),
          article("Old pool", { archivedAt: NOW }),
          article("Jazz in May", { validFrom: new Date("2026-05-01") }),
        ],
      }),
    );
    await save(openai);
    await setSpendCaps.execute(owner(), { tokensPerCall: 7_000, minutesPerCall: 3 });
    const callId = newId();
    await deps.db.withTenant(tenantId, (db) =>
      db.call.create({ data: { tenantId, id: callId, hotelId, channel: "simulator", startedAt: NOW } }),
    );
    const ctx = { ...owner(), deps };
    const opening = await deps.db.transaction(tenantId, (tx) => buildOpening(tx, ctx, callId));
    expect(opening.knowledge).toEqual(["Parking"]);
    expect(opening.rules).toMatchObject({ maxLlmTokens: 7_000, maxMinutes: 3 });
    expect(opening.vendors.llm[0]).toMatchObject({ vendor: "openai", apiKey: KEY });
  });
});
