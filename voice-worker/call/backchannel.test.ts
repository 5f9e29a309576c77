import { describe, expect, test } from "vitest";
import type { Expectation } from "@/server/brain/port";
import { EchoGuard, isBackchannel, isEcho } from "./backchannel";

const open: Expectation = { kind: "open" };
const yesNo: Expectation = { kind: "yes_no" };
const choice: Expectation = { kind: "choice", options: ["courtyard", "river"] };

describe("sounds of listening", () => {
  test.each<[string, Expectation, boolean]>([
    ["mm-hm", open, true],
    ["Mm-hm.", yesNo, true],
    ["uh huh", open, true],
    ["okay", open, true],
    ["Okay, right.", open, true],
    ["yeah", open, true],
    ["i see", open, true],
    ["ja genau", open, true],
    ["vale", open, true],
    ["d'accord", open, true],
    ["হ্যাঁ", open, true],
    ["okay", yesNo, false],
    ["yes", yesNo, false],
    ["right", choice, false],
    ["yes", open, true],
    ["no", open, false],
    ["wait", open, false],
    ["okay but", open, false],
    ["right?", open, false],
    ["okay okay okay okay", open, false],
    ["the river suite", open, false],
    ["", open, false],
    ["4711", open, false],
  ])("%j to %j: %s", (text, expectation, expected) => {
    expect(isBackchannel(text, expectation)).toBe(expected);
  });
});

describe("our own echo", () => {
  const said = "We have a courtyard double for two nights, breakfast included. Shall I hold";
  test.each([
    ["courtyard double for two nights", true],
    ["have a courtyard double", true],
    ["courtyard trouble for two nights breakfast", true],
    ["the courtyard double please", false],
    ["two nights", false],
    ["breakfast", false],
    ["nights two for double courtyard", false],
    ["no, three nights", false],
    ["", false],
  ])("%j: %s", (text, expected) => {
    expect(isEcho(text, said)).toBe(expected);
  });

  test("once heard, quieter sounds while the line speaks are taken for it; a voice clearly above is not", () => {
    const guard = new EchoGuard();
    guard.playing(0.2, 0, 100);
    expect(guard.covers(0.01, 100)).toBe(false);
    guard.learn(0.02, 100);
    guard.playing(0.2, 1_000, 100);
    expect(guard.covers(0.03, 1_100)).toBe(true);
    expect(guard.covers(0.05, 1_100)).toBe(false);
    // Nothing is being played any more: whoever speaks is a guest.
    expect(guard.covers(0.001, 2_000)).toBe(false);
  });

  test("without a line that speaks there is nothing to learn from", () => {
    const guard = new EchoGuard();
    guard.learn(0.5, 0);
    guard.playing(0.2, 0, 100);
    expect(guard.covers(0.001, 50)).toBe(false);
  });
});
