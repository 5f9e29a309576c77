import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { type House, openHouse } from "@/server/auth/testing/house";
import type { Ctx } from "@/server/verbs/ctx";
import { createHotel } from "./create-hotel";
import { getHotel, updateHotel } from "./hotel-settings";
import { myHotels } from "./my-hotels";

let house: House;
let ours: Awaited<ReturnType<House["organisation"]>>;
let theirs: typeof ours;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  [ours, theirs] = [await house.organisation(), await house.organisation()];
});
const as = async (role: Role, at = ours, hotelIds: string[] = []): Promise<Ctx> => {
  const ctx = await house.signedIn(await house.person(at.tenantId, role, hotelIds), at.tenantId, role);
  return { ...ctx, hotelId: at.hotelId };
};
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const harbour = {
  slug: "harbour-house",
  name: "Harbour House",
  timeZone: "Europe/Oslo",
  country: "NO",
  currency: "NOK",
};

describe("hotels", () => {
  test("an owner adds one; the switcher shows it; the audit log has it", async () => {
    const owner = await as("owner");
    const made = await createHotel.execute(owner, harbour);
    const { organisations } = await myHotels.execute(owner);
    expect(organisations.flatMap(({ hotels }) => hotels.map(({ id }) => id)).sort()).toEqual(
      [ours.hotelId, made.id].sort(),
    );
    expect(await house.audits(ours.tenantId, "organisations.createHotel")).toHaveLength(1);
  });

  test("two organisations may use the same address; one may not use it twice", async () => {
    const owner = await as("owner");
    expect(await code(createHotel.execute(owner, harbour))).toBe("done");
    expect(await code(createHotel.execute(owner, harbour))).toBe("conflict");
    expect(await code(createHotel.execute(await as("owner", theirs), harbour))).toBe("done");
  });

  test.each([
    { slug: "sign-in" },
    { slug: "api" },
    { slug: "Harbour House" },
    { slug: "x" },
    { slug: "x".repeat(40) },
    { slug: "../etc" },
    { timeZone: "Mars/Olympus" },
    { timeZone: "" },
    { currency: "EURO" },
    { country: "Norway" },
    { locale: "!!" },
    { auditHour: 13 },
    { auditHour: 2.5 },
    { name: "   " },
    { name: "x".repeat(100_000) },
  ])("refuses %o", async (wrong) => {
    expect(await code(createHotel.execute(await as("owner"), { ...harbour, ...wrong }))).toBe("invalid");
  });

  test("settings change; a form that is out of date changes nothing", async () => {
    const manager = await as("manager");
    const { id: _i, slug: _s, currency: _c, ...was } = await getHotel.execute(manager);
    const after = await updateHotel.execute(manager, {
      was,
      settings: { ...was, name: "Quay", auditHour: 4 },
    });
    expect(after).toMatchObject({ name: "Quay", auditHour: 4 });
    expect(await code(updateHotel.execute(manager, { was, settings: { ...was, name: "Late" } }))).toBe(
      "conflict",
    );
    expect((await getHotel.execute(manager)).name).toBe("Quay");
    expect(await house.audits(ours.tenantId, "organisations.updateHotel")).toMatchObject([
      { before: { auditHour: 3 }, after: { auditHour: 4 } },
    ]);
  });

  test("writes are refused to other roles", async () => {
    for (const role of ["manager", "front_desk", "housekeeping", "support", "billing_admin"] as const) {
      expect(await code(createHotel.execute(await as(role), harbour))).toBe("forbidden");
    }
    const { id: _i, slug: _s, currency: _c, ...was } = await getHotel.execute(await as("owner"));
    for (const role of ["front_desk", "housekeeping", "support", "billing_admin"] as const) {
      expect(await code(updateHotel.execute(await as(role), { was, settings: was }))).toBe("forbidden");
    }
  });

  test("another organisation's hotel is not found, and stays as it is", async () => {
    const stranger = { ...(await as("owner", theirs)), hotelId: ours.hotelId };
    const owner = await as("owner");
    const { id: _i, slug: _s, currency: _c, ...was } = await getHotel.execute(owner);
    expect(await code(getHotel.execute(stranger))).toBe("not_found");
    expect(await code(updateHotel.execute(stranger, { was, settings: { ...was, name: "Taken" } }))).toBe(
      "not_found",
    );
    expect(await getHotel.execute(owner)).toMatchObject(was);
  });

  test("people see the hotels they were given", async () => {
    const second = await house.hotel(ours.tenantId, "hillside");
    const limited = await as("manager", ours, [second]);
    const { organisations } = await myHotels.execute(limited);
    expect(organisations.flatMap(({ hotels }) => hotels.map(({ slug }) => slug))).toEqual(["hillside"]);
  });
});
