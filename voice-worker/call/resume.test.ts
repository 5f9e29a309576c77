import { describe, expect, test, vi } from "vitest";
import type { CallOpening, ResumeCause, ToolDone } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import type { HangUpCause } from "../media/port";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { sampleOpening } from "../testing/opening";
import { phrasesOf } from "./phrases";
import { outlives, pickUp, unknownToDialogue, whyBack } from "./resume";
import { type CallSnapshot, packSnapshot, unpackSnapshot } from "./snapshot";

// Minutes of a call, in steps of one frame: much work for a busy machine, and never a wait.
vi.setConfig({ testTimeout: 30_000 });

const was: CallSnapshot = {
  brain: {},
  turns: 3,
  tools: 2,
  unanswered: [],
  done: [],
  unheard: "",
  guestTalking: false,
};
const turn = { id: "t3", source: "typed" as const, text: "two nights", confidence: 1 };
const en = phrasesOf("en");

describe("how a call goes on", () => {
  test.each<[string, Partial<CallSnapshot>, string | undefined, string[]]>([
    ["nothing was going on: not a word", {}, undefined, []],
    [
      "an open turn is answered, without a word about it",
      { unanswered: [turn], unheard: "x" },
      undefined,
      ["two nights"],
    ],
    ["a guest in mid-sentence is asked to go on", { guestTalking: true, unheard: "x" }, en.resumed, []],
    ["what was not heard is said again", { unheard: "It is two hundred." }, "It is two hundred.", []],
  ])("%s", (_name, over, words, answered) => {
    const plan = pickUp({ ...was, ...over }, en);
    expect(plan.say).toBe(words);
    expect(plan.answer.map(({ text }) => text)).toEqual(answered);
  });

  test.each([undefined, "moved", "unanswered", "declined", "paid", "not_paid", "handed_back"] as const)(
    "the brain is asked to tell of %s where there is something to tell",
    async (cause) => {
      const tell = whyBack(echo().start(sampleOpening(new Date())), cause);
      expect(tell === undefined).toBe(cause === undefined || cause === "moved");
    },
  );

  test("a snapshot survives JSON; one of an older worker is understood; anything else is refused", () => {
    const full = { ...was, unanswered: [turn], unheard: "x", guestTalking: true };
    const stored: unknown = JSON.parse(JSON.stringify(packSnapshot(full)));
    expect(unpackSnapshot(stored)).toEqual({ ...full, turns: 23, tools: 22, toolsTold: 2 });
    expect(unpackSnapshot({ v: 1, brain: {}, turns: 0, tools: 0 })).toMatchObject({
      unanswered: [],
      unheard: "",
    });
    for (const bad of [
      null,
      undefined,
      7,
      "x",
      [],
      {},
      { v: 2, turns: 0, tools: 0 },
      { v: 1, turns: -1, tools: 0 },
    ])
      expect(() => unpackSnapshot(bad)).toThrow();
  });
});

