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

test("keys that were taken back sound all the same: the time of their tones is told at once, whatever follows", async () => {
  const { world, press } = await listening();
  await press("42424242*");
  await world.timers.run(1_000, 20);
  const [back] = world.events("keys");
  expect(back).toMatchObject({ count: 8 });
  expect((back?.unsaid?.endMs ?? 0) - (back?.unsaid?.startMs ?? 0)).toBe(8 * 300 + 500);
  await press("4242424242424242#");
  await world.timers.run(500, 20);
  const [turn, ...more] = world.events("guest_turn");
  expect([turn?.text, more]).toEqual(["4242424242424242", []]);
  expect((turn?.endMs ?? 0) - (turn?.startMs ?? 0)).toBe(16 * 300 + 500);
  expect(turn?.startMs).toBeGreaterThan(back?.unsaid?.endMs ?? 0);
  expect(world.events("keys")[1]).toMatchObject({ count: 16 });
  expect(world.events("keys")[1]?.unsaid).toBeUndefined();
});

test("keys that the end of the call leaves without an end are told, too; before the end", async () => {
  const { world, press } = await listening();
  await press("4242");
  world.session.stop("cap");
  await world.session.ended;
  const told = world.record.events.map(({ body }) => body.type);
  expect(world.events("keys")).toMatchObject([{ count: 4, unsaid: { startMs: expect.any(Number) } }]);
  expect(told.indexOf("keys")).toBeLessThan(told.indexOf("ended"));
  expect(world.events("guest_turn")).toEqual([]);
});

test("keys that are lost with a call that moves are told before it does", async () => {
  const { world, press } = await listening();
  await press("4242");
  const moving = world.session.moveOn();
  await world.timers.run(2_000, 20);
  await moving;
  expect(world.events("keys")).toMatchObject([{ count: 4, unsaid: { startMs: expect.any(Number) } }]);
});

test("a star alone takes nothing back", async () => {
  const { world, press } = await listening();
  await press("*");
  await world.timers.run(500, 20);
  expect(world.events("keys").map(({ unsaid }) => unsaid)).toEqual([undefined]);
});
