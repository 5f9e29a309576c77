import { expect, test } from "vitest";
import { spokenIn } from "@/server/kernel/spoken";
import { isReadOut } from "./pace";

test.each(["en", "de", "es", "fr", "bn", "it", "nl", "pt", "sv"])(
  "codes and numbers are read out in %s",
  (language) => {
    const spoken = spokenIn(language);
    expect(isReadOut(`. ${spoken.code("K7M2")}.`, language)).toBe(true);
    expect(isReadOut(spoken.digits("4790012345"), language)).toBe(true);
    expect(isReadOut(spoken.nights(3), language)).toBe(false);
    expect(isReadOut(spoken.party(2, 1), language)).toBe(false);
    expect(isReadOut(spoken.date("2026-03-05"), language)).toBe(false);
    expect(isReadOut(spoken.money({ amount: 12_345, currency: "EUR" }), language)).toBe(false);
    expect(isReadOut(spoken.time("15:30"), language)).toBe(false);
  },
);

test("sentences with small words and numbers are not; spelling and a code within a sentence are", () => {
  for (const clause of [
    "I have a room for two, three or four people.",
    "It is a quarter past one, I think.",
    "Il y a deux chambres.",
    "",
    "…",
  ])
    expect(isReadOut(clause, "en"), clause).toBe(false);
  for (const clause of [
    "Your code is nine, J, X, F.",
    "That is O-K-A-F? No: O, K, A, F, O, R.",
    "Your number ends in oh two seven one.",
  ])
    expect(isReadOut(clause, "en"), clause).toBe(true);
});
