import { describe, expect, test } from "vitest";
import { eventNames, events, inState } from "../testing/machine-cases";
import { step } from "./machine";
import { type CallData, type CallEventIn, newCall } from "./machine-data";

const effectsOf = (call: CallData, event: CallEventIn) => step(call, event)[1].map((effect) => effect.type);

describe("what the call machine decides", () => {
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

  test("a person takes over, and gives back with a word", () => {
    expect(effectsOf({ ...inState.thinking }, events.person)).toContain("interrupt");
    expect(effectsOf(inState.with_person, events.guest_turn)).toEqual([]);
    const [back, said] = step(inState.with_person, { type: "person", joined: false });
    expect(said).toContainEqual({ type: "say", phrase: "handed_back", count: 0 });
    expect(back).toMatchObject({ state: "speaking", speech: true });
    expect(step(inState.listening, { type: "person", joined: false })[0]).toBe(inState.listening);
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
    for (const name of eventNames) {
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
    expect(started).toContainEqual({ type: "arm_filler", ms: 600, first: true });
    const [said, effects] = step(inState.tool, events.filler_due);
    expect(effects).toEqual([{ type: "say", phrase: "filler", count: 0 }]);
    expect(step(said, events.speech_ended)[1]).toContainEqual({
      type: "arm_filler",
      ms: 7_000,
      first: false,
    });
    const talkedOver = { ...inState.tool, guestTalking: true };
    expect(step(talkedOver, events.filler_due)).toEqual([talkedOver, []]);
    // It was a noise, and the filler was due meanwhile.
    expect(step(talkedOver, events.guest_quiet)[1]).toContainEqual({
      type: "arm_filler",
      ms: 600,
      first: true,
    });
    expect(effectsOf(inState.tool, events.tool_finished)).not.toContain("say");
    const late = step({ ...inState.tool, busy: true, fillers: 1, guestTalking: true }, events.guest_turn)[1];
    expect(late).toContainEqual({ type: "arm_filler", ms: 600, first: true });
  });

  test.each(["thinking", "tool", "listening"] as const)(
    "%s, and the guest's words are awaited of a slow ear: a filler, which these words do not cut",
    (state) => {
      const [talks] = step(inState[state], events.guest_speaking);
      expect(step(talks, events.filler_due)).toEqual([talks, []]);
      const [awaited, armed] = step(talks, { type: "guest_ended", endedAt: 1_234 });
      expect(armed).toEqual([{ type: "arm_filler", ms: 1_700, first: true, since: 1_234 }]);
      // Whatever the brain and its tools do meanwhile leaves that timer alone.
      for (const event of [events.tool_started, events.tool_finished, events.brain_done])
        for (const type of ["arm_filler", "disarm_filler"])
          expect(effectsOf(awaited, event)).not.toContain(type);
      const [covered, said] = step(awaited, events.filler_due);
      expect(said).toEqual([{ type: "say", phrase: "filler", count: 0 }]);
      expect(covered).toMatchObject({ state: "speaking", guestTalking: false, covered: true });
      const [next, effects] = step(covered, events.guest_turn);
      expect(effects.map(({ type }) => type)).not.toContain("interrupt");
      expect(next).toMatchObject({ speech: true, busy: true, waiting: state === "listening" ? 0 : 1 });
      // What the brain says behind it answers other words, and is cut by these.
      expect(effectsOf(covered, { type: "guest_turn", answering: true })).toContain("interrupt");
    },
  );

  test.each([true, false])(
    "what the brain says while words are awaited goes on when they are late",
    (busy) => {
      const [talks] = step(inState.thinking, events.guest_speaking);
      const [awaited] = step(talks, events.guest_ended);
      const [held, paused] = step(awaited, events.speech_started);
      expect(paused.map(({ type }) => type)).toEqual(["pause", "disarm_silence"]);
      const [waiting, left] = busy ? [held, []] : step(held, events.brain_done);
      expect(left.map(({ type }) => type)).not.toContain("disarm_filler");
      const [on, effects] = step(waiting, events.filler_due);
      expect(effects[0]).toEqual({ type: "unpause" });
      expect(step(on, { type: "guest_turn", answering: true })[1][0]).toEqual({ type: "interrupt" });
    },
  );

  test("a goodbye that a guest speaks into goes on when their words are late; the call ends only once they are known", () => {
    const [talks] = step({ ...inState.speaking, ending: "done" }, events.guest_speaking);
    const [awaited, armed] = step(talks, events.guest_ended);
    expect(armed.map(({ type }) => type)).toEqual(["arm_filler"]);
    const [on, effects] = step(awaited, events.filler_due);
    expect(effects[0]).toEqual({ type: "unpause" });
    const [said, after] = step(on, events.speech_ended);
    expect(after.map(({ type }) => type)).not.toContain("end");
    expect(after).toContainEqual({ type: "arm_filler", ms: 1_700, first: true });
    const [covered, filler] = step(said, events.filler_due);
    expect(filler).toEqual([{ type: "say", phrase: "filler", count: 0 }]);
    const [waits, none] = step(covered, events.speech_ended);
    expect(none.map(({ type }) => type)).not.toContain("end");
    for (const call of [on, said, covered, waits])
      expect(step(call, events.guest_turn)[0]).toMatchObject({ ending: null, busy: true });
    for (const call of [said, waits])
      expect(step(call, events.guest_quiet)[1].at(-1)).toEqual({ type: "end", reason: "done" });
  });

  test("the line's own words while words are awaited: the wait for them begins anew after it", () => {
    const [talks] = step(inState.thinking, events.guest_speaking);
    const [trouble] = step(step(talks, events.guest_ended)[0], events.brain_failed);
    const [, effects] = step(trouble, events.speech_ended);
    expect(effects).toContainEqual({ type: "arm_filler", ms: 1_700, first: true });
    expect(effects).not.toContainEqual({ type: "disarm_filler" });
  });

  test("a brain that finds no last words before a person: the wait is covered, and then the call goes to them", () => {
    const [agreed, armed] = step(inState.thinking, events.transfer_agreed);
    expect(agreed.state).toBe("transferring");
    expect(armed).toContainEqual({ type: "arm_filler", ms: 1_600, first: true });
    const [said, effects] = step(agreed, events.filler_due);
    expect(effects).toEqual([{ type: "say", phrase: "filler", count: 0 }]);
    const [waiting, again] = step(said, events.speech_ended);
    expect(again).toContainEqual({ type: "arm_filler", ms: 7_000, first: false });
    const [, end] = step(waiting, { type: "brain_done", end: null });
    expect(end.at(-1)).toEqual({ type: "end", reason: "transferred" });
    // Amid the last words there is nothing to cover.
    const [leaving, none] = step({ ...inState.speaking, busy: true }, events.transfer_agreed);
    expect(none).toContainEqual({ type: "disarm_filler" });
    expect(step(leaving, events.filler_due)).toEqual([leaving, []]);
  });

  test.each([
    ["talks over the line", inState.speaking],
    ["talks while the line works", inState.tool],
  ] as const)("a guest who %s as a person is agreed on gets to them, whatever comes of it", (_, before) => {
    const [talks] = step({ ...before, busy: true }, events.guest_speaking);
    const [awaited] = step(talks, events.guest_ended);
    for (const call of [talks, awaited]) {
      const [agreed, effects] = step(call, events.transfer_agreed);
      // What they had stopped is said to its end.
      expect(effects.some(({ type }) => type === "unpause")).toBe(call.paused);
      const [speaks] = step(agreed, events.speech_started);
      const [leaving] = step(speaks, events.brain_done);
      // Their words are known only after the line's last, or before, or it was a noise.
      const ways = [leaving, step(leaving, events.guest_turn)[0], step(leaving, events.guest_quiet)[0]];
      for (const way of ways)
        expect(step(way, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "transferred" });
    }
  });

  test("a turn that waits as a person is agreed on is answered, and then the call goes to them", () => {
    const [asked] = step(inState.tool, events.guest_turn);
    const [agreed] = step(asked, events.transfer_agreed);
    const [answering, effects] = step(agreed, events.brain_done);
    expect(effects).toContainEqual({ type: "respond" });
    const ended = [events.speech_started, events.brain_done, events.speech_ended].reduce(
      (now, event) => step(now, event)[0],
      answering,
    );
    expect(ended).toMatchObject({ state: "ended", ending: "transferred" });
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

  test("at the cap the last words are said to their end: no turn is begun, and after fifteen seconds it is over", () => {
    let [call, effects] = step({ ...inState.tool, waiting: 1 }, events.cap_reached);
    expect(effects).toContainEqual({ type: "arm_cap", ms: 15_000 });
    for (const name of [
      "guest_speaking",
      "guest_words",
      "guest_turn",
      "brain_failed",
      "brain_done",
    ] as const) {
      [call, effects] = step(call, events[name]);
      for (const { type } of effects) expect(["pause", "interrupt", "respond", "say"]).not.toContain(type);
      expect(call).toMatchObject({ ending: "cap", speech: true, waiting: 0 });
    }
    expect(step(call, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "cap" });
    expect(step(call, events.cap_reached)[1].at(-1)).toEqual({ type: "end", reason: "cap" });
    const promised = step(inState.transferring, events.cap_reached)[1];
    expect(promised.at(-1)).toEqual({ type: "end", reason: "transferred" });
  });

  test("a person who has taken over is not cut off at the cap, but after an hour; back at the line it counts again", () => {
    const [last] = step(inState.speaking, events.cap_reached);
    const [call, effects] = step(last, events.person);
    expect(effects).toContainEqual({ type: "suspend_cap", ms: 3_600_000 });
    expect(call).toMatchObject({ state: "with_person", ending: null });
    expect(step(call, events.cap_reached)).toEqual([call, []]);
    const [over, words] = step(call, events.person_limit);
    expect(words).toContainEqual({ type: "say", phrase: "cap_reached", count: 0 });
    expect(step(over, events.speech_ended)[1].at(-1)).toEqual({ type: "end", reason: "cap" });
    for (const event of [{ type: "person", joined: false }, events.person_gone] as const)
      expect(step(call, event)[1]).toContainEqual({ type: "resume_cap", ms: 90_000 });
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
