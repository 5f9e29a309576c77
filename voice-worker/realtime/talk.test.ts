import { describe, expect, test } from "vitest";
import type { CallEventBody, TurnTiming } from "@/server/line/contract";
import type { RealtimeEvent } from "./messages";
import { RealtimeTalk } from "./talk";

/** A talk on a clock moved by hand; the gate lets nothing pass that names a price. */
function world() {
  let now = 0;
  let toolMs = 0;
  const events: CallEventBody[] = [];
  const waits: TurnTiming[] = [];
  const sent: Record<string, unknown>[] = [];
  const talk = new RealtimeTalk({
    event: (body) => void events.push(body),
    atMs: () => now,
    send: (message) => void sent.push(message),
    backed: (sentence) => !sentence.includes("euros"),
    guestSaid: () => {},
    toolMs: () => toolMs,
    waited: (timing) => void waits.push(timing),
    failed: () => true,
    toolRuns: () => false,
  });
  const take = (...taken: RealtimeEvent[]) => {
    for (const event of taken) talk.take(event);
  };
  return {
    ...{ talk, events, waits, sent, take },
    later: (ms: number) => {
      now += ms;
    },
    toolTook: (ms: number) => {
      now += ms;
      toolMs += ms;
    },
    heard: () => events.filter((body) => body.type === "line_heard"),
    say: (delta: string, id = "r1") =>
      take({ type: "response.output_audio_transcript.delta", response_id: id, item_id: `i-${id}`, delta }),
    sounds: (id = "r1") => take({ type: "output_audio_buffer.started", response_id: id }),
    cleared: (id = "r1") => take({ type: "output_audio_buffer.cleared", response_id: id }),
  };
}

const TRUE = "The pool opens at seven every day. ";
/** A sentence is whole when the next one begins. */
const FALSE = "A room is ninety euros. It";

describe("words of a response that the gate cuts", () => {
  test("what was played before the cut is heard, the rest of what was said is not", () => {
    const { say, sounds, cleared, later, heard, talk } = world();
    sounds();
    say(TRUE);
    later(1_100);
    say(FALSE);
    later(300);
    cleared();
    // 1,400 ms at 350 ms a word.
    const cut = { heard: "The pool opens at", unheard: "seven every day.", cut: true, heardMs: 1_400 };
    expect(heard()).toMatchObject([cut]);
    talk.end();
    expect(heard()).toHaveLength(1);
  });

  test("all sentences before it, when they were over", () => {
    const { say, sounds, cleared, later, heard } = world();
    sounds();
    say(TRUE);
    later(4_000);
    say(FALSE);
    cleared();
    expect(heard()).toMatchObject([{ heard: TRUE.trim(), unheard: "", cut: true }]);
  });

  test("nothing, when it had not begun to sound; a sound that comes after the cut is nobody's", () => {
    const { say, sounds, cleared, later, heard, talk } = world();
    say(TRUE + FALSE);
    expect(heard()).toMatchObject([{ heard: "", unheard: TRUE.trim(), cut: true }]);
    sounds();
    later(900);
    cleared();
    talk.end();
    expect(heard()).toHaveLength(1);
  });

  test("a cut of the very first sentence leaves nothing to tell", () => {
    const { say, events, talk } = world();
    say(FALSE);
    talk.end();
    expect(events).toEqual([]);
  });

  test("a call that ends before the vendor says where it stopped counts none of it", () => {
    const { say, sounds, later, heard, talk } = world();
    sounds();
    say(TRUE);
    later(1_000);
    say(FALSE);
    talk.end();
    expect(heard()).toMatchObject([{ heard: "", unheard: TRUE.trim(), cut: true }]);
  });
});

