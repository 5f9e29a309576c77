import { describe, expect, test } from "vitest";
import { readArguments, usage } from "./arguments";
import { faults } from "./faults";
import { loadSummary } from "./load";

const names = { scripts: ["booking", "cancel"], faults };
const read = (...argv: string[]) => readArguments(["--url", "http://localhost:3000", ...argv], names);

describe("the simulator's command line", () => {
  test("a bad line, a load and a fault are read", () => {
    expect(read("--load", "40", "--loss", "2.5", "--noise=-35")).toMatchObject({
      load: 40,
      fault: undefined,
      line: { lossPercent: 2.5, noiseDb: -35 },
    });
    expect(read("--noise", "-35", "--text")).toMatchObject({ text: true, line: { noiseDb: -35 } });
    expect(read("--fault", "oversized")).toMatchObject({ fault: "oversized", load: undefined });
    expect(read()).toMatchObject({ load: undefined, line: { lossPercent: 0, noiseDb: undefined } });
  });

  test.each([
    [["--load", "0"], "1 to 300"],
    [["--load", "301"], "1 to 300"],
    [["--load", "2.5"], "whole"],
    [["--load", ""], "1 to 300"],
    [["--load", "5", "--wav", "a.wav"], "without"],
    [["--load", "5", "--fault", "drop"], "without"],
    [["--fault", "toString"], "no fault"],
    [["--loss", "101"], "0 to 100"],
    [["--loss", "abc"], "0 to 100"],
    [["--noise", "3"], "-90 to 0"],
    [["--noise", "-91"], "-90 to 0"],
    [["--noise", "--text"], "noise"],
    [["--load", "5", "--url", "https://hotel.example"], "this machine"],
    [["--fault", "drop", "--url", "http://127.0.0.1.evil.example"], "this machine"],
  ])("%j is refused in words", (argv, words) => {
    expect(() => read(...argv)).toThrow(words);
  });

  test("help names every script and fault", () => {
    const text = usage(names);
    for (const name of [...names.scripts, ...Object.keys(faults)]) expect(text).toContain(name);
  });
});

test("the summary of a load counts, gives percentiles and says why others failed", () => {
  const lines = loadSummary([
    { done: true, why: "reached", seconds: 40, waits: [300, 500] },
    { done: true, why: "reached", seconds: 50, waits: [400] },
    { done: false, why: "the time was up", seconds: 300, waits: [] },
  ]);
  expect(lines[0]).toBe("2 of 3 guests got what they called for.");
  expect(lines[2]).toMatch(/wait a turn\s+400\s+500\s+500\s+500 {2}ms, 3/);
  expect(lines[3]).toMatch(/length of call\s+50\s+300/);
  expect(lines[4]).toBe("   1 × the time was up");
});
