import { describe, expect, test } from "vitest";
import { numberStarts } from "./search";

describe("how a searched number may begin", () => {
  test.each([
    ["+47 90 012 345", "NO", ["+4790012345"]],
    ["4790012", "NO", ["+4790012", "4790012", "+474790012"]],
    ["900 12", "NO", ["+90012", "90012", "+4790012"]],
    ["020 7946", "GB", ["+0207946", "0207946", "+44207946"]],
    ["0047 900", "NO", ["+47900"]],
    ["900 12", "nowhere", ["+90012", "90012"]],
  ])("%s in %s", (text, country, starts) => {
    expect(numberStarts(text, country)).toEqual(starts);
  });
  test.each(["", "12", "towels", "room 1204", "+", "%"])("%s is no number", (text) => {
    expect(numberStarts(text, "NO")).toEqual([]);
  });
});
