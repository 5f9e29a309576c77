import { describe, expect, test } from "vitest";
import { sayings } from "./sayings";

describe("what the line will say of a field", () => {
  test("a time in words", () => {
    expect(sayings("arrival_departure", "checkInFrom", "15:00", "EUR")).toEqual({
      say: expect.stringMatching(/^Check-in is from .*three/),
      quoted: true,
    });
  });
  test("a price in the hotel's currency", () => {
    expect(sayings("price_rules", "breakfastPrice", 1_850, "EUR").say).toMatch(/euro/);
  });
  test.each([undefined, "", "25:99", "x".repeat(1_000), 7, null])("%j says nothing", (value) => {
    expect(sayings("arrival_departure", "checkInFrom", value, "EUR").say).toBeNull();
  });
  test("what the line only acts by is not quoted", () => {
    expect(sayings("line", "maxMinutes", 15, "EUR")).toEqual({ say: null, quoted: false });
  });
  test("a closing and a script are said as they stand", () => {
    expect(sayings("line", "closing", "Goodbye.", "EUR").say).toBe("Goodbye.");
    expect(sayings("safety", "fireScript", ["Leave the room.", "Take the stairs."], "EUR").say).toBe(
      "Leave the room. Take the stairs.",
    );
  });
  test("a field nobody knows", () => {
    expect(sayings("line", "nonsense", 1, "EUR")).toEqual({ say: null, quoted: false });
  });
});
