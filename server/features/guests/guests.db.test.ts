import { describe, expect, test } from "vitest";
import { TestCall } from "@/server/features/inventory/testing/call";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import { seedHotel, staff, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { getGuest } from "./get-guest";
import { listGuests } from "./list-guests";
import { getGuestProfile } from "./tools/get-guest-profile";
import { savePreference } from "./tools/save-preference";
import { updateGuest } from "./update-guest";
import { upsertGuest } from "./upsert-guest";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const keep = (fields: { first?: string; last?: string; phone?: string; email?: string }) =>
  world.db.transaction(hotel.tenantId, (tx) =>
    upsertGuest(tx, {
      tenantId: hotel.tenantId,
      hotelId: hotel.hotelId,
      country: "NO",
      language: "en",
      ...fields,
    }),
  );
const MAJA = { first: "Maja", last: "Lindqvist", phone: "900 12 345" };

describe("one record a person", () => {
  test("the same number and surname is the same guest; a shared number or none is not", async () => {
    const first = await keep(MAJA);
    expect(await keep({ last: "LINDQVIST", phone: "+47 90012345", email: "maja@example.com" })).toMatchObject(
      { id: first.id, created: false },
    );
    expect((await keep({ last: "Berg", phone: MAJA.phone })).created).toBe(true);
    expect((await keep({ phone: MAJA.phone })).created).toBe(true);
    expect((await keep({ last: "Lindqvist" })).created).toBe(true);
    const kept = await getGuest.execute(staff(world, hotel), { guestId: first.id });
    expect(kept).toMatchObject({ email: "maja@example.com", emailChecked: true, phone: "+4790012345" });
  });

  test("a guest known by number alone gets the name when it comes", async () => {
    const nameless = await keep({ phone: MAJA.phone });
    expect(await keep(MAJA)).toMatchObject({ id: nameless.id, created: false });
  });
});

describe("the guest list", () => {
  test("finds by the start of a name or number, without accents", async () => {
    const { id } = await keep({ first: "Émile", last: "Dürer", phone: "+33 1 42 68 53 00" });
    await keep(MAJA);
    const ids = async (search: string) =>
      (await listGuests.execute(staff(world, hotel), { search })).rows.map((row) => row.id);
    expect(await ids("dur")).toEqual([id]);
    expect(await ids("EMILE")).toEqual([id]);
    expect(await ids("+3314268")).toEqual([id]);
    expect(await ids("nobody")).toEqual([]);
    expect((await listGuests.execute(staff(world, hotel), {})).total).toBe(2);
  });

  test("is closed to who may not see or change guests, and to another tenant", async () => {
    const { id } = await keep(MAJA);
    await expect(listGuests.execute(staff(world, hotel, "housekeeping"), {})).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      updateGuest.execute(staff(world, hotel, "housekeeping"), { guestId: id, notes: "x" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const stranger = staff(world, await seedHotel(world));
    await expect(getGuest.execute(stranger, { guestId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateGuest.execute(stranger, { guestId: id, notes: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listGuests.execute(stranger, {})).rows).toEqual([]);
    expect(await updateGuest.execute(staff(world, hotel), { guestId: id, phone: "no idea" })).toMatchObject({
      phoneChecked: false,
    });
  });
});

describe("what the line may offer a returning guest", () => {
  test("caller id and name give harmless wishes only, a stranger hears nothing", async () => {
    const { id } = await keep(MAJA);
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.guestPreference.createMany({
        data: [
          { tenantId: hotel.tenantId, guestId: id, key: "floor", value: "high" },
          { tenantId: hotel.tenantId, guestId: id, key: "allergy", value: "nuts" },
        ],
      }),
    );
    const call = await TestCall.open(world, hotel, { fromNumber: "+4790012345" });
    const known = await call.done(getGuestProfile, { name: "Maja Lindqvist" });
    expect(known.data).toEqual({
      known: true,
      language: "en",
      preferences: [{ key: "floor", value: "high" }],
    });
    expect((await call.done(getGuestProfile, {})).data.known).toBe(false);
    expect((await call.done(getGuestProfile, { name: "Berg" })).data).toEqual({
      known: false,
      preferences: [],
    });
    expect((await call.refused(savePreference, { key: "floor", value: "low" })).code).toBe("unverified");
  });

  test("a wish of a known guest is kept once a key", async () => {
    const { id } = await keep(MAJA);
    const call = await TestCall.open(world, hotel);
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({ where: { id: call.callId }, data: { guestId: id, verification: "booking" } }),
    );
    await call.done(savePreference, { key: "High floor", value: "yes" });
    await call.done(savePreference, { key: "high-floor", value: "no" });
    expect((await getGuest.execute(staff(world, hotel), { guestId: id })).preferences).toEqual([
      { key: "high_floor", value: "no" },
    ]);
  });
});
