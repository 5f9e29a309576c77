import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { desk, GUEST, NOON, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { callNow, cancelCallOut } from "./call-out-again";
import { addDoNotCall } from "./do-not-call";
import { dialDueCallbacks, KEEP_MS } from "./due-callbacks";
import { listCallsOut } from "./list-calls-out";
import { dialOutbound, noteOutbound, placeOutboundCall, requestCallBack } from "./outbound";
import { telephoneWaiting } from "./waiting";

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
});

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);
const owed = async () => (await listCallsOut.execute(me(), {})).rows;

async function callBack(): Promise<string> {
  const { callId } = await p.guestCall();
  await requestCallBack(p.ctx, { callId, number: GUEST });
  const row = await p.read((db) => db.outboundCall.findFirstOrThrow({ where: { callId } }));
  return row.id;
}

describe("calls that are owed", () => {
  test("stand oldest first, with the time after which they are left to the desk", async () => {
    const first = await callBack();
    p.clock.advance(1_000);
    const second = await placeOutboundCall.execute(me("front_desk"), { number: GUEST, consent: true });
    expect(await owed()).toMatchObject([
      { id: first, purpose: "callback", until: "2026-03-05T11:00:00.000Z", attempt: 1, status: "queued" },
      { id: second.id, purpose: "desk", until: null },
    ]);
    expect(await telephoneWaiting.execute(me(), {})).toMatchObject({ owed: 2 });
    expect((await listCallsOut.execute(me(), { view: "desk" })).total).toBe(1);
    expect((await listCallsOut.execute(stranger, {})).total).toBe(0);
  });

  test("are dialled now, and once more when nobody answered", async () => {
    const id = await callBack();
    await callNow.execute(me("front_desk"), { id });
    expect(await dialOutbound(p.ctx, id)).toBe(true);
    expect(await codeOf(callNow.execute(me(), { id }))).toBe("conflict");
    await noteOutbound(p.ctx, id, { status: "no-answer" });
    const again = await callNow.execute(me(), { id });
    expect(again.id).not.toBe(id);
    // The next try is brought forward; there is no second one beside it.
    expect(await owed()).toMatchObject([{ id: again.id, attempt: 2, purpose: "callback" }]);
    await dialOutbound(p.ctx, again.id);
    expect(await codeOf(callNow.execute(me(), { id }))).toBe("conflict");
  });

  describe("that were promised", () => {
    const requests = () => p.read((db) => db.request.findMany({}));
    const soon = () => {
      p.clock.advance(5 * 60_000);
      return p.deps.system.client.voiceWorker.updateMany({ data: { seenAt: p.clock.now() } });
    };
    beforeEach(async () => {
      p.clock.set(NOON);
      await p.read((db) => db.request.deleteMany({}));
      await p.deps.system.client.voiceWorker.deleteMany({});
      await p.addWorker();
      p.fake.failNext = undefined;
    });

    test("are tried three times, five minutes apart; then the desk has an urgent request, once", async () => {
      const ids = [await callBack()];
      const ends = [{ status: "busy" }, { status: "completed", answeredBy: "machine_start" }];
      for (const news of ends) {
        const id = ids.at(-1) ?? "";
        expect(await dialDueCallbacks(p.ctx)).toBe(1);
        await dialOutbound(p.ctx, id);
        await noteOutbound(p.ctx, id, news);
        await noteOutbound(p.ctx, id, news);
        expect(await requests()).toEqual([]);
        const [next, ...more] = await owed();
        expect(more).toEqual([]);
        expect(next).toMatchObject({ attempt: ids.length + 1, toNumber: GUEST, status: "queued" });
        ids.push(next?.id ?? "");
        expect(await dialDueCallbacks(p.ctx)).toBe(0);
        await soon();
      }
      const last = ids.at(-1) ?? "";
      expect(await dialDueCallbacks(p.ctx)).toBe(1);
      p.fake.failNext = "unavailable";
      expect(await dialOutbound(p.ctx, last)).toBe(false);
      await noteOutbound(p.ctx, last, { status: "failed" });
      expect(await owed()).toEqual([]);
      const filed = await requests();
      const row = await p.read((db) => db.outboundCall.findFirstOrThrow({ where: { id: last } }));
      expect(filed).toMatchObject([
        { urgency: "urgent", contact: GUEST, callId: row.callId, id: row.requestId },
      ]);
      expect(filed[0]?.summary).toContain("3 tries reached nobody");
      await soon();
      expect(await dialDueCallbacks(p.ctx)).toBe(0);
    });

    test("and reached are over", async () => {
      const id = await callBack();
      await dialOutbound(p.ctx, id);
      await noteOutbound(p.ctx, id, { status: "completed", durationSeconds: 40 });
      expect(await owed()).toEqual([]);
      expect(await requests()).toEqual([]);
    });

    test("whose dialling timed out and reached them after all are not dialled again", async () => {
      const id = await callBack();
      p.fake.failNext = "unavailable";
      await dialOutbound(p.ctx, id);
      expect(await owed()).toMatchObject([{ attempt: 2 }]);
      await noteOutbound(p.ctx, id, { status: "completed", durationSeconds: 40 });
      expect(await owed()).toEqual([]);
      expect(await requests()).toEqual([]);
    });

    test("whose dialling timed out and who talk to the line now are not dialled; a machine's are, later", async () => {
      const id = await callBack();
      p.fake.failNext = "unavailable";
      await dialOutbound(p.ctx, id);
      await noteOutbound(p.ctx, id, { status: "in-progress", callSid: `CA${id}` });
      await soon();
      p.clock.advance(60_000);
      expect(await dialDueCallbacks(p.ctx)).toBe(0);
      expect(await owed()).toEqual([]);
      const end = { status: "completed", answeredBy: "machine_end_beep", durationSeconds: 400 };
      await noteOutbound(p.ctx, id, end);
      await noteOutbound(p.ctx, id, end);
      expect(await owed()).toMatchObject([{ attempt: 2, status: "queued", reason: null }]);
      expect(await dialDueCallbacks(p.ctx)).toBe(0);
      await soon();
      expect(await dialDueCallbacks(p.ctx)).toBe(1);
      expect(await requests()).toEqual([]);
    });

    test("a try that staff took off the list is not owed again, whoever answered the last one", async () => {
      const id = await callBack();
      p.fake.failNext = "unavailable";
      await dialOutbound(p.ctx, id);
      await cancelCallOut.execute(me(), { id: (await owed())[0]?.id ?? "" });
      await noteOutbound(p.ctx, id, { status: "in-progress" });
      await noteOutbound(p.ctx, id, { status: "completed", answeredBy: "machine_end_beep" });
      expect(await owed()).toEqual([]);
    });

    test.each([
      ["a day", true],
      ["a day without a line", false],
    ])("and waited %s are the desk's, once", async (_, free) => {
      const id = await callBack();
      if (!free) await p.deps.system.client.voiceWorker.deleteMany({});
      p.clock.advance(KEEP_MS + 60_000);
      await dialDueCallbacks(p.ctx);
      await dialDueCallbacks(p.ctx);
      expect(await requests()).toMatchObject([{ urgency: "urgent", contact: GUEST }]);
      const { rows } = await listCallsOut.execute(me(), { view: "callback" });
      expect(rows).toMatchObject([{ id, status: "refused", reason: "too_late" }]);
    });

    test("and may not be dialled any more are the desk's; outside the hours they wait", async () => {
      const id = await callBack();
      await p.settings({ outboundFrom: "18:00", outboundUntil: "19:00" });
      expect(await dialOutbound(p.ctx, id)).toBe(false);
      expect(await owed()).toMatchObject([{ id, status: "queued" }]);
      await p.settings({ minutesPerDay: 0 });
      expect(await dialDueCallbacks(p.ctx)).toBe(0);
      expect(await requests()).toMatchObject([
        { contact: GUEST, summary: expect.stringContaining("minutes for calls out are used up") },
      ]);
    });

    test("to who wants no calls any more are owed no longer", async () => {
      await callBack();
      await addDoNotCall.execute(me(), { number: GUEST, channel: "call" });
      expect(await dialDueCallbacks(p.ctx)).toBe(0);
      expect(await owed()).toEqual([]);
      expect(await requests()).toEqual([]);
    });
  });

  test("are cancelled only before they are dialled, and never dialled afterwards", async () => {
    const id = await callBack();
    await cancelCallOut.execute(me("front_desk"), { id });
    expect(await codeOf(cancelCallOut.execute(me(), { id }))).toBe("conflict");
    expect(await dialOutbound(p.ctx, id)).toBe(false);
    const { rows } = await listCallsOut.execute(me(), { view: "callback" });
    expect(rows).toMatchObject([{ id, status: "cancelled", endedAt: expect.any(String) }]);
    const dialled = await callBack();
    await dialOutbound(p.ctx, dialled);
    expect(await codeOf(cancelCallOut.execute(me(), { id: dialled }))).toBe("conflict");
  });

  test("whose number wants no calls any more, or out of hours, are refused in words", async () => {
    const id = await callBack();
    await addDoNotCall.execute(me(), { number: GUEST, channel: "call" });
    await expect(callNow.execute(me(), { id })).rejects.toThrow(/wants no calls\. .*Do-not-call list/);
    await p.read((db) => db.doNotCall.deleteMany({}));
    await p.settings({ outboundFrom: "18:00", outboundUntil: "19:00" });
    await expect(callNow.execute(me(), { id })).rejects.toThrow(
      /outside the hours .* to .*Call then, or from the desk\./,
    );
    expect(await owed()).toMatchObject([{ id, status: "queued" }]);
  });

  test("are nobody else's: other tenants, roles, unknown ids, legs of transfers and wake-ups", async () => {
    const id = await callBack();
    for (const verb of [callNow, cancelCallOut]) {
      expect(await codeOf(verb.execute(stranger, { id }))).toBe("not_found");
      expect(await codeOf(verb.execute(me("support"), { id }))).toBe("forbidden");
      expect(await codeOf(verb.execute(me(), { id: newId() }))).toBe("not_found");
      expect(await codeOf(verb.execute(me(), { id: "1" }))).toBe("invalid");
      await p.read((db) => db.outboundCall.updateMany({ where: { id }, data: { purpose: "transfer" } }));
      expect(await codeOf(verb.execute(me(), { id }))).toBe("not_found");
      await p.read((db) => db.outboundCall.updateMany({ where: { id }, data: { purpose: "callback" } }));
    }
    expect(await codeOf(listCallsOut.execute(me("housekeeping"), {}))).toBe("forbidden");
    expect(await codeOf(listCallsOut.execute(me(), { view: "transfer" as never }))).toBe("invalid");
  });

  test("without a telephone account are not dialled from here", async () => {
    const id = await callBack();
    const deps = { ...p.deps, telephony: undefined } as unknown as typeof p.deps;
    const bare = { ...me(), deps };
    await expect(callNow.execute(bare, { id })).rejects.toThrow("No telephone account is set up");
    expect(await telephoneWaiting.execute(bare, {})).toMatchObject({ ready: false, owed: 1 });
  });
});
