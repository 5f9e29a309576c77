import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitGroups, english } from "./en";
import { mixedIn } from "./mixed";

describe("English spoken forms", () => {
  test.each([
    [0, "zero"],
    [13, "thirteen"],
    [20, "twenty"],
    [42, "forty-two"],
    [100, "one hundred"],
    [509, "five hundred and nine"],
    [1_000, "one thousand"],
    [1_012, "one thousand and twelve"],
    [2_345_678, "two million three hundred and forty-five thousand six hundred and seventy-eight"],
  ])("%i is %s", (value, words) => expect(english.number(value)).toBe(words));

  test.each([
    [1, "first"],
    [5, "fifth"],
    [12, "twelfth"],
    [20, "twentieth"],
    [21, "twenty-first"],
    [30, "thirtieth"],
    [31, "thirty-first"],
  ])("%i is the %s", (value, words) => expect(english.ordinal(value)).toBe(words));

  test.each([
    [50_940, "EUR", "five hundred and nine euros forty"],
    [100, "USD", "one dollar"],
    [99, "GBP", "ninety-nine pence"],
    [1, "GBP", "one penny"],
    [12_000, "JPY", "twelve thousand yen"],
    [-1_650, "EUR", "minus sixteen euros fifty"],
    [1_500, "KWD", "one point five zero zero K W D"],
  ])("%i %s", (amount, currency, words) => expect(english.money({ amount, currency })).toBe(words));

  test("dates carry the weekday, and the year only when needed", () => {
    expect(english.date("2026-03-05", "2026-03-01")).toBe("Thursday the fifth of March");
    expect(english.date("2027-03-05", "2026-03-01")).toBe("Friday the fifth of March twenty twenty-seven");
    expect(english.dateRange("2026-03-05", "2026-03-08")).toBe(
      "Thursday the fifth to Sunday the eighth of March",
    );
    expect(english.dateRange("2026-03-30", "2026-04-02")).toBe(
      "Monday the thirtieth of March to Thursday the second of April",
    );
  });

  test.each([
    ["00:00", "midnight"],
    ["12:00", "noon"],
    ["07:05", "seven oh five in the morning"],
    ["15:30", "three thirty in the afternoon"],
    ["21:00", "nine in the evening"],
    ["23:15", "eleven fifteen at night"],
  ])("%s is %s", (time, words) => expect(english.time(time)).toBe(words));

  test("codes are said sign by sign, numbers in groups", () => {
    expect(english.code("7K2M")).toBe("seven, K, two, M");
    expect(english.digits("+47 900 12 345")).toBe("four seven nine, zero zero one, two three four five");
  });

  test("an address by its marks, and digits inside free words", () => {
    expect(english.email("a.b1_c@my-mail.example.com")).toBe(
      "a dot b one underscore c at my dash mail dot example dot com",
    );
    expect(english.digitsIn("2 towels for 214")).toBe("two towels for two one four");
    expect(english.digitsIn("")).toBe("");
  });

  test.each([
    ["Room B12", "Room B twelve"],
    ["the key is harbor2024", "the key is harbor two zero two four"],
    [
      "code G7K2M and c00001t001",
      "code G, seven, K, two, M and c, zero, zero, zero, zero, one, t, zero, zero, one",
    ],
    ["24h, in 2h", "twenty-four h, in two h"],
    ["LH2404 at 9am", "LH two four zero four at nine am"],
    ["the 21st and the 4th", "the twenty-first and the fourth"],
    ["A04, 007b", "A zero four, zero zero seven b"],
    ["a 2x4 beam", "a two, x, four beam"],
    ["no figures, naïve", "no figures, naïve"],
    [
      "0th 9999999999999999x",
      "zero th nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine x",
    ],
  ])("letters and figures in one word: %j is %j", (text, said) => expect(mixedIn(text, english)).toBe(said));

  test("digit groups lose nothing and have two to four digits", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{2,18}$/), (digits) => {
        const groups = digitGroups(digits);
        expect(groups.join("")).toBe(digits);
        expect(groups.every((group) => group.length >= 2 && group.length <= 4)).toBe(true);
      }),
    );
  });

  test("what cannot be said is refused", () => {
    expect(() => english.number(1.5)).toThrow(RangeError);
    expect(() => english.number(1e12)).toThrow(RangeError);
  });
});
