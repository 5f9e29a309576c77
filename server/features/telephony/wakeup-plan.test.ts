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
  confirmedAt: null,
  createdAt: after(minute),
  endedAt: ["queued", "dialing", "ringing", "answered"].includes(status) ? null : after(minute + 0.5),
  ...over,
});
/** Answered, and a key was pressed. */
const awake = (minute: number) => attempt(minute, "completed", { confirmedAt: after(minute + 0.2) });
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
  ["confirmed", 1, [awake(0)], "done"],
  ["confirmed, and the call still runs", 1, [attempt(0, "answered", { confirmedAt: after(0.2) })], "done"],
  ["answered without a key", 1, [attempt(0, "completed")], "wait"],
  ["answered without a key, a minute later", 2, [attempt(0, "completed")], "dial 2"],
  [
    "three times without a key",
    7,
    [attempt(0, "completed"), attempt(2, "completed"), attempt(4, "completed")],
    "missed",
  ],
  ["not answered, at once", 0.6, [attempt(0, "no_answer")], "wait"],
  ["not answered, a minute later", 1.6, [attempt(0, "no_answer")], "dial 2"],
  ["busy, then nobody", 4, [attempt(0, "busy"), attempt(2, "no_answer")], "dial 3"],
  ["three times nobody", 7, [attempt(0, "busy"), attempt(2, "no_answer"), attempt(4, "failed")], "missed"],
  ["confirmed at the third", 7, [attempt(0, "busy"), attempt(2, "completed"), awake(4)], "done"],
] as const)("%s", (_, minute, attempts, step) => {
  expect(plan(minute, [...attempts])).toBe(step);
});

test("a second call comes after its pause, and has three tries of its own", () => {
  const first = awake(0);
  expect(plan(5, [first], true)).toBe("wait");
  expect(plan(11, [first], true)).toBe("dial 2");
  expect(plan(13, [first, attempt(11, "no_answer")], true)).toBe("dial 3");
  expect(plan(12, [first, awake(11)], true)).toBe("done");
  expect(plan(13, [first, attempt(11, "completed")], true)).toBe("dial 3");
  const nobody = [attempt(11, "no_answer"), attempt(13, "no_answer"), attempt(15, "no_answer")];
  expect(plan(18, [first, ...nobody], true)).toBe("missed");
});
