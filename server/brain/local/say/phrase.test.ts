import { expect, test } from "vitest";
import { phrase, withoutArticle } from "./phrase";

test.each([
  ["the courtyard double", "courtyard double"],
  ["an attic room", "attic room"],
  ["theatre suite", "theatre suite"],
  ["Standard", "Standard"],
])("%s is named %s after an article of the sentence's own", (spoken, bare) => {
  expect(withoutArticle(spoken)).toBe(bare);
});

test("a room is said with one article, and the one that fits", () => {
  const say = (room: string) =>
    phrase("en", "offerWhat", 1, { room: withoutArticle(room), arrival: "Friday", nights: "two nights" });
  expect(say("the courtyard double")).toBe("That is a courtyard double from Friday for two nights.");
  expect(say("the attic room")).toBe("That is an attic room from Friday for two nights.");
});
