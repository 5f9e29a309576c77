import { beforeAll, describe, expect, test } from "vitest";
import { lexicons } from "@/server/brain/gate";
import { backsMore } from "@/server/brain/gate/testing/backs-more";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { en } from "./en";
import { catalogues, type PhraseKey, phrase } from "./phrase";
import { noteWords, thingNames, thingWords } from "./things";

// Made once; on a machine with other work it takes longer than a test may.
beforeAll(() => void lexicons(), 60_000);

const keys = Object.keys(en) as PhraseKey[];
const holes = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const questions = (text: string): number => (text.match(/\?/g) ?? []).length;
/** What holes are filled with where the gate reads a phrase. */
const filled = (text: string): string => text.replace(/\{(\w)\w*\}/g, "⟨$1⟩");

describe.each(GUEST_LANGUAGES)("the catalogue in %s", (language) => {
  const catalogue = catalogues[language];

  test.each(keys)("%s: every variant with every value, short, without digits or symbols", (key) => {
    expect(catalogue[key].length).toBeGreaterThan(0);
    for (const text of catalogue[key]) {
      expect(holes(text)).toEqual(holes(en[key][0]));
      expect(text.replace(/\{\w+\}/g, "")).not.toMatch(/[\d*#_<>|€$%&@/\\]/);
      expect(questions(text)).toBeLessThanOrEqual(key === "emergencyPlace" ? 2 : 1);
      expect(text.split(/\s+/).length).toBeLessThanOrEqual(34);
    }
    // Either all ways to say it ask, or none does.
    expect(new Set(catalogue[key].map((text) => questions(text) > 0)).size).toBe(1);
    expect(questions(catalogue[key][0] as string) > 0).toBe(questions(en[key][0]) > 0);
  });

  test("no value is left out or said as a word of the program", () => {
    for (const key of keys) {
      const vars = Object.fromEntries(holes(en[key][0]).map((hole) => [hole.slice(1, -1), "Aurora"]));
      for (let pick = 0; pick < catalogue[key].length; pick++)
        expect([key, phrase(language, key, pick, vars)]).toEqual([
          key,
          expect.not.stringMatching(/[{}]|undefined|null/),
        ]);
    }
  });

  test("things and notes have words", () => {
    for (const item of thingNames) {
      expect([item, thingWords(language, item, 1, String)]).toEqual([item, expect.any(String)]);
      expect(thingWords(language, item, 3, () => "three")).toMatch(/^three \S/);
    }
    if (language !== "en") expect(noteWords(language, "a quiet room")).not.toBe("a quiet room");
  });
});

describe.each(GUEST_LANGUAGES.filter((code) => code !== "en"))(
  "the gate on what is said in %s",
  (language) => {
    test("a phrase claims no more than the English one", () => {
      const more = keys.flatMap((key) =>
        catalogues[language][key].flatMap((text) =>
          backsMore(filled(text), filled(en[key][0])).map((what) => [key, text, what]),
        ),
      );
      expect(more).toEqual([]);
    });

    test("has words of its own", () => {
      for (const key of keys)
        if (!/^\{\w+\}[.]?$/.test(en[key][0]))
          expect([key, catalogues[language][key]]).not.toEqual([key, en[key]]);
    });
  },
);

test("the same count gives the same words, and a language without words is English", () => {
  expect(phrase("de", "askArrival", 3)).toBe(phrase("de-AT", "askArrival", 3));
  expect(phrase("de", "askArrival", 3)).not.toBe(phrase("de", "askArrival", 4));
  expect(phrase("xx", "askArrival", 0)).toBe(phrase("en", "askArrival", 0));
  expect(phrase("es", "extraGone", 0)).not.toContain("an ");
});
