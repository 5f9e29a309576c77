import { describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { CallOpening } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import type { CallRecording } from "./recording";

class KnownRecording implements CallRecording {
  constructor(public on: boolean) {}
  guest(): void {}
  line(): void {}
  cutLine(): void {}
  async set(on: boolean): Promise<void> {
    this.on = on;
  }
  async finish(): Promise<string | undefined> {
    return undefined;
  }
}

const brain = new ScriptedBrain(async function* (turn, io) {
  if (turn.text === "yes" || turn.text === "no")
    await io.callTool("set_recording", { on: turn.text === "yes" });
  yield say("All right.");
});

/** One call whose workers can be changed; `app` is what the app makes of the guest's wish. */
function aCall(recording: CallOpening["recording"]) {
  const double = new LineDouble({
    opening: { greeting: "Hi.", recording },
    tools: (_call, { args }) => ({
      ...{ ok: true, data: { recording: args.on }, facts: [], say: "All right.", next: [] },
    }),
  });
  const callId = newId();
  const recordings: KnownRecording[] = [];
  let world: CallWorld | undefined;
  return {
    double,
    recordings,
    events: () => world?.events("recording").map(({ on }) => on),
    async worker(): Promise<CallWorld> {
      await world?.session.moveOn();
      world = await CallWorld.start({
        ...{ double, brain, callId },
        record: async (_opening, _rate, on) => {
          recordings.push(new KnownRecording(on));
          return recordings.at(-1) as KnownRecording;
        },
      });
      await world.reach("listening");
      return world;
    },
    async said(text: string, ms = 1_000): Promise<void> {
      world?.type(text);
      await world?.timers.run(ms, 20);
      await world?.reach("listening");
    },
    /** Whether each worker's part was, or is, recorded. */
    on: () => recordings.map(({ on }) => on),
  };
}

describe("what a guest has said of being recorded", () => {
  test("a yes where the hotel asks: the next worker records from where it takes over, and the one after it", async () => {
    const call = aCall("ask");
    await call.worker();
    await call.said("hello");
    expect(call.on()).toEqual([false]);
    await call.said("yes");
    expect(call.on()).toEqual([true]);
    await call.worker();
    expect(call.on()).toEqual([true, true]);
    expect(call.events()?.at(-1)).toBe(true);
    await call.worker();
    expect(call.on()).toEqual([true, true, true]);
  });

  test("nothing where the hotel asks: the next worker does not record", async () => {
    const call = aCall("ask");
    await call.worker();
    await call.said("hello");
    await call.worker();
    expect(call.on()).toEqual([false, false]);
  });

  test.each(["ask", "notice"] as const)("a no, in the mode %s: no later worker records", async (mode) => {
    const call = aCall(mode);
    await call.worker();
    if (mode === "ask") await call.said("yes");
    await call.said("no");
    await call.worker();
    await call.worker();
    expect(call.on()).toEqual([false, false, false]);
  });

  test.each([true, false])(
    "what only the app knows of, for its worker died before it heard of it: %s",
    async (on) => {
      const call = aCall("ask");
      const world = await call.worker();
      if (!on) await call.said("yes");
      await call.said("hello");
      world.session.leave();
      const request = {
        epoch: 1,
        turnId: "t9",
        toolSequence: 19,
        atMs: 0,
        name: "set_recording",
        args: { on },
      };
      const result: ToolResult = { ok: true, data: { recording: on }, facts: [], say: "", next: [] };
      call.double.call(world.callId).tools.push({ request, result });
      await call.worker();
      expect(call.on().at(-1)).toBe(on);
    },
  );

  test("a no while the app is away is heeded at once, and by the next worker", async () => {
    const call = aCall("notice");
    await call.worker();
    await call.said("hello");
    call.double.away = true;
    await call.said("no", 15_000);
    expect(call.on()).toEqual([false]);
    call.double.away = false;
    await call.said("hello again");
    expect(call.events()).toContain(false);
    await call.worker();
    expect(call.on()).toEqual([false, false]);
  });

  test("a yes that the app takes late counts from then on", async () => {
    const call = aCall("ask");
    const world = await call.worker();
    call.double.away = true;
    await call.said("yes", 15_000);
    expect(call.on()).toEqual([false]);
    call.double.away = false;
    await world.until(() => call.on()[0] === true, "the recording");
  });

  test("a no that the app keeps, and then a yes, with another worker: it records from there", async () => {
    const call = aCall("notice");
    await call.worker();
    await call.said("no");
    Object.assign(call.double.options.opening ?? {}, { recording: "off" });
    await call.worker();
    expect(call.on()).toEqual([false, false]);
    await call.said("yes");
    expect(call.on()).toEqual([false, true]);
  });
});
