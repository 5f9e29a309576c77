import { describe, expect, test } from "vitest";
import { nameClip, spokenSpan } from "./name-clip";

const line = (text: string, at: number) => ({
  speaker: "line",
  source: "speech",
  text,
  startMs: at,
  endMs: at + 1_000,
});
const guest = (text: string, startMs: number, endMs: number, source = "speech") => ({
  speaker: "guest",
  source,
  text,
  startMs,
  endMs,
});

describe("where the name was said", () => {
  test("from the first answer to a question for the name to the last, with a margin", () => {
    const clip = nameClip([
      guest("a room please", 1_000, 2_000),
      line("What is your name?", 3_000),
      guest("something", 5_000, 6_000),
      line("Could you spell the surname for me?", 7_000),
      guest("x y z", 9_000, 12_000),
      line("What is the best phone number?", 13_000),
      guest("five five five", 15_000, 17_000),
    ]);
    expect(clip).toEqual({ fromMs: 4_500, untilMs: 12_500 });
  });

  test.each([
    ["never asked", [guest("Okafor", 1_000, 2_000)]],
    ["typed", [line("What is your name?", 0), guest("Okafor", 1_000, 2_000, "typed")]],
    ["no sound of it", [line("What is your name?", 0), guest("", 1_000, 1_000)]],
    [
      "another question came between",
      [line("What is your name?", 0), line("Or which room?", 5), guest("x", 1_000, 2_000)],
    ],
    [
      "spread over the whole call",
      [
        line("Your name?", 0),
        guest("x", 1_000, 2_000),
        line("Spell it?", 3_000),
        guest("y", 200_000, 201_000),
      ],
    ],
    ["no turns", []],
  ])("none: %s", (_name, turns) => {
    expect(nameClip(turns)).toBeNull();
  });

  test("in other languages; at the very start of the recording", () => {
    const clip = nameClip([line("Wie ist Ihr Nachname?", 0), guest("x", 200, 900)]);
    expect(clip).toEqual({ fromMs: 0, untilMs: 1_400 });
    expect(spokenSpan({ fromMs: 67_400, untilMs: 91_000 })).toBe("1:07 to 1:31");
  });
});
