import { expect, test } from "vitest";
import { attributesOf, attributeWords } from "./attributes";

test.each([
  ["Sea view, balcony", ["sea_view", "balcony"]],
  [" roll-in  shower ;\nbalcony,, Balcony", ["roll_in_shower", "balcony"]],
  ["", []],
])("%j", (typed, attributes) => {
  expect(attributesOf(typed)).toEqual(attributes);
});

test("an attribute reads as words", () => {
  expect(attributeWords("roll_in_shower")).toBe("roll in shower");
});
