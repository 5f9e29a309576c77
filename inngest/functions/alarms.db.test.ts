import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "@/inngest/executor/testing/app";
import { lineTools, takeAlarm } from "@/server/features/alarms";
import { newId } from "@/server/kernel/ids";
import { as } from "@/server/testing/ctx";
import { putPolicy, startCall } from "@/server/testing/tool-call";
import { DESK, desk, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { type RunningJobs, runJobs } from "./testing/jobs";

const GUARD = "+4790011122";
let p: Phone;
let jobs: RunningJobs;
beforeAll(async () => {
  p = await openPhone();
  jobs = await runJobs(p.deps, p.systemUrl);
  await p.directory([desk()]);
  await putPolicy(p.deps, p.hotel, "safety", {
    alarmMembers: [
      { name: "Desk", destination: "front desk", seconds: 600 },
      { name: "Guard", number: GUARD, seconds: 600 },
    ],
  });
});
afterAll(async () => {
  await jobs.close();
  await p.close();
});

let alarmId: string;
beforeEach(async () => {
  p.fake.calls.clear();
  p.fake.texts.length = 0;
  const call = await startCall(p.deps, p.hotel, lineTools);
  await call.tool("raise_emergency", { kind: "fire", place: "the kitchen" });
  const alarm = await p.read((db) => db.alarm.findFirstOrThrow({ where: { callId: call.callId } }));
  alarmId = alarm.id;
});

const rung = () => [...p.fake.calls.values()].map((call) => call.asked?.to);
const runs = async (): Promise<string[]> => {
  const { rows } = await p.deps.system.pool.query<{ status: string }>(
    "SELECT status FROM durable.runs WHERE function_id LIKE '%carry-out-alarm' AND event->'data'->>'alarmId' = $1",
    [alarmId],
  );
  return rows.map(({ status }) => status);
};
/** How many wait to be told that somebody took this alarm. */
const waits = async (): Promise<number> => {
  const { rows } = await p.deps.system.pool.query<{ n: string }>(
    `SELECT count(*) AS n FROM durable.waits w JOIN durable.runs r ON r.id = w.run_id
     WHERE w.kind = 'event' AND r.event->'data'->>'alarmId' = $1`,
    [alarmId],
  );
  return Number(rows[0]?.n);
};
/** The time of whoever was told is up. */
const timeIsUp = () =>
  p.deps.system.pool.query(
    `UPDATE durable.waits SET expires_at = now() - interval '1 second' WHERE run_id IN
     (SELECT id FROM durable.runs WHERE event->'data'->>'alarmId' = $1)`,
    [alarmId],
  );

test("unanswered, the next is called; taken, nobody is, and what still rings stops", async () => {
  await jobs.relay();
  await until("the first to be told", async () => (await waits()) === 1);
  expect(rung()).toEqual([DESK]);
  expect(p.fake.texts.map(({ to }) => to)).toEqual([DESK]);
  await timeIsUp();
  await until("the second to be told", async () => rung().length === 2 && (await waits()) === 1);
  expect(rung()).toEqual([DESK, GUARD]);
  await takeAlarm.execute(as(p.deps, p.hotel), { alarmId });
  await jobs.relay();
  await until("the end", async () => (await runs()).every((status) => status === "completed"));
  await until("the telephones to be quiet", async () =>
    [...p.fake.calls.values()].every(({ status }) => status === "completed"),
  );
  expect(rung()).toEqual([DESK, GUARD]);
  expect(await p.read((db) => db.alarm.findFirst({ where: { id: alarmId } }))).toMatchObject({
    takenHow: "dashboard",
    unansweredAt: null,
  });
});

test("an alarm that is told to the jobs twice rings and texts nobody twice", async () => {
  const event = await p.read((db) =>
    db.outboxEvent.findFirstOrThrow({
      where: { name: "alarm.raised", data: { path: ["alarmId"], equals: alarmId } },
    }),
  );
  const { tenantId, name, data, createdAt } = event;
  await p.read((db) =>
    db.outboxEvent.create({ data: { tenantId, id: newId(), name, data: data as object, createdAt } }),
  );
  await jobs.relay();
  await until("both to have told the first", async () => (await waits()) === 2);
  expect(rung()).toEqual([DESK]);
  expect(p.fake.texts).toHaveLength(1);
});

test("nobody takes it: round again four times and no more, then it stands unanswered", async () => {
  await jobs.relay();
  await until("the end", async () => {
    if ((await waits()) > 0) await timeIsUp();
    const all = await runs();
    return all.length === 1 && all[0] === "completed";
  });
  expect(rung()).toEqual([DESK, GUARD, DESK, GUARD, DESK, GUARD, DESK, GUARD]);
  expect(p.fake.texts.map(({ to }) => to)).toEqual([DESK, GUARD]);
  expect(await p.read((db) => db.alarm.findFirst({ where: { id: alarmId } }))).toMatchObject({
    takenAt: null,
    unansweredAt: expect.any(Date),
  });
});
