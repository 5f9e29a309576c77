import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy } from "@/server/testing/tool-call";
import { addRequestNote, assignRequest, createRequest, getRequest, listRequests, moveRequest } from ".";

const NOW = new Date("2026-03-04T12:42:00Z");
const lamp = { kind: "maintenance", summary: "Mend the lamp by the bed", room: "204" } as const;

describe("requests that staff write", () => {
  let t: TestDeps;
  let here: SmallHotel;
  let elsewhere: SmallHotel;
  let requestId: string;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(NOW) });
    here = await makeHotel(t.deps.db);
    elsewhere = await makeHotel(t.deps.db);
    const promise = { kind: "maintenance", department: "house technicians", deadlineMinutes: 30 };
    await putPolicy(t.deps, here, "service_promises", { kinds: [promise] });
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    requestId = (await createRequest.execute(as(t.deps, here, "housekeeping"), lamp)).id;
  });

  test("a new one goes to the department the hotel set, with its deadline, event and audit", async () => {
    const found = await getRequest.execute(as(t.deps, here), { requestId });
    expect(found).toMatchObject({
      ...{ ...lamp, department: "house technicians", status: "new", urgency: "normal" },
      ...{ dueAt: "2026-03-04T13:12:00.000Z", createdAt: NOW.toISOString(), notes: [] },
    });
    expect(found.history.map((entry) => entry.action)).toEqual(["requests.create"]);
    const events = await t.deps.db.withTenant(here.tenantId, (db) =>
      db.outboxEvent.findMany({ orderBy: { id: "desc" }, take: 1 }),
    );
    expect(events).toMatchObject([{ name: "request.created", data: { requestId } }]);
  });

  test("a contact is kept as a number when it is one, and as said when not", async () => {
    const ctx = as(t.deps, here);
    const write = async (contact: string) =>
      getRequest.execute(ctx, { requestId: (await createRequest.execute(ctx, { ...lamp, contact })).id });
    expect(await write("+47 22 12 34 56")).toMatchObject({ contact: "+4722123456", contactChecked: true });
    expect(await write("ask at the bar")).toMatchObject({ contact: "ask at the bar", contactChecked: false });
  });

  test("empty text, an unknown kind, a huge text and a call of nobody are refused", async () => {
    const ctx = as(t.deps, here);
    const bad = [
      { ...lamp, summary: "   " },
      { ...lamp, summary: "x".repeat(501) },
      { ...lamp, kind: "spaceship" as "other" },
      { ...lamp, room: "r".repeat(13) },
    ];
    for (const input of bad) expect(await codeOf(createRequest.execute(ctx, input))).toBe("invalid");
    expect(await codeOf(createRequest.execute(ctx, { ...lamp, callId: newId() }))).toBe("not_found");
    const call = await t.deps.db.withTenant(elsewhere.tenantId, (db) =>
      db.call.create({
        data: { tenantId: elsewhere.tenantId, id: newId(), hotelId: elsewhere.hotelId, channel: "browser" },
      }),
    );
    expect(await codeOf(createRequest.execute(ctx, { ...lamp, callId: call.id }))).toBe("not_found");
  });

  test("a note is kept with who wrote it, and the request can be given to a colleague and back", async () => {
    const ctx = as(t.deps, here);
    const person = await makeColleague(t, here, []);
    await addRequestNote.execute(ctx, { requestId, text: "Bulb ordered" });
    await assignRequest.execute(ctx, { requestId, assigneeId: person });
    expect((await listRequests.execute(ctx, {})).rows.find((row) => row.id === requestId)).toMatchObject({
      assigneeId: person,
    });
    await assignRequest.execute(ctx, { requestId, assigneeId: null });
    const found = await getRequest.execute(ctx, { requestId });
    expect(found).toMatchObject({ assigneeId: null, notes: [{ text: "Bulb ordered" }] });
    expect(found.history.map(({ action, after }) => [action, after])).toEqual([
      ["requests.create", expect.anything()],
      ["requests.addNote", { noteId: found.notes[0]?.id }],
      ["requests.assign", { assigneeId: person }],
      ["requests.assign", { assigneeId: null }],
    ]);
  });

  test("nobody who does not work here gets a request", async () => {
    const ctx = as(t.deps, here);
    const stranger = await makeColleague(t, elsewhere, []);
    const ofOtherHouse = await makeColleague(t, here, [newId()]);
    for (const assigneeId of [newId(), stranger, ofOtherHouse])
      expect(await codeOf(assignRequest.execute(ctx, { requestId, assigneeId }))).toBe("invalid");
  });

  test("a closed request keeps when it was closed", async () => {
    const ctx = as(t.deps, here);
    await moveRequest.execute(ctx, { requestId, status: "done" });
    expect(await getRequest.execute(ctx, { requestId })).toMatchObject({ closedAt: NOW.toISOString() });
  });

  test("roles without the right are refused", async () => {
    const billing = as(t.deps, here, "billing_admin");
    expect(await codeOf(createRequest.execute(billing, lamp))).toBe("forbidden");
    expect(await codeOf(getRequest.execute(billing, { requestId }))).toBe("forbidden");
    expect(await codeOf(addRequestNote.execute(billing, { requestId, text: "x" }))).toBe("forbidden");
    expect(await codeOf(assignRequest.execute(billing, { requestId, assigneeId: null }))).toBe("forbidden");
  });

  test("another tenant's request does not exist", async () => {
    const ctx = as(t.deps, elsewhere);
    expect(await codeOf(getRequest.execute(ctx, { requestId }))).toBe("not_found");
    expect(await codeOf(addRequestNote.execute(ctx, { requestId, text: "x" }))).toBe("not_found");
    expect(await codeOf(assignRequest.execute(ctx, { requestId, assigneeId: null }))).toBe("not_found");
  });
});

/** A person of the hotel's organisation, allowed in these hotels; none means all. */
async function makeColleague(t: TestDeps, hotel: SmallHotel, hotelIds: string[]): Promise<string> {
  const userId = newId();
  await t.deps.system.client.userAccount.create({
    data: { id: userId, email: `${userId}@hotel.example`, name: "Kari Nordmann" },
  });
  await t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.membership.create({
      data: { tenantId: hotel.tenantId, id: newId(), userId, role: "front_desk", hotelIds },
    }),
  );
  return userId;
}
