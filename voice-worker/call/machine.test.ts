import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CallState } from "@/server/line/contract";
import { step, table } from "./machine";
import { type CallData, type CallEventIn, type CallEventType, newCall } from "./machine-data";

/** One representative of each event; the table below has a column for each. */
const events: { readonly [T in CallEventType]: Extract<CallEventIn, { type: T }> } = {
  opened: { type: "opened", resumed: false },
  refused: { type: "refused" },
  speech_started: { type: "speech_started" },
  speech_ended: { type: "speech_ended" },
  tool_started: { type: "tool_started" },
  tool_finished: { type: "tool_finished" },
  brain_done: { type: "brain_done", end: null },
  brain_failed: { type: "brain_failed" },
  transfer_agreed: { type: "transfer_agreed" },
  guest_speaking: { type: "guest_speaking" },
  guest_words: { type: "guest_words" },
  guest_quiet: { type: "guest_quiet" },
  guest_turn: { type: "guest_turn" },
  silence_due: { type: "silence_due" },
  filler_due: { type: "filler_due" },
  cap_near: { type: "cap_near" },
  cap_reached: { type: "cap_reached" },
  hold: { type: "hold", on: true },
  hold_due: { type: "hold_due" },
  person: { type: "person", joined: true },
  hang_up: { type: "hang_up", reason: "staff_hung_up" },
  guest_lost: { type: "guest_lost", patienceMs: 30_000 },
  guest_gone: { type: "guest_gone" },
  voice_lost: { type: "voice_lost" },
  fault: { type: "fault" },
};

/** A call that is really in each state. */
const inState: { readonly [S in CallState]: CallData } = {
  ringing: newCall,
  greeting: { ...newCall, state: "greeting", busy: true, speech: true },
  listening: { ...newCall, state: "listening" },
  thinking: { ...newCall, state: "thinking", busy: true },
  tool: { ...newCall, state: "tool", busy: true, tools: 1 },
  speaking: { ...newCall, state: "speaking", speech: true },
  on_hold: { ...newCall, state: "on_hold" },
  transferring: { ...newCall, state: "transferring", speech: true, ending: "transferred" },
  with_person: { ...newCall, state: "with_person" },
  ended: { ...newCall, state: "ended", ending: "done" },
  failed: { ...newCall, state: "failed", ending: "failed" },
};

/** The state after each event, by state; `.` is "ignored". */
const expected: { readonly [S in CallState]: { readonly [T in CallEventType]: CallState | "." } } = {
  ringing: row({
    opened: "greeting",
    refused: "ended",
    hang_up: "ended",
    guest_lost: "ended",
    guest_gone: "ended",
    fault: "failed",
  }),
  greeting: row({
    speech_started: "greeting",
    speech_ended: "thinking",
    tool_started: "greeting",
    tool_finished: "greeting",
    brain_done: "greeting",
    brain_failed: "greeting",
    transfer_agreed: "transferring",
    guest_speaking: "thinking",
    guest_words: "thinking",
    guest_quiet: "greeting",
    guest_turn: "thinking",
    cap_near: "greeting",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "greeting",
    guest_gone: "ended",
    voice_lost: "failed",
    fault: "failed",
    filler_due: "greeting",
  }),
  listening: row({
    speech_started: "speaking",
    speech_ended: "listening",
    tool_started: "tool",
    tool_finished: "listening",
    brain_done: "listening",
    brain_failed: "speaking",
    transfer_agreed: "ended",
    guest_speaking: "listening",
    guest_words: "listening",
    guest_quiet: "listening",
    guest_turn: "thinking",
    silence_due: "thinking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "listening",
    guest_gone: "ended",
    voice_lost: "failed",
    fault: "failed",
  }),
  thinking: row({
    speech_started: "speaking",
    speech_ended: "thinking",
    tool_started: "tool",
    tool_finished: "thinking",
    brain_done: "listening",
    brain_failed: "speaking",
    transfer_agreed: "transferring",
    guest_speaking: "thinking",
    guest_words: "thinking",
    guest_quiet: "thinking",
    guest_turn: "thinking",
    filler_due: "speaking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "thinking",
    guest_gone: "ended",
    voice_lost: "failed",
    fault: "failed",
  }),
  tool: row({
    speech_started: "speaking",
    speech_ended: "tool",
    tool_started: "tool",
    tool_finished: "thinking",
    brain_done: "listening",
    brain_failed: "speaking",
    transfer_agreed: "transferring",
    guest_speaking: "tool",
    guest_words: "tool",
    guest_quiet: "tool",
    guest_turn: "tool",
    filler_due: "speaking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "tool",
    guest_gone: "ended",
    voice_lost: "failed",
    fault: "failed",
  }),
  speaking: row({
    speech_started: "speaking",
    speech_ended: "listening",
    tool_started: "speaking",
    tool_finished: "speaking",
    brain_done: "speaking",
    brain_failed: "speaking",
    transfer_agreed: "transferring",
    guest_speaking: "listening",
    guest_words: "listening",
    guest_quiet: "speaking",
    guest_turn: "thinking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "speaking",
    guest_gone: "ended",
    voice_lost: "failed",
    fault: "failed",
  }),
  on_hold: row({
    speech_started: "on_hold",
    speech_ended: "on_hold",
    tool_started: "on_hold",
    tool_finished: "on_hold",
    brain_done: "on_hold",
    brain_failed: "on_hold",
    guest_turn: "on_hold",
    cap_reached: "ended",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "ended",
    guest_gone: "ended",
    fault: "failed",
    hold_due: "on_hold",
  }),
  transferring: row({
    speech_started: "transferring",
    speech_ended: "ended",
    tool_started: "transferring",
    tool_finished: "transferring",
    brain_done: "transferring",
    brain_failed: "transferring",
    guest_speaking: "transferring",
    guest_words: "transferring",
    guest_quiet: "transferring",
    guest_turn: "transferring",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "ended",
    guest_gone: "ended",
    fault: "failed",
  }),
  with_person: row({
    speech_started: "with_person",
    speech_ended: "with_person",
    tool_started: "with_person",
    tool_finished: "with_person",
    brain_done: "with_person",
    brain_failed: "with_person",
    guest_turn: "with_person",
    cap_reached: "ended",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "with_person",
    guest_gone: "ended",
    fault: "failed",
  }),
  ended: row({}),
  failed: row({}),
};

