import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import {
  blockRoom,
  createRoom,
  createRoomType,
  endBlock,
  listRooms,
  listRoomTypes,
  setCleaning,
  updateRoomType,
} from ".";

const fields = {
  code: "CD",
  name: "Courtyard Double",
  spokenName: "the courtyard double",
  beds: "one double bed",
  maxAdults: 2,
  maxGuests: 3,
};

describe("rooms", () => {
  let t: TestDeps;
  let here: SmallHotel;
  let elsewhere: SmallHotel;
  let typeId: string;
  let roomId: string;
  beforeAll(async () => {
    t = await makeTestDeps();
    here = await makeHotel(t.deps.db);
    elsewhere = await makeHotel(t.deps.db);
    typeId = (await createRoomType.execute(as(t.deps, here), fields)).id;
    roomId = (await createRoom.execute(as(t.deps, here), { number: "204", floor: 2, roomTypeId: typeId })).id;
  });
  afterAll(() => t.close());

  test("a new type and a new room are listed, with the audit and the event beside them", async () => {
    const ctx = as(t.deps, here);
    expect(await listRoomTypes.execute(ctx, {})).toMatchObject([{ code: "CD", rooms: 1 }]);
    expect(await listRooms.execute(ctx, {})).toMatchObject([
      { number: "204", cleaning: "inspected", block: null, occupant: null },
    ]);
    const rows = await t.deps.db.withTenant(here.tenantId, (db) =>
      db.auditEntry.findMany({ orderBy: { id: "asc" } }),
    );
    expect(rows.map((row) => row.action)).toEqual(["rooms.createType", "rooms.create"]);
    const events = await t.deps.db.withTenant(here.tenantId, (db) =>
      db.outboxEvent.findMany({ orderBy: { id: "asc" } }),
    );
    expect(events.map((event) => event.name)).toEqual(["room_type.changed", "room.changed"]);
  });

  test("codes and numbers are taken once", async () => {
    const ctx = as(t.deps, here);
    expect(await codeOf(createRoomType.execute(ctx, fields))).toBe("conflict");
    expect(await codeOf(createRoom.execute(ctx, { number: "204", floor: 2, roomTypeId: typeId }))).toBe(
      "conflict",
    );
  });

  test("the same code at another hotel is another type", async () => {
    const { id } = await createRoomType.execute(as(t.deps, elsewhere), fields);
    expect(id).not.toBe(typeId);
  });

  test("cleaning moves along its table and says what is possible otherwise", async () => {
    const ctx = as(t.deps, here, "housekeeping");
    await setCleaning.execute(ctx, { roomId, cleaning: "dirty" });
    const refused = setCleaning.execute(ctx, { roomId, cleaning: "inspected" });
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("pickup, clean"),
    });
    await setCleaning.execute(ctx, { roomId, cleaning: "clean" });
  });

  test("blocks never overlap, and end once", async () => {
    const ctx = as(t.deps, here);
    const nights = { firstNight: "2031-05-01", endNight: "2031-05-04" };
    const block = await blockRoom.execute(ctx, {
      roomId,
      kind: "out_of_order",
      reason: "shower leaks",
      ...nights,
    });
    const again = blockRoom.execute(ctx, {
      roomId,
      kind: "out_of_service",
      reason: "paint",
      firstNight: "2031-05-03",
      endNight: "2031-05-06",
    });
    expect(await codeOf(again)).toBe("conflict");
    expect((await listRooms.execute(ctx, { blocked: true })).map((room) => room.number)).toEqual(["204"]);
    await endBlock.execute(ctx, { blockId: block.id });
    expect(await codeOf(endBlock.execute(ctx, { blockId: block.id }))).toBe("conflict");
    expect(await listRooms.execute(ctx, { blocked: true })).toEqual([]);
  });

  const writes: [string, (ctx: ReturnType<typeof as>) => Promise<unknown>][] = [
    ["createType", (ctx) => createRoomType.execute(ctx, { ...fields, code: "XX" })],
    ["updateType", (ctx) => updateRoomType.execute(ctx, { roomTypeId: typeId, fields })],
    ["create", (ctx) => createRoom.execute(ctx, { number: "999", floor: 9, roomTypeId: typeId })],
    [
      "block",
      (ctx) =>
        blockRoom.execute(ctx, {
          roomId,
          kind: "out_of_order",
          reason: "leak",
          firstNight: "2032-01-01",
          endNight: "2032-01-02",
        }),
    ],
    ["endBlock", (ctx) => endBlock.execute(ctx, { blockId: newId() })],
    ["setCleaning", (ctx) => setCleaning.execute(ctx, { roomId, cleaning: "dirty" })],
  ];
  test.each(writes)("%s is forbidden to billing", async (_, run) => {
    expect(await codeOf(run(as(t.deps, here, "billing_admin")))).toBe("forbidden");
  });
  test.each(writes)("%s is forbidden at a hotel the person does not work for", async (_, run) => {
    expect(await codeOf(run(as(t.deps, here, "manager", [newId()])))).toBe("forbidden");
  });
  test.each(writes.filter(([name]) => name !== "createType"))(
    "%s does not reach another tenant",
    async (_, run) => {
      expect(await codeOf(run(as(t.deps, elsewhere)))).toBe("not_found");
    },
  );

  test.each([
    ["no name", { ...fields, code: "A1", name: "" }],
    ["a huge name", { ...fields, code: "A1", name: "x".repeat(500) }],
    ["fewer guests than adults", { ...fields, code: "A1", maxGuests: 1 }],
    ["a wrong type", { ...fields, code: 7 }],
    ["nothing", {}],
  ])("%s is refused with the field's name", async (_, input) => {
    const refused = createRoomType.execute(as(t.deps, here), input as never);
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      details: { issues: expect.arrayContaining([expect.objectContaining({ path: expect.any(String) })]) },
    });
  });
});
