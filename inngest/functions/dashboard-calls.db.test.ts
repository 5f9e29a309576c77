import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { until } from "@/inngest/executor/testing/app";
import type { Role } from "@/server/auth/permissions";
import { sealAuthToken } from "@/server/features/telephony/access";
import { newId } from "@/server/kernel/ids";
import { TwilioServer } from "@/server/providers/telephony/testing/twilio-server";
import { createTwilioTelephony } from "@/server/providers/telephony/twilio";
import { as } from "@/server/testing/ctx";
import { createCaller } from "@/server/trpc/caller";
import { DESK, desk, GUEST, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { type RunningJobs, runJobs } from "./testing/jobs";

/** What the dashboard's buttons do, from the procedure they call to the telephone service of the hotel's own account. */
const ACCOUNT = `AC${"7".repeat(32)}`;
let p: Phone;
let twilio: TwilioServer;
let jobs: RunningJobs;
beforeAll(async () => {
  p = await openPhone({ account: false });
  const authToken = p.deps.keys.twilioAuthToken;
  twilio = new TwilioServer(ACCOUNT, authToken);
  await twilio.start();
  Object.assign(p.deps.telephony as object, {
    connect: (account: Parameters<typeof createTwilioTelephony>[0]) =>
      createTwilioTelephony(account, twilio.url),
  });
  const { tenantId } = p.hotel;
  await p.read((db) =>
    db.telephonyAccount.create({
      data: { tenantId, accountSid: ACCOUNT, authToken: sealAuthToken(p.deps, tenantId, authToken) },
    }),
  );
  jobs = await runJobs(p.deps, p.systemUrl);
});
afterAll(async () => {
  await jobs.close();
  await twilio.stop();
  await p.close();
});
beforeEach(async () => {
  await p.settings({});
  await p.directory([desk()]);
  twilio.fault = undefined;
  twilio.calls.clear();
  await p.read(async (db) => {
    await db.outboundCall.deleteMany({});
    await db.callTransfer.deleteMany({});
  });
});

const dashboard = (role: Role = "front_desk") =>
  createCaller({ ctx: as(p.deps, p.hotel, role), requestId: "r1" }).telephony;
const asked = (to: string) => [...twilio.calls.values()].filter(({ form }) => form.To?.[0] === to);
const status = (id: string) =>
  p.read(async (db) => (await db.outboundCall.findFirstOrThrow({ where: { id } })).status);

/** Hands what the button caused to the jobs until it is so. */
const done = (what: string, so: () => Promise<boolean> | boolean) =>
  until(what, async () => {
    await jobs.relay();
    return so();
  });

describe("“Call back” and “Call now”", () => {
  test("ring the guest once, from the hotel's number, by the hotel's own account", async () => {
    const { id } = await dashboard().placeCall({ number: GUEST, consent: true });
    expect((await dashboard().listCallsOut({})).rows).toMatchObject([{ id, status: "queued" }]);
    await done("the guest to be called", () => asked(GUEST).length > 0);
    const [call, ...more] = asked(GUEST);
    expect(more).toEqual([]);
    expect(call?.form).toMatchObject({ From: [p.number], Url: [expect.stringContaining("/outbound?")] });

    const { xml } = await p.follow(call?.form.Url?.[0] ?? "", {
      AccountSid: ACCOUNT,
      CallSid: call?.sid ?? "",
      AnsweredBy: "human",
    });
    expect(xml).toMatch(/<Connect|<Say/);
  });

  test("again, when nobody answered: the button dials once more", async () => {
    const { id } = await dashboard().placeCall({ number: GUEST, consent: true });
    await done("the first call", () => asked(GUEST).length > 0);
    const [first] = asked(GUEST);
    const news = new URL(first?.form.StatusCallback?.[0] ?? "");
    await p.follow(news.toString(), {
      AccountSid: ACCOUNT,
      CallSid: first?.sid ?? "",
      CallStatus: "no-answer",
    });
    await dashboard().callNow({ id });
    await done("the second call", () => asked(GUEST).length === 2);
  });

  test("an account that is refused: the call ends with a reason, and nobody was rung", async () => {
    twilio.calls.clear();
    const { tenantId } = p.hotel;
    const sealed = (token: string) => ({ authToken: sealAuthToken(p.deps, tenantId, token) });
    await p.read((db) => db.telephonyAccount.updateMany({ data: sealed("not-the-token") }));
    try {
      const { id } = await dashboard().placeCall({ number: GUEST, consent: true });
      await done("the refusal", async () => (await status(id)) === "failed");
      const rows = (await dashboard().listCallsOut({ view: "desk" })).rows;
      expect(rows).toMatchObject([{ id, reason: expect.any(String) }]);
      expect(asked(GUEST)).toEqual([]);
    } finally {
      await p.read((db) => db.telephonyAccount.updateMany({ data: sealed(p.deps.keys.twilioAuthToken) }));
    }
  });
});

test("“Hang up” on a guest who is with a person has the telephone service end the call", async () => {
  const { callId, callSid } = await p.guestCall({ state: "with_person" });
  twilio.incoming(callSid);
  const { tenantId, hotelId } = p.hotel;
  const person = { destination: "front desk", spokenName: "the front desk", number: DESK, summary: "s" };
  await p.read((db) =>
    db.callTransfer.create({
      data: {
        ...{ tenantId, hotelId, id: newId(), callId, kind: "warm", state: "accepted", ...person },
        createdAt: p.clock.now(),
      },
    }),
  );
  const { calls } = createCaller({ ctx: as(p.deps, p.hotel, "front_desk"), requestId: "r1" });
  await calls.hangUp({ callId });
  await done("the guest's leg to end", () => twilio.calls.get(callSid)?.status === "completed");
  await done("the call to be over", async () => {
    const call = await p.read((db) => db.call.findFirstOrThrow({ where: { id: callId } }));
    return call.endReason === "staff_hung_up";
  });
});

describe("the banner of a warm transfer", () => {
  /** A guest waits, and the telephone of the person rings. */
  async function ringing() {
    const { callId, callSid } = await p.guestCall();
    twilio.incoming(callSid);
    const wish = { callId, destination: "front desk", summary: "Wants a quieter room." };
    const { transferId } = await dashboard().transferCall(wish);
    await done(
      "the guest to be taken off the line",
      () => (twilio.calls.get(callSid)?.updates.length ?? 0) > 0,
    );
    await p.post("after", { AccountSid: ACCOUNT, CallSid: callSid, CallStatus: "in-progress" });
    await done("the person to be rung", () => asked(DESK).length === 1);
    const person = asked(DESK)[0] as ReturnType<typeof asked>[number];
    const pickUp = () =>
      p.follow(person.form.Url?.[0] ?? "", { AccountSid: ACCOUNT, CallSid: person.sid, AnsweredBy: "human" });
    return { transferId, callSid, person, pickUp };
  }

  test("stands while the telephone rings; accepted, it leads the picked-up telephone to the guest", async () => {
    const { transferId, person, pickUp } = await ringing();
    expect((await dashboard().transferOffers({})).offers).toMatchObject([
      { id: transferId, state: "dialing" },
    ]);
    await pickUp();
    await dashboard().answerTransfer({ transferId, answer: "accept" });
    await done("the telephone to be told", () => person.updates.length > 0);
    const twiml = person.updates.at(-1)?.Twiml?.[0] ?? "";
    const url = /<Redirect[^>]*>([^<]+)</.exec(twiml)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await p.follow(url, { AccountSid: ACCOUNT, CallSid: person.sid })).xml).toContain(
      `transfer-${transferId}`,
    );
    expect((await dashboard().transferOffers({})).offers).toEqual([]);
  });

  test("declined, it brings the guest back and lets the telephone stop", async () => {
    const { transferId, callSid, person } = await ringing();
    await dashboard().answerTransfer({ transferId, answer: "decline" });
    await done("the telephone to stop", () => person.status === "completed");
    expect(twilio.calls.get(callSid)?.updates.at(-1)?.Twiml?.[0]).toContain("/return?");
    expect((await dashboard().transferOffers({})).offers).toEqual([]);
  });
});
