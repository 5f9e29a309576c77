import { expect, test, vi } from "vitest";
import type { ToolResult } from "@/server/tools";
import { CallWorld } from "../testing/call-world";
import { type Reply, ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";

// Steps of one frame on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const gone: ToolResult = {
  ...{ ok: true, say: "To the keypad now.", facts: [], next: [] },
  data: { state: "keypad", amount: { amount: 36_000, currency: "EUR" } },
};
const refused: ToolResult = {
  ...{ ok: false, code: "not_allowed", facts: [], options: [] },
  ask: "Not on this call. Shall I connect you?",
};
const pays: Reply = async function* (_turn, io) {
  const result = await io.callTool("start_payment", { payment: "pay_1" });
  yield say(result.ok ? result.say : result.ask);
};

async function asked(result: ToolResult) {
  const double = new LineDouble({ opening: { greeting: "Hi." }, tools: () => result });
  const world = await CallWorld.start({ double, brain: new ScriptedBrain(pays) });
  await world.reach("listening");
  world.type("yes");
  return world;
}

test("the caller hears where they are led, then the line lets go of the call for the keypad", async () => {
  const world = await asked(gone);
  for (let i = 0; i < 100 && !world.record.closed; i++) await world.timers.run(100, 20);
  await world.session.ended;
  expect(world.said.at(-1)).toBe("To the keypad now.");
  expect(world.record.closed?.reason).toBe("transferred");
  const states = world.record.events.flatMap(({ body }) => (body.type === "state" ? [body.state] : []));
  expect(states).toContain("transferring");
});

test("a payment that was refused leaves the call with the line", async () => {
  const world = await asked(refused);
  await world.timers.run(500, 20);
  await world.reach("listening");
  expect(world.said.at(-1)).toBe("Not on this call. Shall I connect you?");
  expect(world.record.closed).toBeUndefined();
});
