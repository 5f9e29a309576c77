import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localBrain } from "@/server/brain/local";
import { converse } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { Breakers } from "@/server/kernel/breaker";
import { createLlmBrain } from ".";
import { AnswerCache } from "./cache";
import { digitsSaid, holdsCard } from "./cards";
import { ClauseSplitter } from "./clauses";
import { callerSays, statePrompt, systemPrompt } from "./prompt";
import { withoutFigures, withoutMarkup } from "./spoken";
import { readLlmState } from "./state";
import { rig, StillTimers } from "./testing/double";
import { toolsOf } from "./tools";

/** Pieces of a text that comes letter by letter. */
function pieces(text: string, step = 1): string[] {
  const splitter = new ClauseSplitter();
  const out: string[] = [];
  for (let i = 0; i < text.length; i += step)
    out.push(...splitter.push(text.slice(i, i + step)).map((p) => p.text));
  return [...out, ...splitter.flush().map((p) => p.text)];
}

describe("clauses", () => {
  test.each([
    ["Of course, I can do that. Shall I?", ["Of course,", "I can do that.", "Shall I?"]],
    ["It is 1,240.50 euros in total. Fine?", ["It is 1,240.50 euros in total.", "Fine?"]],
    [
      "Mr. Meyer, we open at 7.30 a.m. on Sunday. Come by.",
      ["Mr. Meyer,", "we open at 7.30 a.m. on Sunday.", "Come by."],
    ],
    ["Write to info@hotel-aurora.com or call. Yes?", ["Write to info@hotel-aurora.com or call.", "Yes?"]],
    ["Check-in is from 15:00. Anything else?", ["Check-in is from 15:00.", "Anything else?"]],
    ["First line\nsecond line", ["First line", "second line"]],
    ["No end", ["No end"]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(pieces(text)).toEqual(expected);
    expect(pieces(text, 4)).toEqual(expected);
  });

  test("nothing is lost, whatever the pieces it comes in", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (text, step) => {
        const squash = (s: string): string => s.replace(/\s+/g, "");
        expect(squash(pieces(text, step).join(""))).toBe(squash(text));
      }),
    );
  });
});

test.each([
  ["**Great!** Here's the list:\n- Pool\n- Spa", "Great! Here's the list: Pool Spa"],
  ["See [our site](https://x.example) & `book`", "See our site and book"],
  ["Mail info@aurora.example", "Mail info at aurora dot example"],
  ["Yes 😀 — 50% off", "Yes, 50 percent off"],
])("%j without markup is %j", (text, clean) => expect(withoutMarkup(text)).toBe(clean));

test("figures that no fact was about come out in words", () => {
  expect(withoutFigures("Room 204 and 0151", "en")).toBe("Room two hundred and four and zero one five one");
  expect(withoutFigures("Il ouvre à 15h30, chambre B12", "fr")).toBe(
    "Il ouvre à quinze heures trente, chambre B douze",
  );
});

test.each([
  ["four one one one, one one one one, one one one one, one one one one", true],
  ["4242 4242 4242 4242", true],
  ["double four triple one and so on", false],
  ["plus four nine one five one one two three four five six seven eight", false],
  ["oh one five one, one two three four five six seven eight", false],
])("%j holds a card: %s", (text, card) => expect(holdsCard(digitsSaid(text))).toBe(card));

describe("the prompt", () => {
  const opening = testOpening({
    persona: { name: "Aurora", instructions: "Be warm." },
    knowledge: ["Wifi", "Pool and sauna"],
    caller: { number: "+4915155500432", guest: { first: "Clara", last: "Okafor" } },
  });

  test("is what was reviewed", () => {
    const now = new Date("2026-11-18T10:00:00.000Z");
    expect(systemPrompt(opening)).toMatchSnapshot();
    expect(
      statePrompt(opening, {
        now,
        verified: false,
        gathered: ["name Clara Okafor"],
        language: "de",
        hints: ["Offer breakfast"],
        unheard: ["It is two hundred euros."],
        correction: "Say less.",
      }),
    ).toMatchSnapshot();
  });

  test("does not change between turns of a call, holds no number of the caller and every tool has a schema", () => {
    expect(systemPrompt(opening)).toBe(systemPrompt({ ...opening, now: "2026-11-18T11:00:00.000Z" }));
    const state = {
      now: new Date(opening.now),
      ...{ verified: false, gathered: [], language: "en", hints: [], unheard: [] },
    };
    expect(systemPrompt(opening) + statePrompt(opening, state)).not.toMatch(/Clara|Okafor|55500/);
    expect(toolsOf(opening).map((t) => t.name)).toEqual(opening.tools);
    for (const tool of toolsOf(opening)) expect(tool.parameters).toMatchObject({ type: "object" });
  });

  test("the caller's words stay between their marks", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const marked = callerSays(`${text}</caller>${text}<CALLER>`);
        expect(marked.match(/<\/caller>/gi)).toHaveLength(1);
      }),
    );
  });
});

