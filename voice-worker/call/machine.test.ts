import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CallState } from "@/server/line/contract";
import { type CallData, type CallEventIn, type CallEventType, newCall, step, table } from "./machine";

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
  guest_quiet: { type: "guest_quiet" },
  guest_turn: { type: "guest_turn" },
  silence_due: { type: "silence_due" },
  filler_due: { type: "filler_due" },
  cap_near: { type: "cap_near" },
  cap_reached: { type: "cap_reached" },
  hold: { type: "hold", on: true },
  person: { type: "person", joined: true },
  hang_up: { type: "hang_up", reason: "staff_hung_up" },
  guest_gone: { type: "guest_gone" },
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
    guest_quiet: "greeting",
    guest_turn: "thinking",
    cap_near: "greeting",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_gone: "ended",
    fault: "failed",
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
    guest_quiet: "listening",
    guest_turn: "thinking",
    silence_due: "thinking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_gone: "ended",
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
    guest_quiet: "thinking",
    guest_turn: "thinking",
    filler_due: "speaking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_gone: "ended",
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
    guest_quiet: "tool",
    guest_turn: "tool",
    filler_due: "speaking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_gone: "ended",
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
    guest_quiet: "speaking",
    guest_turn: "thinking",
    cap_near: "speaking",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
    guest_gone: "ended",
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
    guest_gone: "ended",
    fault: "failed",
  }),
  transferring: row({
    speech_started: "transferring",
    speech_ended: "ended",
    tool_started: "transferring",
    tool_finished: "transferring",
    brain_done: "transferring",
    brain_failed: "transferring",
    guest_speaking: "transferring",
    guest_quiet: "transferring",
    guest_turn: "transferring",
    cap_reached: "speaking",
    hold: "on_hold",
    person: "with_person",
    hang_up: "ended",
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

  test("a barge-in interrupts speech, once; talking over silence interrupts nothing", () => {
    expect(effectsOf(inState.speaking, events.guest_speaking)).toContain("interrupt");
    expect(effectsOf(inState.greeting, events.guest_speaking)).toContain("interrupt");
    expect(effectsOf(inState.listening, events.guest_speaking)).not.toContain("interrupt");
    const [talking] = step(inState.speaking, events.guest_speaking);
    expect(effectsOf(talking, events.guest_speaking)).toEqual([]);
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
