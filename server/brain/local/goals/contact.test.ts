import { expect, test } from "vitest";
import { converse } from "@/server/brain/testing/converse";
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
