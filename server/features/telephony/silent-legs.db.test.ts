import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { as } from "@/server/testing/ctx";
import { desk, GUEST, NOON, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { dialDueCallbacks } from "./due-callbacks";
import { listCallsOut } from "./list-calls-out";
import { dialOutbound, noteOutbound, placeOutboundCall, requestCallBack } from "./outbound";
import { settleSilentLegs } from "./silent-legs";

const MINUTE = 60_000;
let p: Phone;
beforeAll(async () => {
  p = await openPhone();
  p.fake.now = () => p.clock.now();
});
afterAll(() => p.close());
beforeEach(async () => {
  p.clock.set(NOON);
  p.fake.calls.clear();
  p.fake.placeCall = FakeTelephony.prototype.placeCall;
  await p.settings({});
  await p.directory([desk()]);
  await p.read(async (db) => {
    await db.outboundCall.deleteMany({});
    await db.request.deleteMany({});
  });
  await p.deps.system.client.voiceWorker.deleteMany({});
  await p.addWorker({ seenAt: new Date(NOON.getTime() + 120 * MINUTE) });
});

const row = (id: string) => p.read((db) => db.outboundCall.findFirstOrThrow({ where: { id } }));
const queued = () => p.read((db) => db.outboundCall.findMany({ where: { status: "queued" } }));
const later = (minutes: number) => p.clock.advance(minutes * MINUTE);

/** A promised call-back that waited ten minutes for a line. */
async function promised(): Promise<string> {
  const { callId } = await p.guestCall();
  await requestCallBack(p.ctx, { callId, number: GUEST });
  const { id } = await p.read((db) => db.outboundCall.findFirstOrThrow({ where: { callId } }));
  later(10);
  return id;
}

/** The process dies while it dials: before its request reached the service, or before the answer was written down. */
async function diesWhileDialling(id: string, { asked = false } = {}): Promise<void> {
  const dead = new Promise<void>((reached) => {
    p.fake.placeCall = async (...args) => {
      if (asked) await FakeTelephony.prototype.placeCall.apply(p.fake, args);
      reached();
      return new Promise(() => {});
    };
  });
  void dialOutbound(p.ctx, id);
  await dead;
  p.fake.placeCall = FakeTelephony.prototype.placeCall;
  expect(await row(id)).toMatchObject({ status: "dialing", externalId: null });
}

const placed = () => [...p.fake.calls.values()].filter(({ asked }) => asked?.to === GUEST);

describe("a promised call-back whose process died while it was dialled", () => {
  test("and that was never placed is a try that failed: staff sees why, and the next try is owed", async () => {
    const id = await promised();
    await diesWhileDialling(id);
    later(3);
    expect(await settleSilentLegs(p.ctx)).toBe(0);
    later(2);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await settleSilentLegs(p.ctx)).toBe(0);
    expect(await row(id)).toMatchObject({ status: "failed", reason: "not_placed", endedAt: p.clock.now() });
    const { rows } = await listCallsOut.execute(as(p.deps, p.hotel, "front_desk"), { view: "callback" });
    expect(rows).toMatchObject([
      { attempt: 2, status: "queued" },
      { id, reason: "not_placed" },
    ]);
    later(6);
    expect(await dialDueCallbacks(p.ctx)).toBe(1);
    expect(await dialOutbound(p.ctx, rows[0]?.id ?? "")).toBe(true);
    expect(placed()).toHaveLength(1);
  });

  test("and that rings is not dialled again; what becomes of it counts", async () => {
    const id = await promised();
    await diesWhileDialling(id, { asked: true });
    const [call] = placed();
    if (call) p.fake.calls.set(call.callSid, { ...call, status: "in-progress" });
    later(5);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await row(id)).toMatchObject({ status: "answered", externalId: call?.callSid, endedAt: null });
    later(10);
    expect(await settleSilentLegs(p.ctx)).toBe(0);
    p.fake.end(call?.callSid ?? "", "completed", 90);
    later(60);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await row(id)).toMatchObject({ status: "completed", durationSeconds: 90 });
    expect(await queued()).toEqual([]);
  });

  test("and that nobody took is tried again, once, also when its news comes late", async () => {
    const id = await promised();
    await diesWhileDialling(id, { asked: true });
    p.fake.end(placed()[0]?.callSid ?? "", "no-answer", 0);
    later(5);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    await noteOutbound(p.ctx, id, { status: "no-answer" });
    expect(await row(id)).toMatchObject({ status: "no_answer", reason: null });
    expect(await queued()).toMatchObject([{ attempt: 2 }]);
  });

  test("and that a machine took reached nobody, so that the next try is owed", async () => {
    const id = await promised();
    await diesWhileDialling(id, { asked: true });
    p.fake.end(placed()[0]?.callSid ?? "", "completed", 20, "machine_start");
    later(5);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await row(id)).toMatchObject({ status: "no_answer", answeredBy: "machine" });
    expect(await queued()).toMatchObject([{ attempt: 2 }]);
  });

  test("for the third time is the desk's", async () => {
    const id = await promised();
    await p.read((db) => db.outboundCall.updateMany({ where: { id }, data: { attempt: 3 } }));
    await diesWhileDialling(id);
    later(5);
    await settleSilentLegs(p.ctx);
    expect(await queued()).toEqual([]);
    expect(await p.read((db) => db.request.findMany({}))).toMatchObject([
      { urgency: "urgent", contact: GUEST },
    ]);
  });

  test("while the service does not answer it waits, for an hour", async () => {
    const id = await promised();
    await diesWhileDialling(id);
    later(5);
    p.fake.failNext = "unavailable";
    expect(await settleSilentLegs(p.ctx)).toBe(0);
    expect(await row(id)).toMatchObject({ status: "dialing" });
    later(61);
    p.fake.failNext = "unavailable";
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await row(id)).toMatchObject({ status: "failed", reason: "no_word" });
    expect(await queued()).toMatchObject([{ attempt: 2 }]);
  });

  test("another call to the same number, which a leg has told, is not taken for it", async () => {
    const id = await promised();
    await diesWhileDialling(id);
    const other = await placeOutboundCall.execute(as(p.deps, p.hotel, "manager"), {
      ...{ number: GUEST, consent: true },
    });
    await dialOutbound(p.ctx, other.id);
    later(5);
    await settleSilentLegs(p.ctx);
    expect(await row(id)).toMatchObject({ status: "failed", reason: "not_placed" });
    expect((await row(other.id)).externalId).toBe(placed()[0]?.callSid);
  });
});

