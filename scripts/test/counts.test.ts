import { expect, test } from "vitest";
import { add, fromOutput, fromPlaywright, fromVitest, NONE, settle, toLine } from "./counts";

test("a vitest file that never ran a test is a failure of its own", () => {
  const report = {
    ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    testResults: [
      { status: "failed", assertionResults: [{}] },
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [{}] },
    ],
  };
  expect(fromVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 3 });
});

test("a flaky browser test and an error outside the tests are failures", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(fromPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

test("the last sum of an output counts, and only a whole line", () => {
  expect(fromOutput("1 passed, 1 failed\nnoise\n30 passed, 0 failed, 2 skipped\n")).toEqual({
    ...{ passed: 30, failed: 0, skipped: 2 },
  });
  expect(fromOutput("about 3 passed, 0 failed or so")).toBeNull();
});

test("a runner that ran nothing, or failed without a failed test, did not pass", () => {
  expect(settle(null, true).failed).toBe(1);
  expect(settle(NONE, true).failed).toBe(1);
  expect(settle({ passed: 4, failed: 0, skipped: 0 }, false)).toEqual({ passed: 4, failed: 1, skipped: 0 });
  expect(settle({ passed: 4, failed: 2, skipped: 0 }, false).failed).toBe(2);
  expect(settle({ passed: 4, failed: 0, skipped: 0 }, true).failed).toBe(0);
});

test("sums and the line CI reads", () => {
  const sum = add({ passed: 1, failed: 0, skipped: 0 }, { passed: 2, failed: 3, skipped: 0 });
  expect(toLine(sum)).toBe("3 passed, 3 failed");
  expect(toLine({ ...sum, skipped: 1 })).toBe("3 passed, 3 failed, 1 skipped");
});
