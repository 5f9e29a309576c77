import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { desk, GUEST, newSid, openPhone, type Phone, urlIn } from "@/server/webhooks/testing/phone";
import { addDoNotCall } from "./do-not-call";
import { dialOutbound, noteOutbound, placeOutboundCall } from "./outbound";
import { sendToPerson, transferLiveCall } from "./transfer-live";
import { ringWakeups } from "./wakeups";

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
    await db.wakeupCall.deleteMany({});
  });
  p.fake.failNext = undefined;
});

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);
const guestCall = (over: object = {}) => p.guestCall(over);

describe("calls out that staff asks for", () => {
  const wish = { number: GUEST, consent: true as const };

  test("are dialled once, and end as the service tells, in whatever order", async () => {
    const { id } = await placeOutboundCall.execute(me("front_desk"), wish);
    expect(await dialOutbound(p.ctx, id)).toBe(true);
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    expect(
      await noteOutbound(p.ctx, id, { status: "completed", answeredBy: "human", durationSeconds: 42 }),
    ).toBe("completed");
    expect(await noteOutbound(p.ctx, id, { status: "ringing" })).toBe("completed");
    expect(await noteOutbound(p.ctx, id, { status: "no-answer" })).toBe("completed");
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      status: "completed",
      answeredBy: "human",
      durationSeconds: 42,
      purpose: "desk",
    });
    expect(await noteOutbound({ ...p.ctx, tenantId: stranger.tenantId }, id, { status: "busy" })).toBeNull();
  });

  test("a machine that answers is nobody: the call is over, and was not answered", async () => {
    const { id } = await placeOutboundCall.execute(me(), wish);
    await dialOutbound(p.ctx, id);
    // The service tells that it was answered, then by whom, and at the end only that it is over.
    for (const [news, status] of [
      [{ status: "ringing" }, "ringing"],
      [{ status: "in-progress" }, "answered"],
      [{ status: "in-progress", answeredBy: "machine_start" }, "answered"],
      [{ status: "completed", durationSeconds: 4 }, "no_answer"],
      [{ status: "completed" }, "no_answer"],
    ] as const)
      expect(await noteOutbound(p.ctx, id, news)).toBe(status);
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      ...{ status: "no_answer", answeredBy: "machine", endedAt: expect.any(Date) },
    });
  });

  test("the hours are asked again when it is dialled", async () => {
    const { id } = await placeOutboundCall.execute(me(), wish);
    await addDoNotCall.execute(me(), { number: GUEST, channel: "call" });
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      status: "refused",
      reason: "do_not_call",
    });
  });

  test("a service that does not place it makes it failed", async () => {
    const { id } = await placeOutboundCall.execute(me(), wish);
    p.fake.failNext = "rate_limited";
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
      status: "failed",
      reason: "rate_limited",
    });
  });

  test("are refused without consent, abroad, past the cap, by others, and for others' requests", async () => {
    expect(await codeOf(placeOutboundCall.execute(me(), { ...wish, consent: false as never }))).toBe(
      "invalid",
    );
    expect(await codeOf(placeOutboundCall.execute(me(), { ...wish, number: "+442079460958" }))).toBe(
      "conflict",
    );
    expect(await codeOf(placeOutboundCall.execute(me(), { ...wish, requestId: newId() }))).toBe("not_found");
    expect(await codeOf(placeOutboundCall.execute(me("housekeeping"), wish))).toBe("forbidden");
    expect(await codeOf(placeOutboundCall.execute(stranger, wish))).toBe("conflict");
    await p.settings({ minutesPerDay: 0 });
    expect(await codeOf(placeOutboundCall.execute(me(), wish))).toBe("conflict");
  });
});

