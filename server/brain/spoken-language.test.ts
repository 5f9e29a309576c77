import { describe, expect, test } from "vitest";
import type { Expectation, GuestTurn } from "./port";
import { type LanguageDrift, languageHeard } from "./spoken-language";

const hotel = { languages: ["en", "de-AT", "es"] };
const open = { kind: "open" } as Expectation;
const said = (text: string, language: string | undefined, over: Partial<GuestTurn> = {}): GuestTurn => ({
  ...{ id: text, source: "speech", text, confidence: 0.9 },
  ...(language ? { language } : {}),
  ...over,
});
const hear = (turn: GuestTurn, drift?: LanguageDrift, expected = open) =>
  languageHeard(hotel, { language: "en", drift }, turn, expected);
const SENTENCE = "Guten Tag, ich hätte gern ein Zimmer";

describe("a caller who speaks another language of the hotel's", () => {
  test("is followed after a sentence of it", () => {
    expect(hear(said(SENTENCE, "de"))).toEqual({ change: "de-AT" });
  });

  test("is followed after two turns of a few words, not after one", () => {
    const first = hear(said("Guten Tag", "de"));
    expect(first).toEqual({ drift: { language: "de-AT", turns: 1, turnId: "Guten Tag" } });
    expect(hear(said("Guten Tag", "de"), first.drift)).toEqual(first);
    expect(hear(said("Zwei Nächte bitte", "de"), first.drift)).toEqual({ change: "de-AT" });
  });

  test("who goes back in between, or is heard in a third language, begins anew", () => {
    const first = hear(said("Guten Tag", "de"));
    expect(hear(said("two nights please", "en"), first.drift)).toEqual({});
    expect(hear(said("dos noches", "es"), first.drift)).toMatchObject({
      drift: { language: "es", turns: 1 },
    });
  });

  test.each([
    ["one word", said("Zimmer", "de"), open],
    ["a name", said("Hans von der Heide Schmidt Junior", "de"), { kind: "name", candidates: [] } as const],
    [
      "a number",
      said("null eins zwei drei vier fünf", "de"),
      { kind: "digits", purpose: "phone", min: 5, max: 15 } as const,
    ],
    ["words that were hardly understood", said(SENTENCE, "de", { confidence: 0.4 }), open],
    ["a language that the hotel does not speak", said(SENTENCE, "nl"), open],
    ["what was typed", said(SENTENCE, "de", { source: "typed" }), open],
    ["a turn whose language nobody told", said(SENTENCE, undefined), open],
  ])("changes nothing: %s", (_what, turn, expected) => {
    expect(hear(turn, undefined, expected).change).toBeUndefined();
    expect(
      hear({ ...turn, id: "again" }, hear(turn, undefined, expected).drift, expected).change,
    ).toBeUndefined();
  });

  test("a long sentence that is not sure counts as one turn", () => {
    const first = hear(said(SENTENCE, "de", { confidence: 0.6 }));
    expect(first.drift?.turns).toBe(1);
  });
});
