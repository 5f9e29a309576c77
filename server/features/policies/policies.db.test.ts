import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { startCall } from "@/server/testing/tool-call";
import { linePolicyAt, lineTools, listPolicies, previewPolicy, setPolicy } from ".";

const NOW = new Date("2026-03-04T12:00:00Z");

describe("policies", () => {
  let t: TestDeps;
  let clock: FixedClock;
  let hotel: SmallHotel;
  let other: SmallHotel;
  beforeAll(async () => {
    clock = new FixedClock(NOW);
    t = await makeTestDeps({ clock });
    other = await makeHotel(t.deps.db);
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    hotel = await makeHotel(t.deps.db);
  });
  const listed = async (house: SmallHotel, area: string) =>
    (await listPolicies.execute(as(t.deps, house), {})).find((each) => each.area === area);

  test("a changed policy is in force at once, said by the line, and the earlier one stays on record", async () => {
    const ctx = as(t.deps, hotel);
    await setPolicy.execute(ctx, { area: "people", values: { petsAllowed: true, petFeePerNight: 1_500 } });
    await setPolicy.execute(ctx, { area: "people", values: { petsAllowed: false } });
    expect(await listed(hotel, "people")).toMatchObject({
      values: { petsAllowed: false },
      sentences: [{ say: "We cannot take pets." }],
    });
    const call = await startCall(t.deps, hotel, lineTools);
    expect(await call.tool("get_policy", { topic: "people" })).toMatchObject({
      ok: true,
      say: "We cannot take pets.",
    });
    // Its own sentence is the call's; its facts stay English for the brain.
    const german = await startCall(t.deps, hotel, lineTools, { language: "de-AT" });
    expect(await german.tool("get_policy", { topic: "people" })).toMatchObject({
      facts: [{ spoken: "We cannot take pets." }],
      say: "Haustiere können wir nicht aufnehmen.",
    });
    expect(await german.tool("get_policy", { topic: "wakeup" })).toMatchObject({
      ok: false,
      ask: expect.stringContaining("weiß ich noch nicht"),
    });
    const rows = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.policyVersion.count({ where: { area: "people" } }),
    );
    expect(rows).toBe(2);
  });

  test("a change is audited with what was before, and told as an event", async () => {
    const ctx = as(t.deps, hotel);
    await setPolicy.execute(ctx, { area: "wakeup", values: { earliest: "05:00" } });
    await setPolicy.execute(ctx, { area: "wakeup", values: { earliest: "06:00" } });
    const [audit, events] = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      Promise.all([
        db.auditEntry.findMany({
          where: { action: "policies.set" },
          orderBy: [{ at: "asc" }, { id: "asc" }],
        }),
        db.outboxEvent.findMany({ where: { name: "policy.changed" } }),
      ]),
    );
    expect(audit.at(-1)).toMatchObject({
      subjectId: "wakeup",
      before: { earliest: "05:00" },
      after: { earliest: "06:00" },
    });
    expect(events).toHaveLength(2);
  });

  test("a change for a later day waits for it", async () => {
    const ctx = as(t.deps, hotel);
    await setPolicy.execute(ctx, { area: "people", values: { petsAllowed: true } });
    await setPolicy.execute(ctx, { area: "people", values: { petsAllowed: false }, validFrom: "2026-03-10" });
    expect(await listed(hotel, "people")).toMatchObject({ values: { petsAllowed: true } });
  });

  test("what a call's greeting announced is the policy of its beginning, not of now", async () => {
    const ctx = as(t.deps, hotel);
    const at = (when: Date) =>
      t.deps.db.transaction(hotel.tenantId, (tx) => linePolicyAt(tx, hotel.hotelId, when));
    await setPolicy.execute(ctx, { area: "line", values: { listenIn: false } });
    const began = new Date(clock.now().getTime() + 1_000);
    clock.advance(60_000);
    await setPolicy.execute(ctx, { area: "line", values: { listenIn: true } });
    expect(await at(began)).toEqual({ listenIn: false });
    expect(await at(clock.now())).toEqual({ listenIn: true });
    expect(await at(new Date("2020-01-01T00:00:00Z"))).toEqual({});
  });

  test("a preview says what would be said and leaves out what does not parse", async () => {
    const said = await previewPolicy.execute(as(t.deps, hotel), {
      area: "wakeup",
      values: { earliest: "05:00", latest: "25:00", price: 0 },
    });
    expect(said.map(({ say }) => say)).toEqual([
      "Wake-up calls start at five in the morning.",
      "Wake-up calls are free.",
    ]);
  });

  test("unknown fields and wrong values are refused with the field", async () => {
    const ctx = as(t.deps, hotel);
    expect(await codeOf(setPolicy.execute(ctx, { area: "people", values: { unicorns: true } }))).toBe(
      "invalid",
    );
    await expect(setPolicy.execute(ctx, { area: "wakeup", values: { earliest: "noon" } })).rejects.toThrow(
      /HH:MM/,
    );
    expect(await codeOf(setPolicy.execute(ctx, { area: "magic" as "people", values: {} }))).toBe("invalid");
  });

  test("the front desk may not change them, and another tenant neither sees nor changes these", async () => {
    const change = { area: "people" as const, values: { petsAllowed: true } };
    expect(await codeOf(setPolicy.execute(as(t.deps, hotel, "front_desk"), change))).toBe("forbidden");
    await setPolicy.execute(as(t.deps, hotel), change);
    expect(await listed(other, "people")).toMatchObject({ values: {} });
    const foreign = { ...as(t.deps, other), hotelId: hotel.hotelId };
    await expect(setPolicy.execute(foreign, change)).rejects.toThrow();
    expect(await listed(hotel, "people")).toMatchObject({ values: { petsAllowed: true } });
  });
});
