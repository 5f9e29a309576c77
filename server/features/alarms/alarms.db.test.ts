import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "@/server/db";
import { listTexts } from "@/server/features/telephony";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { TelephonyError } from "@/server/providers/telephony/port";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy, startCall, type TestCall } from "@/server/testing/tool-call";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { alarmsOfCall, endUnanswered, lineTools, openAlarms, planAlarm, takeAlarm, tellMember } from ".";

/** At night in Oslo: outside every hour in which guests may be called. */
const NIGHT = new Date("2026-03-04T02:00:00Z");
const MANAGER = "+4722334455";
const GUARD = "+4790012345";
const fire = { kind: "fire", place: "room 412", happening: "Anna Berg smells smoke" };

describe("alarms", () => {
  let t: TestDeps;
  let clock: FixedClock;
  let deps: Deps;
  let fake: FakeTelephony;
  let hotel: SmallHotel;
  let call: TestCall;
  let numbers = 0;
  beforeAll(async () => {
    clock = new FixedClock(NIGHT);
    t = await makeTestDeps({ clock });
  });
  afterAll(() => t.close());

  const read = <T>(run: (db: Tx) => Promise<T>) => deps.db.withTenant(hotel.tenantId, run);
  const job = (house = hotel): HotelCtx => ({
    ...as(deps, house),
    actor: { kind: "job", name: "carry-out-alarm" },
  });
  /** A hotel with a telephone and a chain of two. */
  const withTelephone = async (chain: object = {}) => {
    fake = new FakeTelephony();
    deps = {
      ...t.deps,
      telephony: {
        connect: () => fake,
        publicOrigin: "https://voice.example",
        platform: { accountSid: `AC${"1".repeat(32)}`, authToken: "token" },
      },
    };
    await read((db) =>
      db.phoneNumber.create({
        data: {
          ...{ tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId },
          e164: `+4722${200_000 + ++numbers}`,
        },
      }),
    );
    await putPolicy(deps, hotel, "directory", {
      entries: [
        {
          ...{ destination: "manager", spokenName: "the manager", number: MANAGER },
          ...{ handles: "all", overflow: "message" },
        },
      ],
    });
    await putPolicy(deps, hotel, "safety", {
      emergencyNumber: "110",
      alarmMembers: [
        { name: "Manager", destination: "manager", seconds: 20 },
        { name: "Guard", number: GUARD, seconds: 40 },
      ],
      ...chain,
    });
    call = await startCall(deps, hotel, lineTools);
  };
  beforeEach(async () => {
    deps = t.deps;
    hotel = await makeHotel(deps.db);
    call = await startCall(deps, hotel, lineTools);
  });
  const raise = async (args: object = fire) => {
    const result = await call.tool("raise_emergency", args as Record<string, unknown>);
    if (!result.ok) throw new Error(result.ask);
    return result;
  };
  const alarms = () => read((db) => db.alarm.findMany({ orderBy: { raisedAt: "asc" } }));
  const theAlarm = async () => {
    const [alarm, ...more] = await alarms();
    if (!alarm || more.length > 0) throw new Error(`There are ${more.length + (alarm ? 1 : 0)} alarms.`);
    return alarm;
  };

  describe("raised on a call", () => {
    test("recorded with its urgent request, its chain and its event, in the same turn", async () => {
      await withTelephone();
      const result = await raise();
      expect(result.say).toBe("I have alarmed our team. You can dial one one zero yourself.");
      const alarm = await theAlarm();
      expect(alarm).toMatchObject({
        ...{ kind: "fire", place: "room 412", takenAt: null, callId: call.callId },
        chain: [
          { name: "Manager", number: MANAGER, seconds: 20 },
          { name: "Guard", number: GUARD, seconds: 40 },
        ],
      });
      const request = await read((db) => db.request.findFirst({ where: { id: alarm.requestId } }));
      expect(request).toMatchObject({ urgency: "urgent", summary: expect.stringContaining("room 412") });
      const events = await read((db) => db.outboxEvent.findMany({ where: { name: "alarm.raised" } }));
      expect(events).toMatchObject([{ data: { alarmId: alarm.id, hotelId: hotel.hotelId } }]);
    });

    test("without a telephone account the words say only that it is on the screens, and the number", async () => {
      const { say } = await raise();
      expect(say).toBe("The alarm is on our staff's screens. You can dial one one two yourself.");
      const { alarms: open } = await openAlarms.execute(as(deps, hotel, "front_desk"), {});
      expect(open).toMatchObject([{ kind: "fire", place: "room 412" }]);
    });

    test("an account but nobody to ring is the screens alone", async () => {
      await withTelephone({ alarmMembers: [{ name: "Gone", destination: "nobody", seconds: 30 }] });
      expect((await raise()).say).toContain("screens");
    });

    test("old free text stays what it was and rings the directory's first number", async () => {
      await withTelephone({ alarmMembers: undefined, alarmChain: "Duty manager, then security." });
      expect((await raise()).say).toContain("I have alarmed our team.");
      expect((await theAlarm()).chain).toEqual([{ name: "the manager", number: MANAGER, seconds: 30 }]);
      const safety = await read((db) => db.policyVersion.findFirst({ where: { area: "safety" } }));
      expect(safety?.values).toMatchObject({ alarmChain: "Duty manager, then security." });
    });

    test("never refused, whatever the place", async () => {
      expect(await raise({ kind: "medical", place: "somewhere by the big window" })).toMatchObject({
        data: { alarm: true, state: "raised", number: "112" },
      });
      expect(await theAlarm()).toMatchObject({ place: "somewhere by the big window", kind: "medical" });
    });

    test("the same tool call, and the same danger in other words, is one alarm; another place is another", async () => {
      await withTelephone();
      await raise();
      await call.tool("raise_emergency", fire, 1);
      await raise({ ...fire, happening: "the smoke is thicker" });
      await raise({ kind: "fire", place: "Room 412." });
      expect(await alarms()).toHaveLength(1);
      expect(await read((db) => db.request.count())).toBe(1);
      await raise({ ...fire, place: "the pool" });
      expect(await alarms()).toHaveLength(2);
    });

    test("what is new is noted with its request and shown at once; the same words again add nothing", async () => {
      await withTelephone();
      await raise();
      for (const happening of [fire.happening, "the smoke is thicker", "the smoke is thicker"])
        await raise({ ...fire, happening });
      const { requestId } = await theAlarm();
      const notes = await read((db) => db.requestNote.findMany({ where: { requestId } }));
      expect(notes.map(({ text }) => text)).toEqual(["the smoke is thicker"]);
      const events = await read((db) => db.outboxEvent.findMany({ where: { name: "alarm.raised" } }));
      expect(events).toHaveLength(1);
    });

    test("the same words again say what is true by then; the same request what it said", async () => {
      await withTelephone();
      const first = await raise();
      await takeAlarm.execute(as(deps, hotel), { alarmId: (await theAlarm()).id });
      expect(await call.tool("raise_emergency", fire, 1)).toMatchObject({ say: first.say, repeated: true });
      expect(await call.tool("raise_emergency", fire, 2)).toMatchObject({
        data: { state: "taken" },
        say: expect.stringMatching(/^A colleague has taken the alarm\./),
      });
    });

    test("nobody took it and the danger goes on: the chain begins again, once a time, and rings anew", async () => {
      await withTelephone();
      await raise();
      const { id } = await theAlarm();
      for (const attempt of await planAlarm(job(), id)) await tellMember(job(), id, attempt);
      expect([fake.calls.size, fake.texts.length]).toEqual([8, 2]);
      await raise();
      expect(await endUnanswered(job(), id)).toBe(true);
      await Promise.all([20, 21, 22].map((n) => call.tool("raise_emergency", fire, n)));
      const events = await read((db) =>
        db.outboxEvent.findMany({ where: { name: "alarm.raised" }, orderBy: { createdAt: "asc" } }),
      );
      expect(events.map(({ data }) => (data as { start?: string }).start)).toEqual([undefined, "2"]);
      expect(await theAlarm()).toMatchObject({ unansweredAt: null, takenAt: null });
      const again = await planAlarm(job(), id, 2);
      expect(again).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
      for (const attempt of [9, 9, 10, 11]) await tellMember(job(), id, attempt);
      expect([fake.calls.size, fake.texts.length]).toEqual([11, 2]);
    });

    test("side by side it is one alarm too", async () => {
      await withTelephone();
      await Promise.all(
        [1, 2, 3, 4].map((n) => call.tool("raise_emergency", { ...fire, happening: `word ${n}` }, 10 + n)),
      );
      expect(await alarms()).toHaveLength(1);
    });

    test.each([
      ["de", "Ich habe unser Team alarmiert. Sie können selbst eins eins null wählen."],
      ["fr", "J'ai alerté notre équipe. Vous pouvez composer le un un zéro."],
    ])("in %s", async (language, said) => {
      await withTelephone();
      call = await startCall(deps, hotel, lineTools, { language });
      expect((await raise()).say).toBe(said);
    });
  });

  describe("told to the chain", () => {
    test("rings and texts one after the other, at night, past the day's minutes, whoever wants no calls", async () => {
      await withTelephone();
      const { tenantId, hotelId } = hotel;
      await read(async (db) => {
        await db.telephonySettings.create({ data: { tenantId, hotelId, values: { minutesPerDay: 0 } } });
        for (const channel of ["call", "text"])
          await db.doNotCall.create({ data: { tenantId, number: MANAGER, channel } });
      });
      await raise();
      const { id } = await theAlarm();
      expect(await planAlarm(job(), id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(await tellMember(job(), id, 1)).toEqual({ over: false, waitSeconds: 20 });
      expect(await tellMember(job(), id, 2)).toEqual({ over: false, waitSeconds: 40 });
      const asked = [...fake.calls.values()].map((each) => each.asked);
      expect(asked).toMatchObject([
        { to: MANAGER, ringSeconds: 20, url: expect.stringContaining("/alarm?") },
        { to: GUARD, ringSeconds: 40 },
      ]);
      expect(fake.texts.map(({ to }) => to)).toEqual([MANAGER, GUARD]);
    });

    test("a room of the house stands in the text, in the hotel's own number", async () => {
      await withTelephone();
      const place = { tenantId: hotel.tenantId, hotelId: hotel.hotelId };
      await read(async (db) => {
        const roomTypeId = newId();
        const type = { code: "DBL", name: "Double", spokenName: "the double", beds: "one" };
        await db.roomType.create({
          data: { ...place, ...type, id: roomTypeId, maxAdults: 2, maxGuests: 2, attributes: [] },
        });
        await db.room.create({
          data: { ...place, id: newId(), roomTypeId, number: "412", floor: 4, attributes: [] },
        });
      });
      await raise();
      await tellMember(job(), (await theAlarm()).id, 1);
      expect(fake.texts[0]?.body).toContain("Fire, room 412. See");
    });

    test("nothing personal stands in a text: no name, no story, no words that are not a room of the house", async () => {
      await withTelephone();
      await raise({ ...fire, place: "with Anna Berg, 412" });
      const { id } = await theAlarm();
      await tellMember(job(), id, 1);
      expect(fake.texts[0]?.body).toMatch(
        /^Test House: ALARM\. Fire\. See .*https:\/\/voice\.example\/api\/alarm\//,
      );
      expect(fake.texts[0]?.body).not.toMatch(/Berg|Anna|smoke|412/);
    });

    test("a repeat of the step rings and texts nobody twice; a second round rings again and texts no more", async () => {
      await withTelephone();
      await raise();
      const { id } = await theAlarm();
      const told = await Promise.all([1, 1, 1].map((attempt) => tellMember(job(), id, attempt)));
      expect(told).toEqual(Array.from({ length: 3 }, () => ({ over: false, waitSeconds: 20 })));
      await tellMember(job(), id, 1);
      expect([fake.calls.size, fake.texts.length]).toEqual([1, 1]);
      await tellMember(job(), id, 3);
      expect([fake.calls.size, fake.texts.length]).toEqual([2, 1]);
    });

    test("toll fraud: a number of another country or with extra charges is not rung, and the next comes at once", async () => {
      await withTelephone({
        alarmMembers: [
          { name: "Abroad", number: "+442079460958", seconds: 30 },
          { name: "Costly", number: "+4782012345", seconds: 30 },
          { name: "Guard", number: GUARD, seconds: 40 },
        ],
      });
      await raise();
      const { id } = await theAlarm();
      for (const attempt of [1, 2])
        expect(await tellMember(job(), id, attempt)).toEqual({ over: false, waitSeconds: 5 });
      expect([fake.calls.size, fake.texts.length]).toEqual([0, 0]);
      await tellMember(job(), id, 3);
      expect([fake.calls.size, fake.texts.length]).toEqual([1, 1]);
      const ctx = as(deps, hotel);
      const { alarms: shown } = await alarmsOfCall.execute(ctx, { callId: call.callId });
      expect(shown[0]?.told.map(({ name, status }) => `${name} ${status}`)).toEqual([
        ...["Abroad refused", "Costly refused", "Guard dialing"],
      ]);
    });

    test("a chain that may not be dialled at all is the screens alone, in the caller's words too", async () => {
      await withTelephone({ alarmMembers: [{ name: "Abroad", number: "+442079460958", seconds: 30 }] });
      expect((await raise()).say).toContain("screens");
    });

    test("the list of texts keeps the link to the telephone it went to", async () => {
      await withTelephone();
      await raise();
      await tellMember(job(), (await theAlarm()).id, 1);
      const { rows } = await listTexts.execute(as(deps, hotel, "support"), { view: "all" });
      expect(rows).toMatchObject([{ kind: "alarm", body: expect.stringContaining("ALARM. Fire") }]);
      expect(JSON.stringify(rows)).not.toContain("/api/alarm");
    });

    test("without an account nobody is rung, and nothing is said of a chain that was told", async () => {
      await raise();
      expect(await planAlarm(job(), (await theAlarm()).id)).toEqual([]);
    });

    test("a telephone service that fails one of both still gets the other out, and the text in the next round", async () => {
      await withTelephone();
      await raise();
      const { id } = await theAlarm();
      fake.failNext = "unavailable";
      expect(await tellMember(job(), id, 1)).toMatchObject({ over: false });
      const out = await read((db) => db.outboundCall.findMany({ select: { status: true, reason: true } }));
      const texts = await read((db) => db.textMessage.findMany({ select: { status: true } }));
      // Whichever asked first was refused; the other went out.
      expect([out[0]?.status, texts[0]?.status].sort()).toEqual(
        out[0]?.status === "failed" ? ["failed", "sent"] : ["dialing", "failed"],
      );
      // And the text is out by the next round at the latest, once.
      for (const attempt of [3, 5]) await tellMember(job(), id, attempt);
      expect(fake.texts.map(({ to }) => to)).toEqual([MANAGER]);
    });

    test("a text that the service did not take goes out with the next telling, once", async () => {
      await withTelephone();
      await raise();
      const { id } = await theAlarm();
      const send = fake.sendText.bind(fake);
      fake.sendText = () => Promise.reject(new TelephonyError("rate_limited", "Too many."));
      await tellMember(job(), id, 1);
      fake.sendText = send;
      expect(fake.texts).toEqual([]);
      for (const attempt of [3, 3, 5]) await tellMember(job(), id, attempt);
      expect(fake.texts.map(({ to }) => to)).toEqual([MANAGER]);
      expect(await read((db) => db.textMessage.findMany({ where: { alarmId: id } }))).toMatchObject([
        { status: "sent", errorCode: null },
      ]);
    });

    test("another tenant's job finds no such alarm", async () => {
      await withTelephone();
      await raise();
      const { id } = await theAlarm();
      const other = await makeHotel(deps.db);
      expect(await planAlarm(job(other), id)).toEqual([]);
      expect(await tellMember(job(other), id, 1)).toEqual({ over: true, waitSeconds: 0 });
      expect(fake.calls.size).toBe(0);
    });
  });

  describe("taken", () => {
    test("from the dashboard: who and when, audited, its request under way, told nobody else", async () => {
      await withTelephone();
      await raise();
      const { id, requestId } = await theAlarm();
      const ctx = as(deps, hotel, "housekeeping");
      clock.advance(30_000);
      expect(await takeAlarm.execute(ctx, { alarmId: id })).toMatchObject({
        ...{ takenHow: "dashboard", takenByName: "A colleague" },
        takenAt: clock.now().toISOString(),
      });
      const userId = ctx.actor.kind === "user" ? ctx.actor.userId : "";
      expect(await theAlarm()).toMatchObject({ takenBy: userId });
      expect(await read((db) => db.request.findFirst({ where: { id: requestId } }))).toMatchObject({
        ...{ status: "doing", assigneeId: userId },
      });
      const audit = await read((db) => db.auditEntry.findMany({ where: { action: "alarms.take" } }));
      expect(audit).toMatchObject([{ actorId: userId, subjectId: id, after: { taken: "dashboard" } }]);
      expect((await openAlarms.execute(ctx, {})).alarms).toEqual([]);
      expect(await planAlarm(job(), id)).toEqual([]);
      expect(await tellMember(job(), id, 2)).toEqual({ over: true, waitSeconds: 0 });
      expect(await endUnanswered(job(), id)).toBe(false);
      expect(fake.calls.size).toBe(0);
    });

    test("the caller hears it from then on, and not before", async () => {
      await withTelephone();
      await raise();
      const { id } = await theAlarm();
      const said = () =>
        deps.system.client.workerCommand.findMany({
          where: { command: { path: ["callId"], equals: call.callId } },
        });
      expect(await said()).toEqual([]);
      await takeAlarm.execute(as(deps, hotel), { alarmId: id });
      expect(await said()).toMatchObject([
        { command: { type: "say", callId: call.callId, text: "A colleague has taken the alarm." } },
      ]);
      expect((await raise({ ...fire, happening: "is somebody coming?" })).say).toMatch(
        /^A colleague has taken the alarm\./,
      );
    });

    test("once: who comes second hears who was first", async () => {
      await raise();
      const { id } = await theAlarm();
      const tries = await Promise.allSettled(
        [1, 2, 3].map(() => takeAlarm.execute(as(deps, hotel), { alarmId: id })),
      );
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await codeOf(takeAlarm.execute(as(deps, hotel), { alarmId: id }))).toBe("conflict");
    });

    test("not by who may not, nor by another house", async () => {
      await raise();
      const { id } = await theAlarm();
      const input = { alarmId: id };
      expect(await codeOf(takeAlarm.execute(as(deps, hotel, "support"), input))).toBe("forbidden");
      expect(await codeOf(openAlarms.execute(as(deps, hotel, "billing_admin"), {}))).toBe("forbidden");
      const other = await makeHotel(deps.db);
      expect(await codeOf(takeAlarm.execute(as(deps, other), input))).toBe("not_found");
      expect((await openAlarms.execute(as(deps, other), {})).alarms).toEqual([]);
      expect((await alarmsOfCall.execute(as(deps, other), { callId: call.callId })).alarms).toEqual([]);
      expect((await theAlarm()).takenAt).toBeNull();
    });

    test("many at once: the newest is always there, and the rest is counted until somebody takes them", async () => {
      for (let room = 1; room <= 12; room++) {
        clock.advance(1_000);
        await raise({ ...fire, place: `room ${400 + room}` });
      }
      const ctx = as(deps, hotel, "front_desk");
      const seen = await openAlarms.execute(ctx, {});
      expect(seen.alarms.map(({ place }) => place)).toEqual(
        Array.from({ length: 10 }, (_, at) => `room ${412 - at}`),
      );
      expect(seen.more).toBe(2);
      await takeAlarm.execute(ctx, { alarmId: seen.alarms[0]?.id ?? "" });
      const then = await openAlarms.execute(ctx, {});
      expect([then.alarms[0]?.place, then.alarms.at(-1)?.place, then.more]).toEqual([
        "room 411",
        "room 402",
        1,
      ]);
    });

    test("nobody took it: it stays open and says so, and can still be taken", async () => {
      await raise();
      const { id } = await theAlarm();
      expect(await endUnanswered(job(), id)).toBe(true);
      expect(await endUnanswered(job(), id)).toBe(false);
      const { alarms: open } = await openAlarms.execute(as(deps, hotel), {});
      expect(open).toMatchObject([{ id, unansweredAt: clock.now().toISOString() }]);
      expect(await takeAlarm.execute(as(deps, hotel), { alarmId: id })).toMatchObject({ id });
    });
  });

  test("the call's page has who was told and who took it", async () => {
    await withTelephone();
    await raise();
    const { id } = await theAlarm();
    await tellMember(job(), id, 1);
    await tellMember(job(), id, 2);
    const { alarms: shown } = await alarmsOfCall.execute(as(deps, hotel, "front_desk"), {
      callId: call.callId,
    });
    expect(shown).toMatchObject([
      {
        id,
        told: [
          { attempt: 1, name: "Manager", status: "dialing" },
          { attempt: 2, name: "Guard" },
        ],
      },
    ]);
  });
});
