import { describe, expect, test } from "vitest";
import { testOpening } from "@/server/brain/testing/opening";
import { call, inOrder, rig } from "./llm/testing/double";
import { localBrain } from "./local";
import { type Conversation, converse, textOf } from "./testing/converse";
import type { World } from "./testing/world";

/** As the worker says it where the app does not answer: `voice-worker/call/later.ts`. */
const NOTED =
  "I have noted that, but it is not done yet, our system does not answer. Somebody will call you about it.";
const NUMBER = "I have noted that, but it is not done yet. Which number can we call you on?";
const GERMAN = "Das habe ich notiert, es ist aber noch nicht erledigt. Jemand ruft Sie dazu an.";
const down = (noted: string) => (world: World) => {
  world.noted = noted;
  for (const name of ["book_stay", "commit_change", "create_request", "schedule_callback"] as const)
    world.away.add(name);
};
const asked = (c: Conversation, name: string) => c.hotel.log.filter((each) => each.name === name).length;

describe("the tools are down when a guest says yes: the local brain", () => {
  test("says of a booking that it is noted, never that it is booked, and the topic is over", async () => {
    const c = await converse(localBrain, { arrange: down(NOTED) });
    for (const words of [
      "a room for two from december 10 to december 12",
      "yes",
      "Anna Meyer",
      "0151 23456789",
    ])
      await c.say(words);
    const reply = textOf(await c.say("yes"));
    expect(reply).toContain(NOTED);
    expect(reply).not.toMatch(/booked|code/);
    await c.say("yes");
    expect(asked(c, "book_stay")).toBe(1);
  });

  test("the same for a change and a request, in the call's language", async () => {
    const c = await converse(localBrain, { arrange: down(NOTED) });
    for (const words of ["cancel my booking", "okafor", "k7mq2r"]) await c.say(words);
    expect(textOf(await c.say("yes"))).toContain(NOTED);

    const german = await converse(localBrain, {
      opening: testOpening({ language: "de" }),
      arrange: down(GERMAN),
    });
    for (const words of ["Ich brauche zwei Handtücher in Zimmer 214", "Meyer"]) await german.say(words);
    const reply = textOf(await german.say("ja"));
    expect(reply).toContain("noch nicht erledigt");
    expect(reply).not.toMatch(/\b(?:call|system|booking)\b/);
  });

  test("where nobody knows a number it is asked for, and kept for the call-back", async () => {
    const c = await converse(localBrain, {
      opening: testOpening({ caller: {} }),
      arrange: down(NUMBER),
    });
    for (const words of ["two towels to room 214 please", "Meyer"]) await c.say(words);
    expect((await c.say("yes")).expects).toMatchObject({ kind: "digits", purpose: "phone" });
    await c.say("0151 23456789");
    c.hotel.world.noted = NOTED;
    await c.say("yes");
    const calls = c.hotel.log.filter((each) => each.name === "schedule_callback");
    expect(calls.map((each) => each.args)).toEqual([expect.objectContaining({ number: "+4915123456789" })]);
    expect(textOf(c.exchanges.at(-1) as never)).toContain("Somebody will call you");
  });
});

describe("the tools are down when a guest says yes: a model", () => {
  const story = async (noted: string) => {
    const r = rig(
      inOrder(
        { calls: [call("verify_guest", { surname: "Okafor", factor: "code", value: "K7MQ2R" })] },
        { calls: [call("preview_cancel", { stay: "stay_1" })] },
        { text: "Cancelling is free of charge. Shall I cancel it?" },
        { calls: [call("commit_change", { change: "chg_1" })] },
        { text: "Your booking is cancelled." },
      ),
    );
    const c = await r.start(down(noted));
    await c.say("Please cancel my booking, the name is Okafor and the code K7MQ2R");
    return { r, c };
  };

  test.each([NOTED, GERMAN])(
    "has no say in it: the line's own sentence is said, and nothing after it",
    async (noted) => {
      const { r, c } = await story(noted);
      const asks = r.requests().length;
      expect(textOf(await c.say("Yes"))).toBe(noted);
      expect(r.requests()).toHaveLength(asks + 1);
      const later = await c.say("Is it done?");
      const history = r.requests().at(-1)?.request.messages ?? [];
      expect(JSON.stringify(history)).toContain("not done");
      expect(history.some((m) => m.role === "line" && m.text === noted)).toBe(true);
      // What the model would claim now is not backed by anything.
      expect(textOf(later)).not.toMatch(/is cancelled/);
    },
  );
});
