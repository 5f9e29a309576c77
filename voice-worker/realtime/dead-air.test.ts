import { afterEach, describe, expect, test, vi } from "vitest";
import type { ToolResult } from "@/server/tools";
import { ManualTimers } from "../testing/manual-timers";
import { ANSWER_AGAIN_MS, ANSWER_MS } from "./quiet";
import { closeWorlds, found, world } from "./testing/realtime-world";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });
afterEach(closeWorlds);

const failed = { type: "response.done", response: { status: "failed" } };
const done = { type: "response.done", response: { status: "completed" } };

/** A call that has greeted, and whose guest has just asked something; on a clock moved by hand. */
async function asked(over: Parameters<typeof world>[0] = {}) {
  const timers = new ManualTimers();
  const at = await world({ ...over, timers });
  const { session } = await at.start();
  const { vendor } = at;
  await vendor.sent("response.create");
  vendor.event(done);
  vendor.event({ type: "input_audio_buffer.speech_started" });
  vendor.event({ type: "input_audio_buffer.speech_stopped" });
  vendor.event({ type: "response.created", response: {} });
  const creates = () => vendor.received.filter(({ type }) => type === "response.create");
  /** What the line said last in words of its own that hold `text`. */
  const says = (text: string) =>
    vendor.sent("response.create", (message) => JSON.stringify(message).includes(text));
  return { ...at, timers, session, creates, says };
}

describe("a vendor that cannot answer", () => {
  test("is asked once more; when that fails too the guest hears it, and the call ends as failed", async () => {
    const { vendor, session, creates, says, bodies } = await asked();
    vendor.event(failed);
    await expect.poll(creates, { timeout: 20_000 }).toHaveLength(2);
    expect(creates()[1]).toEqual({ type: "response.create" });
    vendor.event(failed);
    await says("I cannot go on with this call");
    vendor.event({ type: "output_audio_buffer.started", response_id: "r9" });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r9" });
    await session.ended;
    expect(bodies().at(-1)).toMatchObject({ type: "ended", reason: "failed" });
  });

  test("not even to say goodbye: the call ends at once", async () => {
    const { vendor, session, says, bodies } = await asked();
    vendor.event(failed);
    vendor.event(failed);
    await says("I cannot go on with this call");
    // No timer runs here: only the failure ends it.
    vendor.event(failed);
    await session.ended;
    expect(bodies().at(-1)).toMatchObject({ type: "ended", reason: "failed" });
  });

  test("and answers the second time: the call goes on, and a later failure is a first one", async () => {
    const { vendor, creates, session } = await asked();
    vendor.event(failed);
    await expect.poll(creates, { timeout: 20_000 }).toHaveLength(2);
    vendor.event({ type: "output_audio_buffer.started", response_id: "r2" });
    vendor.event(done);
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r2" });
    vendor.event({ type: "response.created", response: {} });
    vendor.event(failed);
    await expect.poll(creates, { timeout: 20_000 }).toHaveLength(3);
    expect(creates()[2]).toEqual({ type: "response.create" });
    session.stop("staff_hung_up");
    await session.ended;
  });
});

describe("a model that writes a tool's arguments", () => {
  test("has longer before it counts as dead", async () => {
    const { vendor, timers, session, creates, says, callId } = await asked();
    vendor.event({ type: "response.function_call_arguments.delta", response_id: "r1", delta: "{" });
    vendor.event(failed);
    await expect.poll(creates, { timeout: 20_000 }).toHaveLength(2);
    timers.advance(ANSWER_AGAIN_MS);
    session.command({ type: "instruct", callId, text: "Still there." });
    timers.advance(ANSWER_AGAIN_MS);
    await says("I cannot go on with this call");
    const place = (text: string) => vendor.received.findIndex((sent) => JSON.stringify(sent).includes(text));
    expect(place("Still there.")).toBeLessThan(place("I cannot go on with this call"));
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("and comes too late with them is told to call again, not that the line answers", async () => {
    const { vendor, timers, line, callId, session } = await asked();
    // Words that the gate stops: what is sent for them tells that the guest's turn is known, and its time runs.
    const words = { response_id: "r0", item_id: "i0", delta: "A room is ninety euros. It" };
    vendor.event({ type: "response.output_audio_transcript.delta", ...words });
    await vendor.sent("response.cancel");
    timers.advance(ANSWER_MS);
    vendor.event({
      type: "response.function_call_arguments.done",
      ...{ response_id: "r1", call_id: "f1", name: "quote_stay", arguments: "{}" },
    });
    const output = await vendor.sent("conversation.item.create", (m) => JSON.stringify(m).includes("f1"));
    expect(JSON.stringify(output)).toContain("call it again");
    expect(line.call(callId).tools).toEqual([]);
    session.stop("staff_hung_up");
    await session.ended;
  });
});

test("a slow tool is covered by a filler, and the guest who waits for it is not taken for silent", async () => {
  let answer: (result: ToolResult) => void = () => {};
  const slow = new Promise<ToolResult>((resolve) => {
    answer = resolve;
  });
  const { vendor, timers, line, callId, says, session } = await asked({ silenceSeconds: 1 });
  line.tool = () => slow;
  vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
  vendor.event({
    type: "response.function_call_arguments.done",
    ...{ response_id: "r1", call_id: "f1", name: "quote_stay", arguments: "{}" },
  });
  vendor.event(done);
  vendor.event({ type: "output_audio_buffer.stopped", response_id: "r1" });
  const filled = () => {
    timers.advance(50);
    return JSON.stringify(vendor.received).includes("One moment, let me look.");
  };
  await expect.poll(filled, { interval: 5, timeout: 20_000 }).toBe(true);
  // Only said: a tool that runs is not asked for a second time by it.
  expect(await says("One moment, let me look.")).toMatchObject({ response: { tool_choice: "none" } });
  expect(JSON.stringify(vendor.received)).not.toContain("The guest has said nothing");
  answer(found);
  vendor.event(done);
  await vendor.sent("conversation.item.create", (m) => (m.item as { call_id?: string }).call_id === "f1");
  expect(line.call(callId).closed).toBeUndefined();
  session.stop("staff_hung_up");
  await session.ended;
});
