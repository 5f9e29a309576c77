import { expect, test } from "vitest";
import { deadline } from "./words";

const now = new Date("2026-03-04T12:00:00Z");

test.each([
  ["2026-03-04T12:12:00Z", { text: "in 12 min", late: false }],
  ["2026-03-04T11:52:00Z", { text: "8 min late", late: true }],
  ["2026-03-04T15:00:00Z", { text: "in 3 h", late: false }],
  ["2026-03-01T12:00:00Z", { text: "3 days late", late: true }],
  ["nonsense", null],
  [null, null],
])("a deadline at %s", (dueAt, expected) => {
  expect(deadline(dueAt, now)).toEqual(expected);
});

test("before the browser knows the time nothing is said", () => {
  expect(deadline("2026-03-04T12:12:00Z", null)).toBeNull();
});
