import { describe, expect, test } from "vitest";
import { textOf } from "@/server/brain/testing/converse";
import type { FakeAnswer } from "@/server/providers/llm/fake";
import { call, inOrder, rig, settled } from "./testing/double";

const hello: FakeAnswer = { text: "Of course, for how many people?" };
const silent: FakeAnswer = { fails: "silent" };

describe("who answers", () => {
  test("a slow first model: the hedge is asked after 1.2 s, the first token wins, the other is closed", async () => {
    const r = rig(() => silent, { hedge: () => hello });
    const c = await r.start();
    const reply = c.say("I would like a room");
    await settled();
    expect(r.requests("hedge")).toHaveLength(0);
    await r.timers.pass(1_200);
    expect(textOf(await reply)).toBe("Of course, for how many people?");
    expect(r.requests().map((x) => x.ended)).toEqual(["aborted"]);
    expect(r.requests("hedge").map((x) => x.ended)).toEqual(["done"]);
    expect(r.reports).toContainEqual({ type: "first_token", vendor: "openai", model: "hedge", ms: 0 });
    expect(r.timers.pending).toBe(0);
  });

  test("without a hedge the second vendor is asked when the first is slow", async () => {
    const r = rig(() => silent, { second: () => hello });
    const c = await r.start();
    const reply = c.say("I would like a room");
    await settled();
    await r.timers.pass(1_200);
    expect(textOf(await reply)).toContain("how many people");
  });

  test("a first model that fails is followed by the second at once", async () => {
    const r = rig(() => ({ fails: "rate_limited" }), { second: () => hello });
    const c = await r.start();
    expect(textOf(await c.say("I would like a room"))).toContain("how many people");
    expect(r.requests()).toHaveLength(1);
  });

  test("nobody gives a token: before three seconds are over the local brain answers the same turn", async () => {
    const r = rig(() => silent, { second: () => silent });
    const c = await r.start();
    const reply = c.say("I would like a room for two adults");
    await settled();
    await r.timers.pass(1_200);
    await r.timers.pass(1_600);
    expect(textOf(await reply)).toMatch(/dates/i);
    expect(r.requests().every((x) => x.ended === "aborted")).toBe(true);
    expect(r.reports).toContainEqual({ type: "local_brain", on: true, vendor: "anthropic" });
    expect(r.timers.pending).toBe(0);
  });

  test("a stream that breaks off is gone on with once, and nothing is said twice", async () => {
    const r = rig(inOrder({ text: "Of course. ", fails: "unavailable" }, { text: "For how many people?" }));
    const c = await r.start();
    expect(textOf(await c.say("I would like a room"))).toBe("Of course. For how many people?");
    const second = r.requests()[1]?.request;
    expect(second?.messages.at(-1)).toEqual({ role: "line", text: "Of course." });
    expect(second?.state).toContain("broke off");
  });

  test("a stream that stalls is left after five seconds", async () => {
    const r = rig(inOrder({ text: "Of course. ", fails: "silent" }, { text: "For how many people?" }));
    const c = await r.start();
    const reply = c.say("I would like a room");
    await settled();
    await r.timers.pass(5_000);
    expect(textOf(await reply)).toContain("how many people");
  });

  test.each(["refused", "length"] as const)(
    "an answer that is %s and says nothing is the local brain's",
    async (reason) => {
      const r = rig(() => ({ reason }));
      const c = await r.start();
      expect(textOf(await c.say("I would like a room"))).toMatch(/dates/i);
    },
  );

  test("five failures open the breaker; the models come back at the next topic", async () => {
    let up = false;
    const r = rig(() => (up ? hello : { fails: "unavailable" }));
    const c = await r.start();
    for (let i = 0; i < 6; i++) await c.say("Do you have wifi?");
    const asked = r.requests().length;
    expect(asked).toBe(5);
    up = true;
    await c.say("Do you have wifi?");
    expect(r.requests()).toHaveLength(asked);
    await r.timers.pass(30_000);
    await c.say("I would like a room for two adults");
    // Nothing was open: the probe is this turn, and it closes the breaker.
    expect(r.requests()).toHaveLength(asked + 1);
    expect(r.reports.at(-1)).toMatchObject({ type: "local_brain", on: false });
  });

  test("a main model that fails does not take the hedge of the same vendor with it: it answers instead", async () => {
    const r = rig(() => ({ fails: "unavailable" }), { hedge: () => hello });
    const c = await r.start();
    for (let i = 0; i < 7; i++)
      expect(textOf(await c.say("I would like a room"))).toContain("how many people");
    expect(r.requests()).toHaveLength(2);
    expect(r.requests("hedge")).toHaveLength(7);
    expect(r.reports.filter((x) => x.type === "local_brain")).toEqual([]);
  });

  test("a main model that is slow every time costs two turns, not all; it is tried again, and is back when it is fast", async () => {
    let up = false;
    const r = rig(() => (up ? hello : silent), { hedge: () => hello });
    const c = await r.start();
    const waits: number[] = [];
    const turn = async () => {
      const from = r.timers.now();
      const reply = c.say("I would like a room");
      await settled();
      const answered = r.requests("hedge").at(-1)?.ended === "done" && r.timers.pending === 0;
      if (!answered) await r.timers.pass(1_200);
      await reply;
      waits.push(r.timers.now() - from);
      await r.timers.pass(8_000);
    };
    for (let i = 0; i < 5; i++) await turn();
    expect(waits).toEqual([1_200, 1_200, 0, 0, 0]);
    expect(r.breakers.of(`llm:openai:${r.opening.hotel.id}:hedge`).state).toBe("closed");
    await r.timers.pass(30_000);
    up = true;
    const before = r.requests().length;
    await turn();
    await turn();
    expect(waits.slice(5)).toEqual([0, 0]);
    expect(r.requests()).toHaveLength(before + 2);
  });

  test("slow in call after call: the breaker opens, and no new call waits for it", async () => {
    const r = rig(() => silent, { hedge: () => hello });
    for (let i = 0; i < 5; i++) {
      const c = await r.start();
      const reply = c.say("I would like a room");
      await settled();
      await r.timers.pass(1_200);
      await reply;
    }
    const c = await r.start();
    expect(textOf(await c.say("I would like a room"))).toContain("how many people");
    expect(r.requests()).toHaveLength(5);
  });

  test("while the local brain is in the middle of a topic it keeps it", async () => {
    let up = false;
    const r = rig(() => (up ? { text: "Hello from the model." } : { fails: "unavailable" }));
    const c = await r.start();
    await c.say("I would like to book a room for two adults");
    up = true;
    const asked = r.requests().length;
    expect(textOf(await c.say("from the fourth to the sixth of December"))).toMatch(/euros/);
    expect(r.requests()).toHaveLength(asked);
  });

  test("after the call's tokens the local brain goes on, with what is known", async () => {
    const r = rig(() => ({ text: "Gladly. For how many people?" }), {
      opening: { rules: { maxLlmTokens: 10 } as never },
    });
    const c = await r.start();
    await c.say("A room from the fourth to the sixth of December please");
    expect(r.requests()).toHaveLength(1);
    expect(textOf(await c.say("Two adults"))).toMatch(/euros/);
    expect(r.requests()).toHaveLength(1);
    expect(r.reports).toContainEqual({ type: "local_brain", on: true, vendor: "openai" });
  });

  test("a tool call that takes long to write is waited for: no other model is asked, and nobody counts as failed", async () => {
    const write: (() => void)[] = [];
    const pieces = [1, 2, 3].map(() => new Promise<void>((resolve) => write.push(resolve)));
    const policy = { calls: [call("get_policy", { topic: "people" })], pieces };
    const r = rig(inOrder(policy, { text: "Small dogs are welcome for fifteen euros a night." }), {
      second: () => hello,
      hedge: () => hello,
    });
    const c = await r.start();
    const reply = c.say("I would like a room, do you take dogs?");
    await settled();
    for (const piece of write) {
      await r.timers.pass(1_300);
      expect(c.hotel.log).toEqual([]);
      piece();
      await settled();
    }
    expect(textOf(await reply)).toContain("fifteen euros");
    expect(c.hotel.log.map(({ name }) => name)).toEqual(["get_policy"]);
    expect([r.requests("hedge"), r.requests("anthropic")]).toEqual([[], []]);
    expect(r.reports.filter(({ type }) => type === "local_brain")).toEqual([]);
    expect(r.reports).toContainEqual({ type: "first_token", vendor: "openai", model: "openai-m", ms: 0 });
    expect(r.breakers.of(`llm:openai:${r.opening.hotel.id}:openai-m`).state).toBe("closed");
    expect(r.timers.pending).toBe(0);
  });

  test("a barge-in on the one probe of a model that was away leaves the next turn its own", async () => {
    let up = false;
    const r = rig((_request, count) => (up ? (count === 6 ? silent : hello) : { fails: "unavailable" }));
    const c = await r.start();
    for (let i = 0; i < 6; i++) await c.say("Do you have wifi?");
    up = true;
    await r.timers.pass(30_000);
    const controller = new AbortController();
    const turn = { id: "t", source: "speech" as const, text: "I would like", confidence: 1 };
    const cut = (async () => {
      for await (const _ of c.dialogue().respond(turn, c.hotel.io(controller.signal)));
    })();
    const left = expect(cut).rejects.toThrow("barge-in");
    await settled();
    expect(r.requests()).toHaveLength(6);
    controller.abort(new Error("barge-in"));
    await left;
    c.interrupt("");
    expect(textOf(await c.say("I would like a room"))).toContain("how many people");
    expect(r.requests()).toHaveLength(7);
  });

  test("tools of an answer that breaks off are never carried out", async () => {
    const r = rig(
      inOrder(
        {
          text: "One moment. ",
          calls: [call("create_request", { kind: "other", summary: "x" })],
          fails: "unavailable",
        },
        hello,
      ),
    );
    const c = await r.start();
    await c.say("Yes");
    expect(c.hotel.log).toEqual([]);
  });
});
