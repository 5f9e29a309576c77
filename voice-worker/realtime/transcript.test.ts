import { describe, expect, test } from "vitest";
import { heardUntil, sentencesOf } from "./transcript";

describe("sentences as they come", () => {
  test.each([
    ["It is free. Shall I book it? ", ["It is free."], "Shall I book it? "],
    ["It costs 2.40 a night", [], "It costs 2.40 a night"],
    ["Mr. Meyer is expected. The room is ready", ["Mr. Meyer is expected."], "The room is ready"],
    ["", [], ""],
  ])("%s", (text, whole, rest) => expect(sentencesOf(text)).toEqual({ whole, rest }));
});

test("words are credited by the time that was played, never more than there are", () => {
  expect(heardUntil("one two three", 0)).toEqual({ heard: "", unheard: "one two three" });
  expect(heardUntil("one two three", 800)).toEqual({ heard: "one two", unheard: "three" });
  expect(heardUntil("one two three", 99_000)).toEqual({ heard: "one two three", unheard: "" });
  expect(heardUntil("one", -5)).toEqual({ heard: "", unheard: "one" });
});
