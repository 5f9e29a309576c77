import { describe, expect, test } from "vitest";
import { agesText, ChildAges } from "./child-ages";

describe("ages of children", () => {
  test.each([
    ["", []],
    ["  ", []],
    ["4", [4]],
    ["4, 9", [4, 9]],
    ["0;17 3", [0, 17, 3]],
  ])("%j", (typed, ages) => {
    expect(ChildAges.parse(typed)).toEqual(ages);
  });
  test.each(["four", "4,", "18", "-1", "4.5", "999", Array(21).fill("1").join(",")])(
    "%j is refused",
    (typed) => {
      expect(ChildAges.safeParse(typed).success).toBe(false);
    },
  );
  test("what is written can be read", () => {
    expect(ChildAges.parse(agesText([2, 11]))).toEqual([2, 11]);
  });
});