describe("what was done and the dialogue does not know of", () => {
  const ok: ToolResult = { ok: true, data: {}, facts: [], say: "Noted.", next: [] };
  const away: ToolResult = {
    ok: false,
    code: "later",
    ask: "Shall somebody call you?",
    options: [],
    facts: [],
  };
  const step = (toolSequence: number, turnId: string, over: Partial<ToolDone> = {}): ToolDone => ({
    ...{ turnId, toolSequence, name: "create_request" satisfies ToolName, args: {}, result: ok },
    ...over,
  });
  const earlier = (over: Partial<CallSnapshot> = {}) =>
    unpackSnapshot(JSON.parse(JSON.stringify(packSnapshot({ ...was, ...over }))));
  const known = (done: readonly ToolDone[]) => done.map(({ toolSequence }) => toolSequence);

  test("is what the app did in the turns left open, and after the snapshot", () => {
    const told = [step(1, "t2"), step(2, "t3"), step(3, "t3"), step(4, "t4")];
    expect(known(unknownToDialogue(earlier(), told))).toEqual([3, 4]);
    expect(known(unknownToDialogue(earlier({ unanswered: [turn] }), told))).toEqual([2, 3, 4]);
    expect(unknownToDialogue(earlier({ unanswered: [turn] }))).toEqual([]);
  });

  test("has the very arguments where the snapshot tells them, and the app's result, done since or not", () => {
    const mine = step(2, "t3", { args: { phone: "+351 911 111 111" }, result: { ...away, noted: true } });
    const was = earlier({ unanswered: [turn], done: [mine] });
    expect(unknownToDialogue(was)).toEqual([mine]);
    expect(unknownToDialogue(was, [step(2, "t3")])).toEqual([{ ...mine, result: ok }]);
  });

  test("has nothing that is neither done nor on record, and nothing that an older worker left without a number", () => {
    const { toolSequence: _none, ...unnumbered } = step(2, "t3");
    const was = earlier({ unanswered: [turn], done: [unnumbered, step(1, "t3", { result: away })] });
    expect(unknownToDialogue(was)).toEqual([]);
    expect(unknownToDialogue(was, [step(2, "t3")])).toEqual([step(2, "t3")]);
  });

  test("outlives its turn only as an effect that was done", () => {
    expect(outlives(step(1, "t1"))).toBe(true);
    expect(outlives(step(1, "t1", { result: away }))).toBe(false);
    for (const name of ["end_call", "transfer_call", "get_policy", "no_such_tool"])
      expect(outlives(step(1, "t1", { name }))).toBe(false);
  });
});

const echo = () =>
  new ScriptedBrain(async function* ({ text }) {
    yield say(`Yes, ${text}.`, "question");
  });

/** A second worker for the call of the first; the app names `cause`. */
async function secondWorker(double: LineDouble, callId: string, cause?: ResumeCause) {
  const brain = echo();
  const line = Object.assign(Object.create(double) as LineDouble, {
    async open(...args: Parameters<LineDouble["open"]>): Promise<CallOpening> {
      const opening = await double.open(...args);
      return opening.resumed && cause ? { ...opening, resumed: { ...opening.resumed, cause } } : opening;
    },
  });
  const world = await CallWorld.start({ double, brain, callId, line });
  return { world, brain };
}

describe("a second worker", () => {
  const first = async () => {
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const brain = echo();
    const world = await CallWorld.start({ double, brain });
    await world.reach("listening");
    await world.silence(500);
    return { double, world, brain };
  };

  test("asks a guest who was cut off in mid-sentence to go on, and nobody else", async () => {
    const { double, world } = await first();
    await world.speak("I would like to book a room for");
    world.session.leave();
    const { world: next } = await secondWorker(double, world.callId);
    expect(next.said).toEqual([en.resumed]);
    const calm = await first();
    calm.world.session.leave();
    const { world: silent } = await secondWorker(calm.double, calm.world.callId);
    await silent.timers.run(500, 20);
    expect(silent.said).toEqual([]);
    expect(silent.transport.state).toBe("listening");
  });

  test("says again what the guest had not heard to its end", async () => {
    const { double, world } = await first();
    await world.speak("two nights");
    await world.silence(900);
    expect(world.transport.state).toBe("speaking");
    world.session.leave();
    const { world: next } = await secondWorker(double, world.callId);
    await next.timers.run(300, 20);
    expect(next.said).toEqual(["Yes, two nights."]);
  });

  test("does not listen before the turn that was left open is answered", async () => {
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const slow = new ScriptedBrain(async function* (_turn, { signal }) {
      await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
      yield say("Never.", "answer");
    });
    const world = await CallWorld.start({ double, brain: slow });
    await world.reach("listening");
    world.type("two nights");
    await world.timers.run(500, 20);
    world.session.leave();
    const { world: next } = await secondWorker(double, world.callId);
    await next.reach("listening");
    const states = next.transport.updates.flatMap((update) =>
      update.type === "state" ? [update.state] : [],
    );
    expect(states).toEqual(["thinking", "speaking", "listening"]);
    expect(next.said).toEqual(["Yes, two nights."]);
  });

  test.each(["unanswered", "not_paid"] as const)(
    "after %s the brain says what happened, once",
    async (cause) => {
      const { double, world } = await first();
      world.session.leave();
      const { world: next, brain } = await secondWorker(double, world.callId, cause);
      expect(next.said).toEqual([`Back because ${cause}.`]);
      await next.reach("listening");
      next.type("a message please");
      await next.timers.run(500, 20);
      expect(brain.last.turns.map(({ text }) => text)).toEqual(["a message please"]);
    },
  );
});

