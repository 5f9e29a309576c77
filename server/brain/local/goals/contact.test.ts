import { describe, expect, test } from "vitest";
import { converse, textOf } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { localBrain } from "../index";

test("a number that does not parse is asked about once, then stored as said", async () => {
  const call = await converse(localBrain);
  const said: string[] = [];
  for (const text of [
    "a room for two from the 5th to the 7th of december",
    "yes",
    "Anna Meyer",
    "zero zero zero one one one one",
    "zero zero zero one one one one",
  ]) {
    const turn = await call.say(text);
    said.push(JSON.stringify(turn));
  }
  expect(said[3]).toMatch(/number again/i);
  expect(said[4]).not.toMatch(/number again|connect you|catch that/i);
});

test.each(["one tuesday", "july eighth and to tuesday august the eighth"])(
  "%s is no name: it is asked for again",
  async (heard) => {
    const call = await converse(localBrain);
    await call.say("a room for two from the 5th to the 7th of december");
    await call.say("yes");
    const turn = await call.say(heard);
    expect(JSON.stringify(turn)).toMatch(/spell|name/i);
    expect(JSON.stringify(turn)).not.toMatch(/phone number/i);
  },
);

const toName = async (opening = testOpening()) => {
  const call = await converse(localBrain, { opening });
  await call.say("a room for two from the 5th to the 7th of december");
  await call.say("yes");
  return call;
};
const heard = (speech: string, confidence: number, alternatives: string[] = []) => ({
  speech,
  confidence,
  alternatives,
});
const booked = async (call: Awaited<ReturnType<typeof toName>>) => {
  await call.say("0151 23456789");
  await call.say("yes");
  return call.hotel.world.stays.at(-1);
};

describe("a name on the telephone", () => {
  test("poorly heard it is spelled, and read back letter by letter", async () => {
    const call = await toName();
    expect(textOf(await call.say(heard("anna maier", 0.6)))).toMatch(/spell/i);
    expect(textOf(await call.say(heard("m e y e r", 0.9)))).toMatch(/M, E, Y, E, R/);
    expect(await booked(call)).toMatchObject({ first: "Anna", last: "Meyer" });
  });

  test("only the doubtful letter is asked about, with its word", async () => {
    const call = await toName();
    await call.say(heard("anna nora", 0.5));
    const asked = await call.say(heard("n o l a u", 0.55, ["m o l a u"]));
    expect(textOf(asked)).toMatch(/N as in November or M as in Mike\?$/);
    expect(asked.expects.kind).toBe("choice");
    expect(textOf(await call.say("m as in mike"))).toMatch(/M, O, L, A, U.*phone/s);
    expect(await booked(call)).toMatchObject({ last: "Molau" });
  });

  test("the last correction wins", async () => {
    const call = await toName();
    await call.say(heard("anna meyer", 0.9));
    await call.say(heard("no sorry m a y e r", 0.9));
    expect(await booked(call)).toMatchObject({ last: "Mayer" });
  });

  test("the record of the caller's number is not said; it writes a name the guest has said", async () => {
    const known = testOpening({
      caller: { number: "+4915199988432", guest: { first: "Jun", last: "Meyer" } },
    });
    const call = await toName(known);
    expect(call.exchanges.map(textOf).join(" ")).not.toMatch(/Meyer|Jun/);
    await call.say(heard("jun maier", 0.9));
    await call.say("yes");
    await call.say("yes");
    expect(call.hotel.world.stays.at(-1)).toMatchObject({ first: "Jun", last: "Meyer" });
  });

  test.each(["the first one", "the second", "the cheaper one", "on Sunday"])(
    "%s is a choice or a day, no name",
    async (said) => {
      const call = await toName();
      expect(textOf(await call.say(said))).not.toMatch(/phone/);
      expect(call.dialogue().snapshot()).not.toHaveProperty("last");
    },
  );
});

test("two readings of a number ask about the one digit they differ in", async () => {
  const call = await toName();
  await call.say("Anna Meyer");
  const asked = await call.say(
    heard("oh one five one two three four five six seven eight nine", 0.6, [
      "oh one five one two three four nine six seven eight nine",
    ]),
  );
  expect(textOf(asked)).toMatch(/two three four.*five or nine|five or nine.*two three four/);
  await call.say("nine");
  await call.say("yes");
  expect(call.hotel.world.stays.at(-1)).toMatchObject({ phone: "+4915123496789" });
});

test("an address heard by ear is written like the name, and read back", async () => {
  const call = await toName();
  await call.say("Anna Meyer");
  await call.say(heard("my email is anna dot maier at example dot com", 0.9));
  expect(textOf(await call.say("0151 23456789"))).toMatch(/anna dot meyer at example dot com/);
});

test("a code said aloud is read by the signs that codes are made of", async () => {
  const call = await converse(localBrain);
  await call.say("cancel my booking");
  await call.say("okafor");
  expect(textOf(await call.say(heard("k seven m q two r", 0.85, ["k seven n q two r"])))).toMatch(
    /Shall I cancel/,
  );
});
