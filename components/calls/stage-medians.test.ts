import { expect, test } from "vitest";
import { stageMedians } from "./stage-medians";

test("each stage's median is over the turns that had it, in the order of the wait; a call without turns has none", () => {
  const turns = [
    { timing: { endpointing: 300, firstToken: 200, think: 50, total: 900, heard: 4_000 } },
    { timing: { endpointing: 100, firstToken: 600, total: 700, heard: 1_000 } },
    { timing: null },
    { timing: { endpointing: 200, firstToken: 10, tool: 70, total: 500 } },
  ];
  expect(stageMedians(turns)).toEqual([
    { label: "End of turn", ms: 200 },
    { label: "First token", ms: 200 },
    { label: "Think", ms: 50 },
    { label: "Tool", ms: 70 },
    { label: "Answer heard", ms: 4_000 },
  ]);
  expect(stageMedians([])).toEqual([]);
  expect(stageMedians([{ timing: null }])).toEqual([]);
});
