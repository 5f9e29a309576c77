import { describe, expect, test } from "vitest";
import { z } from "zod";
import { backsMore } from "@/server/brain/gate/testing/backs-more";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { spokenIn } from "@/server/kernel/spoken";
import { PolicyArea, policyAreas } from "../schema";
import { policySentences } from ".";

const HOLE = "⟨hotel's words⟩";
/** Values that a field takes: each choice, one of a thing and several. */
function samples(field: z.ZodType): unknown[] {
  const type = (field instanceof z.ZodOptional ? field.unwrap() : field) as z.ZodType;
  if (type instanceof z.ZodEnum) return type.options;
  if (type instanceof z.ZodBoolean) return [true, false];
  if (type instanceof z.ZodNumber) return [0, 1, 2, 21].filter((value) => type.safeParse(value).success);
  if (type instanceof z.ZodArray) return [[HOLE]];
  return type.safeParse("15:30").success && !type.safeParse("x").success ? ["00:00", "13:00"] : [HOLE];
}

/** Every sentence of a language, by field and value. */
function sentences(language: string): Map<string, string> {
  const voice = { spoken: spokenIn(language), currency: "EUR" };
  const all = PolicyArea.options.flatMap((area) =>
    Object.entries(policyAreas[area].shape).flatMap(([field, type]) =>
      samples(type).flatMap((value) =>
        policySentences(area, { [field]: value } as never, voice).map(({ say }): [string, string] => [
          `${area}.${field} ${value}`,
          say,
        ]),
      ),
    ),
  );
  return new Map(all);
}
const english = sentences("en");

test("every kind of field has a sentence to compare", () => expect(english.size).toBeGreaterThan(100));

describe.each(GUEST_LANGUAGES.filter((code) => code !== "en"))("policies in %s", (language) => {
  const own = sentences(language);

  test("every sentence has words of its own around the hotel's", () => {
    expect([...own.keys()]).toEqual([...english.keys()]);
    for (const [key, said] of own) {
      const other = english.get(key) as string;
      expect([key, said.includes(HOLE)]).toEqual([key, other.includes(HOLE)]);
      expect([key, /\d|undefined|NaN/.test(said)]).toEqual([key, false]);
      if (other !== HOLE) expect([key, said]).not.toEqual([key, other]);
    }
  });

  // The gate lets a brain say what a result says: a "no" that is not read as one would back the opposite.
  test("the gate reads a denial as one, and reads nothing as free that is not", () => {
    const wrong = [...own].flatMap(([key, said]) => {
      const more = backsMore(said, english.get(key) as string);
      return more.length > 0 ? [{ key, said, more }] : [];
    });
    expect(wrong).toEqual([]);
  });
});
