import { expect, test } from "vitest";
import type { CallChoices } from "@/server/features/telephony/call-choices";
import { heldSentence, noPayment, noTransfer, paymentSentence, transferSentence } from "./lead-words";

const choices: CallChoices = {
  ...{ telephone: true, heldBy: "worker", connector: true, currency: "EUR", country: "NO", transfer: "warm" },
  ...{ destinations: [], stays: [], payment: null, transferring: null },
};
const with_ = (over: Partial<CallChoices>): CallChoices => ({ ...choices, ...over });
const payment = (state: NonNullable<CallChoices["payment"]>["state"], last4: string | null = null) =>
  with_({ payment: { state, amount: 12_350, currency: "EUR", last4 } });
const transfer = (state: NonNullable<CallChoices["transferring"]>["state"]) =>
  with_({ transferring: { spokenName: "The spa", state } });

test("a call on the telephone can be led to a person and to the keypad", () => {
  expect([noTransfer(choices), noPayment(choices)]).toEqual([null, null]);
  expect([transferSentence(choices), paymentSentence(choices)]).toEqual(["", ""]);
});

test("a call that is no telephone call can not, and it is said what to do instead", () => {
  const browser = with_({ telephone: false });
  expect(noTransfer(browser)).toMatch(/telephone account/);
  expect(noPayment(browser)).toMatch(/at the desk/);
});

test("without a connector it is said where it is set", () =>
  expect(noPayment(with_({ connector: false }))).toMatch(/Settings, Telephone/));

test.each([
  ["requested", "EUR 123.50: the guest is led to the keypad.", true],
  ["taking", "EUR 123.50: the guest types the card.", true],
  ["unknown", "EUR 123.50: nobody knows yet whether it was taken. Look it up and close the task.", true],
  ["paid", "EUR 123.50 paid with the card ending in 1111.", false],
  ["not_paid", "EUR 123.50 was not paid. Try again, or take it at the desk.", false],
] as const)("a payment that is %s", (state, words, busy) => {
  const shown = payment(state, state === "paid" ? "1111" : null);
  expect(paymentSentence(shown).replaceAll("\u00a0", " ").replace("€", "EUR ")).toBe(words);
  expect(noPayment(shown) !== null).toBe(busy);
});

test.each([
  ["requested", "The spa is being called.", true],
  ["announced", "The spa hears what it is about.", true],
  ["accepted", "The spa has the guest.", false],
  ["unanswered", "The spa did not answer.", false],
  ["ended", "", false],
] as const)("a transfer that is %s", (state, words, busy) => {
  expect(transferSentence(transfer(state))).toBe(words);
  expect([noTransfer(transfer(state)) !== null, noPayment(transfer(state)) !== null]).toEqual([busy, busy]);
});

test.each([
  ["worker", ""],
  ["person", ""],
  ["keypad", ""],
  ["gather", "This call has no live sound: nobody can listen, whisper or take over."],
  ["waiting", "The caller waits in the queue or leaves a message: the line is not on the call."],
  ["nobody", "No line has the call at the moment."],
] as const)("a call that %s has", (heldBy, words) => expect(heldSentence(with_({ heldBy }))).toBe(words));
