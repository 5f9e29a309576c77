import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventNames, events, inState } from "../testing/machine-cases";
import { step, table } from "./machine";
import { type CallEventIn, type CallEventType, newCall, type WorkerState } from "./machine-data";

/** The state after each event, by state; `.` is "ignored". */
const expected: { readonly [S in WorkerState]: { readonly [T in CallEventType]: WorkerState | "." } } = {
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
    guest_ended: "greeting",
    guest_turn: "thinking",
    cap_near: "greeting",
    cap_reached: "speaking",
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
    guest_ended: "listening",
    guest_turn: "thinking",
    silence_due: "thinking",
    filler_due: "listening",
    cap_near: "speaking",
    cap_reached: "speaking",
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
    guest_ended: "thinking",
    guest_turn: "thinking",
    filler_due: "speaking",
    cap_near: "speaking",
    cap_reached: "speaking",
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
    guest_ended: "tool",
    guest_turn: "tool",
    filler_due: "speaking",
    cap_near: "speaking",
    cap_reached: "speaking",
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
    guest_ended: "speaking",
    guest_turn: "thinking",
    cap_near: "speaking",
    cap_reached: "speaking",
    person: "with_person",
    hang_up: "ended",
    guest_lost: "speaking",
    guest_gone: "ended",
    voice_lost: "failed",
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
    guest_words: "transferring",
    guest_quiet: "transferring",
    guest_turn: "transferring",
    filler_due: "transferring",
    cap_reached: "ended",
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
    person: "with_person",
    person_gone: "speaking",
    person_quiet: "with_person",
    person_limit: "speaking",
    hang_up: "ended",
    guest_lost: "with_person",
    guest_gone: "ended",
    fault: "failed",
  }),
  ended: row({}),
  failed: row({}),
};

function row(known: { readonly [T in CallEventType]?: WorkerState }): {
  readonly [T in CallEventType]: WorkerState | ".";
} {
  return Object.fromEntries(eventNames.map((name) => [name, known[name] ?? "."])) as {
    [T in CallEventType]: WorkerState | ".";
  };
}

describe("the call machine, cell by cell", () => {
  for (const state of Object.keys(table) as WorkerState[]) {
    test.each(eventNames)(`${state} × %s`, (name) => {
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
    const any = fc.constantFrom(...eventNames).chain((name) =>
      fc.boolean().map((flag): CallEventIn => {
        const event = events[name];
        if (event.type === "guest_lost") return { ...event, patienceMs: flag ? 1_000 : 0 };
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
});
