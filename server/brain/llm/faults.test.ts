import { describe, expect, test } from "vitest";
import { localBrain } from "@/server/brain/local";
import type { BrainOutput } from "@/server/brain/port";
import { converse, textOf } from "@/server/brain/testing/converse";
import type { FakeAnswer } from "@/server/providers/llm/fake";
import { call, inOrder, lastGuest, rig, settled } from "./testing/double";

const hello: FakeAnswer = { text: "Of course, for how many people?" };
const silent: FakeAnswer = { fails: "silent" };

describe("tools asked for wrongly", () => {
  test.each([
    ["an unknown tool", call("open_door", {})],
    ["arguments of another shape", call("search_rooms", { checkIn: "soon", adults: "two" })],
    ["an effect without a yes", call("create_request", { kind: "other", summary: "x" })],
  ])("%s is answered to the model and not run", async (_what, wrong) => {
    const r = rig(inOrder({ calls: [wrong] }, hello));
    const c = await r.start();
    expect(textOf(await c.say("A room please"))).toContain("how many people");
    expect(c.hotel.log).toEqual([]);
    const told = r.requests()[1]?.request.messages.at(-1);
    expect(told).toMatchObject({ role: "tool", name: wrong.name });
    expect(told?.role === "tool" && told.content).toContain('"ok":false');
  });

  test("a model that asks for tools without end is stopped, and the local brain answers", async () => {
    const r = rig(() => ({ calls: [call("get_policy", { topic: "people" })] }));
    const c = await r.start();
    const reply = await c.say("I would like a room for two adults");
    expect(textOf(reply)).toMatch(/dates/i);
    expect(r.requests().length).toBeLessThanOrEqual(6);
  });

  test("an unbacked sentence is corrected once; the second becomes a safe one", async () => {
    const r = rig(() => ({ text: "We have a sauna." }));
    const c = await r.start();
    expect(textOf(await c.say("Tell me about the sauna"))).toBe(
      "I do not know that. Shall somebody find out and call you back?",
    );
    expect(r.requests()).toHaveLength(2);
    expect(r.requests()[1]?.request.state).toContain("was not spoken");
    expect(r.reports.filter((x) => x.type === "blocked_claim")).toHaveLength(2);
  });
});

describe("a barge-in", () => {
  async function until(outputs: AsyncIterable<BrainOutput>, count: number): Promise<void> {
    const steps = outputs[Symbol.asyncIterator]();
    for (let i = 0; i < count; i++) await steps.next();
    await steps.return?.();
  }
  const turn = (id: string, text: string) => ({ id, source: "speech" as const, text, confidence: 1 });

  test("cuts the history to what was heard", async () => {
    const r = rig(inOrder({ text: "Gladly, I can help with that. For how many people?" }, hello));
    const c = await r.start();
    await until(c.dialogue().respond(turn("t1", "A room please"), c.hotel.io()), 1);
    c.interrupt("Gladly");
    await c.say("Wait, a suite please");
    const messages = r.requests()[1]?.request.messages ?? [];
    expect(messages.find((m) => m.role === "line" && m.text.startsWith("Gladly"))).toBeDefined();
    expect(JSON.stringify(messages)).not.toContain("how many people");
  });

  test("between a tool call and its answer: every call has a result, and the effect is made once", async () => {
    const asks = { text: "Shall I pass that on?" };
    const request = call("create_request", {
      kind: "housekeeping_item",
      summary: "towels",
      room: "204",
      name: "Okafor",
    });
    const r = rig(
      inOrder(
        asks,
        { calls: [request, call("get_policy", { topic: "people" })] },
        { calls: [request] },
        { text: "That is logged for housekeeping." },
      ),
    );
    const c = await r.start();
    await c.say("Two towels to room 204, Okafor");
    let calls = 0;
    const io = {
      ...c.hotel.io(),
      callTool: async (...args: Parameters<typeof c.hotel.callTool>) => {
        calls += 1;
        const result = await c.hotel.callTool(...args);
        if (calls > 1) throw new Error("The guest has interrupted.");
        return result;
      },
    };
    const run = async () => {
      for await (const _ of c.dialogue().respond(turn("t2", "Yes"), io));
    };
    await expect(run()).rejects.toThrow("interrupted");
    c.interrupt("");
    await c.say("Yes, please do");
    const messages = r.requests().at(-1)?.request.messages ?? [];
    const ids = messages.flatMap((m) => (m.role === "line" ? (m.calls ?? []).map((k) => k.id) : []));
    const answered = messages.flatMap((m) => (m.role === "tool" ? [m.callId] : []));
    expect(answered.sort()).toEqual(ids.sort());
    expect(c.hotel.world.records.filter((x) => x.kind === "request")).toHaveLength(1);
  });

  test("what was not heard is said before the next effect", async () => {
    const r = rig(
      inOrder(
        {
          calls: [
            call("search_rooms", { checkIn: "2026-12-04", checkOut: "2026-12-06", adults: 2 }),
            call("quote_stay", { offer: "offer_2" }),
          ],
        },
        { text: "The Standard Double comes to two hundred and forty euros in total. Shall I book it?" },
        {
          calls: [
            call("book_stay", { quotes: ["quote_1"], guest: { last: "Meyer", phone: "+4915112345678" } }),
          ],
        },
        { text: "It comes to two hundred and forty euros in total. Shall I book it?" },
        {
          calls: [
            call("book_stay", { quotes: ["quote_1"], guest: { last: "Meyer", phone: "+4915112345678" } }),
          ],
        },
        { text: "It is booked." },
      ),
    );
    const c = await r.start();
    await c.say(
      "A double for two, the fourth to the sixth of December, Meyer, oh one five one, one two three four five six seven eight",
    );
    c.interrupt("The Standard");
    await c.say("Yes");
    expect(c.hotel.world.records).toEqual([]);
    await c.say("Yes");
    expect(c.hotel.world.records).toHaveLength(1);
  });
});

