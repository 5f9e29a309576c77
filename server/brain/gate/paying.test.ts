import { expect, test } from "vitest";
import { testOpening } from "@/server/brain/testing/opening";
import type { ToolResult } from "@/server/tools";
import { checkSentence, learned, newLedger } from ".";

const opening = testOpening();
const context = {
  ...{ today: "2026-11-18", currency: "EUR", language: "en", question: "" },
  roomTypes: opening.roomTypes.map(({ name }) => name),
};
const says = (sentence: string, ...done: readonly (readonly [Parameters<typeof learned>[2], object])[]) => {
  const ledger = newLedger(opening);
  for (const [tool, data] of done) {
    const result: ToolResult = { ...{ ok: true, data, facts: [], say: "", next: [] } };
    learned(ledger, opening, tool, {}, result);
  }
  return checkSentence(sentence, ledger, context).ok;
};
const SWITCH = "I am switching you to the keypad now.";
const THROUGH = "Your payment went through.";

test("nobody is switched to the keypad before the line did it", () => {
  expect(says(SWITCH)).toBe(false);
  expect(says(SWITCH, ["get_payment", { state: "none" }])).toBe(false);
  expect(says(SWITCH, ["start_payment", { state: "keypad" }])).toBe(true);
  expect(says("Shall I switch you to the keypad?")).toBe(true);
  expect(says("I am connecting you to the front desk.", ["start_payment", { state: "keypad" }])).toBe(false);
});

test("a payment went through only when the line knows that it did", () => {
  expect(says(THROUGH)).toBe(false);
  for (const state of ["none", "taking", "not_paid"])
    expect(says(THROUGH, ["get_payment", { state }])).toBe(false);
  expect(says(THROUGH, ["start_payment", { state: "keypad" }])).toBe(false);
  expect(says(THROUGH, ["get_payment", { state: "paid" }])).toBe(true);
});
