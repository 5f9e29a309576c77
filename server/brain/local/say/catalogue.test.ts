import { describe, expect, test } from "vitest";
import { en } from "./en";
import { languages, phrase } from "./phrase";

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
