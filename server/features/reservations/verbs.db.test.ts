import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { counters } from "@/server/features/inventory/testing/counters";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import { seedHotel, staff, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { addDays } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import type { Actor } from "@/server/verbs/ctx";
import type { Verb } from "@/server/verbs/define-verb";
import { assignRoom, unassignRoom } from "./assign-room";
import { cancelReservation } from "./cancel-reservation";
import { changeReservation } from "./change-reservation";
import { checkIn } from "./check-in";
import { checkOut } from "./check-out";
import { createReservation } from "./create-reservation";
import { getReservation } from "./get-reservation";
import { listReservations } from "./list-reservations";
import { markNoShow } from "./mark-no-show";
import { addNote } from "./note-reservation";
import { LONGEST_STAY } from "./rules";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const input = (fields: Partial<z.input<typeof createReservation.definition.input>> = {}) => ({
  guest: { first: "Ada", last: "Østby", phone: "+47 911 22 333" },
  roomTypeId: hotel.types.CD ?? "",
  ratePlanId: hotel.flexible,
  arrival: "2026-03-04",
  departure: "2026-03-06",
  adults: 2,
  ...fields,
});
const create = (fields = {}) => createReservation.execute(staff(world, hotel), input(fields));
const room = (index: number, type = "CD") => hotel.roomIds[type]?.[index] ?? "";

describe("a stay at the desk", () => {
  test("from booking to check-out, with its history", async () => {
    const ctx = staff(world, hotel);
    const made = await create({ extras: [{ code: "PARK", qty: 1 }], note: "Late train" });
    expect(made).toMatchObject({
      status: "confirmed",
      version: 1,
      total: { amount: 2 * 15_200 + 2 * 2_000, currency: "EUR" },
    });
    const assigned = await assignRoom.execute(ctx, { reservationId: made.id, roomId: room(0), version: 1 });
    expect(assigned.version).toBe(2);
    await checkIn.execute(ctx, { reservationId: made.id });
    await addNote.execute(ctx, { reservationId: made.id, kind: "wish", text: "High floor" });
    world.clock.set(new Date("2026-03-05T09:00:00Z"));
    await checkOut.execute(ctx, { reservationId: made.id });
    const seen = await getReservation.execute(ctx, { reservationId: made.id });
    expect(seen).toMatchObject({ status: "checked_out", departure: "2026-03-05", room: null, noRoom: false });
    expect(seen.notes.map((note) => note.text)).toEqual(["Late train", "High floor"]);
    expect(seen.history.map((entry) => entry.action)).toEqual([
      "reservations.create",
      "reservations.assignRoom",
      "reservations.checkIn",
      "reservations.addNote",
      "reservations.checkOut",
    ]);
    expect(seen.stays).toMatchObject([{ active: false, departure: "2026-03-05" }]);
    expect(
      (await counters(world, hotel, "CD", "2026-03-04", "2026-03-06")).map((night) => night.sold),
    ).toEqual([1, 0]);
  });

  test("a room is never given twice on a night, however close together", async () => {
    const ctx = staff(world, hotel);
    const made = [await create(), await create()];
    const tries = await Promise.allSettled(
      made.map(({ id }) => assignRoom.execute(ctx, { reservationId: id, roomId: room(0) })),
    );
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const next = await create({ arrival: "2026-03-06", departure: "2026-03-07" });
    await assignRoom.execute(ctx, { reservationId: next.id, roomId: room(0) });
    await expect(assignRoom.execute(ctx, { reservationId: next.id, roomId: room(0, "HK") })).rejects.toThrow(
      /another type/,
    );
  });

  test("changing prices again and moves the room along; a wrong version is a conflict", async () => {
    const ctx = staff(world, hotel);
    const made = await create();
    await assignRoom.execute(ctx, { reservationId: made.id, roomId: room(1) });
    const changed = await changeReservation.execute(ctx, {
      reservationId: made.id,
      departure: "2026-03-08",
      version: 2,
    });
    expect(changed.total.amount).toBe(4 * 15_200);
    expect((await getReservation.execute(ctx, { reservationId: made.id })).stays).toMatchObject([
      { departure: "2026-03-08", active: true },
    ]);
    await expect(
      changeReservation.execute(ctx, { reservationId: made.id, adults: 1, version: 2 }),
    ).rejects.toMatchObject({ code: "conflict" });
    const moved = await changeReservation.execute(ctx, {
      reservationId: made.id,
      roomTypeId: hotel.types.HK,
    });
    expect((await getReservation.execute(ctx, { reservationId: moved.id })).room).toBeNull();
  });

  test("what is full, past or impossible is refused and changes nothing", async () => {
    const ctx = staff(world, hotel);
    for (let i = 0; i < 5; i++) await create();
    await expect(create()).rejects.toMatchObject({ code: "conflict" });
    await expect(create({ arrival: "2026-03-06" })).rejects.toMatchObject({ code: "invalid" });
    await expect(create({ arrival: "2026-02-01", departure: "2026-02-03" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(create({ adults: 9 })).rejects.toMatchObject({ code: "conflict" });
    await expect(create({ roomTypeId: newId() })).rejects.toMatchObject({ code: "conflict" });
    await expect(create({ guest: { last: "" } })).rejects.toMatchObject({ code: "invalid" });
    await expect(create({ arrival: "2026-02-31" })).rejects.toMatchObject({ code: "invalid" });
    const later = await create({ arrival: "2026-03-10", departure: "2026-03-11" });
    await expect(markNoShow.execute(ctx, { reservationId: later.id })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(checkIn.execute(ctx, { reservationId: later.id, roomId: room(0) })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(checkOut.execute(ctx, { reservationId: later.id })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await listReservations.execute(ctx, {})).total).toBe(6);
  });

  test("cancelled and absent guests free their room; the fee follows the terms", async () => {
    const ctx = staff(world, hotel);
    const soon = await create();
    const waived = await create();
    const absent = await create();
    await cancelReservation.execute(ctx, { reservationId: soon.id });
    await cancelReservation.execute(ctx, { reservationId: waived.id, waiveFee: true });
    await markNoShow.execute(ctx, { reservationId: absent.id });
    const fee = async (id: string) =>
      (await getReservation.execute(ctx, { reservationId: id })).cancelFee?.amount;
    expect([await fee(soon.id), await fee(waived.id), await fee(absent.id)]).toEqual([15_200, 0, 15_200]);
    expect((await counters(world, hotel, "CD", "2026-03-04", "2026-03-05"))[0]?.sold).toBe(0);
    await expect(cancelReservation.execute(ctx, { reservationId: soon.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("the list", () => {
  test("finds by name, number and code; views and pages", async () => {
    const ctx = staff(world, hotel);
    const today = await create();
    const later = await create({
      guest: { first: "Émile", last: "Durand", phone: "+33 1 42 68 53 00" },
      arrival: "2026-03-10",
      departure: "2026-03-12",
    });
    const search = async (text: string) =>
      (await listReservations.execute(ctx, { search: text })).rows.map((row) => row.id);
    expect(await search("ostby")).toEqual([today.id]);
    expect(await search("emile dur")).toEqual([later.id]);
    expect(await search("+47911")).toEqual([today.id]);
    expect(await search(later.code.toLowerCase())).toEqual([later.id]);
    expect(await search("%")).toEqual([]);
    const view = async (name: "arriving" | "in_house" | "departing" | "held") =>
      (await listReservations.execute(ctx, { view: name })).rows.map((row) => row.id);
    expect([await view("arriving"), await view("in_house"), await view("held")]).toEqual([
      [today.id],
      [],
      [],
    ]);
    await checkIn.execute(ctx, { reservationId: today.id, roomId: room(0) });
    expect(await view("in_house")).toEqual([today.id]);
    expect((await listReservations.execute(ctx, { view: "departing", date: "2026-03-06" })).total).toBe(1);
    expect(
      (await listReservations.execute(ctx, { from: "2026-03-06", to: "2026-03-20" })).rows.map(
        (row) => row.id,
      ),
    ).toEqual([later.id]);
    expect((await listReservations.execute(ctx, { sort: "-arrival" })).rows.map((row) => row.id)).toEqual([
      later.id,
      today.id,
    ]);
    expect((await listReservations.execute(ctx, { page: 2 })).rows).toEqual([]);
    await expect(listReservations.execute(ctx, { page: 0 })).rejects.toMatchObject({ code: "invalid" });
  });

  test("a stay of the longest length is in the list of its last night; a longer one is refused", async () => {
    const ctx = staff(world, hotel);
    const { id } = await create();
    const last = addDays("2026-03-04", LONGEST_STAY - 1);
    const lengthen = (departure: string) =>
      world.db.withTenant(
        hotel.tenantId,
        (tx) =>
          tx.$executeRaw`UPDATE reservation SET departure = ${departure}::date, status = 'cancelled' WHERE id = ${id}::uuid`,
      );
    await lengthen(addDays(last, 1));
    expect((await listReservations.execute(ctx, { from: last, to: last })).rows.map((row) => row.id)).toEqual(
      [id],
    );
    expect((await listReservations.execute(ctx, { from: addDays(last, 1) })).total).toBe(0);
    expect((await listReservations.execute(ctx, { from: "0001-01-01" })).total).toBe(1);
    await expect(lengthen(addDays(last, 2))).rejects.toThrow(/reservation_longest_stay/);
    const departure = addDays(last, 2);
    await expect(create({ departure })).rejects.toMatchObject({ code: "invalid" });
    const other = await create();
    await expect(
      changeReservation.execute(ctx, { reservationId: other.id, departure }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

type AnyVerb = Verb<z.ZodType, z.ZodType>;
const writes: [string, AnyVerb, (id: string) => unknown][] = [
  ["create", createReservation as AnyVerb, () => input()],
  ["change", changeReservation as AnyVerb, (id) => ({ reservationId: id, adults: 1 })],
  ["cancel", cancelReservation as AnyVerb, (id) => ({ reservationId: id })],
  ["assignRoom", assignRoom as AnyVerb, (id) => ({ reservationId: id, roomId: room(0) })],
  ["unassignRoom", unassignRoom as AnyVerb, (id) => ({ reservationId: id })],
  ["checkIn", checkIn as AnyVerb, (id) => ({ reservationId: id, roomId: room(0) })],
  ["checkOut", checkOut as AnyVerb, (id) => ({ reservationId: id })],
  ["markNoShow", markNoShow as AnyVerb, (id) => ({ reservationId: id })],
  ["addNote", addNote as AnyVerb, (id) => ({ reservationId: id, kind: "wish", text: "x" })],
];

describe("who may not", () => {
  test.each(writes)("%s is forbidden to housekeeping and to a call", async (_name, verb, args) => {
    const made = await create();
    await expect(verb.execute(staff(world, hotel, "housekeeping"), args(made.id))).rejects.toMatchObject({
      code: "forbidden",
    });
    const call: Actor = { kind: "call", callId: newId(), epoch: 1 };
    await expect(verb.execute({ ...staff(world, hotel), actor: call }, args(made.id))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test.each(writes)("%s does not reach another tenant's reservation or type", async (_name, verb, args) => {
    const made = await create();
    const before = await getReservation.execute(staff(world, hotel), { reservationId: made.id });
    const stranger = await seedHotel(world);
    const outcome = verb.execute(staff(world, stranger), args(made.id));
    await expect(outcome).rejects.toMatchObject({ name: "DomainError" });
    expect(await getReservation.execute(staff(world, hotel), { reservationId: made.id })).toEqual(before);
    expect((await listReservations.execute(staff(world, stranger), {})).total).toBe(0);
  });

  test("reads see nothing of another tenant", async () => {
    const made = await create();
    const stranger = staff(world, await seedHotel(world));
    await expect(getReservation.execute(stranger, { reservationId: made.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listReservations.execute(stranger, { search: made.code })).rows).toEqual([]);
  });
});
