import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy } from "@/server/testing/tool-call";
import type { HotelCtx } from "@/server/verbs/ctx";
import { announceTakeOver } from "./announce";
import { hangUp } from "./hang-up";
import { listenIn } from "./listen-in";
import { setFollowUp } from "./set-follow-up";
import { instructLine, sayInCall } from "./speak-in-call";
import { takeOver, takeOverCall } from "./take-over";

const NOW = new Date("2026-03-04T12:42:00Z");

describe("control of a running call", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  let open: SmallHotel;
  let other: SmallHotel;
  let workerId: string;
  let callId: string;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NOW) });
    [hotel, open, other] = [
      await makeHotel(t.deps.db),
      await makeHotel(t.deps.db),
      await makeHotel(t.deps.db),
    ];
    await putPolicy(t.deps, open, "line", { listenIn: true });
    workerId = newId();
    await t.deps.system.client.voiceWorker.create({
      data: {
        id: workerId,
        publicKey: "k".repeat(43),
        mediaUrl: "ws://worker.test",
        version: "t",
        capacity: 5,
      },
    });
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    callId = await startedCall(hotel);
  });

  const startedCall = async (
    house: SmallHotel,
    over: { state?: string; endedAt?: Date; realtime?: boolean } = {},
  ) => {
    const id = newId();
    await t.deps.db.withTenant(house.tenantId, (db) =>
      db.call.create({
        data: {
          ...{ tenantId: house.tenantId, id, hotelId: house.hotelId, channel: "browser", workerId },
          ...{ startedAt: new Date(), language: "de", state: "listening", ...over },
        },
      }),
    );
    return id;
  };
  const commands = async () => {
    const rows = await t.deps.system.client.workerCommand.findMany({
      where: { workerId },
      orderBy: { id: "asc" },
    });
    return rows.map(({ command }) => command as { callId: string }).filter((each) => each.callId === callId);
  };
  const audited = async (house: SmallHotel) => {
    const rows = await t.deps.db.withTenant(house.tenantId, (db) =>
      db.auditEntry.findMany({ where: { subjectId: callId }, orderBy: [{ at: "asc" }, { id: "asc" }] }),
    );
    return rows.map(({ action, after }) => [action, after]);
  };
  const desk = () => as(t.deps, hotel, "front_desk");

  test("words for the guest and for the line reach the worker and the audit log", async () => {
    await sayInCall.execute(desk(), { callId, text: "  Your taxi is here. " });
    await instructLine.execute(desk(), { callId, text: "Offer the suite" });
    expect(await commands()).toEqual([
      { type: "say", callId, text: "Your taxi is here." },
      { type: "instruct", callId, text: "Offer the suite" },
    ]);
    expect(await audited(hotel)).toEqual([
      ["calls.say", { command: "say", text: "Your taxi is here." }],
      ["calls.instruct", { command: "instruct", text: "Offer the suite" }],
    ]);
  });

  test("nothing and too much are not said", async () => {
    for (const text of ["", "   ", "x".repeat(501)]) {
      expect(await codeOf(sayInCall.execute(desk(), { callId, text }))).toBe("invalid");
      expect(await codeOf(instructLine.execute(desk(), { callId, text }))).toBe("invalid");
    }
    expect(await commands()).toEqual([]);
  });

  test("a take-over is announced in the guest's language and gives a token for this call only", async () => {
    const access = await takeOver(desk(), callId);
    expect(access.mediaUrl).toBe("ws://worker.test");
    expect(decodeJwt(access.token)).toMatchObject({ sub: callId, tenantId: hotel.tenantId, role: "staff" });
    await takeOverCall.execute(desk(), { callId, on: false });
    expect(await commands()).toEqual([
      { type: "take_over", callId, on: true, announce: announceTakeOver("de") },
      { type: "take_over", callId, on: false },
    ]);
    expect((await audited(hotel)).map(([, after]) => after)).toEqual([
      { command: "take_over" },
      { command: "hand_back" },
    ]);
  });

  test("listening needs a greeting that said so, or a guest who was handed over", async () => {
    expect(await codeOf(listenIn(desk(), callId))).toBe("forbidden");
    const withPerson = await startedCall(hotel, { state: "with_person" });
    expect((await listenIn(desk(), withPerson)).token).toBeTruthy();
    callId = await startedCall(open);
    const access = await listenIn(as(t.deps, open, "front_desk"), callId);
    expect(decodeJwt(access.token)).toMatchObject({ sub: callId, role: "staff" });
    expect(await audited(open)).toEqual([["calls.listen", { command: "listen" }]]);
  });

  test("a call that began before the policy was set is not listened to", async () => {
    const begun = new Date(Date.now() - 60_000);
    callId = await startedCall(other);
    await t.deps.db.withTenant(other.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { startedAt: begun } }),
    );
    await putPolicy(t.deps, other, "line", { listenIn: true });
    expect(await codeOf(listenIn(as(t.deps, other), callId))).toBe("forbidden");
  });

  test("a call whose sound does not pass here is neither heard nor taken over, and it is said why", async () => {
    callId = await startedCall(open, { realtime: true });
    const me = as(t.deps, open, "front_desk");
    for (const verb of [() => takeOver(me, callId), () => listenIn(me, callId)])
      await expect(verb()).rejects.toThrow(/OpenAI Realtime.*Whisper or Speak/);
    expect([await commands(), await audited(open)]).toEqual([[], []]);
    await sayInCall.execute(me, { callId, text: "Your taxi is here." });
    expect(await commands()).toMatchObject([{ type: "say" }]);
  });

  test("a call that is over can only be read", async () => {
    const ended = await startedCall(hotel, { state: "ended", endedAt: NOW });
    for (const verb of every(desk(), ended)) expect(await codeOf(verb())).toBe("conflict");
  });

  test("other roles are refused, and other tenants find no call", async () => {
    for (const verb of every(as(t.deps, hotel, "support"), callId))
      expect(await codeOf(verb())).toBe("forbidden");
    for (const verb of every(as(t.deps, other), callId)) expect(await codeOf(verb())).toBe("not_found");
    const flag = { callId, followUp: true };
    expect(await codeOf(setFollowUp.execute(as(t.deps, hotel, "support"), flag))).toBe("forbidden");
    expect(await codeOf(setFollowUp.execute(as(t.deps, other), flag))).toBe("not_found");
    expect(await commands()).toEqual([]);
  });
});

/** All that controls a running call. */
const every = (ctx: HotelCtx, callId: string): (() => Promise<unknown>)[] => [
  () => sayInCall.execute(ctx, { callId, text: "Hello" }),
  () => instructLine.execute(ctx, { callId, text: "Hello" }),
  () => takeOver(ctx, callId),
  () => takeOverCall.execute(ctx, { callId, on: false }),
  () => listenIn(ctx, callId),
  () => hangUp.execute(ctx, { callId }),
];
