import { expect, test } from "vitest";
import type { CallRow } from "@/server/features/calls/schema";
import { allCalls, CSV_MOST, callsCsv, csvCell } from "./csv";

const row = (id: string, over: Partial<CallRow> = {}): CallRow => ({
  ...{
    id,
    channel: "browser",
    state: "ended",
    startedAt: "2026-03-04T12:42:00.000Z",
    endedAt: null,
    durationMs: 65_400,
  },
  ...{
    fromNumber: "+4790012345",
    guest: null,
    outcome: "to_a_person",
    intent: "group_booking",
    sentiment: null,
  },
  ...{ followUp: true, latencyP50Ms: 610, summary: null, sentence: null, ...over },
});

test.each([
  ["=1+1", "'=1+1"],
  ["+4790012345", "'+4790012345"],
  ["-cmd", "'-cmd"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ["plain", "plain"],
  ["two\nlines", '"two\nlines"'],
  ["", ""],
  [null, ""],
  [-5, "-5"],
])("%j is written %j", (value, written) => expect(csvCell(value)).toBe(written));

test("a call is one line, with words and whole seconds", () => {
  const [head, line] = callsCsv([row("a", { summary: 'Said "yes", twice' })]).split("\r\n");
  expect(head?.split(",")).toHaveLength(14);
  expect(line).toBe(
    'a,2026-03-04T12:42:00.000Z,,browser,,\'+4790012345,ended,To a person,Group booking,65,610,,yes,"Said ""yes"", twice"',
  );
});

test("reads every page once, stops at the end and at 5,000", async () => {
  const asked: number[] = [];
  const page = (total: number) => async (at: number) => {
    asked.push(at);
    const rows = Array.from({ length: Math.max(0, Math.min(50, total - (at - 1) * 50)) }, (_, i) =>
      row(`${(at - 1) * 50 + i}`),
    );
    return { rows, total };
  };
  expect(await allCalls(page(120))).toMatchObject({ whole: true, rows: { length: 120 } });
  expect(asked).toEqual([1, 2, 3]);
  expect(await allCalls(page(0))).toEqual({ rows: [], whole: true });
  expect((await allCalls(page(9_000))).rows).toHaveLength(CSV_MOST);
  expect((await allCalls(page(9_000))).whole).toBe(false);
});