describe("a live call that staff puts through", () => {
  test("is taken from the line once; the person is dialled by what follows", async () => {
    const { callId, callSid } = await guestCall();
    const input = { callId, destination: "front desk", summary: "They want a manager." };
    const { transferId } = await transferLiveCall.execute(me("front_desk"), input);
    expect(await sendToPerson(p.ctx, { transferId, callId })).toBe(true);
    expect(p.fake.calls.get(callSid)?.twiml[0]).toContain("/api/webhooks/twilio/after");
    const after = await p.post("after", { CallSid: callSid, CallStatus: "in-progress" });
    expect(after.xml).toContain("<Conference");
    expect(await sendToPerson(p.ctx, { transferId, callId })).toBe(false);
  });

  test("a guest who has hung up is not put through", async () => {
    const { callId, callSid } = await guestCall();
    p.fake.end(callSid);
    const input = { callId, destination: "front desk", summary: "x" };
    const { transferId } = await transferLiveCall.execute(me(), input);
    expect(await sendToPerson(p.ctx, { transferId, callId })).toBe(false);
    expect(await p.read((db) => db.callTransfer.findFirst({ where: { id: transferId } }))).toMatchObject({
      state: "failed",
    });
  });

  test("is refused for another tenant's call, an ended one, an unknown destination, and by who may not", async () => {
    const { callId } = await guestCall();
    const input = { callId, destination: "front desk", summary: "x" };
    expect(await codeOf(transferLiveCall.execute(stranger, input))).toBe("not_found");
    expect(await codeOf(transferLiveCall.execute(me("housekeeping"), input))).toBe("forbidden");
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, summary: " " }))).toBe("invalid");
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, callId: "412" }))).toBe("invalid");
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, destination: "room 412" }))).toBe(
      "not_found",
    );
    const over = await guestCall({ endedAt: p.clock.now() });
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, callId: over.callId }))).toBe("conflict");
    const browser = await guestCall({ channel: "browser" });
    expect(await codeOf(transferLiveCall.execute(me(), { ...input, callId: browser.callId }))).toBe(
      "conflict",
    );
  });
});

