import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveTelephonyAccount } from "@/server/features/telephony/account";
import { newId } from "@/server/kernel/ids";
import { as } from "@/server/testing/ctx";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { GUEST, newSid, openPhone, type Phone } from "./testing/phone";
import { twilioStep } from "./twilio-steps";

const account = { accountSid: `AC${"a".repeat(32)}`, authToken: "0123456789abcdef0123456789abcdef" };

let p: Phone;
let stranger: SmallHotel;
beforeAll(async () => {
  p = await openPhone();
  await p.addWorker();
  stranger = await makeHotel(p.deps.db);
  await saveTelephonyAccount.execute(as(p.deps, stranger, "owner"), account);
});
afterAll(() => p.close());

/** A step that the stranger signs with an account of its own, in its own name. */
async function signedByStranger(step: string, params: Record<string, string>): Promise<string> {
  const path = `/api/webhooks/twilio/${step}?t=${stranger.tenantId}`;
  const form = { AccountSid: account.accountSid, ...params };
  const signature = getExpectedTwilioSignature(account.authToken, p.app.publicOrigin + path, form);
  const response = await twilioStep(
    p.app,
    step,
    new Request(`http://127.0.0.1:3000${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { "x-twilio-signature": signature },
    }),
  );
  expect(response.ok).toBe(true);
  return response.text();
}

test.each(["voice", "voicemail", "menu"])(
  "%s: nobody calls another's hotel with an account of his own",
  async (step) => {
    const before = await p.read((db) => db.call.count());
    const xml = await signedByStranger(step, { CallSid: newSid(), From: GUEST, To: p.number });
    expect(xml).not.toMatch(/<Stream|<Record|<Dial/);
    expect(await p.read((db) => db.call.count())).toBe(before);
  },
);

test.each(["after", "status", "voicemail-done"])("%s: nor does anything to another's call", async (step) => {
  const { callId, callSid } = await p.guestCall();
  const call = () => p.read((db) => db.call.findFirstOrThrow({ where: { id: callId } }));
  const before = await call();
  const xml = await signedByStranger(step, {
    ...{ CallSid: callSid, From: GUEST, To: p.number, CallStatus: "completed" },
    ...{ RecordingSid: `RE${"1".repeat(32)}`, RecordingDuration: "4" },
  });
  expect(xml).not.toContain("<Stream");
  expect(await call()).toEqual(before);
  expect(await p.read((db) => db.voicemail.count({ where: { callId } }))).toBe(0);
});

test("the simulator calls a hotel with an account of its own; the hotel's own token makes no call a simulated one", async () => {
  const number = "+4722999999";
  const { tenantId, hotelId } = stranger;
  await p.deps.db.withTenant(tenantId, (db) =>
    db.phoneNumber.create({ data: { tenantId, hotelId, id: newId(), e164: number } }),
  );
  const form = { CallSid: newSid(), From: GUEST, To: number, X_VoiceHive_Simulator: "1" };
  const call = async (authToken: string) => {
    const url = `${p.app.publicOrigin}/api/webhooks/twilio/voice`;
    const request = new Request(url, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { "x-twilio-signature": getExpectedTwilioSignature(authToken, url, form) },
    });
    const response = await twilioStep(p.app, "voice", request);
    return { status: response.status, xml: await response.text() };
  };
  expect((await call(account.authToken)).status).toBe(403);
  expect((await call(p.deps.keys.twilioAuthToken)).xml).toContain("<Stream");
  const made = await p.deps.db.withTenant(tenantId, (db) => db.call.findMany());
  expect(made).toMatchObject([{ channel: "simulator" }]);
});

test("a text for another's number is not taken", async () => {
  await signedByStranger("sms", {
    MessageSid: `SM${"2".repeat(32)}`,
    From: GUEST,
    To: p.number,
    Body: "hello",
  });
  expect(await p.read((db) => db.textMessage.count())).toBe(0);
});