describe("two legs to one person of the hotel within a minute, the first never dialled", () => {
  const desk = "+4722334455";
  /** A leg that no news comes of before its end. */
  async function leg(): Promise<string> {
    const { tenantId, hotelId } = p.hotel;
    const id = newId();
    const data = { purpose: "transfer", toNumber: desk, fromNumber: "", status: "dialing" };
    await p.read((db) =>
      db.outboundCall.create({ data: { tenantId, id, hotelId, ...data, createdAt: p.clock.now() } }),
    );
    return id;
  }
  async function talks(): Promise<string> {
    const asked = { to: desk, from: p.number, url: "", statusUrl: "", ringSeconds: 20, limitSeconds: 600 };
    const { callSid } = await p.fake.placeCall(asked, AbortSignal.timeout(5_000));
    const call = p.fake.calls.get(callSid);
    if (call) p.fake.calls.set(callSid, { ...call, status: "in-progress" });
    return callSid;
  }

  test("the call is the second's, though the first is asked about before it", async () => {
    const first = await leg();
    p.clock.advance(40_000);
    const second = await leg();
    const callSid = await talks();
    p.clock.advance(4 * MINUTE - 30_000);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await row(first)).toMatchObject({ status: "failed", reason: "not_placed" });
    later(1);
    expect(await settleSilentLegs(p.ctx)).toBe(1);
    expect(await row(second)).toMatchObject({ status: "answered", externalId: callSid });
  });

  test("and where the guess was wrong, the news of the second still counts", async () => {
    const first = await leg();
    const callSid = await talks();
    later(5);
    await settleSilentLegs(p.ctx);
    expect((await row(first)).externalId).toBe(callSid);
    const second = await leg();
    const news = { status: "completed", callSid, durationSeconds: 300 };
    expect(await noteOutbound(p.ctx, second, news)).toBe("completed");
    expect(await row(second)).toMatchObject({ durationSeconds: 300, externalId: null });
  });
});

test("a leg that was answered, and of which nothing can be known, reached somebody", async () => {
  const id = await promised();
  await dialOutbound(p.ctx, id);
  await noteOutbound(p.ctx, id, { status: "in-progress" });
  p.fake.calls.clear();
  later(66);
  expect(await settleSilentLegs(p.ctx)).toBe(1);
  expect(await row(id)).toMatchObject({ status: "completed", reason: null });
  expect(await queued()).toEqual([]);
});

test("a leg to a person of the hotel whose dial never told its end is settled, too; no other tenant's is", async () => {
  const { tenantId, hotelId } = p.hotel;
  const id = newId();
  const leg = { purpose: "transfer", toNumber: "+4722334455", fromNumber: "", status: "dialing" };
  await p.read((db) =>
    db.outboundCall.create({ data: { tenantId, id, hotelId, ...leg, createdAt: p.clock.now() } }),
  );
  later(5);
  expect(await settleSilentLegs({ ...p.ctx, tenantId: newId() })).toBe(0);
  expect(await settleSilentLegs(p.ctx)).toBe(1);
  expect(await row(id)).toMatchObject({ status: "failed", reason: "not_placed" });
});
