import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cancellationFee, priceStay, type StayToPrice } from "./price";
import { CancellationTiers, StaySnapshot, type TaxRow } from "./schema";
import { shiftDate } from "./stay-dates";

const type = {
  id: "t",
  code: "CD",
  name: "Double",
  spokenName: "the double",
  beds: "",
  maxAdults: 4,
  maxGuests: 8,
  attributes: [],
  sortOrder: 0,
};
const plan = {
  id: "p",
  code: "F",
  name: "Flexible",
  spokenName: "flexible",
  cancellation: [],
  includes: [],
  accessCode: null,
  sortOrder: 0,
};
const stay = (fields: Partial<StayToPrice> = {}): StayToPrice => ({
  currency: "EUR",
  arrival: "2026-03-05",
  departure: "2026-03-08",
  adults: 2,
  childAges: [],
  type,
  plan,
  nightPrices: [10_000, 12_000, 14_000],
  extras: [],
  taxes: [],
  timeZone: "Europe/Oslo",
  checkInTime: "15:00",
  ...fields,
});
const tax = (fields: Partial<TaxRow>): TaxRow => ({
  code: "T",
  name: "Tax",
  kind: "percent",
  value: 1_200,
  per: "stay",
  included: false,
  exemptUnderAge: null,
  ...fields,
});

describe("pricing a stay", () => {
  test("adds what is not included and shows what is", () => {
    const priced = priceStay(
      stay({
        childAges: [3, 14],
        taxes: [
          tax({ code: "VAT", included: true }),
          tax({ code: "CITY", kind: "amount", value: 300, per: "person_night", exemptUnderAge: 12 }),
          tax({ code: "FEE", kind: "amount", value: 500, per: "stay" }),
        ],
      }),
    );
    expect(priced.taxes.map((line) => [line.code, line.amount])).toEqual([
      ["VAT", 3_857],
      ["CITY", 300 * 3 * 3],
      ["FEE", 500],
    ]);
    expect(priced.total).toBe(36_000 + 2_700 + 500);
    expect(priced.perNight).toBe(13_067);
  });

  test("a night without a price cannot be sold", () => {
    expect(() => priceStay(stay({ nightPrices: [10_000] }))).toThrow(RangeError);
    expect(() => priceStay(stay({ nightPrices: [1, Number.NaN, 3] }))).toThrow(RangeError);
    expect(() => priceStay(stay({ departure: "2026-03-05", nightPrices: [] }))).toThrow(RangeError);
  });

  const taxes = fc.array(
    fc.record({
      code: fc.uuid(),
      name: fc.constant("Tax"),
      kind: fc.constantFrom("percent" as const, "amount" as const),
      value: fc.integer({ min: 0, max: 3_000 }),
      per: fc.constantFrom("night" as const, "stay" as const, "person_night" as const),
      included: fc.boolean(),
      exemptUnderAge: fc.option(fc.integer({ min: 0, max: 18 })),
    }),
    { maxLength: 5 },
  );
  const extra = fc.record({
    qty: fc.integer({ min: 1, max: 9 }),
    extra: fc.record({
      id: fc.uuid(),
      code: fc.uuid(),
      name: fc.constant("Extra"),
      spokenName: fc.constant("extra"),
      price: fc.integer({ min: 0, max: 50_000 }),
      unit: fc.constantFrom("night" as const, "stay" as const, "person_night" as const, "piece" as const),
      stock: fc.constant(null),
      noticeHours: fc.constant(null),
    }),
  });
  test("the total is the sum of its parts, taxes included stay within the price, nothing is negative", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 30 }),
        taxes,
        fc.array(extra, { maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 17 }), { maxLength: 4 }),
        (nightPrices, taxRows, extras, adults, childAges) => {
          const departure = shiftDate("2026-03-05", nightPrices.length);
          const priced = priceStay(
            stay({ nightPrices, departure, taxes: taxRows, extras, adults, childAges }),
          );
          StaySnapshot.parse(priced);
          const sum = (items: readonly { amount: number }[]) =>
            items.reduce((total, item) => total + item.amount, 0);
          const room = priced.nights.reduce((total, night) => total + night.price, 0);
          expect(priced.total).toBe(
            room + sum(priced.extras) + sum(priced.taxes.filter((line) => !line.included)),
          );
          const percents = priced.taxes.filter((line, i) => line.included && taxRows[i]?.kind === "percent");
          expect(sum(percents)).toBeLessThanOrEqual(room);
          for (const line of [...priced.taxes, ...priced.extras])
            expect(line.amount).toBeGreaterThanOrEqual(0);
          expect(Math.abs(priced.perNight * nightPrices.length - priced.total)).toBeLessThanOrEqual(
            nightPrices.length / 2 + 1,
          );
        },
      ),
    );
  });
});

describe("cancelling", () => {
  const tiers = CancellationTiers.parse([
    { untilHours: 0, fee: { kind: "nights", value: 1 } },
    { untilHours: 48, fee: { kind: "none" } },
    { untilHours: 24, fee: { kind: "percent", value: 30 } },
  ]);
  const priced = priceStay(stay({ plan: { ...plan, cancellation: tiers } }));
  const fee = (now: string) => cancellationFee(priced, new Date(now), "15:00", "Europe/Oslo");

  test("each tier holds to its last second, hotel time; after the last everything is owed", () => {
    expect(priced.cancelBy).toBe("2026-03-03T14:00:00.000Z");
    expect(fee("2026-03-03T14:00:00Z")).toBe(0);
    expect(fee("2026-03-03T14:00:01Z")).toBe(10_800);
    expect(fee("2026-03-04T14:00:01Z")).toBe(10_000);
    expect(fee("2026-03-05T14:00:01Z")).toBe(36_000);
  });

  test("no tier at all: never free, and no deadline is told", () => {
    const fixed = priceStay(stay());
    expect(fixed.cancelBy).toBeUndefined();
    expect(cancellationFee(fixed, new Date("2026-01-01"), "15:00", "Europe/Oslo")).toBe(36_000);
  });

  test("a fee is never negative, nor over the total", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 400 }), (hours) => {
        const at = new Date(Date.parse("2026-03-05T14:00:00Z") - hours * 3_600_000);
        const owed = cancellationFee(priced, at, "15:00", "Europe/Oslo");
        expect(owed).toBeGreaterThanOrEqual(0);
        expect(owed).toBeLessThanOrEqual(priced.total);
      }),
    );
  });
});
