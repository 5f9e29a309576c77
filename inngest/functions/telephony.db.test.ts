import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "@/inngest/executor/testing/app";
import { placeOutboundCall } from "@/server/features/telephony/outbound";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { as } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import { GUEST, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { type RunningJobs, runJobs } from "./testing/jobs";

let p: Phone;
let jobs: RunningJobs;
beforeAll(async () => {
  p = await openPhone();
  jobs = await runJobs(p.deps, p.systemUrl);
});
afterAll(async () => {
  await jobs.close();
  await p.close();
});

test("a call that staff asked for is dialled by the job, once though the event comes twice", async () => {
  const { id } = await placeOutboundCall.execute(as(p.deps, p.hotel, "manager"), {
    number: GUEST,
    consent: true,
  });
  const [event] = await p.read((db) =>
    db.outboxEvent.findMany({ where: { name: "telephony.call_requested" } }),
  );
  await p.read((db) =>
    db.outboxEvent.create({
      data: {
        ...{ tenantId: p.hotel.tenantId, id: newId(), name: event?.name ?? "" },
        ...{ data: event?.data as object, createdAt: p.clock.now() },
      },
    }),
  );
  await jobs.relay();
  await until("both runs", async () => {
    const { rows } = await p.deps.system.pool.query<{ status: string }>(
      "SELECT status FROM durable.runs WHERE event->'data'->>'outboundId' = $1",
      [id],
    );
    return rows.length === 2 && rows.every((run) => run.status === "completed");
  });
  expect([...p.fake.calls.values()].filter((call) => call.asked?.to === GUEST)).toHaveLength(1);
  expect(await p.read((db) => db.outboundCall.findFirst({ where: { id } }))).toMatchObject({
    status: "dialing",
    externalId: expect.stringMatching(/^CA/),
  });
});

test("the round of every minute rings a wake-up that is due", async () => {
  await p.settings({ roomNumber: "+4722001{room}" });
  const { tenantId, hotelId } = p.hotel;
  const id = newId();
  await p.read((db) =>
    db.wakeupCall.create({
      data: {
        ...{ tenantId, id, hotelId, room: "412", guestName: "Berg", ref: "AB3C" },
        ...{ date: dateToDb("2026-03-04"), time: "11:59" },
      },
    }),
  );
  // Its minute has come.
  await p.deps.system.pool.query(
    "UPDATE durable.crons SET next_at = now() WHERE function_id LIKE '%telephone-round'",
  );
  await until("the wake-up to be written down", async () => {
    await jobs.relay();
    return (await p.read((db) => db.outboundCall.count({ where: { wakeupId: id } }))) === 1;
  });
});

test("the chores of every minute settle a call out whose process died before it was dialled", async () => {
  const { tenantId, hotelId } = p.hotel;
  const id = newId();
  const leg = { purpose: "desk", toNumber: GUEST, fromNumber: p.number, status: "dialing" };
  const createdAt = new Date(p.clock.now().getTime() - 600_000);
  await p.read((db) => db.outboundCall.create({ data: { tenantId, id, hotelId, ...leg, createdAt } }));
  await p.deps.system.pool.query(
    "UPDATE durable.crons SET next_at = now() WHERE function_id LIKE '%telephone-chores'",
  );
  await until("the call to be settled", async () => {
    const row = await p.read((db) => db.outboundCall.findFirstOrThrow({ where: { id } }));
    return row.status === "failed" && row.reason === "not_placed";
  });
});

test("a service that hangs at one hotel holds up no other hotel's wake-up", async () => {
  const other = await makeHotel(p.deps.db);
  const place = { tenantId: other.tenantId, hotelId: other.hotelId };
  const id = newId();
  await p.deps.db.withTenant(other.tenantId, async (db) => {
    await db.phoneNumber.create({ data: { ...place, id: newId(), e164: "+4722199999" } });
    await db.telephonySettings.create({ data: { ...place, values: { roomNumber: "+4722001{room}" } } });
    await db.wakeupCall.create({
      data: {
        ...{ ...place, id, room: "414", guestName: "Holm", ref: "CD4E" },
        ...{ date: dateToDb("2026-03-04"), time: "11:59" },
      },
    });
  });
  // The rounds go by the hotels' ids.
  expect(p.hotel.hotelId < other.hotelId).toBe(true);
  const { callId } = await p.guestCall();
  const createdAt = new Date(p.clock.now().getTime() - 3_600_000);
  await p.read((db) =>
    db.voicemail.create({
      data: {
        ...{ tenantId: p.hotel.tenantId, hotelId: p.hotel.hotelId, callId, createdAt },
        ...{ recordingSid: `RE${"2".repeat(32)}`, durationSeconds: 4 },
      },
    }),
  );
  let release = (_: Error) => {};
  let asked = 0;
  const fetchRecording = p.fake.fetchRecording.bind(p.fake);
  p.fake.fetchRecording = () =>
    new Promise((_, reject) => {
      asked += 1;
      release = reject;
    });
  try {
    await p.deps.system.pool.query(
      "UPDATE durable.crons SET next_at = now() WHERE function_id LIKE '%telephone-%'",
    );
    await until("the service to hang", async () => asked > 0);
    await until("the other hotel's wake-up", async () => {
      const legs = await p.deps.db.withTenant(other.tenantId, (db) =>
        db.outboundCall.count({ where: { wakeupId: id } }),
      );
      return legs === 1;
    });
  } finally {
    p.fake.fetchRecording = fetchRecording;
    release(new Error("It was let go."));
  }
});
