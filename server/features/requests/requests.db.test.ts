import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { captureQueries } from "@/server/testing/capture-queries";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy, startCall, type TestCall } from "@/server/testing/tool-call";
import { lineTools, listRequests, moveRequest } from ".";

const NOW = new Date("2026-03-04T12:42:00Z");

describe("requests on the line", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  let other: SmallHotel;
  let call: TestCall;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NOW) });
    hotel = await makeHotel(t.deps.db);
    other = await makeHotel(t.deps.db);
    const promise = {
      kind: "housekeeping_item",
      department: "housekeeping",
      deadlineMinutes: 20,
      spokenPromise: "within twenty minutes",
    };
    await putPolicy(t.deps, hotel, "service_promises", { kinds: [promise] });
    await putPolicy(t.deps, hotel, "wakeup", { earliest: "05:00", latest: "11:00" });
    await putPolicy(t.deps, hotel, "lost_and_found", { keepDays: 90 });
    await putPolicy(t.deps, hotel, "identity", { messageDelivery: "within the hour" });
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    call = await startCall(t.deps, hotel, lineTools, { from: "+4722123456" });
  });
  const rows = () =>
    t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.request.findMany({ where: { callId: call.callId }, include: { notes: true } }),
    );

  const towels = {
    kind: "housekeeping_item",
    summary: "two towels",
    room: "302",
    items: [{ item: "towel", qty: 2 }],
  };

  test("towels are logged with the hotel's own promise and a reference", async () => {
    const result = await call.tool("create_request", towels);
    expect(result).toMatchObject({
      ok: true,
      data: { request: "req_1", department: "housekeeping", due: "2026-03-04T13:02:00.000Z" },
    });
    if (!result.ok) throw new Error("unreachable");
    expect(result.say).toContain("within twenty minutes");
    expect(result.ref?.code).toMatch(/^[234679ACDEFGHJKLMNPQRTUVWXYZ]{4}$/);
    expect(result.facts.find((fact) => fact.kind === "promise")).toMatchObject({
      id: "c1.3",
      spoken: "within twenty minutes",
    });
    expect(await rows()).toMatchObject([
      { room: "302", contact: "+4722123456", contactChecked: true, status: "new" },
    ]);
  });

  test("nothing is promised that the hotel has not set", async () => {
    const result = await call.tool("create_request", { kind: "maintenance", summary: "the lamp is broken" });
    expect(result).toMatchObject({ ok: true, data: { department: "maintenance" } });
    expect(result.facts.some((fact) => fact.kind === "promise")).toBe(false);
  });

  test("said twice it is one request, and the second answer is the first", async () => {
    const first = await call.tool("create_request", towels);
    const second = await call.tool("create_request", towels);
    expect(second).toMatchObject({ ok: true, repeated: true, data: first.ok ? first.data : {} });
    expect(await rows()).toHaveLength(1);
  });

  test("a lost answer asked for again at the same sequence is not done twice", async () => {
    await call.tool("create_request", towels, 7);
    expect(await call.tool("create_request", towels, 7)).toMatchObject({ ok: true, repeated: true });
    expect(await rows()).toHaveLength(1);
  });

  test("ten workers' retries at once leave one record", async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () => call.tool("create_request", towels, 3)),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await rows()).toHaveLength(1);
  });

  test("a detail, a chase and a cancellation go to the same record", async () => {
    const made = await call.tool("create_request", towels);
    await call.tool("update_request", { request: "req_1", note: "bath towels please", urgency: "soon" });
    const ref = made.ok ? made.ref?.code : "";
    expect(await call.tool("get_request", { ref: ` ${ref?.toLowerCase()} ` })).toMatchObject({
      ok: true,
      data: { state: "new", request: "req_1" },
    });
    expect(await call.tool("update_request", { request: "req_1", cancel: true })).toMatchObject({
      ok: true,
      data: { state: "cancelled" },
    });
    expect(await rows()).toMatchObject([
      { status: "cancelled", urgency: "soon", notes: [{ text: "bath towels please" }] },
    ]);
  });

  test("a handle or reference of nobody is asked for again", async () => {
    expect(await call.tool("update_request", { request: "req_9", cancel: true })).toMatchObject({
      ok: false,
      code: "not_found",
    });
    expect(await call.tool("get_request", {})).toMatchObject({ ok: false, code: "missing", field: "ref" });
  });

  test("a wake-up is set within the hotel's hours, and moved, not doubled", async () => {
    const base = { room: "302", name: "Fischer", date: "2026-03-05" };
    expect(await call.tool("set_wakeup", { ...base, time: "04:00" })).toMatchObject({
      ok: false,
      code: "unavailable",
      policy: "wakeup",
    });
    expect(await call.tool("set_wakeup", { ...base, time: "06:30" })).toMatchObject({
      ok: true,
      data: { replaced: false },
    });
    const moved = await call.tool("set_wakeup", { ...base, time: "07:00" });
    expect(moved).toMatchObject({
      ok: true,
      data: { replaced: true, at: { date: "2026-03-05", weekday: "thursday" } },
    });
    if (moved.ok) expect(moved.say).toContain("seven in the morning on Thursday the fifth of March");
    expect(await call.tool("cancel_wakeup", base)).toMatchObject({ ok: true });
    expect(await call.tool("cancel_wakeup", { ...base, name: "F" })).toMatchObject({
      ok: false,
      code: "not_found",
    });
    const past = { ...base, date: "2026-03-04", time: "08:00" };
    expect(await call.tool("set_wakeup", past)).toMatchObject({ ok: false, code: "missing", field: "time" });
  });

  test("a wake-up cancelled or replaced under another name sounds the same, and staff asks the guest", async () => {
    const base = { room: "302", name: "Anna Fischer", date: "2026-03-05" };
    const set = (over: object = {}) => call.tool("set_wakeup", { ...base, time: "06:30", ...over });
    await set();
    const rightly = await call.tool("cancel_wakeup", { ...base, name: "fischer" });
    expect(await rows()).toEqual([]);
    await set({ date: "2026-03-06" });
    const wrongly = await call.tool("cancel_wakeup", { ...base, date: "2026-03-06", name: "Nobody" });
    expect(wrongly.ok && wrongly.say).toBe(rightly.ok && rightly.say);
    expect(wrongly.ok && wrongly.data).toEqual(rightly.ok && rightly.data);
    expect(await rows()).toMatchObject([
      { urgency: "urgent", room: "302", guestName: "Anna Fischer", contact: null },
    ]);
    expect((await rows())[0]?.summary).toContain(
      "06:30 wake-up call of room 302 on 2026-03-06 was cancelled",
    );
    await set({ date: "2026-03-07" });
    await set({ date: "2026-03-07", name: "Nobody", time: "09:00" });
    expect((await rows()).map(({ summary }) => summary)).toContainEqual(
      expect.stringContaining("replaced by one at 09:00"),
    );
    expect(await rows()).toHaveLength(2);
  });

  test("a message sounds the same for a guest and for nobody, and takes the same way through the database", async () => {
    const words = { from: "Anna", text: "call me" };
    const say = async (recipientLast: string) => {
      const own = await startCall(t.deps, hotel, lineTools);
      let said = "";
      const queries = await captureQueries(async () => {
        const result = await own.tool("take_message", { ...words, recipientLast });
        said = result.ok ? result.say.replace(result.ref?.spoken ?? "", "REF") : "";
      });
      return { said, statements: queries.map(({ sql }) => sql) };
    };
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.guest.create({
        data: { tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId, last: "Lindqvist" },
      }),
    );
    const known = await say("Lindqvist");
    expect(known.said).toContain("REF");
    expect(known.statements.length).toBeGreaterThan(3);
    expect(await say("Nobody")).toEqual(known);
  });

  test("messages need a verified stay", async () => {
    expect(await call.tool("get_messages", { stay: "stay_1" })).toMatchObject({
      ok: false,
      code: "unverified",
    });
  });

  test("a lost item is reported, never found", async () => {
    const result = await call.tool("report_lost_item", {
      item: "grey scarf",
      name: "Okafor",
      contact: "+4722123457",
    });
    expect(result).toMatchObject({ ok: true, data: { keepDays: 90 } });
    if (result.ok) expect(result.say).not.toMatch(/found it|have it/);
  });

  test.each([
    ["an empty summary", "create_request", { kind: "other", summary: "" }],
    ["an unknown kind", "create_request", { kind: "spaceship", summary: "x" }],
    ["a huge text", "take_message", { recipientLast: "X", from: "Y", text: "z".repeat(5_000) }],
    ["a wrong type", "set_wakeup", { room: 302, name: "X", date: "2026-03-05", time: "06:00" }],
    [
      "a date that does not exist",
      "set_wakeup",
      { room: "302", name: "X", date: "2026-02-30", time: "06:00" },
    ],
  ] as const)("%s is asked for again and leaves no record", async (_, name, args) => {
    expect(await call.tool(name, args)).toMatchObject({
      ok: false,
      code: "missing",
      field: expect.any(String),
    });
    expect(await rows()).toHaveLength(0);
  });

  test("staff see and move requests; other roles and tenants do not", async () => {
    await call.tool("create_request", towels);
    const listed = await listRequests.execute(as(t.deps, hotel, "housekeeping"), {});
    const request = listed.rows[0];
    if (!request) throw new Error("no request listed");
    await moveRequest.execute(as(t.deps, hotel, "housekeeping"), { requestId: request.id, status: "doing" });
    const move = { requestId: request.id, status: "done" as const };
    expect(await codeOf(moveRequest.execute(as(t.deps, hotel, "billing_admin"), move))).toBe("forbidden");
    expect(await codeOf(moveRequest.execute(as(t.deps, other), move))).toBe("not_found");
    expect((await listRequests.execute(as(t.deps, other), {})).total).toBe(0);
    await moveRequest.execute(as(t.deps, hotel), move);
    expect(await codeOf(moveRequest.execute(as(t.deps, hotel), { ...move, status: "doing" }))).toBe(
      "conflict",
    );
  });
});