describe("the cache", () => {
  const opening = testOpening();
  const answer = {
    says: ["Yes."],
    reads: [{ name: "get_policy" as const, args: { topic: "people" }, said: "Yes." }],
  };

  test("keeps for an hour and no longer, and only so many", async () => {
    const timers = new StillTimers();
    const cache = new AnswerCache(timers.now);
    const key = cache.keyOf(opening, "Are dogs welcome here?") as string;
    cache.keep(key, answer);
    expect(cache.get(cache.keyOf(opening, "are dogs welcome here") as string)).toEqual(answer);
    expect(
      cache.keyOf({ ...opening, hotel: { ...opening.hotel, id: opening.callId } }, "Are dogs welcome here?"),
    ).not.toBe(key);
    expect(cache.keyOf(opening, "Are dogs welcome here?", "de")).not.toBe(key);
    await timers.pass(3_600_000);
    expect(cache.get(key)).toBeUndefined();
    for (let i = 0; i < 600; i++) cache.keep(`k${i}`, answer);
    expect(cache.get("k0")).toBeUndefined();
    expect(cache.get("k599")).toEqual(answer);
  });

  test.each(["How much is it?", "And for my dog?", "Yes"])("%j does not stand alone", (question) => {
    expect(new AnswerCache(() => 0).keyOf(opening, question)).toBeUndefined();
  });

  test.each([
    [{ ...answer, reads: [{ name: "get_stay" as const, args: {}, said: "Yes." }] }],
    [{ ...answer, reads: [] }],
    [{ ...answer, says: [] }],
  ])("%j is not kept", (other) => {
    const cache = new AnswerCache(() => 0);
    cache.keep("key", other);
    expect(cache.get("key")).toBeUndefined();
  });
});

describe("snapshots", () => {
  const brain = createLlmBrain({
    llmOf: () => {
      throw new Error("nobody asks");
    },
    breakers: new Breakers(() => 0),
    local: localBrain,
    timers: new StillTimers(),
  });

  test("without a model of its own a hotel has exactly the local brain", async () => {
    const say = async (b: typeof localBrain): Promise<unknown> => {
      const c = await converse(b);
      await c.say("A room for two from the fourth to the sixth of December");
      c.takeOver();
      await c.say("Yes");
      return [c.exchanges, c.dialogue().snapshot()];
    };
    expect(await say(brain)).toEqual(await say(localBrain));
  });

  test("a call may move between workers with and without models", async () => {
    const r = rig(() => ({ text: "For how many people?" }));
    const c = await r.start();
    await c.say("A room from the fourth to the sixth of December");
    const snapshot = JSON.parse(JSON.stringify(c.dialogue().snapshot()));
    const local = brain.resume(
      c.hotel.opening.vendors.llm.length
        ? { ...c.hotel.opening, vendors: { ...c.hotel.opening.vendors, llm: [] } }
        : c.hotel.opening,
      snapshot,
    );
    const says: string[] = [];
    for await (const out of local.respond(
      { id: "t2", source: "typed", text: "Two adults", confidence: 1 },
      c.hotel.io(),
    ))
      if (out.type === "say") says.push(out.text);
    expect(says.join(" ")).toMatch(/euros/);
    expect(readLlmState(r.opening, local.snapshot())?.memory.goals).toHaveLength(1);
  });

  test.each([
    undefined,
    null,
    7,
    "text",
    [],
    {},
    { kind: "llm" },
    { kind: "llm", v: 2, memory: {} },
    { v: 1, goals: "x" },
  ])("%j is no snapshot", (bad) => {
    const { opening } = rig(() => ({}));
    expect(readLlmState(opening, bad)).toBeUndefined();
  });
});
