import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy } from "@/server/testing/tool-call";
import { answerTwilioCall } from "./twilio-voice";

const ORIGIN = "https://voice.example";
const NUMBER = "+4722000001";

describe("the signed voice webhook", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  beforeAll(async () => {
    t = await makeTestDeps();
    hotel = await makeHotel(t.deps.db);
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.phoneNumber.create({
        data: { tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId, e164: NUMBER },
      }),
    );
  });
  afterAll(() => t.close());
  beforeEach(() => t.deps.system.client.voiceWorker.deleteMany({}));

  const addWorker = (over: { seenAt?: Date; draining?: boolean; activeCalls?: number } = {}) =>
    t.deps.system.client.voiceWorker.create({
      data: {
        id: newId(),
        publicKey: "k",
        mediaUrl: "wss://worker.example",
        version: "1",
        capacity: 2,
        ...over,
      },
    });

  const sid = () => `CA${newId().replaceAll("-", "")}`;
  const form = (over: Record<string, string> = {}) => ({
    CallSid: sid(),
    From: "+4790012345",
    To: NUMBER,
    ...over,
  });
  const request = (path: string, params: Record<string, string>, signature?: string) =>
    new Request(`http://127.0.0.1:3000${path}`, {
      method: "POST",
      body: new URLSearchParams(params),
      headers: {
        "x-twilio-signature":
          signature ?? getExpectedTwilioSignature(t.deps.keys.twilioAuthToken, ORIGIN + path, params),
      },
    });
  const app = () => ({ deps: t.deps, log: silentLogger, publicOrigin: ORIGIN });
  const call = async (params: Record<string, string> = form(), signature?: string) => {
    const response = await answerTwilioCall(app(), request("/api/webhooks/twilio/voice", params, signature));
    return { status: response.status, xml: await response.text() };
  };
  const calls = () => t.deps.db.withTenant(hotel.tenantId, (db) => db.call.count());

  test("streams to a worker with a token as a parameter, never in the address", async () => {
    await addWorker();
    const { status, xml } = await call();
    expect(status).toBe(200);
    expect(xml).toContain('<Stream url="wss://worker.example/media/twilio">');
    expect(xml).toMatch(/<Parameter name="token" value="[\w-]+\.[\w-]+\.[\w-]+"\/>/);
    expect(xml).toContain('action="https://voice.example/api/webhooks/twilio/after?l=en"');
  });

  test("a repeated webhook is the same call", async () => {
    await addWorker();
    const before = await calls();
    const params = form();
    await Promise.all([call(params), call(params), call(params)]);
    expect((await calls()) - before).toBe(1);
  });

  test("an unsigned, wrongly signed or changed form is refused and leaves no call", async () => {
    await addWorker();
    const before = await calls();
    const params = form();
    const good = getExpectedTwilioSignature(
      t.deps.keys.twilioAuthToken,
      `${ORIGIN}/api/webhooks/twilio/voice`,
      params,
    );
    expect((await call(params, "")).status).toBe(403);
    expect((await call(params, "bm9uc2Vuc2U=")).status).toBe(403);
    expect((await call({ ...params, To: "+4799999999" }, good)).status).toBe(403);
    expect(await calls()).toBe(before);
  });

  test("half a form and a huge form are refused", async () => {
    expect((await call({ From: "+4790012345" })).status).toBe(400);
    expect((await call(form({ Junk: "x".repeat(50_000) }))).status).toBe(413);
  });

  test("a number that is nobody's is not in service", async () => {
    expect((await call(form({ To: "+4722999999" }))).xml).toContain("not in service");
  });

  test.each([
    ["no worker at all", undefined],
    ["only a silent one", { seenAt: new Date(Date.now() - 60_000) }],
    ["only a draining one", { draining: true }],
    ["only a full one", { activeCalls: 2 }],
  ])("with %s the caller is not left in silence", async (_, worker) => {
    if (worker) await addWorker(worker);
    expect((await call()).xml).toMatch(/<Say[^>]*>I am sorry/);
  });

  test("when the hotel has a desk number it is dialled instead", async () => {
    await putPolicy(t.deps, hotel, "directory", {
      entries: [
        {
          destination: "front desk",
          spokenName: "the front desk",
          number: "+4722000002",
          handles: "everything",
          overflow: "message",
        },
      ],
    });
    expect((await call()).xml).toMatch(
      /<Dial timeout="25" [^>]*><Number [^>]*>\+4722000002<\/Number><\/Dial>/,
    );
  });

  test("an anonymous caller has no number", async () => {
    await addWorker();
    const params = form({ From: "anonymous" });
    await call(params);
    const row = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.call.findFirst({ where: { externalId: params.CallSid as string } }),
    );
    expect(row).toMatchObject({ fromNumber: null, toNumber: NUMBER, channel: "twilio" });
  });
});