describe("what was done in a turn that no snapshot tells of", () => {
  const { request, result } = {
    request: {
      epoch: 1,
      turnId: "t7",
      toolSequence: 19,
      atMs: 0,
      name: "create_request",
      args: { kind: "other" },
    },
    result: { ok: true, data: {}, facts: [], say: "Noted.", next: [] } satisfies ToolResult,
  };
  const { turnId, toolSequence, name, args } = request;

  test("is told to the brain with the guest's next words, once, though the call has moved again meanwhile", async () => {
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const first = await CallWorld.start({ double, brain: echo() });
    await first.reach("listening");
    await first.timers.run(500, 20);
    first.session.leave();
    double.call(first.callId).tools.push({ request, result });
    const second = await secondWorker(double, first.callId);
    second.world.session.moveOn();
    await second.world.timers.run(2_000, 20);
    const { world, brain } = await secondWorker(double, first.callId);
    await world.reach("listening");
    for (const words of ["a taxi please", "and a towel"]) {
      world.type(words);
      await world.timers.run(3_000, 20);
    }
    expect(brain.last.taken).toEqual([[{ turnId, toolSequence, name, args, result }], []]);
  });
});

test("two workers after one snapshot: no turn and no tool of the second is numbered like the first's", async () => {
  const noted: ToolResult = { ok: true, data: {}, facts: [], say: "Noted.", next: [] };
  const double = new LineDouble({ opening: { greeting: "Hi." }, tools: () => noted });
  const first = await CallWorld.start({ double, brain: echo() });
  await first.reach("listening");
  await first.timers.run(500, 20);
  first.session.leave();
  const line = Object.assign(Object.create(double) as LineDouble, {
    snapshot: () => Promise.reject(new Error("not kept")),
  });
  const brain = new ScriptedBrain(async function* (turn, io) {
    await io.callTool("create_request", { kind: "other", summary: turn.text });
    yield say("Noted.");
  });
  for (const text of ["A taxi", "Two towels"]) {
    const world = await CallWorld.start({ double, brain, callId: first.callId, line });
    await world.reach("listening");
    world.type(text);
    await world.timers.run(3_000, 20);
    world.session.leave();
  }
  const { tools } = double.call(first.callId);
  expect(tools).toHaveLength(2);
  expect(new Set(tools.map(({ request }) => request.turnId)).size).toBe(2);
  expect(new Set(tools.map(({ request }) => request.toolSequence)).size).toBe(2);
});