test("a second answer to a turn is a turn of its own on record, beside what was heard of the first", () => {
  const { say, sounds, cleared, later, heard, take } = world();
  take({
    ...{ type: "conversation.item.input_audio_transcription.completed", item_id: "g1" },
    transcript: "When does the pool open?",
  });
  sounds();
  say(TRUE);
  later(1_400);
  say(FALSE);
  cleared();
  say("Sorry, let me look. ", "r2");
  sounds("r2");
  later(2_000);
  take(
    { type: "response.output_audio_transcript.done", response_id: "r2", item_id: "i-r2", transcript: "" },
    { type: "output_audio_buffer.stopped", response_id: "r2" },
  );
  expect(heard()).toMatchObject([
    { turnId: "t1", heard: "The pool opens at", cut: true },
    { turnId: "t1.2", heard: "Sorry, let me look.", cut: false },
  ]);
});

describe("an interruption by the guest", () => {
  test("the vendor's own place counts, not ours; ours does when the call ends before it comes", () => {
    for (const told of [true, false]) {
      const { say, sounds, cleared, later, heard, take, talk } = world();
      sounds();
      say(TRUE);
      take({
        ...{ type: "response.output_audio_transcript.done", response_id: "r1", item_id: "i-r1" },
        transcript: TRUE,
      });
      later(1_400);
      cleared();
      if (told) take({ type: "conversation.item.truncated", item_id: "i-r1", audio_end_ms: 700 });
      talk.end();
      expect(heard()).toMatchObject([{ heard: told ? "The pool" : "The pool opens at", cut: true }]);
    }
  });
});

describe("where the wait goes", () => {
  const stopped: RealtimeEvent = { type: "input_audio_buffer.speech_stopped" };
  const tool: RealtimeEvent = {
    ...{ type: "response.function_call_arguments.done", response_id: "r0", call_id: "c", name: "x" },
    arguments: "{}",
  };

  test("silence, first token, tools, words and sound are stages of a turn, told once", () => {
    const { take, say, sounds, later, toolTook, events, waits } = world();
    take(stopped);
    later(300);
    take(tool);
    toolTook(200);
    later(150);
    say(TRUE);
    later(90);
    sounds();
    const timing = { endpointing: 500, firstToken: 300, think: 150, tool: 200, voice: 90, total: 1_240 };
    expect(waits).toEqual([timing]);
    expect(events.filter(({ type }) => type === "timing")).toMatchObject([
      { timing, vendors: { llm: "openai" } },
    ]);
    sounds("r2");
    expect(waits).toHaveLength(1);
  });

  test("nobody waited for a greeting, and sound before its words is no time of the voice", () => {
    const { take, sounds, later, waits } = world();
    sounds("greeting");
    expect(waits).toEqual([]);
    take(stopped);
    later(400);
    sounds();
    expect(waits).toEqual([{ endpointing: 500, firstToken: 400, think: 0, voice: 0, total: 900 }]);
  });
});

