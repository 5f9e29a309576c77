import { describe, expect, test } from "vitest";
import { StreamClock } from "./stream-clock";

describe("when a word was said", () => {
  test("without gaps: the stream's own time from its start; jitter does not move it", () => {
    const clock = new StreamClock();
    for (let i = 1; i <= 50; i++) clock.pushed(20, 5_000 + i * 20 + (i % 3) * 5);
    expect(clock.at(0)).toBe(5_005);
    expect(clock.at(400)).toBe(5_405);
  });

  test("after a gap, or for an ear that is only given voices: where that audio really was", () => {
    const clock = new StreamClock();
    for (let i = 1; i <= 10; i++) clock.pushed(20, 1_000 + i * 20);
    for (let i = 1; i <= 10; i++) clock.pushed(20, 9_000 + i * 20);
    expect(clock.at(100)).toBe(1_100);
    expect(clock.at(300)).toBe(9_100);
    // A word across the gap begins before and ends after it.
    expect(clock.placed({ text: "x", startMs: 180, endMs: 240 })).toEqual({
      text: "x",
      startMs: 1_180,
      endMs: 9_040,
    });
  });

  test("before any audio, and for times that run backwards, it answers something sensible", () => {
    const clock = new StreamClock();
    expect(clock.at(70)).toBe(70);
    clock.pushed(20, 120);
    expect(clock.placed({ text: "x", startMs: 15, endMs: 3 })).toEqual({
      text: "x",
      startMs: 115,
      endMs: 115,
    });
  });
});
