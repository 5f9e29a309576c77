import { afterEach, describe, expect, test, vi } from "vitest";
import type { ToolResult } from "@/server/tools";
import { LineAway } from "../line/errors";
import { realTimers } from "../timing";
import { RealtimeUnavailable } from "./session";
import type { Fault } from "./testing/openai-realtime-server";
import { closeWorlds, found, world } from "./testing/realtime-world";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });
afterEach(closeWorlds);

const inSpanish: ToolResult = {
  ok: true,
  data: { language: "es" },
  say: "Claro.",
  facts: [],
  next: [],
};
const thousands: ToolResult = {
  ...found,
  facts: [
    {
      ...{ id: "c1.1", kind: "price", name: "total", spoken: "one thousand five hundred euros" },
      value: { amount: 150_000, currency: "EUR" },
    },
  ],
};

const said = (text: string) => ({ response: { instructions: expect.stringContaining(text) } });

describe("a realtime call", () => {
  test("is fixed by us, greets, and the page gets nothing but an answer", async () => {
    const { vendor, start } = await world();
    const { answer } = await start();
    expect(answer).toBe("v=0\r\nanswer");
    expect(vendor.session).toMatchObject({
      type: "realtime",
      instructions: expect.stringContaining("Hotel Miradouro"),
    });
    expect(vendor.session?.tools).toContainEqual(expect.objectContaining({ name: "quote_stay" }));
    expect(await vendor.sent("response.create")).toMatchObject(said("Hotel Miradouro."));
  });

  test("runs tools at the line and puts words, tools and usage on record", async () => {
    const { vendor, line, callId, start, bodies } = await world();
    const { session } = await start();
    vendor.event({ type: "input_audio_buffer.speech_started", audio_start_ms: 10 });
    vendor.event({
      type: "conversation.item.input_audio_transcription.completed",
      ...{ item_id: "i1", transcript: "What does a room cost?" },
    });
    vendor.event({ type: "response.done", response: { usage: { input_tokens: 30, output_tokens: 5 } } });
    vendor.event({
      type: "response.function_call_arguments.done",
      ...{ response_id: "r1", call_id: "f1", name: "quote_stay", arguments: '{"type":"CD"}' },
    });
    const output = await vendor.sent("conversation.item.create");
    expect(output).toMatchObject({ item: { type: "function_call_output", call_id: "f1" } });
    vendor.event({ type: "output_audio_buffer.started", response_id: "r2" });
    for (const delta of ["It is two hundred and ", "forty euros. ", "Shall I book it?"])
      vendor.event({
        type: "response.output_audio_transcript.delta",
        ...{ response_id: "r2", item_id: "i2", delta },
      });
    vendor.event({
      type: "response.output_audio_transcript.done",
      ...{
        response_id: "r2",
        item_id: "i2",
        transcript: "It is two hundred and forty euros. Shall I book it?",
      },
    });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r2" });
    vendor.dropSideband();
    await session.ended;
    expect(bodies().filter(({ type }) => type !== "state")).toMatchObject([
      { type: "guest_turn", turnId: "t1", text: "What does a room cost?" },
      { type: "tool", name: "quote_stay", outcome: "ok" },
      { type: "line_said", clause: 0, text: "It is two hundred and forty euros." },
      { type: "line_said", clause: 1, text: "Shall I book it?", kind: "question" },
      { type: "line_heard", heard: "It is two hundred and forty euros. Shall I book it?", cut: false },
      { type: "ended", reason: "guest_hung_up" },
    ]);
    expect(line.call(callId).closed).toMatchObject({
      recording: false,
      usage: { llmTokens: 35, vendors: [{ port: "llm", vendor: "openai", tokensIn: 30, tokensOut: 5 }] },
    });
    expect(vendor.hangUps).toEqual(["rtc_1"]);
  });

  test("a claim that no tool backs is cut off, not recorded as said, and put right", async () => {
    const { vendor, start, bodies } = await world();
    const { session } = await start();
    vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
    for (const delta of ["That is ninety euros. ", "Lovely, is it not?"])
      vendor.event({
        type: "response.output_audio_transcript.delta",
        ...{ response_id: "r1", item_id: "i1", delta },
      });
    await vendor.sent("response.cancel");
    await vendor.sent("output_audio_buffer.clear");
    expect(await vendor.sent("conversation.item.create")).toMatchObject({ item: { role: "system" } });
    session.stop("staff_hung_up");
    await session.ended;
    expect(bodies().filter(({ type }) => type === "line_said")).toEqual([]);
  });

  test("a response of the vendor's own is waited for before another is asked for", async () => {
    const { vendor, start } = await world();
    const { session } = await start();
    await vendor.sent("response.create");
    vendor.event({ type: "response.done", response: {} });
    vendor.event({ type: "response.created", response: {} });
    const call = { type: "response.function_call_arguments.done", response_id: "r1", name: "quote_stay" };
    vendor.event({ ...call, call_id: "f1", arguments: "{}" });
    await vendor.sent("conversation.item.create");
    const asked = () => vendor.received.filter(({ type }) => type === "response.create").length;
    expect(asked()).toBe(1);
    vendor.event({ type: "response.done", response: {} });
    await expect.poll(asked).toBe(2);
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("an effect waits for the guest's words, and needs a clear yes in them", async () => {
    const { vendor, line, callId, start } = await world();
    const { session } = await start();
    const book = { type: "response.function_call_arguments.done", response_id: "r1", name: "book_stay" };
    const guest = { type: "conversation.item.input_audio_transcription.completed", item_id: "i1" };
    const answered = (id: string) =>
      vendor.sent("conversation.item.create", (m) => (m.item as { call_id?: string }).call_id === id);
    vendor.event({ type: "input_audio_buffer.speech_stopped" });
    vendor.event({ ...book, call_id: "f1", arguments: "{}" });
    vendor.event({ ...guest, transcript: "What would it cost?" });
    expect(JSON.stringify(await answered("f1"))).toContain("not_allowed");
    expect(line.call(callId).tools).toEqual([]);
    vendor.event({ type: "input_audio_buffer.speech_stopped" });
    vendor.event({ ...book, call_id: "f2", arguments: "{}" });
    vendor.event({ ...guest, transcript: "Yes please." });
    await answered("f2");
    expect(line.call(callId).tools.map(({ request }) => request.name)).toEqual(["book_stay"]);
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("an effect whose answer was lost is told as soon as it is known to be done", async () => {
    const { vendor, line, start, bodies } = await world({ timers: realTimers });
    const ask = line.tool.bind(line);
    let lost = 0;
    line.tool = async (...given) => {
      const result = await ask(...given);
      if (lost++ === 0) throw new LineAway("The answer was lost.");
      return result;
    };
    const { session } = await start();
    vendor.event({ type: "input_audio_buffer.speech_stopped" });
    vendor.event({
      type: "response.function_call_arguments.done",
      ...{ response_id: "r1", name: "book_stay", call_id: "f1", arguments: "{}" },
    });
    vendor.event({
      type: "conversation.item.input_audio_transcription.completed",
      ...{ item_id: "i1", transcript: "Yes please." },
    });
    await vendor.sent("conversation.item.create", (m) => JSON.stringify(m).includes("has been done since"));
    vendor.event({ type: "response.done", response: {} });
    vendor.event({ type: "response.done", response: {} });
    await vendor.sent("response.create", (m) => JSON.stringify(m).includes("Two rooms are free."));
    session.stop("staff_hung_up");
    await session.ended;
    const told = bodies().flatMap((body) => (body.type === "tool" ? [body.outcome] : []));
    expect(told).toEqual(["later", "ok"]);
  });

  test("a call that changes its language is written down, judged and agreed to in the new one", async () => {
    const { vendor, line, callId, start, bodies } = await world({
      tools: (_call, { name }) => (name === "set_language" ? inSpanish : thousands),
    });
    const { session } = await start();
    const call = { type: "response.function_call_arguments.done", response_id: "r1" };
    const answered = (id: string) =>
      vendor.sent("conversation.item.create", (m) => (m.item as { call_id?: string }).call_id === id);
    const says = (response_id: string, delta: string) => {
      const words = { response_id, item_id: response_id };
      vendor.event({ type: "response.output_audio_transcript.delta", ...words, delta });
      vendor.event({ type: "response.output_audio_transcript.done", ...words, transcript: "" });
    };
    vendor.event({ ...call, call_id: "f1", name: "quote_stay", arguments: "{}" });
    await answered("f1");
    vendor.event({ ...call, call_id: "f2", name: "set_language", arguments: '{"language":"es"}' });
    await answered("f2");
    // The hotel speaks several languages: none is pinned, before or after.
    expect(await vendor.sent("session.update")).toMatchObject({
      session: { audio: { input: { transcription: { model: "gpt-4o-mini-transcribe" } } } },
    });
    expect(JSON.stringify(await vendor.sent("session.update"))).not.toContain('"language"');
    // Fifteen hundred in Spanish, one and a half in English.
    says("r2", "Total: 1.500 euro.");
    vendor.event({ type: "input_audio_buffer.speech_stopped" });
    vendor.event({ ...call, call_id: "f3", name: "book_stay", arguments: "{}" });
    vendor.event({
      type: "conversation.item.input_audio_transcription.completed",
      ...{ item_id: "i9", transcript: "Sí, por favor." },
    });
    await answered("f3");
    expect(line.call(callId).tools.map(({ request }) => request.name)).toContain("book_stay");
    session.stop("staff_hung_up");
    await session.ended;
    expect(bodies().filter(({ type }) => type === "line_said")).toMatchObject([
      { text: "Total: 1.500 euro." },
    ]);
  });

  test("only what was played before an interruption counts as heard", async () => {
    const { vendor, start, bodies } = await world();
    const { session } = await start();
    vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
    const words = { response_id: "r1", item_id: "i1" };
    vendor.event({
      type: "response.output_audio_transcript.delta",
      ...words,
      delta: "One two three four five.",
    });
    vendor.event({ type: "response.output_audio_transcript.done", ...words, transcript: "" });
    vendor.event({ type: "conversation.item.truncated", item_id: "i1", audio_end_ms: 750 });
    vendor.event({ type: "output_audio_buffer.cleared", response_id: "r1" });
    vendor.dropSideband();
    await session.ended;
    expect(bodies().find(({ type }) => type === "line_heard")).toMatchObject({
      ...{ heard: "One two", unheard: "three four five.", cut: true },
    });
  });

  test("the guest's third silence ends the call with a goodbye", async () => {
    const { vendor, start, bodies } = await world({ silenceSeconds: 0.02 });
    const { session } = await start();
    for (const response_id of ["r1", "r2", "r3"]) {
      vendor.event({ type: "output_audio_buffer.started", response_id });
      vendor.event({ type: "output_audio_buffer.stopped", response_id });
      vendor.event({ type: "response.done", response: {} });
      await expect.poll(() => vendor.received.length).toBeGreaterThan(Number(response_id[1]));
    }
    expect(await vendor.sent("response.create", (m) => JSON.stringify(m).includes("Goodbye"))).toBeTruthy();
    vendor.event({ type: "output_audio_buffer.started", response_id: "r4" });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r4" });
    await session.ended;
    expect(bodies().at(-1)).toMatchObject({ type: "ended", reason: "silence" });
  });

  test("garbage, unknown events, unknown tools and unreadable arguments harm nobody", async () => {
    const { vendor, start, line, callId } = await world();
    const { session } = await start();
    vendor.raw("{");
    vendor.raw("null");
    vendor.event({ type: "something.new" });
    const call = { type: "response.function_call_arguments.done", response_id: "r1" };
    vendor.event({ ...call, call_id: "f1", name: "open_safe", arguments: "{}" });
    vendor.event({ ...call, call_id: "f2", name: "quote_stay", arguments: "[1" });
    for (const id of ["f1", "f2"])
      await vendor.sent("conversation.item.create", (m) => (m.item as { call_id?: string }).call_id === id);
    expect(line.call(callId).tools).toEqual([]);
    session.stop("staff_hung_up");
    await session.ended;
    await expect.poll(() => vendor.sidebands).toBe(0);
  });

  test.each<Fault>(["401", "429", "500", "garbage", "no-location", "refuse-sideband"])(
    "a vendor with %s: the guest is told to call the line, and the call is closed",
    async (fault) => {
      const { start, line, callId } = await world({ fault });
      await expect(start()).rejects.toBeInstanceOf(RealtimeUnavailable);
      expect(line.call(callId).closed?.reason).toBe("failed");
    },
  );

  test("a hotel without the vendor has no realtime voice", async () => {
    const { start, line, callId } = await world({ withVendor: false });
    await expect(start()).rejects.toThrow("This hotel has no realtime voice. Call the line instead.");
    expect(line.call(callId).closed?.reason).toBe("failed");
  });

  test("another worker's epoch ends it without a word to the line", async () => {
    const { start, line, callId } = await world();
    const { session } = await start();
    session.command({ type: "superseded", callId, epoch: session.epoch + 1 });
    await session.ended;
    expect(line.call(callId).closed).toBeUndefined();
  });
});
