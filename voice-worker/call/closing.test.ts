import { expect, test } from "vitest";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { noRecording } from "./recording";

/** A call that is recorded, and what of its recordings was handed over to be uploaded. */
async function recorded(double: LineDouble) {
  const handed: [string, number, string][] = [];
  const world = await CallWorld.start({
    double,
    brain: new ScriptedBrain(async function* () {}),
    record: async () => ({ ...noRecording, on: true, finish: async () => "c.1.rec" }),
    keepRecording: async (...file) => void handed.push(file),
  });
  await world.reach("listening");
  return { world, handed };
}

test("a call that goes on elsewhere: what was recorded here is handed over, and its end is not told", async () => {
  const { world, handed } = await recorded(new LineDouble({ opening: { greeting: "Hi." } }));
  const moved = world.session.moveOn();
  await world.timers.run(500, 20);
  await moved;
  expect(handed).toEqual([[world.callId, 1, "c.1.rec"]]);
  expect(world.record.closed).toBeUndefined();
});

test("a call whose end the line does not take: its recording is handed over all the same", async () => {
  const double = new LineDouble({ opening: { greeting: "Hi." } });
  const { world, handed } = await recorded(double);
  double.close = () => Promise.reject(new Error("the app is away"));
  world.session.stop("done");
  await world.timers.run(20_000, 100);
  await world.session.ended;
  expect(handed).toEqual([[world.callId, 1, "c.1.rec"]]);
});
