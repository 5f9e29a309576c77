import { describe, expect, test } from "vitest";
import { OwnSentences } from "./own-sentences";

describe("sentences of the line's own in a realtime call", () => {
  const own = new OwnSentences();
  own.add("A taxi costs forty euros. We do not have a room for two hundred euros free. Goodbye!");

  test.each([
    ["a taxi costs forty euros", true],
    ["A taxi costs, forty euros!", true],
    ["We do not have a room for two hundred euros free. Goodbye.", true],
    ["Goodbye", true],
    ["A room for two hundred euros free.", false],
    ["A taxi costs forty euros. We do not have", false],
    ["", false],
    ["…", false],
  ])("%j: %s", (sentence, is) => expect(own.has(sentence)).toBe(is));

  test("what was said long ago is forgotten, the last is not; nothing is no sentence", () => {
    const many = new OwnSentences();
    for (let n = 0; n < 21; n++) many.add(`Number ${n}.`);
    many.add(" … ");
    expect([many.has("Number 0."), many.has("Number 1."), many.has("Number 20.")]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
