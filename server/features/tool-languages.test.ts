import { describe, expect, test } from "vitest";
import { backsMore } from "@/server/brain/gate/testing/backs-more";
import { callTexts } from "@/server/features/calls/tools/say";
import { guestTexts } from "@/server/features/guests/say";
import { sellingTexts } from "@/server/features/inventory/say";
import { knowledgeTexts } from "@/server/features/knowledge/tools/say";
import { rateTexts } from "@/server/features/rates/say";
import { requestTexts } from "@/server/features/requests/tools/say";
import { stayTexts } from "@/server/features/reservations/say";
import { GUEST_LANGUAGES, sentenceLanguage } from "@/server/kernel/in-language";
import { spokenIn } from "@/server/kernel/spoken";
import { closingWords, greeting } from "./line/greeting";
import { fromError, unverified } from "./line/tool-failures";

/** What a template is filled with, so that a value left out of a translation is missed. */
const filled = ["⟨a⟩", "⟨b⟩", "⟨c⟩", "⟨d⟩", "⟨e⟩"];
/** Templates that take something other than words. */
const ARGUMENTS: Readonly<Record<string, (language: string) => unknown[]>> = {
  verified: (language) => ["⟨a⟩", spokenIn(language), "⟨c⟩", "⟨d⟩"],
  otherFactor: (language) => [["⟨a⟩", "⟨b⟩"], spokenIn(language)],
  messages: (language) => [2, spokenIn(language)],
  lost: (language) => [30, spokenIn(language), "⟨c⟩"],
};

/** Every sentence of a catalogue by its key, with values filled in. */
function sentences(texts: object, language: string, path = ""): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] => {
    if (typeof text === "string") return [[path + key, text]];
    if (typeof text === "function")
      return [[path + key, text(...(ARGUMENTS[key]?.(language) ?? filled)) as string]];
    return sentences(text as object, language, `${path}${key}.`);
  });
}
const catalogues = {
  callTexts,
  guestTexts,
  knowledgeTexts,
  rateTexts,
  requestTexts,
  sellingTexts,
  stayTexts,
};
const holes = (text: string) => (text.match(/⟨.⟩/g) ?? []).sort();
const questions = (text: string) => (text.match(/\?/g) ?? []).length;

describe.each(GUEST_LANGUAGES.filter((code) => code !== "en"))("what tools say in %s", (language) => {
  test.each(Object.entries(catalogues))(
    "%s: everything, with every value, and no more questions",
    (_, of) => {
      const english = new Map(sentences(of("en"), "en"));
      const all = sentences(of(language), language);
      expect(all.map(([key]) => key)).toEqual([...english.keys()]);
      for (const [key, text] of all) {
        const other = english.get(key) as string;
        expect([key, holes(text)]).toEqual([key, holes(other)]);
        expect([key, questions(text)]).toEqual([key, questions(other)]);
        expect([key, /[<>&*#_]|undefined|null|NaN/.test(text)]).toEqual([key, false]);
        // What has words has its own.
        if (/[a-z]/i.test(other.replace(/⟨.⟩/g, ""))) expect([key, text]).not.toEqual([key, other]);
      }
    },
  );

  test.each(Object.entries(catalogues))("%s: the gate lets a brain say no more than the English", (_, of) => {
    const english = new Map(sentences(of("en"), "en"));
    const more = sentences(of(language), language).flatMap(([key, text]) =>
      // "Without any fee" is read as a no in English; the others say that it costs nothing, and it does.
      key === "cancelFree"
        ? []
        : backsMore(text, english.get(key) as string).map((what) => [key, text, what]),
    );
    expect(more).toEqual([]);
  });

  test("the line opens, refuses and closes in it", () => {
    const say = { opening: undefined, spokenName: "Aurora", recording: "notice" as const };
    const words = greeting(language, say);
    expect(words).toMatch(/^Aurora/);
    expect(words).not.toBe(greeting("en", say));
    expect(words.split(/\s+/).length).toBeLessThanOrEqual(20);
    expect(closingWords(language, "Aurora")).toContain("Aurora");
    expect(closingWords(language, "Aurora")).not.toBe(closingWords("en", "Aurora"));
    expect(unverified(language).ask).not.toBe(unverified("en").ask);
    expect(fromError(new Error("x"), language).ask).not.toBe(fromError(new Error("x"), "en").ask);
  });
});

test("a language without sentences of its own is English throughout, numbers too", () => {
  expect(["it", "constructor", "", "DE-at"].map(sentenceLanguage)).toEqual(["en", "en", "en", "de"]);
  expect(stayTexts("it")).toBe(stayTexts("en"));
});
