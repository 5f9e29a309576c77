import { describe, expect, test } from "vitest";
import { listTexts } from "@/server/features/telephony";
import { newId } from "@/server/kernel/ids";
import { TelephonyError } from "@/server/providers/telephony/port";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import { alarmsOfCall, endUnanswered, openAlarms, planAlarm, takeAlarm, tellMember } from ".";
import { alarmHouse, fire, GUARD, MANAGER } from "./testing/alarm-house";

const house = alarmHouse();

describe("an alarm told to the chain", () => {
  test("rings and texts one after the other, at night, past the day's minutes, whoever wants no calls", async () => {
    await house.withTelephone();
    const { tenantId, hotelId } = house.hotel;
    await house.read(async (db) => {
      await db.telephonySettings.create({ data: { tenantId, hotelId, values: { minutesPerDay: 0 } } });
      for (const channel of ["call", "text"])
        await db.doNotCall.create({ data: { tenantId, number: MANAGER, channel } });
    });
    await house.raise();
    const { id } = await house.alarm();
    expect(await planAlarm(house.job(), id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await tellMember(house.job(), id, 1)).toEqual({ over: false, waitSeconds: 20 });
    expect(await tellMember(house.job(), id, 2)).toEqual({ over: false, waitSeconds: 40 });
    const asked = [...house.fake.calls.values()].map((each) => each.asked);
    expect(asked).toMatchObject([
      { to: MANAGER, ringSeconds: 20, url: expect.stringContaining("/alarm?") },
      { to: GUARD, ringSeconds: 40 },
    ]);
    expect(house.fake.texts.map(({ to }) => to)).toEqual([MANAGER, GUARD]);
  });

  test("a room of the house stands in the text, in the hotel's own number", async () => {
    await house.withTelephone();
    const place = { tenantId: house.hotel.tenantId, hotelId: house.hotel.hotelId };
    await house.read(async (db) => {
      const roomTypeId = newId();
      const type = { code: "DBL", name: "Double", spokenName: "the double", beds: "one" };
      await db.roomType.create({
        data: { ...place, ...type, id: roomTypeId, maxAdults: 2, maxGuests: 2, attributes: [] },
      });
      await db.room.create({
        data: { ...place, id: newId(), roomTypeId, number: "412", floor: 4, attributes: [] },
      });
    });
    await house.raise();
    await tellMember(house.job(), (await house.alarm()).id, 1);
    expect(house.fake.texts[0]?.body).toContain("Fire, room 412. See");
  });

  test("nothing personal stands in a text: no name, no story, no words that are not a room of the house", async () => {
    await house.withTelephone();
    await house.raise({ ...fire, place: "with Anna Berg, 412" });
    const { id } = await house.alarm();
    await tellMember(house.job(), id, 1);
    expect(house.fake.texts[0]?.body).toMatch(
      /^Test House: ALARM\. Fire\. See .*https:\/\/voice\.example\/api\/alarm\//,
    );
    expect(house.fake.texts[0]?.body).not.toMatch(/Berg|Anna|smoke|412/);
  });

  test("a repeat of the step rings and texts nobody twice; a second round rings again and texts no more", async () => {
    await house.withTelephone();
    await house.raise();
    const { id } = await house.alarm();
    const told = await Promise.all([1, 1, 1].map((attempt) => tellMember(house.job(), id, attempt)));
    expect(told).toEqual(Array.from({ length: 3 }, () => ({ over: false, waitSeconds: 20 })));
    await tellMember(house.job(), id, 1);
    expect([house.fake.calls.size, house.fake.texts.length]).toEqual([1, 1]);
    await tellMember(house.job(), id, 3);
    expect([house.fake.calls.size, house.fake.texts.length]).toEqual([2, 1]);
  });

  test("toll fraud: a number of another country or with extra charges is not rung, and the next comes at once", async () => {
    await house.withTelephone({
      alarmMembers: [
        { name: "Abroad", number: "+442079460958", seconds: 30 },
        { name: "Costly", number: "+4782012345", seconds: 30 },
        { name: "Guard", number: GUARD, seconds: 40 },
      ],
    });
    await house.raise();
    const { id } = await house.alarm();
    for (const attempt of [1, 2])
      expect(await tellMember(house.job(), id, attempt)).toEqual({ over: false, waitSeconds: 5 });
    expect([house.fake.calls.size, house.fake.texts.length]).toEqual([0, 0]);
    await tellMember(house.job(), id, 3);
    expect([house.fake.calls.size, house.fake.texts.length]).toEqual([1, 1]);
    const ctx = house.as();
    const { alarms: shown } = await alarmsOfCall.execute(ctx, { callId: house.call.callId });
    expect(shown[0]?.told.map(({ name, status }) => `${name} ${status}`)).toEqual([
      ...["Abroad refused", "Costly refused", "Guard dialing"],
    ]);
  });

  test("a chain that may not be dialled at all is the screens alone, in the caller's words too", async () => {
    await house.withTelephone({ alarmMembers: [{ name: "Abroad", number: "+442079460958", seconds: 30 }] });
    expect((await house.raise()).say).toContain("screens");
  });

  test("the list of texts keeps the link to the telephone it went to", async () => {
    await house.withTelephone();
    await house.raise();
    await tellMember(house.job(), (await house.alarm()).id, 1);
    const { rows } = await listTexts.execute(house.as("support"), { view: "all" });
    expect(rows).toMatchObject([{ kind: "alarm", body: expect.stringContaining("ALARM. Fire") }]);
    expect(JSON.stringify(rows)).not.toContain("/api/alarm");
  });

  test("without an account nobody is rung, and nothing is said of a chain that was told", async () => {
    await house.raise();
    expect(await planAlarm(house.job(), (await house.alarm()).id)).toEqual([]);
  });

  test("a telephone service that fails one of both still gets the other out, and the text in the next round", async () => {
    await house.withTelephone();
    await house.raise();
    const { id } = await house.alarm();
    house.fake.failNext = "unavailable";
    expect(await tellMember(house.job(), id, 1)).toMatchObject({ over: false });
    const out = await house.read((db) =>
      db.outboundCall.findMany({ select: { status: true, reason: true } }),
    );
    const texts = await house.read((db) => db.textMessage.findMany({ select: { status: true } }));
    // Whichever asked first was refused; the other went out.
    expect([out[0]?.status, texts[0]?.status].sort()).toEqual(
      out[0]?.status === "failed" ? ["failed", "sent"] : ["dialing", "failed"],
    );
    // And the text is out by the next round at the latest, once.
    for (const attempt of [3, 5]) await tellMember(house.job(), id, attempt);
    expect(house.fake.texts.map(({ to }) => to)).toEqual([MANAGER]);
  });

  test("a text that the service did not take goes out with the next telling, once", async () => {
    await house.withTelephone();
    await house.raise();
    const { id } = await house.alarm();
    const send = house.fake.sendText.bind(house.fake);
    house.fake.sendText = () => Promise.reject(new TelephonyError("rate_limited", "Too many."));
    await tellMember(house.job(), id, 1);
    house.fake.sendText = send;
    expect(house.fake.texts).toEqual([]);
    for (const attempt of [3, 3, 5]) await tellMember(house.job(), id, attempt);
    expect(house.fake.texts.map(({ to }) => to)).toEqual([MANAGER]);
    expect(await house.read((db) => db.textMessage.findMany({ where: { alarmId: id } }))).toMatchObject([
      { status: "sent", errorCode: null },
    ]);
  });

  test("another tenant's job finds no such alarm", async () => {
    await house.withTelephone();
    await house.raise();
    const { id } = await house.alarm();
    const other = await makeHotel(house.deps.db);
    expect(await planAlarm(house.job(other), id)).toEqual([]);
    expect(await tellMember(house.job(other), id, 1)).toEqual({ over: true, waitSeconds: 0 });
    expect(house.fake.calls.size).toBe(0);
  });
});

describe("an alarm taken", () => {
  test("from the dashboard: who and when, audited, its request under way, told nobody else", async () => {
    await house.withTelephone();
    await house.raise();
    const { id, requestId } = await house.alarm();
    const ctx = house.as("housekeeping");
    house.clock.advance(30_000);
    expect(await takeAlarm.execute(ctx, { alarmId: id })).toMatchObject({
      ...{ takenHow: "dashboard", takenByName: "A colleague" },
      takenAt: house.clock.now().toISOString(),
    });
    const userId = ctx.actor.kind === "user" ? ctx.actor.userId : "";
    expect(await house.alarm()).toMatchObject({ takenBy: userId });
    expect(await house.read((db) => db.request.findFirst({ where: { id: requestId } }))).toMatchObject({
      ...{ status: "doing", assigneeId: userId },
    });
    const audit = await house.read((db) => db.auditEntry.findMany({ where: { action: "alarms.take" } }));
    expect(audit).toMatchObject([{ actorId: userId, subjectId: id, after: { taken: "dashboard" } }]);
    expect((await openAlarms.execute(ctx, {})).alarms).toEqual([]);
    expect(await planAlarm(house.job(), id)).toEqual([]);
    expect(await tellMember(house.job(), id, 2)).toEqual({ over: true, waitSeconds: 0 });
    expect(await endUnanswered(house.job(), id)).toBe(false);
    expect(house.fake.calls.size).toBe(0);
  });

  test("the caller hears it from then on, and not before", async () => {
    await house.withTelephone();
    await house.raise();
    const { id } = await house.alarm();
    const said = () =>
      house.deps.system.client.workerCommand.findMany({
        where: { command: { path: ["callId"], equals: house.call.callId } },
      });
    expect(await said()).toEqual([]);
    await takeAlarm.execute(house.as(), { alarmId: id });
    expect(await said()).toMatchObject([
      { command: { type: "say", callId: house.call.callId, text: "A colleague has taken the alarm." } },
    ]);
    expect((await house.raise({ ...fire, happening: "is somebody coming?" })).say).toMatch(
      /^A colleague has taken the alarm\./,
    );
  });

  test("once: who comes second hears who was first", async () => {
    await house.raise();
    const { id } = await house.alarm();
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => takeAlarm.execute(house.as(), { alarmId: id })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await codeOf(takeAlarm.execute(house.as(), { alarmId: id }))).toBe("conflict");
  });

  test("not by who may not, nor by another house", async () => {
    await house.raise();
    const { id } = await house.alarm();
    const input = { alarmId: id };
    expect(await codeOf(takeAlarm.execute(house.as("support"), input))).toBe("forbidden");
    expect(await codeOf(openAlarms.execute(house.as("billing_admin"), {}))).toBe("forbidden");
    const other = await makeHotel(house.deps.db);
    expect(await codeOf(takeAlarm.execute(as(house.deps, other), input))).toBe("not_found");
    expect((await openAlarms.execute(as(house.deps, other), {})).alarms).toEqual([]);
    expect((await alarmsOfCall.execute(as(house.deps, other), { callId: house.call.callId })).alarms).toEqual(
      [],
    );
    expect((await house.alarm()).takenAt).toBeNull();
  });

  test("many at once: the newest is always there, and the rest is counted until somebody takes them", async () => {
    for (let room = 1; room <= 12; room++) {
      house.clock.advance(1_000);
      await house.raise({ ...fire, place: `room ${400 + room}` });
    }
    const ctx = house.as("front_desk");
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
    await house.raise();
    const { id } = await house.alarm();
    expect(await endUnanswered(house.job(), id)).toBe(true);
    expect(await endUnanswered(house.job(), id)).toBe(false);
    const { alarms: open } = await openAlarms.execute(house.as(), {});
    expect(open).toMatchObject([{ id, unansweredAt: house.clock.now().toISOString() }]);
    expect(await takeAlarm.execute(house.as(), { alarmId: id })).toMatchObject({ id });
  });
});

test("the call's page has who was told and who took it", async () => {
  await house.withTelephone();
  await house.raise();
  const { id } = await house.alarm();
  await tellMember(house.job(), id, 1);
  await tellMember(house.job(), id, 2);
  const { alarms: shown } = await alarmsOfCall.execute(house.as("front_desk"), {
    callId: house.call.callId,
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
