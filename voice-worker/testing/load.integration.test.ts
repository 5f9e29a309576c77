import { afterEach, expect, test } from "vitest";
import { ScriptedBrain, say } from "./fake-brain";
import { LineDouble } from "./line-double";
import { playLoad } from "./load";
import type { Script } from "./script";
import { TypedCaller } from "./typed-caller";
import { startTestWorker } from "./worker-harness";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

const script: Script = {
  name: "room",
  about: "asks for a room",
  opening: "a room",
  cues: [],
  done: /yours/,
  goodbye: "bye",
};

test("many guests at once: each is played to its end, and one who cannot be connected is counted with the reason", async () => {
  const double = new LineDouble();
  const brain = new ScriptedBrain(async function* (turn) {
    if (turn.text === "bye") yield { type: "end", reason: "done" };
    else yield say("It is yours.", "question");
  });
  const worker = await startTestWorker({ brain, double });
  cleanUp.push(() => worker.close());
  const lines: string[] = [];
  const calls = await playLoad({
    calls: 6,
    script,
    deadlineMs: 10_000,
    connect: async (index) => {
      if (index === 3) throw new Error("Every line is busy.");
      return TypedCaller.connect(`ws://127.0.0.1:${worker.port}`, await double.token());
    },
    progress: (line) => void lines.push(line),
  });
  expect(calls.filter((call) => call.done)).toHaveLength(5);
  expect(calls.filter((call) => call.done).every((call) => call.waits.length > 0)).toBe(true);
  expect(calls.find((call) => !call.done)?.why).toBe("Every line is busy.");
  expect(lines.at(-1)).toBe("6 begun, 0 talking, 6 over, 1 failed");
  expect(worker.load().active).toBe(0);
}, 20_000);
