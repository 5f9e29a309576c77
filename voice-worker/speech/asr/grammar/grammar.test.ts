import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Expectation } from "@/server/brain/port";
import { grammarWords, HOTEL_WORDS, pronounce } from "../pronounce";
import { accepts, compileGrammar, vocabularyOf } from "./automaton";
import { grammarFor, shortForms } from "./index";
import { GrammarError } from "./parse";

const model = join(
  dirname(createRequire(import.meta.url).resolve("soundswallower/jsonly")),
  "..",
  "model",
  "en-us",
);
const dictionary = new Set(
  readFileSync(join(model, "dict.txt"), "utf8")
    .split("\n")
    .map((line) => line.split(" ")[0]),
);
const phones = Object.keys(JSON.parse(readFileSync(join(model, "phoneset.json"), "utf8")));

const options = ["Standard double", "Sea-view suite"];
const states: Expectation[] = [
  { kind: "open" },
  { kind: "yes_no" },
  { kind: "date", part: "stay" },
  { kind: "nights" },
  { kind: "party" },
  { kind: "time" },
  { kind: "choice", options },
  { kind: "digits", purpose: "phone", min: 7, max: 15 },
  { kind: "digits", purpose: "last4", min: 4, max: 4 },
  { kind: "name", candidates: ["Adaeze Okonkwo", "Anna Keller"] },
  { kind: "text" },
];
const compiled = new Map(
  states.map((state) => [state, compileGrammar(grammarFor(state, options).rules, "turn")] as const),
);
const understands = (kind: Expectation["kind"], phrase: string, index = 0): boolean => {
  const found = [...compiled].filter(([state]) => state.kind === kind)[index]?.[1];
  return found !== undefined && accepts(found, phrase.split(" "));
};

describe("the grammars", () => {
  test("use words with a known pronunciation only, but for names and options", () => {
    for (const [state, automaton] of compiled) {
      const outside = new Set([...grammarFor(state, options).words, ...Object.keys(HOTEL_WORDS)]);
      const unknown = [...vocabularyOf(automaton)].filter(
        (word) => !dictionary.has(word) && !outside.has(word),
      );
      expect(unknown, state.kind).toEqual([]);
    }
  });

  test.each([
    ["open", "i'd like a room for two nights from the fifth of march for two people please"],
    ["open", "do you have anything this weekend"],
    ["open", "a sea view suite for friday"],
    ["open", "could you send me two extra pillows"],
    ["text", "what time is check out"],
    ["yes_no", "no make it three nights"],
    ["date", "from the fifth to the eighth of march"],
    ["date", "the day after tomorrow"],
    ["nights", "until sunday"],
    ["party", "two adults and two children aged five and seven"],
    ["time", "half past seven in the evening"],
    ["choice", "i'll take the suite please"],
    ["choice", "the second one"],
    ["digits", "plus four four double two oh one"],
    ["name", "my name is okonkwo"],
    ["name", "k e l l e r"],
  ] as const)("%s: %s", (kind, phrase) => expect(understands(kind, phrase)).toBe(true));

  test("every state lets the guest ask for a person, hear it again, or leave", () => {
    for (const [, automaton] of compiled) {
      for (const way of ["can i speak to a person please", "what did you say", "goodbye"]) {
        expect(accepts(automaton, way.split(" "))).toBe(true);
      }
    }
  });

  test("do not accept halves, other states' answers or a wrong number of digits", () => {
    for (const [kind, phrase] of [
      ["yes_no", "two nights"],
      ["nights", "what time is breakfast"],
      ["date", "the"],
      ["open", ""],
    ] as const) {
      expect(understands(kind, phrase)).toBe(false);
    }
    expect(understands("digits", "one two three four", 1)).toBe(true);
    expect(understands("digits", "double one three four", 1)).toBe(true);
    for (const wrong of ["one two three", "one two three four five", "double one double two three"]) {
      expect(understands("digits", wrong, 1)).toBe(false);
    }
  });

  test("stay small, so that changing state is quick", () => {
    for (const [, { arcs }] of compiled)
      expect(arcs.reduce((sum, out) => sum + out.size, 0)).toBeLessThan(40_000);
  });
});

describe("compiling", () => {
  test("options, repeats and rules mean what JSGF says", () => {
    const automaton = compileGrammar(
      "<turn> = [please] <n>+ (night | nights) | hi*; <n> = one | two;",
      "turn",
    );
    for (const yes of ["one night", "please two one nights", "", "hi hi hi"]) {
      expect(accepts(automaton, yes.split(" ").filter(Boolean)), yes).toBe(true);
    }
    for (const no of ["please", "night", "one", "hi night"])
      expect(accepts(automaton, no.split(" ")), no).toBe(false);
  });

  test("is minimal: alternatives with one ending share it", () => {
    const automaton = compileGrammar("<turn> = a x y z | b x y z | c x y z;", "turn");
    expect(automaton.arcs).toHaveLength(5);
  });

  test("refuses what it does not understand", () => {
    const bad = [
      "<turn> = (a;",
      "<turn> = a",
      "turn = a;",
      "<turn> = <none>;",
      "<turn> = a <turn>;",
      "<turn> = ;",
      "<turn> = a; <turn> = b;",
      "<turn> = A;",
    ];
    for (const source of bad) expect(() => compileGrammar(source, "turn"), source).toThrow(GrammarError);
  });

  test("what comes from outside cannot become grammar", () => {
    const nasty = ["<turn> = x; [*", "'; drop", "💥", "", "a".repeat(9_999), "O’Brien"];
    for (const state of [
      { kind: "choice", options: nasty },
      { kind: "name", candidates: nasty },
    ] as const) {
      expect(() => compileGrammar(grammarFor(state, nasty).rules, "turn")).not.toThrow();
    }
  });
});

describe("names and options", () => {
  test("an option's short form is one no other option shares", () => {
    const forms = shortForms(["Standard double", "Deluxe double", "Sea-view suite"]);
    expect(forms).toEqual(
      expect.arrayContaining(["standard double", "standard", "deluxe", "sea view", "suite"]),
    );
    expect(forms).not.toContain("double");
  });

  test("words fold accents and drop what cannot be said", () => {
    expect(grammarWords("Zoë Großmann-O’Neil 2nd 日本")).toEqual(["zoe", "grossmann", "o'neil", "nd"]);
  });

  test("every name gets phones of the model, and different names differ", () => {
    const names =
      "okonkwo grzybowski nguyen bhattacharya szczepanski oyelaran quintero zhang krk x o'neil".split(" ");
    const spoken = names.map(pronounce);
    for (const sound of spoken) for (const phone of sound.split(" ")) expect(phones).toContain(phone);
    expect(new Set(spoken).size).toBe(names.length);
    expect(pronounce("okonkwo")).toBe("AA K AA NG K W OW");
  });
});
