import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy } from "@/server/testing/tool-call";
import { overviewToday } from ".";

/** 00:30 in Oslo on the 5th: before the night audit, so the business date is still the 4th. */
const NIGHT = new Date("2026-03-04T23:30:00Z");
const at = (time: string) => new Date(`2026-03-04T${time}Z`);

describe("the overview of a business day", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  let other: SmallHotel;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NIGHT) });
    hotel = await makeHotel(t.deps.db);
    other = await makeHotel(t.deps.db);
    await putPolicy(t.deps, hotel, "arrival_departure", { checkOutUntil: "11:00" });
    const call = (fields: Record<string, unknown>, house = hotel) =>
      t.deps.db.withTenant(house.tenantId, (db) =>
        db.call.create({
          data: {
            ...{ tenantId: house.tenantId, id: newId(), hotelId: house.hotelId, channel: "simulator" },
            ...{ startedAt: at("12:00:00"), state: "ended", endedAt: at("12:05:00"), ...fields },
          },
        }),
      );
    await call({ outcome: "booked" });
    await call({ outcome: "to_a_person", startedAt: at("12:40:00") });
    await call({ endedAt: null, state: "listening", startedAt: at("23:10:00") });
    // The day before, before its audit; a week ago by this time, and later than that.
    await call({ startedAt: at("01:30:00") });
    await call({ startedAt: new Date("2026-02-25T20:00:00Z") });
    await call({ startedAt: new Date("2026-02-25T23:45:00Z") });
    await call({ followUp: true, suggestedAction: "Send the offer again", startedAt: at("10:00:00") });
    await call({ followUp: true, startedAt: at("11:00:00") }, other);
    const request = (fields: Record<string, unknown>, house = hotel) =>
      t.deps.db.withTenant(house.tenantId, (db) =>
        db.request.create({
          data: {
            ...{ tenantId: house.tenantId, id: newId(), hotelId: house.hotelId, ref: newId().slice(-4) },
            ...{ kind: "maintenance", department: "maintenance", summary: "Lamp", createdAt: at("09:00:00") },
            ...fields,
          },
        }),
      );
    await request({ dueAt: at("09:30:00"), summary: "Late lamp" });
    await request({ dueAt: new Date("2026-03-05T09:00:00Z") });
    await request({ urgency: "urgent", status: "done" });
    await request({ urgency: "urgent" }, other);
  });
  afterAll(() => t.close());

  test("counts the calls of the business day, and those of the same weekday by the same time", async () => {
    const today = await overviewToday.execute(as(t.deps, hotel, "front_desk"), {});
    expect(today).toMatchObject({
      date: "2026-03-04",
      from: "2026-03-04T02:00:00.000Z",
      until: "2026-03-05T02:00:00.000Z",
      calls: { today: 4, lastWeek: 1, ended: 3, byLine: 2 },
    });
    const hours = today.hours.filter(({ line, person }) => line + person > 0);
    expect(hours.map(({ hour, line, person }) => [hour, line, person])).toEqual([
      [11, 1, 0],
      [13, 1, 1],
      [0, 1, 0],
    ]);
    expect(today.hours.find(({ running }) => running)).toMatchObject({ hour: 0, past: true });
    expect(today.hours[0]?.hour).toBe(3);
  });

  test("what waits for a person: late requests first, then calls to follow up", async () => {
    const { needs, counts } = await overviewToday.execute(as(t.deps, hotel), {});
    expect(needs.total).toBe(2);
    expect(needs.items.map(({ kind, title }) => [kind, title])).toEqual([
      ["request", "Late lamp"],
      ["call", "Send the offer again"],
    ]);
    expect(counts).toMatchObject({ requests: 2, arrivals: 0, departures: 0, dirty: 0 });
  });

  test("an empty house says nothing is known, not zero", async () => {
    const bare = await makeHotel(t.deps.db);
    const today = await overviewToday.execute(as(t.deps, bare), {});
    expect(today).toMatchObject({
      calls: { today: 0, ended: 0 },
      latency: null,
      tonight: { sold: 0, rooms: 0 },
      booked: { total: { amount: 0, currency: "EUR" }, count: 0 },
      needs: { total: 0, items: [] },
    });
    expect(today.nights).toHaveLength(14);
  });

  test("housekeeping may not read it", async () => {
    expect(await codeOf(overviewToday.execute(as(t.deps, hotel, "housekeeping"), {}))).toBe("forbidden");
  });
});
