import { describe, expect, test } from "vitest";
import { ClauseCache } from "./cache";
import { splitClauses } from "./clauses";
import { normaliseForSpeech } from "./normalise";
import { cardinal, ordinal, year } from "./numbers";

describe("written text for the voice", () => {
  test.each([
    ["Two nights from Friday, the fifth of March.", "Two nights from Friday, the fifth of March."],
    [
      "It's $1,240.50 for 2 nights",
      "It's one thousand two hundred forty dollars and fifty cents for two nights",
    ],
    ["€0.99, £1.01, 4500 BDT", "ninety nine cents, one pound and one penny, four thousand five hundred taka"],
    ["from 3 pm or 11:30 a.m.", "from three P M or eleven thirty A M"],
    ["at 15:30, 7:05", "at fifteen thirty, seven oh five"],
    ["the 21st, 2026-03-05", "the twenty first, March fifth, twenty twenty six"],
    ["20% off, 3.14", "twenty percent off, three point one four"],
    ["call 8005551212 or 007", "call eight zero zero five five five one two one two or zero zero seven"],
    ["call +1 (415) 867-5309", "call plus one four one five eight six seven five three zero nine"],
    ["room #412", "room number four hundred twelve"],
    ["anna.k+1@mail-house.example", "anna dot k plus one at mail dash house dot example"],
    ["see www.hotel.com/a.", "see www dot hotel dot com slash a"],
    [
      "Dr. Smith, 5 Main St., e.g. towels & pillows",
      "Doctor Smith, five Main Street, for example towels and pillows",
    ],
    ["Café Zoë — naïve…", "Cafe Zoe, naive."],
    ["<speak>hi</speak>", "hi"],
    ["-t --help", "t --help"],
    ["日本語 😀", ""],
    ["?!", ""],
    ["99999999999999999999", Array(20).fill("nine").join(" ")],
  ])("%s", (written, spoken) => expect(normaliseForSpeech(written)).toBe(spoken));

  test("leaves no digit and no symbol, whatever comes in, in bounded time", () => {
    const nasty = [
      "1".repeat(5_000),
      "<".repeat(5_000),
      "a@".repeat(3_000),
      "1.1,1:1-1/".repeat(800),
      "$€£%+".repeat(900),
    ];
    for (const text of nasty) expect(normaliseForSpeech(text)).toMatch(/^[A-Za-z'.,;:?! -]*$/);
  });

  test("numbers, ordinals and years", () => {
    expect([0, 13, 20, 21, 100, 342, 1_000, 1_000_001].map(cardinal)).toEqual([
      "zero",
      "thirteen",
      "twenty",
      "twenty one",
      "one hundred",
      "three hundred forty two",
      "one thousand",
      "one million one",
    ]);
    expect([1, 2, 3, 5, 8, 9, 12, 20, 31].map(ordinal)).toEqual([
      "first",
      "second",
      "third",
      "fifth",
      "eighth",
      "ninth",
      "twelfth",
      "twentieth",
      "thirty first",
    ]);
    expect([1900, 2000, 2005, 2026, 1905].map(year)).toEqual([
      "nineteen hundred",
      "two thousand",
      "two thousand five",
      "twenty twenty six",
      "nineteen oh five",
    ]);
    for (const bad of [-1, 1.5, Number.NaN, 1e16]) expect(() => cardinal(bad)).toThrow(RangeError);
  });
});

describe("cutting into clauses", () => {
  test("sentences always, commas only where it is long, and never more than 160 characters", () => {
    expect(splitClauses("Hello. How are you, today?").map((clause) => clause.text)).toEqual([
      "Hello.",
      "How are you, today?",
    ]);
    const long = `We have ${"a very quiet room with a view, ".repeat(6)}and more.`;
    const clauses = splitClauses(long);
    expect(clauses.length).toBeGreaterThan(1);
    expect(clauses.map((clause) => clause.text).join(" ")).toBe(long);
    for (const { text } of splitClauses(`${"word ".repeat(500)}${"x".repeat(500)}`))
      expect(text.length).toBeLessThanOrEqual(160);
    expect(splitClauses("... ?")).toEqual([]);
  });
});

describe("the clause cache", () => {
  const pcm = (samples: number) => new Int16Array(samples);
  test("forgets the least recently used, never what is pinned, and stays in its bound", () => {
    const cache = new ClauseCache(1_000);
    cache.set("fixed", pcm(100), true);
    for (const key of ["a", "b", "c", "d"]) cache.set(key, pcm(100));
    cache.get("a");
    cache.set("e", pcm(100));
    expect(["fixed", "a", "b", "e"].map((key) => cache.get(key) !== undefined)).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(cache.bytes).toBeLessThanOrEqual(1_000);
    cache.set("huge", pcm(500));
    expect(cache.get("huge")).toBeUndefined();
    for (let i = 0; i < 50; i++) cache.set(`pin${i}`, pcm(100), true);
    expect(cache.bytes).toBeLessThanOrEqual(1_000);
  });
});
