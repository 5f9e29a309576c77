import { expect, test } from "vitest";
import type { ToolDone } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import type { BrainIo } from "./port";
import { afterTaken } from "./taken";

const result = (say: string): ToolResult => ({ ok: true, data: {}, facts: [], say, next: [] });
let sequence = 0;
const step = (name: ToolName, args: Record<string, unknown>, say: string, turnId = "t3"): ToolDone => ({
  ...{ turnId, toolSequence: ++sequence, name, args, result: result(say) },
});
/** What is said to each of these in turn; the line itself says "fresh". */
async function asking(left: ToolDone[], ...calls: [ToolName, Record<string, unknown>][]): Promise<string[]> {
  const line: BrainIo = {
    callTool: async () => result("fresh"),
    now: () => new Date(),
    signal: new AbortController().signal,
  };
  const io = afterTaken(line, left, "t3");
  const said: string[] = [];
  for (const [name, args] of calls) {
    const told = await io.callTool(name, args);
    said.push(told.ok ? told.say : told.ask);
  }
  return said;
}
const wake = (time: string): [ToolName, Record<string, unknown>] => ["set_wakeup", { room: "204", time }];

test("an effect is taken once, in whatever minute it is asked for now", async () => {
  const left = [step(...wake("07:00"), "first")];
  expect(await asking(left, wake("07:01"), wake("07:01"))).toEqual(["first", "fresh"]);
  expect(left).toEqual([]);
});

test("two of one tool are told apart by their arguments, else by their order", async () => {
  const both = () => [step(...wake("07:00"), "seven"), step(...wake("08:00"), "eight")];
  expect(await asking(both(), wake("08:00"), wake("07:00"))).toEqual(["eight", "seven"]);
  expect(await asking(both(), wake("07:01"), wake("08:01"))).toEqual(["seven", "eight"]);
});

test("a read, and what another turn did, stand only for the very same", async () => {
  const policy: [ToolName, Record<string, unknown>] = ["get_policy", { topic: "pets" }];
  const left = () => [step(...policy, "pets"), step(...wake("07:00"), "lost", "t2")];
  expect(await asking(left(), ["get_policy", { topic: "parking" }], wake("08:00"))).toEqual([
    "fresh",
    "fresh",
  ]);
  expect(await asking(left(), policy, wake("07:00"))).toEqual(["pets", "lost"]);
});