describe("a connection that breaks", () => {
  const broken = async (returnMs: number, cause: HangUpCause = "lost") => {
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const world = await CallWorld.start({ double, brain: echo(), returnMs, kind: "twilio" });
    await world.reach("listening");
    world.transport.handlers.closed(cause);
    return { double, world };
  };

  test("the call waits half a minute, in which nothing is said, and ends as left at the moment of the break", async () => {
    const { world } = await broken(30_000);
    await world.timers.run(29_000, 100);
    expect(world.record.closed).toBeUndefined();
    expect(world.said).toEqual(["Hi."]);
    await world.timers.run(1_500, 100);
    await world.session.ended;
    expect(world.record.closed?.reason).toBe("guest_hung_up");
    expect(world.record.closed?.durationMs).toBeLessThan(5_000);
    expect(world.timers.pending).toBe(0);
  });

  test("what was being said, and what the brain found meanwhile, is said when they are back", async () => {
    let answer: () => void = () => {};
    const found = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const brain = new ScriptedBrain(async function* () {
      yield say("One two three four five six seven.");
      await found;
      yield say("Eight nine.");
    });
    const world = await CallWorld.start({ double, brain, returnMs: 30_000 });
    await world.reach("listening");
    world.type("count");
    await world.timers.run(300, 20);
    world.transport.handlers.closed("lost");
    await world.timers.run(300, 20);
    answer();
    await world.timers.run(300, 20);
    const moved = world.session.moveOn();
    await world.timers.run(300, 20);
    await moved;
    const { world: next } = await secondWorker(double, world.callId);
    const [said] = next.said;
    expect(said).toMatch(/seven\. Eight nine\.$/);
    await next.timers.run(300, 20);
    expect(next.events("line_said")).toHaveLength(3);
  });

  test("a stalled one is a broken one: the guest is still there, and the call waits for its next stream", async () => {
    const { double, world } = await broken(30_000, "overrun");
    await world.timers.run(5_000, 100);
    expect(world.record.closed).toBeUndefined();
    expect(world.events("ended")).toEqual([]);
    const { world: next } = await secondWorker(double, world.callId);
    next.type("here again");
    await next.timers.run(500, 20);
    expect(next.said).toEqual(["Yes, here again."]);
  });

  test("one that sends only nonsense is our fault to the guest: whoever is to tell them is asked", async () => {
    const { world } = await broken(30_000, "garbage");
    await world.timers.run(300, 20);
    await world.session.ended;
    expect(world.record.closed?.reason).toBe("failed");
    expect(world.events("ended")).toMatchObject([{ reason: "failed", wordless: true }]);
  });

  test("who comes back in time goes on where they were; who says goodbye is gone at once", async () => {
    const { double, world } = await broken(30_000);
    await world.timers.run(5_000, 100);
    const moved = world.session.moveOn();
    await world.timers.run(300, 20);
    await moved;
    const { world: next } = await secondWorker(double, world.callId);
    expect(next.said).toEqual([]);
    next.type("here again");
    await next.timers.run(500, 20);
    expect(next.said).toEqual(["Yes, here again."]);
    next.transport.handlers.closed("guest");
    await next.timers.run(300, 20);
    await next.session.ended;
    expect(next.record.closed?.reason).toBe("guest_hung_up");
    expect(world.timers.pending + next.timers.pending).toBe(0);
  });
});

describe("the longest a call may last", () => {
  const { rules } = sampleOpening(new Date());
  const start = async () => {
    const opening = { greeting: "Hi.", rules: { ...rules, maxMinutes: 1 } };
    const double = new LineDouble({ opening });
    const world = await CallWorld.start({ double, brain: echo() });
    await world.reach("listening");
    return { double, world };
  };
  /** The call moves, so long after its beginning. */
  const movesAt = async (
    { double, world }: Awaited<ReturnType<typeof start>>,
    ms: number,
    why?: ResumeCause,
  ) => {
    const moving = world.session.moveOn();
    await world.timers.run(300, 20);
    await moving;
    const { snapshot } = world.record;
    if (!snapshot) throw new Error("The call was not kept.");
    snapshot.elapsedMs = ms;
    return { double, world: (await secondWorker(double, world.callId, why)).world };
  };
  const atCap = (world: CallWorld) => world.said.includes(en.capReached);

  test.each([undefined, "moved"] as const)(
    "is not lengthened by a call that moves, however often (%s)",
    async (why) => {
      const second = await movesAt(await start(), 58_000, why);
      await second.world.timers.run(1_000, 20);
      expect(atCap(second.world)).toBe(false);
      const third = await movesAt(second, 61_000, why);
      await third.world.timers.run(1_000, 20);
      expect(atCap(third.world)).toBe(true);
      await third.world.timers.run(20_000, 100);
      await third.world.session.ended;
      expect(third.world.record.closed?.reason).toBe("cap");
    },
  );

  test("is a while longer for whoever comes back from a person, and stays so when they move", async () => {
    const second = await movesAt(await start(), 58_000, "handed_back");
    await second.world.timers.run(5_000, 20);
    expect(atCap(second.world)).toBe(false);
    const third = await movesAt(second, 146_000);
    await third.world.timers.run(1_000, 20);
    expect(atCap(third.world)).toBe(false);
    await third.world.timers.run(1_500, 20);
    expect(atCap(third.world)).toBe(true);
    third.world.session.stop("staff_hung_up");
    await third.world.session.ended;
  });
});
