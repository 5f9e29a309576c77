import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { DESK, desk, GUEST, newSid, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { ownAccount, telephonyOf } from "./access";
import { getTelephonyAccount, removeTelephonyAccount, saveTelephonyAccount } from "./account";
import { getTelephony, saveTelephony } from "./settings";

let p: Phone;
let stranger: HotelCtx;
beforeAll(async () => {
  p = await openPhone();
  stranger = as(p.deps, await makeHotel(p.deps.db), "owner");
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.directory([desk()]);
  await p.read(async (db) => {
    await db.outboundCall.deleteMany({});
    await db.doNotCall.deleteMany({});
  });
  p.fake.failNext = undefined;
});

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);

describe("the account of one's own", () => {
  const account = { accountSid: `AC${"b".repeat(32)}`, authToken: "a-token-nobody-may-see" };

  test("is kept sealed, used, masked, and forgotten; another tenant has none of it", async () => {
    const saved = await saveTelephonyAccount.execute(me(), account);
    expect(saved).toMatchObject({ accountSid: "AC…bbbb", ready: true });
    expect(JSON.stringify(saved)).not.toContain(account.authToken);
    expect(await ownAccount(p.deps, p.hotel.tenantId)).toEqual(account);
    const row = await p.read((db) => db.telephonyAccount.findFirstOrThrow());
    expect(Buffer.from(row.authToken).toString("latin1")).not.toContain(account.authToken);
    expect(await ownAccount(p.deps, stranger.tenantId)).toBeNull();
    expect(await codeOf(removeTelephonyAccount.execute(stranger, {}))).toBe("not_found");
    const audit = await p.read((db) =>
      db.auditEntry.findMany({ where: { action: "telephony.saveAccount" } }),
    );
    expect(JSON.stringify(audit, (_, v) => (typeof v === "bigint" ? String(v) : v))).not.toContain(
      account.authToken,
    );
    await removeTelephonyAccount.execute(me(), {});
    expect(await getTelephonyAccount.execute(me(), {})).toMatchObject({ accountSid: null, ready: true });
  });

  test("its webhooks are signed with its own token, and by its own account", async () => {
    await saveTelephonyAccount.execute(me(), account);
    const params = { CallSid: newSid(), From: GUEST, To: p.number };
    expect((await p.post("voice", params)).status).toBe(403);
    await removeTelephonyAccount.execute(me(), {});
    expect((await p.post("voice", params)).status).toBe(200);
  });

  test.each([
    ["no SID", { accountSid: "AC12", authToken: account.authToken }],
    ["a short token", { ...account, authToken: "short" }],
    ["nothing", { accountSid: "", authToken: "" }],
  ])("%s is refused", async (_, input) => {
    expect(await codeOf(saveTelephonyAccount.execute(me(), input))).toBe("invalid");
  });

  test("is not for the desk", async () => {
    expect(await codeOf(saveTelephonyAccount.execute(me("manager"), account))).toBe("forbidden");
    expect(await codeOf(removeTelephonyAccount.execute(me("front_desk"), {}))).toBe("forbidden");
    expect(await codeOf(getTelephonyAccount.execute(me("front_desk"), {}))).toBe("forbidden");
  });

  test("without any account there is no telephone service", async () => {
    const deps = { ...p.deps, telephony: undefined } as unknown as typeof p.deps;
    expect(await telephonyOf(deps, p.hotel.tenantId)).toBeNull();
  });
});

describe("settings and the list of who wants no calls", () => {
  test("are saved, shown with the addresses to paste, and kept from other tenants and the desk", async () => {
    await saveTelephony.execute(me("manager"), { allowedPrefixes: ["+47", "+46"], minutesPerDay: 30 });
    const shown = await getTelephony.execute(me("manager"), {});
    expect(shown.settings).toMatchObject({
      allowedPrefixes: ["+47", "+46"],
      minutesPerDay: 30,
      entry: "stream",
    });
    expect(shown.webhooks).toMatchObject([
      { number: p.number, voice: "https://voice.example/api/webhooks/twilio/voice" },
    ]);
    expect(shown.webhooks[0]?.fallback).toContain(encodeURIComponent(DESK));
    expect(shown).toMatchObject({ origin: "https://voice.example", reachable: true, desk: DESK });
    expect(shown.destinations).toEqual([
      { destination: "front desk", spokenName: "the front desk", dialled: true },
    ]);
    expect((await getTelephony.execute(stranger, {})).settings.minutesPerDay).toBe(240);
    expect(await codeOf(saveTelephony.execute(me("front_desk"), {}))).toBe("forbidden");
  });

  test.each([
    { allowedPrefixes: ["47"] },
    { allowedPrefixes: ["+"] },
    { minutesPerDay: -1 },
    { ringSeconds: 600 },
    { roomNumber: "412" },
    { menu: [{ digit: "11", say: "x" }] },
    {
      menu: [
        { digit: "1", say: "x" },
        { digit: "1", say: "y" },
      ],
    },
    { callerId: "the desk" },
  ])("%j is refused", async (input) => {
    expect(await codeOf(saveTelephony.execute(me(), input))).toBe("invalid");
  });
});