describe("thinking ahead", () => {
  test("the same words take what was thought: one request, and its tools wait for the turn", async () => {
    const r = rig(
      inOrder(
        { calls: [call("get_policy", { topic: "people" })] },
        { text: "Small dogs are welcome for fifteen euros a night." },
      ),
    );
    const c = await r.start();
    c.dialogue().speculate?.("are dogs welcome", c.hotel.io());
    await settled();
    expect(r.requests()).toHaveLength(1);
    expect(c.hotel.log).toEqual([]);
    expect(textOf(await c.say("Are dogs welcome?"))).toContain("fifteen euros");
    expect(r.requests()).toHaveLength(2);
  });

  test("other words drop it", async () => {
    const r = rig((_request, count) => (count === 1 ? { text: "Old.", fails: "silent" } : hello));
    const c = await r.start();
    c.dialogue().speculate?.("I would like", c.hotel.io());
    await settled();
    expect(textOf(await c.say("I would like a room"))).toContain("how many people");
    await settled();
    expect(r.requests().map((x) => x.ended)).toEqual(["aborted", "done"]);
  });

  test("its first token is told when the answer is taken; of an answer that is dropped it is never told", async () => {
    const r = rig((_request, count) => (count === 1 ? { text: "Old.", fails: "silent" } : hello));
    const c = await r.start();
    const tokens = () => r.reports.filter(({ type }) => type === "first_token").length;
    c.dialogue().speculate?.("I would like", c.hotel.io());
    await settled();
    c.dialogue().speculate?.("I would like a room", c.hotel.io());
    await settled();
    expect(r.requests().map((x) => x.ended)).toEqual(["aborted", "done"]);
    expect(tokens()).toBe(0);
    await c.say("I would like a room");
    expect([r.requests().length, tokens()]).toEqual([2, 1]);
  });

  test("two guesses a turn at most", async () => {
    const r = rig(() => silent);
    const c = await r.start();
    for (const words of ["I", "I would", "I would like", "I would like a"]) {
      c.dialogue().speculate?.(words, c.hotel.io());
      await settled();
    }
    expect(r.requests().map((x) => x.ended)).toEqual(["aborted", "aborted"]);
    // What the recogniser calls final is worth another one, and is not asked for twice.
    for (let i = 0; i < 3; i++) {
      c.dialogue().speculate?.("I would like a", c.hotel.io(), true);
      await settled();
    }
    expect(r.requests()).toHaveLength(3);
    for (const words of ["room", "room for", "room for two", "room for two please"]) {
      c.dialogue().speculate?.(words, c.hotel.io(), true);
      await settled();
    }
    expect(r.requests().map((x) => x.ended)).toEqual(Array(5).fill("aborted"));
  });

  test("a guess that was given up is asked for again with the same words", async () => {
    const r = rig((_request, count) => (count === 1 ? silent : hello));
    const c = await r.start();
    const controller = new AbortController();
    c.dialogue().speculate?.("a room", c.hotel.io(controller.signal));
    await settled();
    controller.abort(new Error("the guest goes on"));
    c.dialogue().speculate?.("a room", c.hotel.io());
    await settled();
    expect(textOf(await c.say("A room"))).toContain("how many people");
    expect(r.requests().map((x) => x.ended)).toEqual(["aborted", "done"]);
  });

  test("of a model that was away no guess is asked: its one probe is for a turn", async () => {
    let up = false;
    const r = rig(() => (up ? hello : { fails: "unavailable" }));
    const before = await r.start();
    for (let i = 0; i < 6; i++) await before.say("Do you have wifi?");
    const asked = r.requests().length;
    up = true;
    await r.timers.pass(30_000);
    const c = await r.start();
    c.dialogue().speculate?.("I would like", c.hotel.io());
    await settled();
    expect(r.requests()).toHaveLength(asked);
    expect(textOf(await c.say("I would like a room"))).toContain("how many people");
    expect(r.requests()).toHaveLength(asked + 1);
    c.dialogue().speculate?.("for two", c.hotel.io());
    await settled();
    expect(r.requests()).toHaveLength(asked + 2);
  });

  test("guesses leave half of the call's tokens to its turns", async () => {
    const answers = rig(() => hello);
    await (await answers.start()).say("A room please");
    const [used = 0] = answers.reports.flatMap((told) =>
      told.type === "usage" ? [told.usage.tokensIn + told.usage.tokensOut] : [],
    );
    for (const [share, guesses] of [
      [3, 1],
      [1.5, 0],
    ] as const) {
      const r = rig(() => hello, { opening: { rules: { maxLlmTokens: Math.ceil(used * share) } as never } });
      const c = await r.start();
      await c.say("A room please");
      c.dialogue().speculate?.("for two", c.hotel.io());
      await settled();
      expect(r.requests()).toHaveLength(1 + guesses);
    }
  });

  test("a guess is asked of the models that are well, and the others keep their probe", async () => {
    let up = false;
    const r = rig(() => (up ? hello : { fails: "unavailable" }), { second: () => hello });
    for (let i = 0; i < 5; i++) await (await r.start()).say("I would like a room");
    const c = await r.start();
    const asked = r.requests().length;
    up = true;
    await r.timers.pass(30_000);
    c.dialogue().speculate?.("I would like", c.hotel.io());
    await settled();
    expect(r.requests()).toHaveLength(asked);
    await c.say("I would like a room");
    expect(r.requests()).toHaveLength(asked + 1);
    expect(r.breakers.of(`llm:openai:${r.opening.hotel.id}:openai-m`).state).toBe("closed");
  });

  test("it ends with its signal, and a failure of it hurts nobody", async () => {
    const r = rig((_request, count) => (count === 1 ? silent : { fails: "unavailable" }));
    const c = await r.start();
    const controller = new AbortController();
    c.dialogue().speculate?.("a room", c.hotel.io(controller.signal));
    await settled();
    controller.abort(new Error("the guest goes on"));
    await settled();
    expect(r.requests()[0]?.ended).toBe("aborted");
    c.dialogue().speculate?.("a room for two", c.hotel.io());
    await settled();
    expect(textOf(await c.say("A room for two adults"))).toMatch(/dates/i);
  });
});