describe("wake-up calls", () => {
  const wakeup = async (over: object = {}) => {
    const id = newId();
    const { callId } = await guestCall();
    const { tenantId, hotelId } = p.hotel;
    await p.read((db) =>
      db.wakeupCall.create({
        data: {
          ...{ tenantId, id, hotelId, room: "412", guestName: "Berg", ref: "AB3C", callId },
          ...{ date: dateToDb("2026-03-04"), time: "11:58" },
          ...over,
        },
      }),
    );
    return id;
  };
  const status = (id: string) => p.read((db) => db.wakeupCall.findFirstOrThrow({ where: { id } }));
  const legs = (wakeupId: string) =>
    p.read((db) => db.outboundCall.findMany({ where: { wakeupId }, orderBy: { attempt: "asc" } }));
  const dialLast = async (id: string) => {
    const leg = (await legs(id)).at(-1);
    if (!leg) throw new Error("nothing to dial");
    await dialOutbound(p.ctx, leg.id);
    return leg.id;
  };

  test("the room rings, the words are said, and it is done", async () => {
    await p.settings({ roomNumber: "+4722001{room}" });
    const id = await wakeup();
    expect(await ringWakeups(p.ctx)).toBe(1);
    expect(await ringWakeups(p.ctx)).toBe(0);
    const leg = await dialLast(id);
    const asked = [...p.fake.calls.values()].at(-1)?.asked;
    expect(asked?.to).toBe("+4722001412");
    const CallSid = newSid();
    const said = await p.follow(asked?.url ?? "", { CallSid });
    expect(said.xml).toContain("your wake-up call from Test House. It is noon");
    const key = urlIn(said.xml, "action");
    expect((await p.follow(key, { CallSid, Digits: "5" })).xml).toContain("Have a good day");
    await p.follow(key, { CallSid, Digits: "5" });
    // A machine that presses keys is none.
    await p.follow(asked?.machineUrl ?? "", { CallSid, AnsweredBy: "machine_start" });
    await noteOutbound(p.ctx, leg, { status: "completed", answeredBy: "machine_start", durationSeconds: 20 });
    await ringWakeups(p.ctx);
    expect(await status(id)).toMatchObject({ status: "done" });
    expect(await legs(id)).toMatchObject([{ status: "completed", answeredBy: "human" }]);
    expect(
      await p.read((db) =>
        db.auditEntry.count({ where: { action: "telephony.wakeupConfirmed", subjectId: leg } }),
      ),
    ).toBe(1);
  });

  test.each(["human", "unknown"])(
    "answered by %s without a key: rung again, three times, and then the desk wakes the guest",
    async (AnsweredBy) => {
      const id = await wakeup();
      for (let tries = 1; tries <= 3; tries++) {
        expect(await ringWakeups(p.ctx)).toBe(1);
        const leg = await dialLast(id);
        const asked = [...p.fake.calls.values()].at(-1)?.asked;
        const CallSid = newSid();
        const { xml } = await p.follow(asked?.url ?? "", { CallSid });
        expect(xml).toContain("I did not notice a key");
        expect(xml).not.toContain("Have a good day");
        // Half a form is no key.
        await p.follow(urlIn(xml, "action"), { CallSid });
        await p.follow(asked?.machineUrl ?? "", { CallSid, AnsweredBy });
        await noteOutbound(p.ctx, leg, { status: "completed", durationSeconds: 20 });
        p.clock.advance(61_000);
      }
      await ringWakeups(p.ctx);
      expect(await status(id)).toMatchObject({ status: "missed" });
      const [alarm] = await p.read((db) =>
        db.request.findMany({ where: { summary: { contains: "nobody pressed a key" } } }),
      );
      expect(alarm).toMatchObject({ urgency: "urgent", room: "412" });
      p.clock.set(new Date("2026-03-04T11:00:00Z"));
      await p.read((db) => db.request.deleteMany({}));
    },
  );

  test("a machine is left as soon as it is known for one", async () => {
    const id = await wakeup();
    await ringWakeups(p.ctx);
    const leg = await dialLast(id);
    const { callSid, asked } = [...p.fake.calls.values()].at(-1) ?? {};
    await p.follow(asked?.machineUrl ?? "", { CallSid: callSid ?? "", AnsweredBy: "machine_start" });
    expect(p.fake.calls.get(callSid ?? "")?.status).toBe("completed");
    await noteOutbound(p.ctx, leg, { status: "completed", durationSeconds: 9 });
    expect(await legs(id)).toMatchObject([{ status: "no_answer", answeredBy: "machine" }]);
    await p.read((db) => db.wakeupCall.deleteMany({ where: { id } }));
  });

  test("nobody answers three times: the desk is alarmed, once", async () => {
    const id = await wakeup();
    for (const attempt of [1, 2, 3]) {
      expect(await ringWakeups(p.ctx)).toBe(1);
      const leg = await dialLast(id);
      await noteOutbound(p.ctx, leg, { status: attempt === 2 ? "busy" : "no-answer" });
      p.clock.advance(61_000);
    }
    await ringWakeups(p.ctx);
    await ringWakeups(p.ctx);
    expect(await legs(id)).toHaveLength(3);
    expect(await status(id)).toMatchObject({ status: "missed" });
    const alarms = await p.read((db) =>
      db.request.findMany({ where: { summary: { contains: "Wake room 412" } } }),
    );
    expect(alarms).toMatchObject([{ urgency: "urgent", room: "412" }]);
    p.clock.set(new Date("2026-03-04T11:00:00Z"));
    await p.read((db) => db.request.deleteMany({}));
  });

  test.each([
    ["the name did not fit the room", { nameMismatch: true }, "no number to ring"],
    ["an emptied call", { callId: null }, "no number to ring"],
  ])("%s: no stranger is rung, the desk is", async (_, over, why) => {
    const id = await wakeup(over);
    await ringWakeups(p.ctx);
    expect(await legs(id)).toEqual([]);
    const [alarm] = await p.read((db) => db.request.findMany({ orderBy: { createdAt: "desc" }, take: 1 }));
    expect(alarm?.summary).toContain(why);
  });

  test("a room with letters never rings the room of its digits: the guest's own telephone, else the desk", async () => {
    await p.settings({ roomNumber: "+4722001{room}" });
    const own = await wakeup({ room: "12A" });
    const nobodys = await wakeup({ room: "12B", callId: null });
    await ringWakeups(p.ctx);
    expect(await legs(own)).toMatchObject([{ toNumber: GUEST }]);
    expect(await legs(nobodys)).toEqual([]);
    expect(await status(nobodys)).toMatchObject({ status: "missed" });
    expect(await p.read((db) => db.request.count({ where: { room: "12B", urgency: "urgent" } }))).toBe(1);
  });

  test("without a telephone account the desk is told at its time", async () => {
    const id = await wakeup();
    const deps = { ...p.deps, telephony: undefined } as unknown as typeof p.deps;
    await ringWakeups({ ...p.ctx, deps });
    expect(await status(id)).toMatchObject({ status: "missed" });
  });

  test("one that is not due, or cancelled, is left alone", async () => {
    await wakeup({ time: "12:01" });
    await wakeup({ status: "cancelled", room: "413" });
    expect(await ringWakeups(p.ctx)).toBe(0);
  });
});
