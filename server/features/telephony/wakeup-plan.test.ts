import { expect, test } from "vitest";
import { planWakeup, type WakeupAttempt } from "./wakeup-plan";

const due = new Date("2026-03-05T05:30:00Z");
const after = (minutes: number) => new Date(due.getTime() + minutes * 60_000);
const attempt = (
  minute: number,
  status: WakeupAttempt["status"],
  over: Partial<WakeupAttempt> = {},
): WakeupAttempt => ({
  status,
  answeredBy: null,
  createdAt: after(minute),
  endedAt: ["queued", "dialing", "ringing", "answered"].includes(status) ? null : after(minute + 0.5),
  ...over,
});
const plan = (minute: number, attempts: WakeupAttempt[] = [], secondCall = false) => {
  const step = planWakeup({ due, now: after(minute), attempts, secondCall, secondAfterMs: 10 * 60_000 });
  return step.do === "dial" ? `dial ${step.attempt}` : step.do;
};

test.each([
  ["before its time", -1, [], "wait"],
  ["at its time", 0, [], "dial 1"],
  ["noticed late", 20, [], "dial 1"],
  ["noticed too late", 31, [], "missed"],
  ["while it rings", 1, [attempt(0, "ringing")], "wait"],
  ["while they talk", 1, [attempt(0, "answered")], "wait"],
  ["no news for three minutes", 4, [attempt(0, "dialing")], "dial 2"],
  ["answered", 1, [attempt(0, "completed", { answeredBy: "human" })], "done"],
  ["answered by who knows", 1, [attempt(0, "completed", { answeredBy: "unknown" })], "done"],
  ["a machine answered", 2, [attempt(0, "completed", { answeredBy: "machine" })], "dial 2"],
  ["not answered, at once", 0.6, [attempt(0, "no_answer")], "wait"],
  ["not answered, a minute later", 1.6, [attempt(0, "no_answer")], "dial 2"],
  ["busy, then nobody", 4, [attempt(0, "busy"), attempt(2, "no_answer")], "dial 3"],
  ["three times nobody", 7, [attempt(0, "busy"), attempt(2, "no_answer"), attempt(4, "failed")], "missed"],
  [
    "answered at the third",
    7,
    [attempt(0, "busy"), attempt(2, "no_answer"), attempt(4, "completed")],
    "done",
  ],
] as const)("%s", (_, minute, attempts, step) => {
  expect(plan(minute, [...attempts])).toBe(step);
});

test("a second call comes after its pause, and has three tries of its own", () => {
  const first = attempt(0, "completed", { answeredBy: "human" });
  expect(plan(5, [first], true)).toBe("wait");
  expect(plan(11, [first], true)).toBe("dial 2");
  expect(plan(13, [first, attempt(11, "no_answer")], true)).toBe("dial 3");
  expect(plan(12, [first, attempt(11, "completed")], true)).toBe("done");
  const nobody = [attempt(11, "no_answer"), attempt(13, "no_answer"), attempt(15, "no_answer")];
  expect(plan(18, [first, ...nobody], true)).toBe("missed");
});
