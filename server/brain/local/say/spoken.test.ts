import { describe, expect, test } from "vitest";
import { en } from "./en";
import { languages, phrase } from "./phrase";
import {
  codeWords,
  dateWords,
  digitsWords,
  emailWords,
  moneyWords,
  numberWords,
  ordinalWords,
  rangeWords,
  timeWords,
} from "./spoken";

describe("numbers as a person says them", () => {
  test.each([
    [0, "zero"],
    [21, "twenty-one"],
    [105, "one hundred and five"],
    [1234, "one thousand two hundred and thirty-four"],
    [2005, "two thousand and five"],
  ])("%d", (n, text) => expect(numberWords(n)).toBe(text));

  test("money has its currency and its small part", () => {
    expect(moneyWords({ amount: 12_050, currency: "EUR" })).toBe(
      "one hundred and twenty euros and fifty cents",
    );
    expect(moneyWords({ amount: 100, currency: "GBP" })).toBe("one pound");
    expect(moneyWords({ amount: 9000, currency: "JPY" })).toBe("nine thousand yen");
  });

  test("dates carry the weekday, and the year only when far off", () => {
    expect(dateWords("2026-12-04", "2026-11-18")).toBe("Friday the fourth of December");
    expect(dateWords("2027-11-12", "2026-11-18")).toMatch(/twenty twenty-seven$/);
    expect(rangeWords("2026-12-05", "2026-12-08")).toBe(
      "Saturday the fifth to Tuesday the eighth of December",
    );
    expect(ordinalWords(31)).toBe("thirty-first");
  });

  test("times, digits, codes and addresses", () => {
    expect(timeWords("07:30")).toBe("half past seven in the morning");
    expect(timeWords("00:00")).toBe("midnight");
    expect(timeWords("14:05")).toBe("two oh five in the afternoon");
    expect(digitsWords("+49 151 2345")).toBe("four nine one, five one two, three four five");
    expect(codeWords("7K2M")).toBe("seven, K, two, M");
    expect(emailWords("a.b1@example.com")).toBe("a dot b one at example dot com");
  });
});

describe("the catalogue", () => {
  test("holds every key in every language, without digits or symbols, one question at the most", () => {
    expect(languages).toContain("en");
    for (const [key, variants] of Object.entries(en)) {
      expect(variants.length, key).toBeGreaterThan(0);
      for (const text of variants) {
        expect(text.replace(/\{\w+\}/g, ""), key).not.toMatch(/[\d*#_<>|€$%&@/\\]/);
        expect((text.match(/\?/g) ?? []).length, key).toBeLessThanOrEqual(key === "emergencyPlace" ? 2 : 1);
      }
    }
  });

  test("the same count gives the same words", () => {
    expect(phrase("en", "askArrival", 3)).toBe(phrase("en", "askArrival", 3));
    expect(phrase("en", "askArrival", 3)).not.toBe(phrase("en", "askArrival", 4));
    expect(phrase("xx", "askArrival", 0)).toBe(phrase("en", "askArrival", 0));
  });
});
