import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy, startCall } from "@/server/testing/tool-call";
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

  describe("the alarm chain", () => {
    const manager = {
      ...{ destination: "manager", spokenName: "the manager", number: "+4722334455" },
      ...{ handles: "all", overflow: "message" },
    };
    const chain = (member: object) => ({
      area: "safety" as const,
      values: { alarmMembers: [{ name: "Manager", seconds: 30, ...member }] },
    });
    test("calls what the directory can dial, or a number of its own; both are kept as they were set", async () => {
      const ctx = as(t.deps, hotel);
      await setPolicy.execute(ctx, { area: "directory", values: { entries: [manager] } });
      await setPolicy.execute(ctx, chain({ destination: "manager" }));
      await setPolicy.execute(ctx, chain({ number: "+4790012345" }));
      expect(await listed(hotel, "safety")).toMatchObject({
        values: { alarmMembers: [{ name: "Manager", number: "+4790012345", seconds: 30 }] },
      });
    });
    test.each([
      ["what the directory does not have", { destination: "nobody" }, /no number for “nobody”/],
      ["neither destination nor number", {}, /one of them/],
      ["both at once", { destination: "manager", number: "+4790012345" }, /one of them/],
      ["a number without its country", { number: "90 01 23 45" }, /country code/],
      ["nobody's name", { destination: "manager", name: "" }, /Say who it is/],
      ["no time to answer", { destination: "manager", seconds: 5 }, /At least 15/],
      ["an hour to answer", { destination: "manager", seconds: 3_600 }, /At most 600/],
    ])("refuses %s", async (_, member, message) => {
      const ctx = as(t.deps, hotel);
      await setPolicy.execute(ctx, { area: "directory", values: { entries: [manager] } });
      await expect(setPolicy.execute(ctx, chain(member))).rejects.toThrow(message);
      expect(await listed(hotel, "safety")).toMatchObject({ values: {} });
    });
    test("the directory keeps what the chain calls", async () => {
      const ctx = as(t.deps, hotel);
      await setPolicy.execute(ctx, { area: "directory", values: { entries: [manager] } });
      await setPolicy.execute(ctx, chain({ destination: "manager" }));
      const without = { area: "directory" as const, values: { entries: [] } };
      await expect(setPolicy.execute(ctx, without)).rejects.toThrow(/alarm chain calls “manager”/);
      await setPolicy.execute(ctx, chain({ number: "+4790012345" }));
      await setPolicy.execute(ctx, without);
    });
    test("free text of before is read as it was written, and the rest of its area with it", async () => {
      await putPolicy(t.deps, hotel, "safety", {
        emergencyNumber: "110",
        alarmChain: "Duty manager, then security.",
      });
      expect(await listed(hotel, "safety")).toMatchObject({
        values: { emergencyNumber: "110", alarmChain: "Duty manager, then security." },
      });
    });
    test("a caller is told nothing of it", async () => {
      const ctx = as(t.deps, hotel);
      await setPolicy.execute(ctx, { area: "directory", values: { entries: [manager] } });
      await setPolicy.execute(ctx, chain({ destination: "manager" }));
      const call = await startCall(t.deps, hotel, lineTools);
      const result = await call.tool("get_policy", { topic: "safety", field: "alarmMembers" });
      expect(result).toMatchObject({ ok: false });
      expect(JSON.stringify(result)).not.toContain("+47");
    });
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
