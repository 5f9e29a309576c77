import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root } from "../lib/root.mjs";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line a failure, as far as the runner names it: repeated at the end, where a reader looks. */
  readonly failures: readonly string[];
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

/** The one line that CI reads. */
export const toLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
const COLOUR = /\u001B\[[0-9;]*m/g;
const LONGEST_LINE = 300;

const failure = (where: string, message = ""): string => {
  const [first = ""] = message.replace(COLOUR, "").split("\n");
  return `${where}${first ? `: ${first}` : ""}`.slice(0, LONGEST_LINE);
};

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Counts tests; a file that failed before any test ran counts as one failure. */
export function fromVitest(report: unknown): Counts {
  const parsed = VitestReport.parse(report);
  const brokenFiles = parsed.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const short = (file: string) => path.relative(root, file);
  const failures = parsed.testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === "failed")
      .map((test) => failure(`${short(file.name)} > ${test.fullName}`, test.failureMessages?.[0])),
  );
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + brokenFiles.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
    failures: [...failures, ...brokenFiles.map(({ name, message }) => failure(short(name), message))],
  };
}

interface Suite {
  suites?: Suite[] | undefined;
  specs?: { title: string; file: string; ok: boolean }[] | undefined;
}
const Suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    suites: z.array(Suite).optional(),
    specs: z.array(z.object({ title: z.string(), file: z.string(), ok: z.boolean() })).optional(),
  }),
);
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().default("") })).default([]),
  suites: z.array(Suite).default([]),
});

const specsOf = (suite: Suite): NonNullable<Suite["specs"]> => [
  ...(suite.specs ?? []),
  ...(suite.suites ?? []).flatMap(specsOf),
];

/** Counts tests; a flaky one failed, and errors outside any test (set-up, syntax) count one each. */
export function fromPlaywright(report: unknown): Counts {
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  const broken = suites.flatMap(specsOf).filter(({ ok }) => !ok);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...broken.map(({ file, title }) => failure(`${file} > ${title}`)),
      ...errors.map(({ message }) => failure("outside any test", message)),
    ],
  };
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;
const CROSSED = /^\s*✗ (.+)$/;

/** Reads the last line of the form that `toLine` writes, and the crossed lines; null when there is no sum. */
export function fromOutput(output: string): Counts | null {
  const lines = output.split("\n").map((line) => line.trim());
  const match = lines.map((line) => LINE.exec(line)).findLast(Boolean);
  if (!match) return null;
  const crossed = lines.map((line) => CROSSED.exec(line)?.[1]).filter((line) => line !== undefined);
  return {
    passed: Number(match[1]),
    failed: Number(match[2]),
    skipped: Number(match[3] ?? 0),
    failures: crossed.map((line) => failure(line)),
  };
}

/**
 * What a runner's report and exit code say together: no report, an empty one, or an exit code that no
 * failed test explains is itself a failure.
 */
export function settle(counts: Counts | null, succeeded: boolean): Counts {
  const ran = counts !== null && counts.passed + counts.failed + counts.skipped > 0;
  if (!ran) return { ...NONE, failed: 1, failures: ["a runner that reported no test"] };
  if (succeeded || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: ["a runner that failed without a failed test"] };
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