test("keys are told as keys, and zero as the wish for a person", async () => {
  const r = rig(() => hello);
  const c = await r.start();
  await c.say({ keys: "0" });
  await c.say({ keys: "204" });
  const guests = r
    .requests()
    .at(-1)
    ?.request.messages.flatMap((m) => (m.role === "guest" ? [m.text] : []));
  expect(guests).toEqual([
    "<caller>(presses zero: wants a person)</caller>",
    "<caller>(types on the keypad) 204</caller>",
  ]);
});

describe("a number is typed because the model asked for keys", () => {
  const typed = (...answers: FakeAnswer[]) =>
    rig(inOrder({ calls: [call("use_keypad", { purpose: "phone", length: 11 })] }, ...answers)).start();
  const phone = { kind: "digits", purpose: "phone", min: 5, max: 15 };
  const please = { text: "Please type your phone number on the keypad." };

  test("it is a number until it came, whatever sentence asked for it, at another worker too", async () => {
    for (const asked of [please, { text: "Could you type it on the keypad?" }]) {
      const c = await typed(asked, { text: "Take your time." }, { text: "Thank you." });
      expect((await c.say("I will type it")).expects).toMatchObject(phone);
      expect((await c.say("one moment")).expects).toMatchObject(phone);
      c.takeOver();
      expect(c.dialogue().expectation()).toMatchObject(phone);
      expect((await c.say({ keys: "015112345678" })).expects).toEqual({ kind: "open" });
    }
  });

  test("a zero in it is a digit; half a number does not end it", async () => {
    const r = rig(
      inOrder({ calls: [call("use_keypad", { purpose: "phone" })] }, please, { text: "That is too short." }),
    );
    const c = await r.start();
    await c.say("I will type it");
    expect((await c.say({ keys: "0" })).expects).toMatchObject(phone);
    expect(lastGuest(r.requests().at(-1)?.request as never)).toBe("<caller>(types on the keypad) 0</caller>");
  });

  test("another question, two other turns, or silence end it: zero is a person again", async () => {
    const other = await typed(please, { text: "Which name is it?" });
    await other.say("I will type it");
    expect((await other.say("no, let me tell you")).expects.kind).toBe("name");

    const turns = await typed(please, { text: "Fine." }, { text: "Fine." }, { text: "Fine." });
    await turns.say("I will type it");
    for (const words of ["hm", "well", "so"]) await turns.say(words);
    expect(turns.exchanges.at(-1)?.expects).toEqual({ kind: "open" });

    const silent = await typed(please);
    await silent.say("I will type it");
    expect((await silent.say({ silence: 1 })).expects).toMatchObject(phone);
    expect((await silent.say({ silence: 2 })).expects).toEqual({ kind: "open" });
  });

  test("who says nothing to a question for a number is offered a person, and zero is one, in both brains", async () => {
    const r = rig(inOrder({ text: "Which phone number can we reach you on?" }, { text: "I connect you." }));
    for (const c of [await r.start(), await converse(localBrain)]) {
      const isModel = c.exchanges.length === 1 && r.requests().length === 0;
      if (isModel) await c.say("I want to book");
      else
        for (const words of ["a room for two from december 10 to december 12", "yes", "Anna Meyer"])
          await c.say(words);
      expect(c.exchanges.at(-1)?.expects).toMatchObject({ kind: "digits", purpose: "phone" });
      await c.say({ silence: 1 });
      await c.say({ silence: 2 });
      const reply = await c.say({ keys: "0" });
      if (isModel) expect(lastGuest(r.requests().at(-1)?.request as never)).toContain("wants a person");
      else
        expect([...reply.calls.map(({ name }) => name), textOf(reply)].join(" ")).toMatch(
          /transfer_call|connect|front desk/,
        );
    }
  });

  test("a code ends with its last digit, and a choice with one key", async () => {
    for (const [args, min, max] of [
      [{ purpose: "code", length: 6 }, 6, 6],
      [{ purpose: "last4" }, 4, 4],
      [{ purpose: "choice" }, 1, 1],
    ] as const) {
      const c = await rig(
        inOrder({ calls: [call("use_keypad", args)] }, { text: "Please type it." }),
      ).start();
      expect((await c.say("I will type it")).expects).toMatchObject({ kind: "digits", min, max });
    }
  });
});

test("a hint of staff goes to the model and is never said", async () => {
  const r = rig(() => hello);
  const c = await r.start();
  c.dialogue().instruct?.("Offer the quiet side");
  const reply = await c.say("A room please");
  expect(r.requests()[0]?.request.state).toContain("Offer the quiet side");
  expect(textOf(reply)).not.toContain("quiet");
  await c.say("Two");
  expect(r.requests()[1]?.request.state).not.toContain("quiet");
});
