import { afterEach, expect, test } from "vitest";
import { call, inOrder, rig } from "@/server/brain/llm/testing/double";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { INTER_DIGIT_MS } from "./keypad";

const open: CallWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) {
    world.session.stop("staff_hung_up");
    await world.session.ended;
  }
});

/** A call that a model holds, on the telephone; it asks for a number by the keypad in a sentence without a question. */
async function asked() {
  const r = rig(
    inOrder(
      { calls: [call("use_keypad", { purpose: "phone" })] },
      { text: "Please type your phone number on the keypad, and press hash when you are done." },
      { text: "Thank you." },
    ),
  );
  const { vendors, tools } = r.opening;
  const double = new LineDouble({
    opening: { greeting: "Hello.", vendors, tools },
    tools: () => ({ ok: true, data: { listening: true }, facts: [], say: "Please type it.", next: [] }),
  });
  const world = await CallWorld.start({ double, brain: r.brain, kind: "twilio" });
  open.push(world);
  await world.reach("listening");
  world.type("I would rather type my number");
  const press = (keys: string) => {
    for (const key of keys) world.transport.handlers.dtmf(key);
  };
  const typed = () => world.events("guest_turn").flatMap((it) => (it.source === "keypad" ? [it.text] : []));
  const saying = () => world.said.some((words) => words.startsWith("Please type your phone"));
  await world.until(saying, "the request for keys");
  return { world, press, typed };
}

test("a number that begins with zero is one number, though its request was no question", async () => {
  const { world, press, typed } = await asked();
  await world.reach("listening");
  press("015112345678#");
  await world.until(() => typed().length > 0, "the keys");
  expect(typed()).toEqual(["015112345678"]);
});

test("also when its first key is pressed while the request is still being said", async () => {
  const { world, press, typed } = await asked();
  expect(world.transport.state).toBe("speaking");
  press("0");
  await world.timers.run(INTER_DIGIT_MS / 2, 20);
  press("15112345678");
  expect(typed()).toEqual([]);
  await world.until(() => typed().length > 0, "the keys");
  expect(typed()).toEqual(["015112345678"]);
});

test("and while the model is still at the end of its sentence", async () => {
  const brain = new ScriptedBrain(async function* (turn, _io, seen) {
    if (turn.source === "keypad") return;
    seen.expected = { kind: "digits", purpose: "code", min: 6, max: 6 };
    yield say("Please type your booking code.");
    await new Promise<void>((go) => world.timers.after(20_000, go));
  });
  const world: CallWorld = await CallWorld.start({ double: new LineDouble(), brain });
  open.push(world);
  await world.reach("listening");
  world.type("I have a code");
  await world.until(() => world.said.includes("Please type your booking code."), "the request");
  for (const key of "012345") world.transport.handlers.dtmf(key);
  const typed = () => world.events("guest_turn").filter((it) => it.source === "keypad");
  await world.until(() => typed().length > 0, "the code");
  expect(typed().map((it) => it.text)).toEqual(["012345"]);
});
