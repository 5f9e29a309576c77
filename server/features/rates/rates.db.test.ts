import { describe, expect, test } from "vitest";
import { TestCall } from "@/server/features/inventory/testing/call";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import { seedHotel, staff, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { listOffering } from "./list-offering";
import { getRateGrid } from "./rate-grid";
import { saveExtra, saveRatePlan } from "./save-rate-plan";
import { setRates } from "./set-rates";
import { checkRateCode } from "./tools/check-rate-code";
import { listExtras } from "./tools/list-extras";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

const span = { from: "2026-03-10", to: "2026-03-16" };
const rates = () => ({ ratePlanId: hotel.flexible, roomTypeIds: [hotel.types.CD ?? ""], ...span });
const plan = {
  code: "SAVE",
  name: "Saver",
  spokenName: "the saver rate",
  cancellation: [],
  includes: [],
  accessCode: null,
  sortOrder: 2,
};
const extra = {
  code: "BIKE",
  name: "Bicycle",
  spokenName: "a bicycle",
  price: 1_500,
  unit: "piece" as const,
  stock: 4,
  noticeHours: null,
};

describe("rates", () => {
  test("what is set is what is read; what is not given stays", async () => {
    const ctx = staff(world, hotel, "manager");
    expect(
      await setRates.execute(ctx, { ...rates(), price: 17_000, weekdays: [5, 6], minNights: 2 }),
    ).toEqual({ nights: 2 });
    await setRates.execute(ctx, { ...rates(), closed: true, weekdays: [7] });
    const grid = await getRateGrid.execute(ctx, { ratePlanId: hotel.flexible, ...span });
    const cd = grid.types.find((type) => type.code === "CD");
    expect(cd?.nights.map((night) => [night.price?.amount, night.minNights, night.closed])).toEqual([
      [15_200, 1, false],
      [15_200, 1, false],
      [15_200, 1, false],
      [17_000, 2, false],
      [17_000, 2, false],
      [15_200, 1, true],
      [15_200, 1, false],
    ]);
    await expect(setRates.execute(ctx, { ...rates(), to: "2026-03-01" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(setRates.execute(ctx, { ...rates(), price: -1 })).rejects.toMatchObject({ code: "invalid" });
  });

  test("plans and extras are made once a code", async () => {
    const ctx = staff(world, hotel, "manager");
    const { id } = await saveRatePlan.execute(ctx, plan);
    await expect(saveRatePlan.execute(ctx, plan)).rejects.toMatchObject({ code: "conflict" });
    await saveRatePlan.execute(ctx, { ...plan, id, name: "Super saver" });
    await saveExtra.execute(ctx, extra);
    await expect(saveExtra.execute(ctx, extra)).rejects.toMatchObject({ code: "conflict" });
    const offering = await listOffering.execute(ctx, {});
    expect(offering.plans.map((row) => row.name)).toContain("Super saver");
    expect(offering.extras.find((row) => row.code === "BIKE")?.price).toEqual({
      amount: 1_500,
      currency: "EUR",
    });
  });

  test("the desk may look, not write; another tenant reaches nothing", async () => {
    const desk = staff(world, hotel);
    const stranger = staff(world, await seedHotel(world), "manager");
    await expect(setRates.execute(desk, { ...rates(), price: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(saveRatePlan.execute(desk, plan)).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveExtra.execute(desk, extra)).rejects.toMatchObject({ code: "forbidden" });
    await expect(setRates.execute(stranger, { ...rates(), price: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(saveRatePlan.execute(stranger, { ...plan, id: hotel.flexible })).rejects.toMatchObject({
      code: "not_found",
    });
    const own = (await listOffering.execute(desk, {})).extras[0];
    await expect(saveExtra.execute(stranger, { ...extra, id: own?.id })).rejects.toMatchObject({
      code: "not_found",
    });
    const grid = await getRateGrid.execute(desk, { ratePlanId: hotel.flexible, ...span });
    expect(grid.types[0]?.nights[0]?.price?.amount).toBe(15_200);
  });
});

describe("on the phone", () => {
  test("extras have spoken prices; a code is valid or not verifiable", async () => {
    const call = await TestCall.open(world, hotel);
    const extras = await call.done(listExtras, {});
    expect(extras.data.extras.map((row) => row.code)).toEqual(["CAKE", "PARK", "SPA"]);
    expect(extras.say).not.toMatch(/\d/);
    expect((await call.refused(listExtras, { offer: "offer_9" })).code).toBe("not_found");
    expect((await call.done(checkRateCode, { code: "acme 24" })).data.ratePlan).toBe("CORP");
    expect((await call.refused(checkRateCode, { code: "FLEX" })).code).toBe("not_found");
  });
});
