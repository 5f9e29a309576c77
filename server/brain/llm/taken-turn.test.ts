import { beforeAll, describe, expect, test } from "vitest";
import { lexicons } from "@/server/brain/gate";
import type { BrainOutput, GuestTurn } from "@/server/brain/port";
import type { ToolDone } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import { readLlmState } from "./state";
import { call, inOrder, type Rig, rig } from "./testing/double";

beforeAll(() => void lexicons(), 60_000);

const towels = { kind: "housekeeping_item", summary: "Two bath towels", room: "204" };
const asks = { text: "Shall I pass that on?" };
const turn = (text: string): GuestTurn => ({ id: "t9", source: "typed", text, confidence: 1 });
const ok = (say: string, data: unknown = {}): ToolResult => ({ ok: true, data, facts: [], say, next: [] });
const step = (name: ToolName, args: Record<string, unknown>, result: ToolResult): ToolDone => ({
  ...{ turnId: "t9", toolSequence: 9, name, args, result },
});

/** A call whose guest has been asked, and whose "yes" another worker began to answer. */
async function begun(r: Rig, ...taken: ToolDone[]) {
  const c = await r.start();
  await c.say("Two towels to room 204");
  const logged = c.hotel.log.length;
  const outputs: BrainOutput[] = [];
  const answer = async (text: string, done: readonly ToolDone[] = taken) => {
    for await (const output of c.dialogue().respond(turn(text), c.hotel.io(), done)) outputs.push(output);
    return outputs.map((output) => (output.type === "say" ? output.text : `(${output.reason})`));
  };
  return { c, answer, ran: () => c.hotel.log.slice(logged).map(({ name }) => name) };
}

describe("a turn in which another worker's tools have run", () => {
  test("goes on from their results: the model sees them as its own calls and is not asked to word them again", async () => {
    const r = rig(inOrder(asks, { text: "Is there anything else?" }));
    const { answer, ran } = await begun(
      r,
      step("create_request", towels, ok("Two towels are on their way.")),
    );
    expect(await answer("Yes please")).toEqual(["Is there anything else?"]);
    expect(ran()).toEqual([]);
    const messages = r.requests()[1]?.request.messages ?? [];
    expect(messages.slice(-3)).toMatchObject([
      { role: "guest" },
      { role: "line", calls: [{ id: "done_9", name: "create_request", args: towels }] },
      { role: "tool", callId: "done_9", content: expect.stringContaining("on their way") },
    ]);
  });

  test("has what they had not come to done, after the same yes", async () => {
    const rest = call("create_request", { ...towels, summary: "A kettle" });
    const r = rig(inOrder(asks, { calls: [rest] }, { text: "Is there anything else?" }));
    const { answer, ran } = await begun(r, step("create_request", towels, ok("Noted.")));
    await answer("Yes please");
    expect(ran()).toEqual(["create_request"]);
  });

  test("knows nothing of a tool that this version has no more", async () => {
    const r = rig(inOrder(asks, { text: "Is there anything else?" }));
    const gone = { ...step("end_call", {}, ok("Bye.")), name: "order_taxi" };
    const { answer } = await begun(r, gone);
    expect(await answer("Yes please")).toEqual(["Is there anything else?"]);
    expect(r.requests()[1]?.request.messages.at(-1)).toMatchObject({ role: "guest" });
  });

  test("ends where they ended it, and no model is asked", async () => {
    const r = rig(inOrder(asks));
    const connecting = ok("I am putting you through.", { state: "connecting", destination: "front_desk" });
    const args = { destination: "front_desk", summary: "Towels", callerAgreed: true };
    const { answer } = await begun(r, step("transfer_call", args, connecting));
    expect(await answer("Yes please")).toEqual(["I am putting you through.", "(transferred)"]);
    expect(r.requests()).toHaveLength(1);
  });

  test("is told in the results' own words when the models are away", async () => {
    const r = rig(inOrder(asks));
    const { answer, ran } = await begun(
      r,
      step("create_request", towels, ok("Two towels are on their way.")),
    );
    expect(await answer("Yes please")).toEqual(["Two towels are on their way."]);
    expect(ran()).toEqual([]);
  });

  test("is told in them, too, when no model may be asked any more", async () => {
    const r = rig(inOrder(asks));
    const { answer, ran } = await begun(
      r,
      step("create_request", towels, ok("Two towels are on their way.")),
    );
    r.opening.rules.maxLlmTokens = 0;
    expect(await answer("Yes please")).toEqual(["Two towels are on their way."]);
    expect(ran()).toEqual([]);
    expect(r.requests()).toHaveLength(1);
  });

  test("keeps what the guest had given, where the app keeps none of it", async () => {
    const r = rig(inOrder(asks, { text: "Is there anything else?" }));
    const name: ToolName = "schedule_callback";
    const { c, answer } = await begun(r);
    const give = step(name, { number: "+351912345678", topic: "general" }, ok("Noted."));
    await answer("Yes please", [give]);
    const phone = () => readLlmState(c.hotel.opening, c.dialogue().snapshot())?.memory.phone;
    expect(phone()).toBe("+351912345678");
    await answer("And again", [step(name, { topic: "general" }, ok("Noted."))]);
    expect(phone()).toBe("+351912345678");
  });

  test("that is the local brain's raises no second alarm", async () => {
    const fire = "There is a fire in room 204!";
    const first = await begun(rig(inOrder(asks)));
    await first.answer(fire);
    const alarm = first.c.hotel.log.findLast(({ name }) => name === "raise_emergency");
    expect(alarm).toBeDefined();
    const args = { ...alarm?.args, text: "as the app keeps it" };
    const second = await begun(
      rig(inOrder(asks)),
      step("raise_emergency", args, ok("Help is on the way.", { script: [] })),
    );
    expect((await second.answer(fire)).length).toBeGreaterThan(0);
    expect(second.ran()).not.toContain("raise_emergency");
  });
});
