import { afterAll, beforeAll, expect, test } from "vitest";
import { lineTools, takeAlarm } from "@/server/features/alarms";
import { FixedClock } from "@/server/kernel/clock";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel } from "@/server/testing/small-hotel";
import { startCall } from "@/server/testing/tool-call";
import { alarmReadings } from "./alarm-readings";

let t: TestDeps;
let clock: FixedClock;
beforeAll(async () => {
  clock = new FixedClock(new Date("2026-03-04T11:00:00Z"));
  t = await makeTestDeps({ clock });
});
afterAll(() => t.close());

const readings = async () =>
  Object.fromEntries(
    await Promise.all(alarmReadings.map(async ([name, , read]) => [name, await read(t.deps)] as const)),
  );

test("alarms are counted across hotels, with how long they wait and waited", async () => {
  expect(await readings()).toEqual({
    ...{ alarms_raised: 0, alarms_taken: 0, alarms_taken_seconds: 0 },
    ...{ alarms_open: 0, alarms_open_seconds: 0 },
  });
  const hotels = [await makeHotel(t.deps.db), await makeHotel(t.deps.db)];
  for (const hotel of hotels) {
    const call = await startCall(t.deps, hotel, lineTools);
    await call.tool("raise_emergency", { kind: "fire", place: "room 12" });
  }
  clock.advance(45_000);
  const [first] = hotels;
  if (!first) throw new Error("no hotel");
  const alarm = await t.deps.db.withTenant(first.tenantId, (db) => db.alarm.findFirstOrThrow());
  await takeAlarm.execute(as(t.deps, first), { alarmId: alarm.id });
  clock.advance(15_000);
  expect(await readings()).toEqual({
    ...{ alarms_raised: 2, alarms_taken: 1, alarms_taken_seconds: 45 },
    ...{ alarms_open: 1, alarms_open_seconds: 60 },
  });
});
