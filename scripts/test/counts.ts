import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** The one line that CI reads. */
export const toLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Counts tests; a file that failed before any test ran counts as one failure. */
export function fromVitest(report: unknown): Counts {
  const parsed = VitestReport.parse(report);
  const brokenFiles = parsed.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + brokenFiles.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts tests; a flaky one failed, and errors outside any test (set-up, syntax) count one each. */
export function fromPlaywright(report: unknown): Counts {
  const { stats, errors } = PlaywrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

/** Reads the last line of the form that `toLine` writes; null when there is none. */
export function fromOutput(output: string): Counts | null {
  const match = output
    .split("\n")
    .map((line) => LINE.exec(line.trim()))
    .findLast(Boolean);
  return match
    ? { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) }
    : null;
}

/**
 * What a runner's report and exit code say together: no report, an empty one, or an exit code that no
 * failed test explains is itself a failure.
 */
export function settle(counts: Counts | null, succeeded: boolean): Counts {
  const ran = counts !== null && counts.passed + counts.failed + counts.skipped > 0;
  if (!ran) return { passed: 0, failed: 1, skipped: 0 };
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** Reads a JSON report, or null when the runner wrote none that can be read. */
export function readReport(file: string, parse: (report: unknown) => Counts): Counts | null {
  if (!existsSync(file)) return null;
  try {
    return parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
