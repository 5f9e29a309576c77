import { describe, expect, test } from "vitest";
import type { ToolResult } from "@/server/tools";
import { createFakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import type { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import type { ManualTimers } from "../testing/manual-timers";
import { callWithVoices, NEVER, slow } from "../testing/slow-voices";

/** From the guest's last word, or the line's last sound, to the next sound. */
const SOUND_MS = 3_000;
/** The same to the hand-over: telling the app takes up to 0.3 s, the telephone service's first sound 0.5 s. */
const LEAVES_MS = SOUND_MS - 800;
/** A page shows every word, and gives a voice this long before it writes its goodbye. */
const PAGE_ENDS_MS = 5_000;

const KINDS = {
  healthy: (timers: ManualTimers) => slow(timers, 240),
  slow: (timers: ManualTimers) => slow(timers, 550),
  slower: (timers: ManualTimers) => slow(timers, 1_000),
  dead: (timers: ManualTimers) => slow(timers, NEVER),
  "hanging mid-clause": (timers: ManualTimers) => slow(timers, 240, 1),
} as const;
type Kind = keyof typeof KINDS;

/** A voice that works until the guest has spoken, and is of this kind from then on. */
function turning(timers: ManualTimers, kind: Kind) {
  const good = createFakeTts({ maxClauses: 500 });
  const bad = KINDS[kind](timers);
  const state = { turned: false };
  const tts: Tts = {
    ...good,
    synthesize: (request, signal) => (state.turned ? bad : good).synthesize(request, signal),
  };
  return { tts, state };
}

interface Heard {
  /** The longest silences before a sound, before the hand-over or the end, and before words on the page. */
  sound: number;
  leaves: number;
  words: number;
}

/** Listens to a call until its answer is heard or it has left, and measures every silence. */
async function silences(world: CallWorld, since: number): Promise<Heard> {
  const { transport, timers } = world;
  const longest: Heard = { sound: 0, leaves: 0, words: 0 };
  let from = since;
  let [sent, said] = [transport.sentMs, transport.said.length];
  let wordsFrom: number | undefined = since;
  const over = () =>
    transport.closedBy !== undefined || world.events("line_heard").some((it) => it.turnId === "t1");
  await world.until(() => {
    const now = timers.now();
    if (wordsFrom !== undefined && transport.said.length > said) {
      longest.words = now - wordsFrom;
      wordsFrom = undefined;
    }
    said = transport.said.length;
    if (transport.closedBy !== undefined) longest.leaves = now - from;
    else if (transport.sentMs > sent) {
      longest.sound = Math.max(longest.sound, now - from);
      from = Math.max(now, transport.playedUntil);
    }
    sent = transport.sentMs;
    from = Math.max(from, Math.min(now, transport.playedUntil));
    return over();
  }, "the answer or the end");
  return longest;
}

interface Brain {
  thinkMs: number;
  /** It then uses a tool, which never answers. */
  tool?: boolean;
}

async function callOf(kind: Kind, transport: "twilio" | "browser", { thinkMs, tool = false }: Brain) {
  const made: ReturnType<typeof turning>[] = [];
  const brain: ScriptedBrain = new ScriptedBrain(async function* (_turn, io) {
    await new Promise<void>((go) => world.timers.after(thinkMs, go));
    if (tool) await io.callTool("get_policy", { topic: "place" });
    yield say("We have a room.");
  });
  const double = new LineDouble({
    opening: { greeting: "Hallo.", language: "de" },
    tools: () => new Promise<ToolResult>(() => {}),
  });
  const world: CallWorld = await callWithVoices(
    (timers) => {
      made.push(turning(timers, kind));
      return made.map(({ tts }) => tts);
    },
    { brain, double, kind: transport, hosted: true },
  );
  await world.reach("listening");
  for (const { state } of made) state.turned = true;
  return world;
}

describe.each([1_900, 2_100, 5_000])("a brain that thinks for %i ms", (thinkMs) => {
  test.each(Object.keys(KINDS) as Kind[])("with a voice that is %s, on the telephone", async (kind) => {
    const world = await callOf(kind, "twilio", { thinkMs });
    world.type("a room");
    const { sound, leaves } = await silences(world, world.timers.now());
    expect(sound).toBeLessThanOrEqual(SOUND_MS);
    expect(leaves).toBeLessThanOrEqual(LEAVES_MS + 20);
    // A voice that is merely slow keeps its call.
    expect(world.transport.closedBy).toBe(["healthy", "slow"].includes(kind) ? undefined : 1012);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test.each(Object.keys(KINDS) as Kind[])("with a voice that is %s, in a browser", async (kind) => {
    const world = await callOf(kind, "browser", { thinkMs });
    world.type("a room");
    const { words, sound, leaves } = await silences(world, world.timers.now());
    expect(words).toBeGreaterThan(0);
    expect(words).toBeLessThanOrEqual(SOUND_MS);
    const works = kind !== "dead" && kind !== "hanging mid-clause";
    if (works) expect(sound).toBeLessThanOrEqual(SOUND_MS);
    else expect(leaves).toBeLessThanOrEqual(words + PAGE_ENDS_MS + 1_700);
    expect(world.transport.closedBy === undefined).toBe(works);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });
});

describe("a dead voice on the telephone", () => {
  const leftAfter = async (world: CallWorld, since: number) => {
    const { leaves } = await silences(world, since);
    expect(world.transport.closedBy).toBe(1012);
    await world.session.ended;
    return leaves;
  };

  test.each([0, 1_000, 1_500, 1_900])("a tool that hangs after %i ms of thought", async (thinkMs) => {
    const world = await callOf("dead", "twilio", { thinkMs, tool: true });
    world.type("a room");
    expect(await leftAfter(world, world.timers.now())).toBeLessThanOrEqual(LEAVES_MS + 20);
  });

  test("a guest who spoke: counted from their last word, not from when it was known for the last", async () => {
    const world = await callOf("dead", "twilio", { thinkMs: 5_000 });
    await world.speak("a room for two");
    const since = world.timers.now();
    while (world.transport.state === "listening") await world.silence(20);
    expect(world.timers.now() - since).toBeGreaterThan(200);
    expect(await leftAfter(world, since)).toBeLessThanOrEqual(LEAVES_MS + 20);
  });

  test("a guest who read a number: the wait for more of it is part of the three seconds", async () => {
    const world = await callOf("dead", "twilio", { thinkMs: 5_000 });
    const guestTurns = () => world.events("guest_turn").length;
    await world.speak("oh one seven six one two three");
    const since = world.timers.now();
    while (guestTurns() === 0) await world.silence(20);
    expect(world.timers.now() - since).toBeGreaterThan(1_200);
    expect(await leftAfter(world, since)).toBeLessThanOrEqual(LEAVES_MS + 20);
  });

  test("a guest who went on while the line thought: counted from what they said last", async () => {
    const world = await callOf("dead", "twilio", { thinkMs: 9_000 });
    world.type("a room");
    await world.timers.run(1_200, 20);
    await world.speak("for two nights and with breakfast");
    const since = world.timers.now();
    const guestTurns = () => world.events("guest_turn").length;
    while (guestTurns() < 2) await world.silence(20);
    expect(await leftAfter(world, since)).toBeLessThanOrEqual(LEAVES_MS + 20);
  });
});

test("where the ear is later than all of it, a slow voice keeps its call", async () => {
  const world = await callWithVoices((timers) => [slow(timers, 1_200)], {
    ...{ kind: "twilio", hosted: true, lateMs: 2_500, greeting: "" },
  });
  await world.reach("listening");
  await world.speak("two nights");
  while (world.events("guest_turn").length === 0) await world.silence(20);
  await world.silence(4_000);
  expect(world.transport.closedBy).toBeUndefined();
  expect(world.said.join(" ")).toContain("two nights");
  world.session.stop("staff_hung_up");
  await world.session.ended;
});
