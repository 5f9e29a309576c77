import { describe, expect, test } from "vitest";
import { SpeechError } from "../speech/errors";
import { createFakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import type { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import type { ManualTimers } from "../testing/manual-timers";
import { callWithVoices, NEVER, slow } from "../testing/slow-voices";

const LANGUAGES = ["en", "es", "de", "fr", "bn"] as const;
/** What is left of three seconds for the telephone service to begin its sentence. */
const HAND_OVER_MS = 500;
const LIMIT_MS = 3_000 - HAND_OVER_MS;

const noVoice = (world: CallWorld) => world.events("degraded").filter(({ rung }) => rung === "no_voice");

/** A hosted voice that works until it is told to stop; from then on it is silent, or refuses at once. */
function failing(timers: ManualTimers) {
  let mode: "works" | "silent" | "refuses" = "works";
  const good = createFakeTts({ maxClauses: 500 });
  const silent = slow(timers, NEVER);
  const tts: Tts = {
    ...good,
    async *synthesize(request, signal) {
      if (mode === "refuses") throw new SpeechError("no", "fake", true);
      yield* (mode === "silent" ? silent : good).synthesize(request, signal);
    },
  };
  return {
    tts,
    good,
    fail(how: "silent" | "refuses") {
      mode = how;
    },
  };
}

describe.each(LANGUAGES)("a telephone call in %s whose hosted voices are all away", (language) => {
  const english = { ...createFakeTts(), voices: (asked: string) => (asked === "en" ? ["slt"] : []) };
  const away = (timers: ManualTimers) => [slow(timers, NEVER), slow(timers, NEVER), english];

  test("from its first words on: heard, or handed over, before three seconds of silence", async () => {
    const world = await callWithVoices(away, { language, kind: "twilio" });
    const from = world.timers.now();
    const { transport } = world;
    await world.until(() => transport.sentMs > 0 || transport.closedBy !== undefined, "a word");
    expect(world.timers.now() - from).toBeLessThan(LIMIT_MS);
    // The embedded voice speaks English.
    if (language === "en") expect([transport.sentMs > 0, transport.closedBy]).toEqual([true, undefined]);
    else expect([transport.sentMs, transport.closedBy, noVoice(world).length]).toEqual([0, 1012, 1]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test.each(["silent", "refuses"] as const)(
    "amid the call, %s: the same, by the guest's own silence",
    async (how) => {
      const timersOf: { hosted?: ReturnType<typeof failing> } = {};
      const world = await callWithVoices(
        (timers) => {
          timersOf.hosted = failing(timers);
          return [timersOf.hosted.tts, english];
        },
        { language, kind: "twilio" },
      );
      await world.reach("listening");
      timersOf.hosted?.fail(how);
      const { transport } = world;
      const sent = transport.sentMs;
      world.type("a room");
      const from = world.timers.now();
      await world.until(() => transport.sentMs > sent || transport.closedBy !== undefined, "a word");
      expect(world.timers.now() - from).toBeLessThan(LIMIT_MS);
      expect(transport.closedBy).toBe(language === "en" ? undefined : 1012);
      expect(world.record.closed).toBeUndefined();
      world.session.stop("staff_hung_up");
      await world.session.ended;
    },
  );
});

describe("a telephone call that left its worker for want of a voice", () => {
  const lost = async (over: Parameters<typeof callWithVoices>[1] = {}) => {
    const hosted: ReturnType<typeof failing>[] = [];
    const world = await callWithVoices(
      (timers) => {
        hosted.push(failing(timers));
        return hosted.map(({ tts }) => tts);
      },
      { language: "de", kind: "twilio", hosted: true, ...over },
    );
    await world.reach("listening");
    hosted[0]?.fail("silent");
    return world;
  };
  const back = (world: CallWorld) =>
    callWithVoices(() => [createFakeTts()], {
      kind: "twilio",
      double: world.options.double,
      brain: world.options.brain,
      callId: world.callId,
    });

  test("is not closed at the line, and says when it is back what was not heard", async () => {
    const world = await lost();
    world.type("zwei");
    await world.until(() => world.transport.closedBy !== undefined, "the hand-over");
    await world.session.ended;
    expect(world.record.closed).toBeUndefined();
    expect(world.events("ended")).toEqual([]);
    const next = await back(world);
    await next.until(() => next.said.length > 0, "its words");
    expect(next.said.join(" ")).toContain("You said zwei. What else?");
    await next.reach("listening");
    next.type("drei");
    await next.until(() => next.said.includes("You said drei."), "the next answer");
    next.session.stop("staff_hung_up");
    await next.session.ended;
  });

  test("while the brain was at work: the turn is answered then, not asked for again", async () => {
    const double = new LineDouble({ opening: { greeting: "Hello.", language: "de" } });
    let asked = 0;
    const brain = new ScriptedBrain(async function* (turn, io) {
      asked += 1;
      yield say("Einen Moment bitte.");
      if (asked === 1)
        await new Promise((_, no) => io.signal.addEventListener("abort", () => no(io.signal.reason)));
      yield say(`You said ${turn.text}.`);
    });
    const world = await lost({ double, brain });
    world.type("vier");
    await world.until(() => world.transport.closedBy !== undefined, "the hand-over");
    const next = await back(world);
    await next.until(() => next.said.includes("You said vier."), "the answer");
    next.session.stop("staff_hung_up");
    await next.session.ended;
  });

  test("the longer the brain thought, the less long a voice is waited for", async () => {
    const gaps: number[] = [];
    for (const thinkMs of [0, 900]) {
      const brain = new ScriptedBrain(async function* (turn) {
        await new Promise<void>((go) => world.timers.after(thinkMs, go));
        yield say(`You said ${turn.text}.`);
      });
      const world: CallWorld = await lost({ brain });
      world.type("fünf");
      const from = world.timers.now();
      await world.until(() => world.transport.closedBy !== undefined, "the hand-over");
      gaps.push(world.timers.now() - from);
      await world.session.ended;
    }
    for (const gap of gaps) expect(gap).toBeLessThan(LIMIT_MS);
    expect(gaps[1]).toBeGreaterThan(900 + 1_100);
  });

  test("an app that was slow to open the call has used of its time", async () => {
    const waits: number[] = [];
    for (const openMs of [0, 800]) {
      const double = new LineDouble({ opening: { greeting: "Hallo.", language: "de" } });
      const speech = (timers: ManualTimers) => [slow(timers, NEVER)];
      const line = Object.assign(Object.create(double) as LineDouble, {
        async open(...args: Parameters<LineDouble["open"]>) {
          const opening = await double.open(...args);
          await made[0]?.run(openMs);
          return opening;
        },
      });
      const made: ManualTimers[] = [];
      const world = await callWithVoices(
        (timers) => {
          made.push(timers);
          return speech(timers);
        },
        { double, line, kind: "twilio", hosted: true },
      );
      const from = 5_000;
      await world.until(() => world.transport.closedBy !== undefined, "the hand-over");
      waits.push(world.timers.now() - from);
      await world.session.ended;
    }
    for (const wait of waits) expect(wait).toBeLessThan(LIMIT_MS);
  });

  test("a page has no such voice: its call ends with a written goodbye", async () => {
    const world = await lost({ kind: "browser" });
    world.type("sechs");
    await world.until(() => world.transport.closedWith !== undefined, "the end");
    await world.session.ended;
    expect(world.events("ended")).toMatchObject([{ reason: "failed", wordless: true }]);
    expect(noVoice(world)).toEqual([]);
  });
});
