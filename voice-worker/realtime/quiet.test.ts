import { describe, expect, test } from "vitest";
import { FILLER_AGAIN_MS } from "../call/machine-moves";
import { ManualTimers } from "../testing/manual-timers";
import { ANSWER_AGAIN_MS, ANSWER_MS, RealtimeQuiet } from "./quiet";

/** A call on a clock moved by hand, and what was done in it. */
function world() {
  const timers = new ManualTimers();
  const log: string[] = [];
  const quiet = new RealtimeQuiet({
    ...{ timers, silenceMs: 6_000 },
    silent: (times) => void log.push(`silent ${times}`),
    filler: (count) => void log.push(`filler ${count}`),
    again: (count) => void log.push(`again ${count}`),
    giveUp: () => void log.push("gives up"),
  });
  /** What was done in so many milliseconds. */
  const within = (ms: number) => {
    timers.advance(ms);
    return log.splice(0);
  };
  const asks = () => {
    quiet.guestBegins();
    quiet.guestStops();
  };
  return { timers, quiet, within, asks };
}

describe("an answer that does not come", () => {
  test("is asked for again with a filler, once; then the call is given up", () => {
    const { within, asks } = world();
    asks();
    expect(within(ANSWER_MS - 1)).toEqual([]);
    expect(within(1)).toEqual(["again 0"]);
    expect(within(ANSWER_AGAIN_MS - 1)).toEqual([]);
    expect(within(1)).toEqual(["gives up"]);
  });

  test("is not counted against the guest's next turn, whether or not a filler was heard", () => {
    for (const filled of [true, false]) {
      const { quiet, within, asks } = world();
      asks();
      expect(within(ANSWER_MS)).toEqual(["again 0"]);
      if (filled) quiet.sounds(true);
      if (filled) quiet.stops(true);
      within(1_000);
      asks();
      expect(within(ANSWER_MS)).toEqual(["again 0"]);
      expect(within(ANSWER_AGAIN_MS)).toEqual(["gives up"]);
    }
  });

  test("is, where nothing at all was heard before the third: nobody is there", () => {
    const { within, asks } = world();
    for (const turn of [1, 2]) {
      asks();
      expect(within(ANSWER_MS), `turn ${turn}`).toEqual(["again 0"]);
    }
    asks();
    expect(within(ANSWER_AGAIN_MS)).toEqual(["gives up"]);
  });

  test("because the model writes a tool's arguments has longer, once", () => {
    const { quiet, within, asks } = world();
    asks();
    within(900);
    quiet.writes();
    expect(within(ANSWER_AGAIN_MS - 900 - 1)).toEqual([]);
    quiet.writes();
    expect(within(1)).toEqual(["again 0"]);
    quiet.writes();
    expect(within(ANSWER_AGAIN_MS)).toEqual(["gives up"]);
  });

  test("has no longer for the arguments of the tool before it", () => {
    const { quiet, within, asks } = world();
    asks();
    quiet.writes();
    quiet.toolBegins();
    quiet.toolEnds();
    expect(within(ANSWER_MS)).toEqual(["again 0"]);
  });

  test("a failed response and a missing one count together", () => {
    const { quiet, within, asks } = world();
    asks();
    expect(quiet.failed()).toBe(true);
    expect(within(ANSWER_AGAIN_MS)).toEqual(["gives up"]);
  });

  test("one that comes late makes it good", () => {
    const { quiet, within, asks } = world();
    asks();
    within(ANSWER_MS);
    quiet.sounds(false);
    quiet.stops(false);
    asks();
    expect(within(ANSWER_MS)).toEqual(["again 0"]);
  });

  test("of a question to a silent guest is asked for again without a filler: nobody waits", () => {
    const { quiet, within } = world();
    quiet.sounds(false);
    quiet.stops(false);
    expect(within(6_000)).toEqual(["silent 1"]);
    quiet.waitForLine();
    expect(within(ANSWER_MS)).toEqual(["again undefined"]);
  });
});

describe("a tool", () => {
  test("is covered after 600 ms and every seven seconds, and no silence is counted", () => {
    const { quiet, within, asks } = world();
    asks();
    quiet.sounds(false);
    quiet.toolBegins();
    quiet.stops(false);
    expect(within(1_600)).toEqual(["filler 0"]);
    quiet.sounds(true);
    quiet.stops(false);
    expect(within(FILLER_AGAIN_MS - 1)).toEqual([]);
    expect(within(1)).toEqual(["filler 1"]);
    quiet.toolEnds();
    quiet.sounds(false);
    quiet.stops(false);
    expect(within(6_000)).toEqual(["silent 1"]);
  });

  test("that begins late has its filler by the guest's last word", () => {
    const early = world();
    early.asks();
    early.quiet.toolBegins();
    expect(early.within(599)).toEqual([]);
    expect(early.within(1)).toEqual(["filler 0"]);
    const late = world();
    late.asks();
    late.within(900);
    late.quiet.toolBegins();
    expect(late.within(200)).toEqual(["filler 0"]);
  });

  test("whose answer never sounds: asked for again, then given up", () => {
    const { quiet, within, asks } = world();
    asks();
    quiet.toolBegins();
    within(100);
    quiet.toolEnds();
    expect(within(ANSWER_MS)).toEqual(["again 0"]);
    expect(within(ANSWER_AGAIN_MS)).toEqual(["gives up"]);
  });
});

describe("a guest who talks", () => {
  test("is never taken for silent, however long they talk over what was being said", () => {
    const { quiet, within } = world();
    quiet.sounds(false);
    quiet.guestBegins();
    quiet.stops(false);
    expect(within(60_000)).toEqual([]);
  });

  test("begins to count anew with the next silence", () => {
    const { quiet, within, asks } = world();
    const answered = () => {
      quiet.sounds(false);
      quiet.stops(false);
      return within(6_000);
    };
    expect([...answered(), ...answered()]).toEqual(["silent 1", "silent 2"]);
    asks();
    expect(answered()).toEqual(["silent 1"]);
  });
});

test("a call that is led to its end waits for nobody", () => {
  const { timers, quiet, within, asks } = world();
  asks();
  quiet.close();
  quiet.stops(true);
  expect(quiet.failed()).toBe(false);
  expect(within(60_000)).toEqual([]);
  expect(timers.pending).toBe(0);
});
