import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expectation } from "@/server/brain/port";
import { endpointingMs } from "./endpointing";

const open: Expectation = { kind: "open" };
const yesNo: Expectation = { kind: "yes_no" };
const name: Expectation = { kind: "name", candidates: [] };
const date: Expectation = { kind: "date", part: "arrival" };
const phone: Expectation = { kind: "digits", purpose: "phone", min: 7, max: 15 };
const code: Expectation = { kind: "digits", purpose: "code", min: 6, max: 6 };

describe("how long a guest may pause", () => {
  test.each<[string, Expectation, number | undefined, number]>([
    ["", open, undefined, 750],
    ["I need a room", open, undefined, 750],
    ["I need a room", open, 1, 375],
    ["I need a room", open, 0.9, 750],
    ["I need a room.", open, undefined, 375],
    ["Do you have parking?", open, undefined, 375],
    ["I need a room for", open, undefined, 1_200],
    ["I need a room for", open, 1, 1_200],
    ["a room, um", open, undefined, 1_200],
    ["two adults and", open, undefined, 1_200],
    ["a room with a view,", open, undefined, 1_200],
    ["we would like to", open, undefined, 1_200],
    ["ein Zimmer für", open, undefined, 1_200],
    ["una habitación para", open, undefined, 1_200],
    ["une chambre avec", open, undefined, 1_200],
    ["একটা ঘর এবং", open, undefined, 1_200],
    ["আমার একটা ঘর লাগবে।", open, undefined, 375],
    ["yes", yesNo, undefined, 250],
    ["yes please", yesNo, undefined, 250],
    ["no", open, undefined, 450],
    ["yes but", yesNo, undefined, 1_200],
    ["three nights", { kind: "nights" }, undefined, 250],
    ["two adults", { kind: "party" }, undefined, 300],
    ["at seven p m", { kind: "time" }, undefined, 600],
    ["seven o'clock", { kind: "time" }, undefined, 300],
    ["the third of may", date, undefined, 700],
    ["twenty twenty six", date, undefined, 700],
    ["l i n d", name, undefined, 1_500],
    ["Lindqvist", name, undefined, 900],
    ["my name is l i n", open, undefined, 1_500],
    ["oh one seven six", open, undefined, 1_500],
    ["two", { kind: "nights" }, undefined, 500],
    ["oh one seven six", phone, undefined, 1_500],
    ["oh one seven six", phone, 1, 1_500],
    ["oh one seven six one two three", phone, undefined, 1_500],
    ["oh one seven six one two three", phone, 1, 600],
    ["0176 123 4567 8901 22", phone, undefined, 250],
    ["four seven one one two two", code, undefined, 250],
    ["four seven one", code, 1, 1_500],
    ["yes", phone, undefined, 1_500],
  ])("%j for %j at stability %s: %i ms", (partial, expectation, stability, ms) => {
    expect(endpointingMs({ expectation, partial, stability })).toBe(ms);
  });

  test("a noise without a word over the line's speech is soon known for one", () => {
    expect(endpointingMs({ expectation: open, partial: "", overLine: true })).toBe(250);
    expect(endpointingMs({ expectation: open, partial: "I wanted", overLine: true })).toBe(750);
  });

  test("whatever is heard: 250 to 1,200 ms, or 1,500 while something is read", () => {
    const kinds: Expectation[] = [open, yesNo, name, date, phone, code, { kind: "text" }];
    const word = fc.oneof(
      fc.constantFrom("a", "and", "two", "7", "x", ",", ".", "…", "…and", "😀"),
      fc.string({ maxLength: 12, unit: "grapheme" }),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.constantFrom(...kinds),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        (words, expectation, stability) => {
          const ms = endpointingMs({ expectation, partial: words.join(" "), stability });
          expect(ms === 1_500 || (ms >= 250 && ms <= 1_200)).toBe(true);
        },
      ),
    );
  });
});
