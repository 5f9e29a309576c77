import { afterEach, describe, expect, test, vi } from "vitest";
import type { OpenAiRealtimeServer } from "./testing/openai-realtime-server";
import { closeWorlds, found, world } from "./testing/realtime-world";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });
afterEach(closeWorlds);

describe("guards and limits of a realtime call", () => {
  const heardBy = (vendor: OpenAiRealtimeServer, transcript: string, item_id = "i1") =>
    vendor.event({
      type: "conversation.item.input_audio_transcription.completed",
      ...{ item_id, transcript },
    });

  test("a card read out is stopped, in groups too: the vendor forgets it, and a person is offered", async () => {
    const { vendor, start, line, callId } = await world();
    const { session } = await start();
    vendor.event({ type: "response.done", response: {} });
    heardBy(vendor, "My card is four two four two, four two four two.", "i1");
    expect(await vendor.sent("conversation.item.delete")).toMatchObject({ item_id: "i1" });
    expect(await vendor.sent("output_audio_buffer.clear")).toBeTruthy();
    const stop = await vendor.sent("response.create", (m) => /card/i.test(JSON.stringify(m)));
    expect(JSON.stringify(stop)).toMatch(/card.*(front desk|call you back|connect).*\?/i);
    vendor.event({ type: "response.done", response: {} });
    heardBy(vendor, "Four two four two", "i2");
    expect(await vendor.sent("conversation.item.delete", (m) => m.item_id === "i2")).toBeTruthy();
    // What the model had begun to do with it is not done.
    vendor.event({ type: "response.created", response: {} });
    heardBy(vendor, "4242 4242 4242 4242", "i3");
    await vendor.sent("conversation.item.delete", (m) => m.item_id === "i3");
    const call = { type: "response.function_call_arguments.done", response_id: "r9", call_id: "f9" };
    vendor.event({ ...call, name: "create_request", arguments: "{}" });
    const output = await vendor.sent(
      "conversation.item.create",
      (m) => (m.item as { call_id?: string }).call_id === "f9",
    );
    expect(JSON.stringify(output)).toContain("not_allowed");
    expect(line.call(callId).tools).toEqual([]);
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("a card in groups over several turns: the vendor forgets each group, and nothing else", async () => {
    const { vendor, start } = await world();
    const { session } = await start();
    heardBy(vendor, "I would like to pay now.", "i1");
    for (const item of ["i2", "i3", "i4", "i5"]) heardBy(vendor, "4242 4242 4242 4242".slice(0, 4), item);
    const forgotten = () =>
      vendor.received.filter(({ type }) => type === "conversation.item.delete").map(({ item_id }) => item_id);
    await expect.poll(forgotten).toEqual(["i2", "i3", "i4", "i5"]);
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("what a colleague has the line say passes the gate, and so does what comes after it; the model's does not", async () => {
    const { vendor, start, callId, bodies } = await world();
    const { session } = await start();
    vendor.event({ type: "response.done", response: {} });
    const sentences = ["A room costs ninety euros a night.", "The spa costs seventeen euros."];
    for (const text of sentences) session.command({ type: "say", callId, text });
    let n = 0;
    const speak = (delta: string) => {
      const words = { response_id: `r${++n}`, item_id: `s${n}` };
      vendor.event({ type: "response.output_audio_transcript.delta", ...words, delta });
      vendor.event({ type: "response.output_audio_transcript.done", ...words, transcript: delta });
    };
    const said = () => bodies().flatMap((body) => (body.type === "line_said" ? [body.text] : []));
    for (const text of sentences) speak(text);
    await expect.poll(said).toEqual(sentences);
    expect(vendor.received.some(({ type }) => type === "response.cancel")).toBe(false);
    speak("A room costs sixty euros a night.");
    expect(await vendor.sent("response.cancel")).toBeTruthy();
    expect(said()).toEqual(sentences);
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("danger raises the alarm at once, whatever the model was saying, and the line says what was done", async () => {
    const { vendor, start, line, callId, bodies } = await world({
      tools: (_call, { name }) =>
        name === "raise_emergency"
          ? {
              ...found,
              data: { alarm: true, number: "112", script: ["Stay with the person."] },
              facts: [
                { id: "c1.1", kind: "contact", name: "emergencyNumber", value: "112", spoken: "one one two" },
              ],
              say: "Help is coming now.",
            }
          : found,
    });
    const { session } = await start();
    vendor.event({ type: "response.done", response: {} });
    vendor.event({ type: "response.created", response: {} });
    vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
    heardBy(vendor, "My wife collapsed in room 214.");
    await vendor.sent("response.cancel");
    await expect.poll(() => line.call(callId).tools.length).toBe(1);
    expect(line.call(callId).tools[0]?.request).toMatchObject({
      name: "raise_emergency",
      args: { kind: "medical", place: "room 214" },
    });
    vendor.event({ type: "response.done", response: {} });
    const spoken = await vendor.sent("response.create", (m) =>
      JSON.stringify(m).includes("Stay with the person"),
    );
    const text = String((spoken.response as { instructions: string }).instructions)
      .split(": ")
      .slice(1)
      .join(": ");
    // The vendor says it: no gate cuts the line's own words.
    vendor.event({ type: "response.created", response: {} });
    vendor.event({ type: "output_audio_buffer.started", response_id: "r2" });
    const words = { response_id: "r2", item_id: "i2" };
    vendor.event({ type: "response.output_audio_transcript.delta", ...words, delta: text });
    vendor.event({ type: "response.output_audio_transcript.done", ...words, transcript: text });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r2" });
    await expect.poll(() => bodies().some(({ type }) => type === "line_heard")).toBe(true);
    expect(JSON.stringify(bodies())).toContain("Stay with the person.");
    session.stop("staff_hung_up");
    await session.ended;
  });

  test("a call that used up its tokens is led to its end and ends with a goodbye", async () => {
    const { vendor, start, bodies } = await world({ maxLlmTokens: 1_000 });
    const { session } = await start();
    const used = (input_tokens: number) =>
      vendor.event({ type: "response.done", response: { usage: { input_tokens, output_tokens: 10 } } });
    used(870);
    expect(await vendor.sent("conversation.item.create")).toMatchObject({
      item: { role: "system", content: [{ text: expect.stringContaining("end soon") }] },
    });
    used(200);
    expect(await vendor.sent("response.create", (m) => JSON.stringify(m).includes("Goodbye"))).toBeTruthy();
    vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r1" });
    await session.ended;
    expect(bodies().at(-1)).toMatchObject({ type: "ended", reason: "cap" });
  });

  test("the goodbye is heard: what was being said when the tokens ran out ends first, and not the call", async () => {
    const { vendor, start, bodies } = await world({ maxLlmTokens: 1_000 });
    const { session } = await start();
    vendor.event({ type: "output_audio_buffer.started", response_id: "r0" });
    vendor.event({ type: "response.done", response: { usage: { input_tokens: 1_200, output_tokens: 10 } } });
    await vendor.sent("response.create", (m) => JSON.stringify(m).includes("Goodbye"));
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r0" });
    vendor.event({
      type: "response.function_call_arguments.done",
      ...{ response_id: "r0", call_id: "f1", name: "open_safe", arguments: "{}" },
    });
    const alive = vendor.sent("conversation.item.create", (m) => JSON.stringify(m).includes("f1"));
    expect(await Promise.race([session.ended.then(() => "over"), alive.then(() => "goes on")])).toBe(
      "goes on",
    );
    vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
    const words = { response_id: "r1", item_id: "i1" };
    vendor.event({ type: "response.output_audio_transcript.delta", ...words, delta: "Goodbye." });
    vendor.event({ type: "response.output_audio_transcript.done", ...words, transcript: "Goodbye." });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r1" });
    await session.ended;
    expect(bodies()).toContainEqual(expect.objectContaining({ type: "line_heard", heard: "Goodbye." }));
    expect(bodies().at(-1)).toMatchObject({ type: "ended", reason: "cap" });
  });

  test("words before the call is ended by the model do not end it: the goodbye is the one asked for after", async () => {
    const { vendor, start, line, callId } = await world();
    const { session } = await start();
    vendor.event({ type: "output_audio_buffer.started", response_id: "r1" });
    vendor.event({
      type: "response.function_call_arguments.done",
      ...{ response_id: "r1", call_id: "f1", name: "end_call", arguments: '{"reason":"done"}' },
    });
    const answered = (id: string) =>
      vendor.sent("conversation.item.create", (m) => (m.item as { call_id?: string }).call_id === id);
    await answered("f1");
    vendor.event({ type: "response.done", response: {} });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r1" });
    vendor.event({
      type: "response.function_call_arguments.done",
      ...{ response_id: "r2", call_id: "f2", name: "open_safe", arguments: "{}" },
    });
    const alive = answered("f2").then(() => "goes on");
    expect(await Promise.race([session.ended.then(() => "over"), alive])).toBe("goes on");
    vendor.event({ type: "output_audio_buffer.started", response_id: "r3" });
    vendor.event({ type: "output_audio_buffer.stopped", response_id: "r3" });
    await session.ended;
    expect(line.call(callId).closed?.reason).toBe("done");
  });

  test("text, sound and the guest's speech are told apart for the bill", async () => {
    const { vendor, start, line, callId } = await world({ realtime: { model: "gpt-realtime-mini" } });
    const { session } = await start();
    expect(vendor.session).toMatchObject({ model: "gpt-realtime-mini" });
    vendor.event({ type: "input_audio_buffer.speech_started", audio_start_ms: 1_000 });
    vendor.event({ type: "input_audio_buffer.speech_stopped", audio_end_ms: 3_500 });
    const into = { audio_tokens: 60, cached_tokens: 30, cached_tokens_details: { audio_tokens: 20 } };
    const usage = { input_tokens: 100, output_tokens: 50, input_token_details: into };
    vendor.event({
      type: "response.done",
      response: { usage: { ...usage, output_token_details: { audio_tokens: 40 } } },
    });
    vendor.dropSideband();
    await session.ended;
    expect(line.call(callId).closed?.usage).toMatchObject({
      ...{ guestSpeechMs: 2_500, llmTokens: 150 },
      vendors: [
        { port: "llm", model: "gpt-realtime-mini", tokensIn: 40, tokensCached: 10, tokensOut: 10 },
        { port: "llm", model: "audio gpt-realtime-mini", tokensIn: 60, tokensCached: 20, tokensOut: 40 },
        { port: "asr", vendor: "openai", model: "gpt-4o-mini-transcribe", seconds: 2.5 },
      ],
    });
  });

  test.each([
    ["cedar", undefined, "cedar"],
    ["nobody", "unknown-voice" as const, "marin"],
  ])("the hotel's voice %s holds the call, or the usual one", async (voice, fault, holds) => {
    const { vendor, start } = await world({ realtime: { voice }, ...(fault ? { fault } : {}) });
    const { session } = await start();
    expect(vendor.session).toMatchObject({ audio: { output: { voice: holds } } });
    session.stop("staff_hung_up");
    await session.ended;
  });
});
