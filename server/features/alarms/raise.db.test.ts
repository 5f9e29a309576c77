import { describe, expect, test } from "vitest";
import { endUnanswered, openAlarms, planAlarm, takeAlarm, tellMember } from ".";
import { alarmHouse, fire, GUARD, MANAGER } from "./testing/alarm-house";

const house = alarmHouse();

describe("an alarm raised on a call", () => {
  test("recorded with its urgent request, its chain and its event, in the same turn", async () => {
    await house.withTelephone();
    const result = await house.raise();
    expect(result.say).toBe("I have alarmed our team. You can dial one one zero yourself.");
    const alarm = await house.alarm();
    expect(alarm).toMatchObject({
      ...{ kind: "fire", place: "room 412", takenAt: null, callId: house.call.callId },
      chain: [
        { name: "Manager", number: MANAGER, seconds: 20 },
        { name: "Guard", number: GUARD, seconds: 40 },
      ],
    });
    const request = await house.read((db) => db.request.findFirst({ where: { id: alarm.requestId } }));
    expect(request).toMatchObject({ urgency: "urgent", summary: expect.stringContaining("room 412") });
    const events = await house.read((db) => db.outboxEvent.findMany({ where: { name: "alarm.raised" } }));
    expect(events).toMatchObject([{ data: { alarmId: alarm.id, hotelId: house.hotel.hotelId } }]);
  });

  test("without a telephone account the words say only that it is on the screens, and the number", async () => {
    const { say } = await house.raise();
    expect(say).toBe("The alarm is on our staff's screens. You can dial one one two yourself.");
    const { alarms: open } = await openAlarms.execute(house.as("front_desk"), {});
    expect(open).toMatchObject([{ kind: "fire", place: "room 412" }]);
  });

  test("an account but nobody to ring is the screens alone", async () => {
    await house.withTelephone({ alarmMembers: [{ name: "Gone", destination: "nobody", seconds: 30 }] });
    expect((await house.raise()).say).toContain("screens");
  });

  test("old free text stays what it was and rings the directory's first number", async () => {
    await house.withTelephone({ alarmMembers: undefined, alarmChain: "Duty manager, then security." });
    expect((await house.raise()).say).toContain("I have alarmed our team.");
    expect((await house.alarm()).chain).toEqual([{ name: "the manager", number: MANAGER, seconds: 30 }]);
    const safety = await house.read((db) => db.policyVersion.findFirst({ where: { area: "safety" } }));
    expect(safety?.values).toMatchObject({ alarmChain: "Duty manager, then security." });
  });

  test("never refused, whatever the place", async () => {
    expect(await house.raise({ kind: "medical", place: "somewhere by the big window" })).toMatchObject({
      data: { alarm: true, state: "raised", number: "112" },
    });
    expect(await house.alarm()).toMatchObject({ place: "somewhere by the big window", kind: "medical" });
  });

  test("the same tool call, and the same danger in other words, is one alarm; another place is another", async () => {
    await house.withTelephone();
    await house.raise();
    await house.call.tool("raise_emergency", fire, 1);
    await house.raise({ ...fire, happening: "the smoke is thicker" });
    await house.raise({ kind: "fire", place: "Room 412." });
    expect(await house.alarms()).toHaveLength(1);
    expect(await house.read((db) => db.request.count())).toBe(1);
    await house.raise({ ...fire, place: "the pool" });
    expect(await house.alarms()).toHaveLength(2);
  });

  test("what is new is noted with its request and shown at once; the same words again add nothing", async () => {
    await house.withTelephone();
    await house.raise();
    for (const happening of [fire.happening, "the smoke is thicker", "the smoke is thicker"])
      await house.raise({ ...fire, happening });
    const { requestId } = await house.alarm();
    const notes = await house.read((db) => db.requestNote.findMany({ where: { requestId } }));
    expect(notes.map(({ text }) => text)).toEqual(["the smoke is thicker"]);
    const events = await house.read((db) => db.outboxEvent.findMany({ where: { name: "alarm.raised" } }));
    expect(events).toHaveLength(1);
  });

  test("the same words again say what is true by then; the same request what it said", async () => {
    await house.withTelephone();
    const first = await house.raise();
    await takeAlarm.execute(house.as(), { alarmId: (await house.alarm()).id });
    expect(await house.call.tool("raise_emergency", fire, 1)).toMatchObject({
      say: first.say,
      repeated: true,
    });
    expect(await house.call.tool("raise_emergency", fire, 2)).toMatchObject({
      data: { state: "taken" },
      say: expect.stringMatching(/^A colleague has taken the alarm\./),
    });
  });

  test("nobody took it and the danger goes on: the chain begins again, once a time, and rings anew", async () => {
    await house.withTelephone();
    await house.raise();
    const { id } = await house.alarm();
    for (const attempt of await planAlarm(house.job(), id)) await tellMember(house.job(), id, attempt);
    expect([house.fake.calls.size, house.fake.texts.length]).toEqual([8, 2]);
    await house.raise();
    expect(await endUnanswered(house.job(), id)).toBe(true);
    await Promise.all([20, 21, 22].map((n) => house.call.tool("raise_emergency", fire, n)));
    const events = await house.read((db) =>
      db.outboxEvent.findMany({ where: { name: "alarm.raised" }, orderBy: { createdAt: "asc" } }),
    );
    expect(events.map(({ data }) => (data as { start?: string }).start)).toEqual([undefined, "2"]);
    expect(await house.alarm()).toMatchObject({ unansweredAt: null, takenAt: null });
    const again = await planAlarm(house.job(), id, 2);
    expect(again).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
    for (const attempt of [9, 9, 10, 11]) await tellMember(house.job(), id, attempt);
    expect([house.fake.calls.size, house.fake.texts.length]).toEqual([11, 2]);
  });

  test("side by side it is one alarm too", async () => {
    await house.withTelephone();
    await Promise.all(
      [1, 2, 3, 4].map((n) =>
        house.call.tool("raise_emergency", { ...fire, happening: `word ${n}` }, 10 + n),
      ),
    );
    expect(await house.alarms()).toHaveLength(1);
  });

  test.each([
    ["de", "Ich habe unser Team alarmiert. Sie können selbst eins eins null wählen."],
    ["fr", "J'ai alerté notre équipe. Vous pouvez composer le un un zéro."],
  ])("in %s", async (language, said) => {
    await house.withTelephone();
    await house.called(language);
    expect((await house.raise()).say).toBe(said);
  });
});
