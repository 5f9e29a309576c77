import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyAreas } from "@/server/features/policies";
import { findContradictions, type PolicyFacts } from "./contradictions";

const policies: PolicyFacts = {
  arrival_departure: {
    checkInFrom: "15:00",
    checkOutUntil: "11:00",
    earlyCheckInFrom: "12:00",
    lateCheckOutUntil: "14:00",
    lateCheckOutFee: 3_000,
  },
  price_rules: { breakfastPrice: 1_900 },
  people: { petFeePerNight: 1_500, childrenFreeToAge: 11 },
  lost_and_found: { keepDays: 90, valuableKeepDays: 365 },
  payment: { refundDays: 7 },
};
const euros = { currency: "EUR", decimals: 2 };
const found = (text: string, known = policies) =>
  findContradictions(text, known, euros).map(({ field, found, says }) => [field, found, says]);

describe("an article against the policies", () => {
  test.each([
    ["Check-in is from 14:00.", [["checkInFrom", "14:00", "15:00"]]],
    [
      "You can check in from 2 pm and check out until noon.",
      [
        ["checkInFrom", "2 pm", "15:00"],
        ["checkOutUntil", "noon", "11:00"],
      ],
    ],
    ["Check-in is from 3 p.m. Check-out is until 11 a.m.", []],
    ["Check-in is from 15:00 to 23:00.", []],
    [
      "Early check-in is possible from 11:00, late check-out until 13.30.",
      [
        ["earlyCheckInFrom", "11:00", "12:00"],
        ["lateCheckOutUntil", "13.30", "14:00"],
      ],
    ],
    ["Late check-out until 14:00 costs 25 euros.", [["lateCheckOutFee", "25 euros", "EUR 30.00"]]],
    ["Breakfast is €18.50 a person.", [["breakfastPrice", "€18.50", "EUR 19.00"]]],
    ["Breakfast costs 19 EUR; a dog is EUR 20 a night.", [["petFeePerNight", "EUR 20", "EUR 15.00"]]],
    ["Children up to 12 stay free.", [["childrenFreeToAge", "up to 12", "11 years"]]],
    ["Lost things are kept for 30 days, valuables for 365 days.", [["keepDays", "30 days", "90 days"]]],
    ["A refund takes 14 days.", [["refundDays", "14 days", "7 days"]]],
  ])("%s", (text, markers) => {
    expect(found(text)).toEqual(markers);
  });
  test.each([
    ["The pool opens at 07:00."],
    ["Breakfast is served from 06:30 to 10:30."],
    ["Breakfast in your room is EUR 25."],
    ["The tram leaves at 15:10 from the pier."],
    ["Our hotel was built in 1902."],
    [""],
  ])("nothing is marked in: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
  test("what no policy says cannot be contradicted", () => {
    expect(found("Check-in is from 14:00.", {})).toEqual([]);
    expect(found("Check-in is from 14:00.", { arrival_departure: { checkInFrom: "soon" } })).toEqual([]);
  });
  test("the marker lies on the words it names", () => {
    const text = "Welcome.\nCheck-in is from 2 pm, whoever comes.";
    const [marker] = findContradictions(text, policies, euros);
    expect(text.slice(marker?.from, marker?.to)).toBe("2 pm");
  });
  test("a currency without decimals", () => {
    const yen = { currency: "JPY", decimals: 0 };
    expect(
      findContradictions("Breakfast is JPY 2500.", { price_rules: { breakfastPrice: 3_000 } }, yen),
    ).toMatchObject([{ found: "JPY 2500", says: "JPY 3000" }]);
  });
  test("any text is read to its end, and markers lie inside it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), (text) => {
        for (const { from, to } of findContradictions(text, policies, euros)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 200 },
    );
  });
  test("the longest article is read in a moment", () => {
    const text = "Check-in is from 14:00, and breakfast is 12 euros. ".repeat(390);
    const started = performance.now();
    expect(findContradictions(text, policies, euros).length).toBe(780);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
  test("each fact it compares is a field of the policies", () => {
    for (const [area, fields] of Object.entries(policies)) {
      const shape = Object.keys(policyAreas[area as keyof typeof policyAreas].shape);
      expect(shape).toEqual(expect.arrayContaining(Object.keys(fields)));
    }
  });
});