function row(known: { readonly [T in CallEventType]?: CallState }): {
  readonly [T in CallEventType]: CallState | ".";
} {
  const names = Object.keys(events) as CallEventType[];
  return Object.fromEntries(names.map((name) => [name, known[name] ?? "."])) as {
    [T in CallEventType]: CallState | ".";
  };
}

const names = Object.keys(events) as CallEventType[];
const effectsOf = (call: CallData, event: CallEventIn) => step(call, event)[1].map((effect) => effect.type);

describe("the call machine", () => {
  for (const state of CallState.options) {
    test.each(names)(`${state} × %s`, (name) => {
      const want = expected[state][name];
      const [next, effects] = step(inState[state], events[name]);
      expect(table[state][name] === null).toBe(want === ".");
      if (want === ".") {
        expect(next).toBe(inState[state]);
        expect(effects).toEqual([]);
      } else expect(next.state).toBe(want);
    });
  }

  test("an end is told exactly once, and nothing moves a call that is over", () => {
    const any = fc.constantFrom(...names).chain((name) =>
      fc.boolean().map((flag): CallEventIn => {
        const event = events[name];
        if (event.type === "guest_lost") return { ...event, patienceMs: flag ? 1_000 : 0 };
        if (event.type === "hold") return { ...event, on: flag };
        if (event.type === "person") return { ...event, joined: flag };
        if (event.type === "brain_done") return { ...event, end: flag ? "done" : null };
        return event;
      }),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (sequence) => {
        let call = newCall;
        let ends = 0;
        for (const event of sequence) {
          const over = call.state === "ended" || call.state === "failed";
          const [next, effects] = step(call, event);
          if (over) expect(next).toBe(call);
          ends += effects.filter((effect) => effect.type === "end").length;
          expect(next.tools).toBeGreaterThanOrEqual(0);
          expect(next.waiting).toBeLessThanOrEqual(5);
          // Silence is only counted while the line waits for the guest.
          if (effects.some((effect) => effect.type === "arm_silence")) expect(next.state).toBe("listening");
          call = next;
        }
        expect(ends).toBe(call.state === "ended" || call.state === "failed" ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  test("the first sound silences the line, once; words make it an interruption, anything else is gone on from", () => {
    expect(effectsOf(inState.speaking, events.guest_speaking)).toContain("pause");
    expect(effectsOf(inState.greeting, events.guest_speaking)).toContain("pause");
    expect(effectsOf(inState.listening, events.guest_speaking)).not.toContain("pause");
    const [doubtful] = step({ ...inState.speaking, busy: true }, events.guest_speaking);
    expect(doubtful).toMatchObject({ paused: true, speech: false, busy: true });
    expect(effectsOf(doubtful, events.guest_speaking)).toEqual([]);
    expect(step(doubtful, events.guest_quiet)).toMatchObject([
      { state: "speaking", speech: true, paused: false, guestTalking: false },
      [{ type: "unpause" }, expect.anything(), expect.anything()],
    ]);
    for (const certain of [events.guest_words, events.guest_turn]) {
      const [next, effects] = step(doubtful, certain);
      expect(effects[0]).toEqual({ type: "interrupt" });
      expect(next).toMatchObject({ paused: false, speech: false });
    }
  });

  test("a goodbye that a noise stops is said to its end; the call does not end in the pause", () => {
    const leaving: CallData = { ...inState.speaking, ending: "done" };
    const [paused, none] = step(leaving, events.guest_speaking);
    expect(none.map(({ type }) => type)).not.toContain("end");
    const [again] = step(paused, events.guest_quiet);
    expect(step(again, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "done" });
  });

  test("what the line would say while the guest still talks waits", () => {
    const [waiting, effects] = step({ ...inState.thinking, guestTalking: true }, events.speech_started);
    expect(effects[0]).toEqual({ type: "pause" });
    expect(waiting).toMatchObject({ paused: true, speech: false });
  });

  test("on hold: music, every thirty seconds a sentence, music again; silence and fillers have no part in it", () => {
    const [held, effects] = step({ ...inState.speaking, busy: true, waiting: 2 }, events.hold);
    expect(effects.map(({ type }) => type)).toEqual([
      "interrupt",
      "disarm_silence",
      "disarm_filler",
      "music",
      "arm_hold",
    ]);
    expect(held).toMatchObject({ state: "on_hold", waiting: 0 });
    const [said, words] = step(held, events.hold_due);
    expect(words).toEqual([
      { type: "music", on: false },
      { type: "say", phrase: "holding", count: 0 },
    ]);
    expect(step(said, events.speech_ended)[1]).toEqual([
      { type: "music", on: true },
      { type: "arm_hold", ms: 30_000 },
    ]);
    const [back, off] = step(held, { type: "hold", on: false });
    expect(off.slice(0, 2)).toEqual([{ type: "music", on: false }, { type: "disarm_hold" }]);
    expect(back.state).toBe("thinking");
    // Left while on hold: the app has connected them, or knows that they hung up.
    expect(step(held, events.guest_lost)[1].at(-1)).toEqual({ type: "end", reason: "transferred" });
  });

  test("a person takes over from music or from a turn, and gives back with a word", () => {
    const [fromMusic, effects] = step(inState.on_hold, events.person);
    expect(effects.map(({ type }) => type)).toContain("music");
    expect(fromMusic.state).toBe("with_person");
    expect(effectsOf({ ...inState.thinking }, events.person)).toContain("interrupt");
    expect(effectsOf(inState.with_person, events.guest_turn)).toEqual([]);
    const [back, said] = step(inState.with_person, { type: "person", joined: false });
    expect(said).toContainEqual({ type: "say", phrase: "handed_back", count: 0 });
    expect(back).toMatchObject({ state: "speaking", speech: true });
    expect(step(inState.on_hold, { type: "person", joined: false })[0]).toBe(inState.on_hold);
    expect(step(inState.with_person, { type: "hold", on: false })[0]).toBe(inState.with_person);
  });

  test("a socket that breaks waits for the guest: nothing new is said, turns are kept, only the time ends it", () => {
    const [away, effects] = step({ ...inState.speaking, busy: true }, events.guest_lost);
    expect(effects.map(({ type }) => type)).toEqual([
      "mute",
      "disarm_silence",
      "disarm_filler",
      "arm_return",
    ]);
    let call = away;
    for (const name of names) {
      if (["hang_up", "guest_gone", "fault", "cap_reached"].includes(name)) continue;
      const [next, done] = step(call, events[name]);
      expect(done).toEqual([]);
      call = next;
    }
    expect(call).toMatchObject({ away: true, waiting: 1, busy: false });
    expect(step(call, events.guest_gone)[1].at(-1)).toEqual({ type: "end", reason: "guest_hung_up" });
    expect(step(call, events.cap_reached)[1].at(-1)).toEqual({ type: "end", reason: "cap" });
    const now = step(inState.speaking, { type: "guest_lost", patienceMs: 0 });
    expect(now[1].at(-1)).toEqual({ type: "end", reason: "guest_hung_up" });
    const goodbye = step({ ...inState.speaking, ending: "done" }, events.guest_lost);
    expect(goodbye[1].at(-1)).toEqual({ type: "end", reason: "done" });
  });

  test("a brain without first words: the hotel's greeting is said", () => {
    const greeting: CallData = { ...newCall, state: "greeting", busy: true };
    for (const event of [events.filler_due, events.brain_failed]) {
      expect(step(greeting, event)[1]).toContainEqual({ type: "say", phrase: "greeting", count: 0 });
    }
  });

  test("a voice that is lost ends the call as failed with a written goodbye, told as wordless; so is a fault", () => {
    const [lost, effects] = step({ ...inState.speaking, busy: true, ending: "done" }, events.voice_lost);
    expect(lost).toMatchObject({ state: "failed", ending: "failed" });
    expect(effects).toContainEqual({ type: "say", phrase: "goodbye", count: 0 });
    expect(effects.at(-1)).toEqual({ type: "end", reason: "failed", wordless: true });
    expect(step(inState.listening, events.fault)[1].at(-1)).toEqual({
      type: "end",
      reason: "failed",
      wordless: true,
    });
    const [leaving] = step({ ...inState.thinking, failures: 1 }, events.brain_failed);
    expect(step(leaving, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "failed" });
  });

  test("a goodbye is spoken to its end; one more thing keeps the call", () => {
    const [leaving] = step({ ...inState.speaking, busy: true }, { type: "brain_done", end: "done" });
    expect(leaving.state).toBe("speaking");
    expect(step(leaving, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "done" });
    const [asked] = step(leaving, events.guest_turn);
    expect(asked).toMatchObject({ state: "thinking", ending: null, busy: true });
  });

  test("turns that come while the brain is busy are answered in order, one at a time", () => {
    const [one, none] = step(inState.thinking, events.guest_turn);
    expect(none.map((effect) => effect.type)).not.toContain("respond");
    const [two] = step(one, events.guest_turn);
    const [first, effects] = step(two, events.brain_done);
    expect(effects.filter((effect) => effect.type === "respond")).toHaveLength(1);
    expect(first).toMatchObject({ waiting: 1, busy: true });
  });

  test("fillers: 600 ms into a tool, then every seven seconds, never over the guest", () => {
    const started = step(inState.thinking, events.tool_started)[1];
    expect(started).toContainEqual({ type: "arm_filler", ms: 600 });
    const [said, effects] = step(inState.tool, events.filler_due);
    expect(effects).toEqual([{ type: "say", phrase: "filler", count: 0 }]);
    expect(step(said, events.speech_ended)[1]).toContainEqual({ type: "arm_filler", ms: 7_000 });
    expect(effectsOf({ ...inState.tool, guestTalking: true }, events.filler_due)).toEqual(["arm_filler"]);
    expect(effectsOf(inState.tool, events.tool_finished)).not.toContain("say");
  });

  test("silence: asked, asked again, closed; a guest turn starts the count afresh", () => {
    let call = inState.listening;
    for (const count of [1, 2, 3, 4]) {
      const [asked, effects] = step(call, events.silence_due);
      expect(effects).toContainEqual({ type: "tell_silent", count });
      [call] = step(asked, events.brain_done);
    }
    expect(step(call, events.silence_due)[1].at(-1)).toEqual({ type: "end", reason: "silence" });
    const [answered] = step({ ...call, silences: 3 }, events.guest_turn);
    expect(answered.silences).toBe(0);
  });

  test("the cap: words first, then the end, whatever was going on", () => {
    for (const state of ["greeting", "listening", "thinking", "tool", "speaking"] as const) {
      const [last, effects] = step(inState[state], events.cap_reached);
      expect(effects).toContainEqual({ type: "say", phrase: "cap_reached", count: 0 });
      expect(effects.some((effect) => effect.type === "interrupt")).toBe(state !== "listening");
      expect(step(last, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "cap" });
    }
  });

  test("a guest who leaves ends the call with the reason that was already given", () => {
    expect(step(inState.transferring, events.guest_gone)[1].at(-1)).toEqual({
      type: "end",
      reason: "transferred",
    });
    expect(step(inState.speaking, events.guest_gone)[1].at(-1)).toEqual({
      type: "end",
      reason: "guest_hung_up",
    });
  });
});
