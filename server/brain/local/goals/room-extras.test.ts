import { expect, test } from "vitest";
import { converse } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { localBrain } from "../index";

const two = "i need a standard double and a twin room for four adults from december 10 to december 12";
const NIGHTS = 2;
const [PARKING, BREAKFAST] = [2_000, 1_800];

async function call(sentence: string, over: Parameters<typeof testOpening>[0] = {}) {
  const c = await converse(localBrain, { opening: testOpening(over) });
  await c.say(sentence);
  const { quotes } = c.hotel.world;
  return { quotes: quotes.map(({ extras }) => extras), total: quotes.reduce((sum, q) => sum + q.total, 0) };
}

test.each([
  ["with parking", [[{ code: "PRK", qty: 1 }], []], PARKING * NIGHTS],
  [
    "with parking for each room",
    [[{ code: "PRK", qty: 1 }], [{ code: "PRK", qty: 1 }]],
    2 * PARKING * NIGHTS,
  ],
  ["with breakfast", [[{ code: "BRK", qty: 1 }], [{ code: "BRK", qty: 1 }]], 4 * BREAKFAST * NIGHTS],
])("two rooms in two quotes %s", async (words, extras, more) => {
  const plain = await call(two);
  const asked = await call(`${two} ${words}`);
  expect(asked).toEqual({ quotes: extras, total: plain.total + more });
});

test("two rooms in one quote: one parking place, and two when each room shall have one", async () => {
  const words = "two rooms for four adults from december 10 to december 12 with parking";
  expect((await call(words)).quotes).toEqual([[{ code: "PRK", qty: 1 }]]);
  expect((await call(`${words} per room`)).quotes).toEqual([[{ code: "PRK", qty: 2 }]]);
});

test("an app that does not tell units yet: every quote has it, and that is said", async () => {
  const extras = [{ code: "PRK", name: "Parking" }];
  const c = await converse(localBrain, { opening: testOpening({ extras }) });
  const reply = await c.say(`${two} with parking`);
  expect(reply.says.map(({ text }) => text).join(" ")).toContain("parking for each room");
  expect(c.hotel.world.quotes.every((quote) => quote.extras.length === 1)).toBe(true);
});
