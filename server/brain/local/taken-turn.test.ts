import { expect, test } from "vitest";
import type { GuestTurn } from "@/server/brain/port";
import { converse } from "@/server/brain/testing/converse";
import type { ToolDone } from "@/server/line/contract";
import { localBrain } from ".";

const yes: GuestTurn = { id: "t4", source: "typed", text: "Yes please", confidence: 1 };

/** A guest who has been read a wake-up call and says yes; what came of it. */
async function agreed(taken?: readonly ToolDone[]) {
  const c = await converse(localBrain);
  await c.say("Can you wake me up at seven tomorrow?");
  await c.say("305");
  await c.say("My name is John Garcia");
  const done: ToolDone[] = [];
  const io = c.hotel.io();
  const callTool: typeof io.callTool = async (name, args) => {
    const result = await io.callTool(name, args);
    done.push({ turnId: yes.id, toolSequence: done.length + 1, name, args, result });
    return result;
  };
  const said: string[] = [];
  for await (const output of c.dialogue().respond(yes, { ...io, callTool }, taken))
    if (output.type === "say") said.push(output.text);
  return { done, said };
}

test("what another worker did in this turn is told, and not asked for again, though the day is another by now", async () => {
  const first = await agreed();
  expect(first.done.map(({ name }) => name)).toEqual(["set_wakeup"]);
  const before = first.done.map((step) => ({ ...step, args: { ...step.args, date: "2026-11-18" } }));
  const second = await agreed(before);
  expect(second.done).toEqual([]);
  expect(second.said).toEqual(first.said);
});
