import { expect, test } from "vitest";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";

async function listening() {
  const double = new LineDouble({ opening: { greeting: "Hi." } });
  const brain = new ScriptedBrain(async function* () {
    yield say("Noted.");
  });
  const world = await CallWorld.start({ double, brain });
  await world.reach("listening");
  await world.timers.run(2_000, 20);
  const press = async (keys: string) => {
    for (const key of keys) {
      world.transport.handlers.dtmf(key);
      await world.timers.run(300, 20);
    }
  };
  return { world, press };
}

test("a turn of keys is told with the time of its tones, from the first to the last", async () => {
  const { world, press } = await listening();
  await press("4242424242424242");
  await world.timers.run(2_000, 20);
  await press("#7#");
  await world.timers.run(500, 20);
  const [card, one] = world.events("guest_turn");
  expect(card).toMatchObject({ source: "keypad", text: "4242424242424242" });
  expect((card?.endMs ?? 0) - (card?.startMs ?? 0)).toBe(15 * 300 + 500);
  // It was known to be complete a pause later.
  expect((world.events("keys")[0]?.atMs ?? 0) - (card?.endMs ?? 0)).toBe(1_500);
  expect((one?.endMs ?? 0) - (one?.startMs ?? 0)).toBe(800);
});

test("keys that were taken back sound all the same: they are part of the time of those that follow", async () => {
  const { world, press } = await listening();
  await press("42424242*4242424242424242#");
  await world.timers.run(500, 20);
  const [turn] = world.events("guest_turn");
  expect(turn?.text).toBe("4242424242424242");
  expect((turn?.endMs ?? 0) - (turn?.startMs ?? 0)).toBe(25 * 300 + 500);
});
