import { describe, expect, test } from "vitest";
import { termsText } from "./terms";

describe("terms in words", () => {
  test("no tier: all of it is owed", () => {
    expect(termsText([])).toBe("Cancelling costs the whole stay.");
  });
  test("the earliest tier stands first, whatever the order", () => {
    const text = termsText([
      { untilHours: 24, fee: { kind: "nights", value: 1 } },
      { untilHours: 72, fee: { kind: "none" } },
    ]);
    expect(text).toBe(
      "Cancelling until 3 days before check-in: free; until 24 hours before check-in: the first night; later: the whole stay.",
    );
  });
  test("a tier up to the last moment ends at check-in", () => {
    expect(termsText([{ untilHours: 0, fee: { kind: "nights", value: 1 } }])).toContain(
      "until check-in: the first night",
    );
  });
  test.each([
    [{ kind: "percent", value: 50 } as const, "50 % of the total"],
    [{ kind: "nights", value: 2 } as const, "the first 2 nights"],
    [{ kind: "full" } as const, "the whole stay"],
  ])("%o", (fee, words) => {
    expect(termsText([{ untilHours: 1, fee }])).toContain(`1 hour before check-in: ${words}`);
  });
});
