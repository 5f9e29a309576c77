import { describe, expect, test } from "vitest";
import { tonesToTexts } from "../testing/tone-modem";
import { createFakeTts } from "./fake";
import type { SpokenWord, Tts } from "./port";
import { Dictionary, pronounced } from "./pronunciation";

const said = (list: [string, string][], text: string) =>
  new Dictionary(list.map(([word, say]) => ({ word, say })))
    .split(text)
    .map(({ written, say, ipa }) => say ?? (ipa ? `[${ipa}]` : written))
    .join("");

describe("a hotel's dictionary", () => {
  test.each([
    [
      "whole words in any case",
      "Hotel Miradouro, MIRADOURO and miradouros",
      "Hotel meera doh roo, meera doh roo and miradouros",
    ],
    ["next to punctuation", "(Miradouro)? 'miradouro'!", "(meera doh roo)? 'meera doh roo'!"],
    ["not inside a word of another script", "émiradouro miradouroé", "émiradouro miradouroé"],
    ["not there", "Nothing to say.", "Nothing to say."],
    ["nothing", "", ""],
  ])("%s", (_, text, expected) => {
    expect(said([["Miradouro", "meera doh roo"]], text)).toBe(expected);
  });

  test("the longest entry wins, a phrase is one entry, and what was put in is not looked up again", () => {
    const list: [string, string][] = [
      ["Rio", "ree oh"],
      ["Rio Douro", "the rio river"],
      ["river", "WRONG"],
    ];
    expect(said(list, "Rio Douro and Rio")).toBe("the rio river and ree oh");
  });

  test("marks of patterns are plain text, letters beyond ASCII have edges, blanks are no entries", () => {
    expect(said([["C++ (bar)", "see plus plus"]], "the C++ (bar) here")).toBe("the see plus plus here");
    expect(
      said(
        [
          ["Ñandú", "nyan doo"],
          [" ", "x"],
          ["a", " "],
        ],
        "El ñandú, a bird",
      ),
    ).toBe("El nyan doo, a bird");
    expect(
      said(
        [
          ["constructor", "x"],
          ["__proto__", "y"],
        ],
        "toString constructor",
      ),
    ).toBe("toString x");
  });

  test("sounds between slashes are a transcription", () => {
    expect(said([["Zoë", "/ˈzoʊi/"]], "Zoë is here")).toBe("[ˈzoʊi] is here");
  });

  test("joined, what is written is the clause, whatever the entries", () => {
    const dictionary = new Dictionary([
      { word: "a", say: "b c d" },
      { word: "b c", say: "/x/" },
    ]);
    for (const text of ["a", "a b c a", " a,b c;  A ", "\n", "b  c"])
      expect(
        dictionary
          .split(text)
          .map(({ written }) => written)
          .join(""),
      ).toBe(text);
  });
});

/** Says one word after the other, 100 ms each, and tells so. */
function wordy(): Tts & { asked: string[] } {
  const asked: string[] = [];
  return {
    ...createFakeTts(),
    asked,
    async *synthesize({ text }) {
      asked.push(text);
      for (const [n, word] of text.split(/\s+/).filter(Boolean).entries()) {
        const words: SpokenWord[] = [{ text: word, startMs: n * 100, endMs: n * 100 + 90 }];
        yield { pcm: new Int16Array(800), words };
      }
    },
  };
}

describe("a voice with a dictionary", () => {
  const like = { language: "en", sampleRate: 8000 } as const;
  const signal = new AbortController().signal;

  test("says the hotel's way, and a transcription it cannot say as written", async () => {
    const tts = pronounced(
      createFakeTts(),
      new Dictionary([
        { word: "Miradouro", say: "meera doh roo" },
        { word: "Zoë", say: "/ˈzoʊi/" },
      ]),
    );
    const pcm: number[] = [];
    for await (const chunk of tts.synthesize({ ...like, text: "Zoë at Miradouro." }, signal))
      pcm.push(...chunk.pcm);
    expect(tonesToTexts(Int16Array.from(pcm))).toEqual(["Zoë at meera doh roo."]);
  });

  test("tells the words as they are written, each once, when it begins", async () => {
    const voice = wordy();
    const tts = pronounced(
      voice,
      new Dictionary([
        { word: "Miradouro", say: "meera doh roo" },
        { word: "Rio Douro", say: "river" },
      ]),
    );
    const words: SpokenWord[] = [];
    const text = "At Miradouro, by the Rio Douro, two nights.";
    for await (const chunk of tts.synthesize({ ...like, text }, signal)) words.push(...(chunk.words ?? []));
    expect(voice.asked).toEqual(["At meera doh roo, by the river, two nights."]);
    expect(words.map(({ text: word, startMs }) => [word, startMs])).toEqual([
      ["At", 0],
      ["Miradouro,", 100],
      ["by", 400],
      ["the", 500],
      ["Rio", 600],
      ["two", 700],
      ["nights.", 800],
    ]);
  });

  test("without entries nothing lies between", () => {
    const voice = wordy();
    expect(pronounced(voice, new Dictionary([]))).toBe(voice);
  });
});
