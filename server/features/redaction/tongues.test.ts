import { describe, expect, test } from "vitest";
import { digitsSaid, holdsCard, isReadingDigits } from "@/server/brain/llm/cards";
import { spokenIn } from "@/server/kernel/spoken";
import { createRedactor } from ".";

const TONGUES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "bn"] as const;
const CARDS = [
  "4242424242424242",
  "5555555555554444",
  "4012888888881881",
  "5105105105105100",
  "4111111111111111",
];

const redact = (text: string, words?: { text: string; startMs: number; endMs: number }[]) =>
  createRedactor({ country: "US" }).redact({ turnId: "t1", text, ...(words ? { words } : {}) });

/** A card as it is read: digit by digit, or in pairs. A zero in front of a pair is said. */
function read(card: string, language: string, size: 1 | 2): string {
  const { number } = spokenIn(language);
  const said = (group: string) =>
    group.length === 2 && group.startsWith("0")
      ? [...group].map((digit) => number(Number(digit))).join(" ")
      : number(Number(group));
  return (card.match(new RegExp(`\\d{${size}}`, "g")) ?? []).map(said).join(" ");
}

describe.each(TONGUES)("a card said in %s", (language) => {
  test.each(CARDS.flatMap((card) => [1, 2].map((size) => [card, size as 1 | 2] as const)))(
    "%s, %i digits at a time, is redacted, silenced, and kept from the model",
    (card, size) => {
      const text = read(card, language, size);
      const words = text.split(" ").map((word, n) => ({ text: word, startMs: 100 * n, endMs: 100 * n + 90 }));
      const { redactedText, silences } = redact(text, words);
      expect([text, redactedText]).toEqual([text, "[card]"]);
      expect(silences).toEqual([{ startMs: 0, endMs: words.at(-1)?.endMs }]);
      expect([digitsSaid(text), holdsCard(digitsSaid(text)), isReadingDigits(text)]).toEqual([
        card,
        true,
        true,
      ]);
    },
  );

  test("over several turns", () => {
    const redactor = createRedactor({ country: "DE" });
    const stored = new Map<string, string>();
    for (const [n, part] of ["42424242", "42424242"].entries()) {
      const { redactedText, amendments } = redactor.redact({
        turnId: `t${n}`,
        text: read(part, language, 2),
      });
      stored.set(`t${n}`, redactedText);
      for (const each of amendments) stored.set(each.turnId, each.redactedText);
    }
    expect([...stored.values()]).toEqual(["[card]", "[card]"]);
  });

  test("dates, times, rooms, prices and nights stay", () => {
    const { number, date, time, money, nights, party } = spokenIn(language);
    for (const text of [
      `${date("2026-11-21")}, ${date("2026-11-24", "2026-01-01")}`,
      `${time("19:45")}, ${time("07:30")}, ${time("23:59")}`,
      `${number(412)}, ${number(21)}, ${number(7)}`,
      `${money({ amount: 24_299, currency: "EUR" })}, ${money({ amount: 1_205_000, currency: "EUR" })}`,
      `${nights(3)}, ${party(2, 2)}`,
    ])
      expect(redact(text).redactedText).toBe(text);
  });
});

test.each([
  [
    "de",
    "Zweiundvierzig zwoundvierzig zwei und vierzig 42 zweiundvierzig, zweiundvierzig äh zweiundvierzig zweiundvierzig",
  ],
  [
    "fr",
    "quarante deux quarante-deux quarante-deux quarante deux, quarante-deux et quarante-deux quarante-deux quarante-deux",
  ],
  [
    "es",
    "cuarenta y dos cuarenta y dos, cuarenta y dos cuarenta y dos cuarenta y dos cuarenta y dos cuarenta y dos cuarenta y dos",
  ],
  ["it", "quaranta due quarantadue quarantadue quarantadue quarantadue quarantadue quarantadue quarantadue"],
  [
    "nl",
    "tweeenveertig twee en veertig tweeënveertig tweeënveertig tweeënveertig tweeënveertig tweeënveertig tweeënveertig",
  ],
])("as recognisers write it, in %s: %s", (_, text) => {
  expect(redact(text).redactedText).toBe("[card]");
});

test.each([
  "ma carte est quarante-deux quarante-deux quarante-deux quarante-deux",
  "mijn kaart is tweeënveertig tweeënveertig tweeënveertig tweeënveertig",
])("a card that is broken off after it was announced: %s", (text) => {
  expect(redact(text).redactedText).toMatch(/\[card\]$/);
});

test.each([
  ["at once 415 555 2671 please", "at once [phone] please"],
  ["the total due is 1200 and to be paid at once", "the total due is 1200 and to be paid at once"],
  [
    "due notti per due persone, camera quattrocentododici",
    "due notti per due persone, camera quattrocentododici",
  ],
  [
    "mon numéro est le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
    "mon numéro est le [phone]",
  ],
])("%j", (text, redacted) => expect(redact(text).redactedText).toBe(redacted));