describe("what is asked for", () => {
  const began: RealtimeEvent = { type: "input_audio_buffer.speech_started" };
  const stopped: RealtimeEvent = { type: "input_audio_buffer.speech_stopped" };
  const created: RealtimeEvent = { type: "response.created" };
  const done = (status: "completed" | "cancelled" | "failed" | "incomplete"): RealtimeEvent => ({
    type: "response.done",
    response: { status },
  });
  const tool: RealtimeEvent = {
    ...{ type: "response.function_call_arguments.done", response_id: "r0", call_id: "c", name: "x" },
    arguments: "{}",
  };

  test("is not asked for again where the failed response had begun a tool: its answer is asked for anyway", () => {
    const { take, sent } = world();
    take(created, tool, done("failed"));
    expect(sent).toEqual([]);
    take(created, done("failed"));
    expect(sent).toEqual([{ type: "response.create" }]);
  });

  test("word for word is asked for again word for word", () => {
    const { take, talk, sent } = world();
    talk.ask({ instructions: "Your taxi is here." });
    take(created, done("failed"));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  test("is not asked for again when the guest broke in, or when a part of it was said", () => {
    const { take, say, sent } = world();
    take(created, done("cancelled"), created);
    say(TRUE);
    take(done("incomplete"));
    expect(sent).toEqual([]);
    take(created, done("incomplete"));
    expect(sent).toEqual([{ type: "response.create" }]);
  });

  test("a response that hangs is dropped: first the filler, then what was asked for, and no tool of the old one", () => {
    const { take, talk, sent } = world();
    talk.ask({ instructions: "Ask again." });
    take(created);
    talk.again({ instructions: "One moment.", filler: true });
    expect(sent.slice(1)).toEqual([{ type: "response.cancel" }, { type: "output_audio_buffer.clear" }]);
    expect([talk.isStopped("r0"), talk.comesAgain]).toEqual([true, true]);
    take(done("cancelled"));
    expect(sent.at(-1)).toMatchObject({ response: { instructions: "One moment." } });
    take(done("completed"));
    expect(sent.at(-1)).toMatchObject({ response: { instructions: "Ask again." } });
    expect(sent).toHaveLength(5);
  });

  test("where nothing was being made any more, the vendor's complaint goes on to what follows", () => {
    const { take, talk, sent } = world();
    take(created);
    talk.again();
    const error = { type: "invalid_request_error", code: "response_cancel_not_active" };
    take({ type: "error", error });
    expect(sent.at(-1)).toEqual({ type: "response.create" });
    // A complaint about a cancel that crossed the end of its response changes nothing.
    take({ type: "error", error });
    expect(sent).toHaveLength(3);
  });

  test("is kept when the vendor began a response of its own in the same moment", () => {
    const { take, talk, sent } = world();
    talk.ask({ instructions: "Your taxi is here." });
    take(created, { type: "error", error: { code: "conversation_already_has_active_response" } });
    expect(sent).toHaveLength(1);
    take(done("completed"));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({ response: { instructions: "Your taxi is here." } });
  });

  test("once the line has the turn itself, what it stopped does not come again", () => {
    const { take, talk } = world();
    take(created);
    talk.again();
    talk.silence();
    talk.again();
    expect([talk.isStopped("r0"), talk.comesAgain]).toEqual([true, false]);
  });

  test("is not said into the guest's turn, and not after it: the vendor's own response answers both", () => {
    const { take, talk, sent } = world();
    take(created);
    talk.again({ instructions: "One moment.", filler: true });
    take(done("cancelled"), created, began, done("cancelled"));
    talk.ask();
    take(stopped, created, done("completed"));
    const creates = sent.filter(({ type }) => type === "response.create");
    expect(creates).toMatchObject([{ response: { instructions: "One moment." } }]);
  });

  test("word for word, or as the last words, waits for the guest's turn and the response to it", () => {
    const { take, talk, sent } = world();
    take(created, began);
    talk.ask({ instructions: "Your taxi is here." });
    talk.ask({ last: true });
    take(done("cancelled"), stopped, created);
    expect(sent).toEqual([]);
    take(done("completed"), done("completed"));
    expect(sent).toMatchObject([{ response: { instructions: "Your taxi is here." } }, {}]);
    expect(sent).toHaveLength(2);
  });

  test("as the last words and refused is still to come: the vendor's response before it is not the last", () => {
    const { take, talk, say, sent } = world();
    talk.ask({ instructions: "Goodbye.", last: true });
    take(created, { type: "error", error: { code: "conversation_already_has_active_response" } });
    say("At seven. ", "own");
    expect(talk.isLast("own")).toBe(false);
    take(done("completed"));
    say("Goodbye. ", "bye");
    expect(sent).toHaveLength(2);
    expect(["own", "bye"].map((id) => talk.isLast(id))).toEqual([false, true]);
  });

  test("a filler that has not begun is dropped when the answer is there", () => {
    const { take, talk, sent } = world();
    take(created);
    talk.ask({ instructions: "One moment.", filler: true });
    talk.ask();
    take(done("completed"), done("completed"));
    expect(sent).toEqual([{ type: "response.create" }]);
  });
});
