import { describe, expect, test } from "vitest";
import type { BrainIo, BrainOutput } from "@/server/brain/port";
import { converse, textOf } from "@/server/brain/testing/converse";
import { createTestHotel } from "@/server/brain/testing/hotel";
import { localBrain } from "../index";

const toReadBack = [
  "a room for two from the 5th to the 7th of december",
  "yes",
  "Anna Meyer",
  "0151 23456789",
];
const all = async (outputs: AsyncIterable<BrainOutput>): Promise<BrainOutput[]> => {
  const list: BrainOutput[] = [];
  for await (const output of outputs) list.push(output);
  return list;
};
const typed = (id: string, text: string) => ({ id, source: "typed" as const, text, confidence: 1 });

describe("a barge-in", () => {
  test("makes the total heard before it is booked", async () => {
    const call = await converse(localBrain);
    for (const text of toReadBack) await call.say(text);
    call.interrupt("So that is a");
    const first = await call.say("yes");
    expect(first.calls).toEqual([]);
    expect(textOf(first)).toMatch(/two hundred and forty|two hundred and thirty/);
    const second = await call.say("yes");
    expect(second.calls.map((c) => c.name)).toEqual(["book_stay"]);
  });

  test("after everything was heard changes nothing", async () => {
    const call = await converse(localBrain);
    let last = call.exchanges[0];
    for (const text of toReadBack) last = await call.say(text);
    call.interrupt(textOf(last as NonNullable<typeof last>));
    expect((await call.say("yes")).calls.map((c) => c.name)).toEqual(["book_stay"]);
  });
});

describe("a snapshot", () => {
  test("of another brain, or damaged, starts a new conversation", async () => {
    const { opening, io } = createTestHotel();
    for (const junk of [undefined, null, 7, "x", [], { v: 2 }, { v: 1 }, { v: 1, goals: "no" }]) {
      const said = await all(localBrain.resume(opening, junk).respond(typed("t1", "a room for two"), io()));
      expect(said[0]).toMatchObject({ type: "say" });
    }
  });

  test("is a copy: what follows does not change it", async () => {
    const call = await converse(localBrain);
    const before = call.dialogue().snapshot();
    const text = JSON.stringify(before);
    await call.say(toReadBack[0] as string);
    expect(JSON.stringify(before)).toBe(text);
    expect(JSON.stringify(call.dialogue().snapshot())).not.toBe(text);
  });

  test("never holds a card number", async () => {
    const call = await converse(localBrain);
    for (const text of [...toReadBack.slice(0, 3), "my card is 4242 4242 4242 4242"]) await call.say(text);
    expect(JSON.stringify(call.dialogue().snapshot())).not.toMatch(/4242/);
  });
});

describe("tools", () => {
  test("a turn that breaks off leaves the memory as it was, and the same yes books once", async () => {
    const hotel = createTestHotel();
    const dialogue = localBrain.start(hotel.opening);
    for (const [i, text] of toReadBack.entries())
      await all(dialogue.respond(typed(`t${i}`, text), hotel.io()));
    const before = JSON.stringify(dialogue.snapshot());
    const broken: BrainIo = {
      ...hotel.io(),
      callTool: async (name, args) => {
        await hotel.callTool(name, args);
        throw new DOMException("aborted", "AbortError");
      },
    };
    await expect(all(dialogue.respond(typed("t8", "yes"), broken))).rejects.toThrow("aborted");
    expect(JSON.stringify(dialogue.snapshot())).toBe(before);
    await all(dialogue.respond(typed("t9", "yes"), hotel.io()));
    expect(hotel.world.stays.filter((s) => s.last === "Meyer")).toHaveLength(1);
  });

  test("speech that was hardly heard is asked again", async () => {
    const call = await converse(localBrain);
    for (const text of toReadBack) await call.say(text);
    const unsure = await call.say({ speech: "yes", confidence: 0.1 });
    expect(unsure.calls).toEqual([]);
    expect((await call.say({ speech: "yes", confidence: 0.9 })).calls.map((c) => c.name)).toEqual([
      "book_stay",
    ]);
  });

  test("nothing is said after the end", async () => {
    const call = await converse(localBrain);
    expect((await call.say("goodbye")).end).toBe("done");
    expect((await call.say("hello?")).says).toEqual([]);
  });

  test("present and absent guests are told the same, word for word", async () => {
    const words = await Promise.all(
      ["Tanaka", "Nobody"].map(async (name) => {
        const call = await converse(localBrain);
        const replies = [];
        for (const text of [`is mr ${name} staying with you`, "yes", name, "please call home", "Mika", "yes"])
          replies.push(textOf(await call.say(text)).replaceAll(name, "X"));
        return replies.slice(0, 5);
      }),
    );
    expect(words[0]).toEqual(words[1]);
  });
});
