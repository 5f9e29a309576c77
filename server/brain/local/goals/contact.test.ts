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
