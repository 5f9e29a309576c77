import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../lib/root.mjs";
import { add, type Counts, fromOutput, fromPlaywright, fromVitest, NONE, settle, toLine } from "./counts";

const counts = (passed: number, failed: number, skipped = 0, ...failures: string[]): Counts => ({
  ...{ passed, failed, skipped, failures },
});

test("a vitest file that never ran a test is a failure of its own, and each failure is named", () => {
  const file = (name: string) => path.join(root, name);
  const red = {
    status: "failed",
    fullName: "adds",
    failureMessages: ["\u001B[31mError: 3\u001B[39m\n at x"],
  };
  const report = {
    ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    testResults: [
      { name: file("a.test.ts"), status: "failed", assertionResults: [red] },
      { name: file("b.test.ts"), status: "failed", message: "no such module", assertionResults: [] },
      { name: file("c.test.ts"), status: "passed", assertionResults: [{ status: "passed", fullName: "x" }] },
    ],
  };
  expect(fromVitest(report)).toEqual(
    counts(3, 2, 3, "a.test.ts > adds: Error: 3", "b.test.ts: no such module"),
  );
});

test("a flaky browser test and an error outside the tests are failures", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  const spec = (title: string, ok: boolean) => ({ title, file: "a.spec.ts", ok });
  const suites = [{ specs: [spec("fine", true)], suites: [{ specs: [spec("red", false)] }] }];
  expect(fromPlaywright({ stats, suites, errors: [{ message: "no server\nat y" }] })).toEqual(
    counts(5, 3, 2, "a.spec.ts > red", "outside any test: no server"),
  );
});

test("the last sum of an output counts, and only a whole line", () => {
  expect(
    fromOutput("1 passed, 1 failed\nnoise\n  ✗ web dies: late\n30 passed, 0 failed, 2 skipped\n"),
  ).toEqual(counts(30, 0, 2, "web dies: late"));
  expect(fromOutput("about 3 passed, 0 failed or so")).toBeNull();
});

test("a runner that ran nothing, or failed without a failed test, did not pass", () => {
  expect(settle(null, true).failed).toBe(1);
  expect(settle(NONE, true).failed).toBe(1);
  expect(settle(counts(4, 0), false)).toMatchObject({ passed: 4, failed: 1, failures: [expect.any(String)] });
  expect(settle(counts(4, 2), false).failed).toBe(2);
  expect(settle(counts(4, 0), true).failed).toBe(0);
});

test("sums and the line CI reads", () => {
  const sum = add(counts(1, 0), counts(2, 3, 0, "red"));
  expect([toLine(sum), sum.failures]).toEqual(["3 passed, 3 failed", ["red"]]);
  expect(toLine({ ...sum, skipped: 1 })).toBe("3 passed, 3 failed, 1 skipped");
});
