import { expect, test } from "vitest";
import type { BrainReport } from "@/server/brain/port";
import { Breakers, vendorLimits } from "@/server/kernel/breaker";
import { aRequest } from "@/server/providers/llm/contract";
import { type Llm, LlmError, type LlmEvent } from "@/server/providers/llm/port";
import { Pushed } from "@/server/providers/llm/pushed";
import { ask, askLimits, breakerOf, ModelsAway, Rests } from "./ask";
import { StillTimers, settled } from "./testing/double";

/** A model whose events the test gives by hand. */
function byHand() {
  const timers = new StillTimers();
  let to: Pushed<LlmEvent> | undefined;
  let reason: unknown;
  const llm: Llm = {
    vendor: "openai",
    model: "m",
    stream(_request, signal) {
      const own = new Pushed<LlmEvent>(signal, () => () => {});
      signal.addEventListener("abort", () => {
        reason = signal.reason;
        own.fail(reason);
      });
      to = own;
      return own;
    },
  };
  const panel = {
    models: [llm],
    breakers: new Breakers(timers.now),
    rests: new Rests(timers.now),
    scope: "h",
    timers,
    limits: askLimits,
  };
  const controller = new AbortController();
  const reports: BrainReport[] = [];
  let text = "";
  const read = async (): Promise<string> => {
    for await (const event of ask(panel, aRequest, controller.signal, (told) => reports.push(told)))
      if (event.type === "text") text += event.delta;
    return text;
  };
  return {
    timers,
    controller,
    reports,
    panel,
    read,
    heard: () => text,
    aborted: () => reason,
    async say(delta: string) {
      to?.push({ type: "text", delta });
      await settled();
    },
    async write() {
      to?.push({ type: "writing" });
      await settled();
    },
    done() {
      to?.push({ type: "done", reason: "stop" });
      to?.end();
    },
  };
}

const fellSilent = async (run: Promise<string>): Promise<void> => {
  const error: unknown = await run.catch((e: unknown) => e);
  expect(error).toBeInstanceOf(LlmError);
  expect((error as LlmError).message).toMatch(/silent/);
};

test("each event gives the next one five seconds of its own", async () => {
  const m = byHand();
  const run = m.read();
  await settled();
  for (const delta of ["a", "b", "c", "d"]) {
    await m.say(delta);
    await m.timers.pass(2_500);
  }
  expect(m.heard()).toBe("abcd");
  m.done();
  expect(await run).toBe("abcd");
  expect(m.timers.pending).toBe(0);
  expect(m.aborted()).toBeUndefined();
});

test("pieces of a tool call are events like words: the model is not left while they come", async () => {
  const m = byHand();
  const run = m.read();
  await settled();
  for (let i = 0; i < 4; i++) {
    await m.write();
    await m.timers.pass(2_500);
  }
  expect(m.aborted()).toBeUndefined();
  m.done();
  expect(await run).toBe("");
});

test("a tool call that stops being written is left as soon as one that never began: nothing was said yet", async () => {
  const m = byHand();
  const run = fellSilent(m.read());
  await settled();
  await m.write();
  await m.timers.pass(2_700);
  expect(m.aborted()).toBeUndefined();
  await m.timers.pass(100);
  await run;
  expect(m.timers.pending).toBe(0);
});

test("a request that was given up is counted with its tools: they are most of what is paid for", async () => {
  const m = byHand();
  const run = expect(m.read()).rejects.toThrow("barge-in");
  await settled();
  m.controller.abort(new Error("barge-in"));
  await run;
  const [usage] = m.reports.flatMap((told) => (told.type === "usage" ? [told.usage] : []));
  const { system, state, messages, tools } = aRequest;
  const characters = system.length + state.length + JSON.stringify([messages, tools]).length;
  expect(usage?.tokensIn).toBeGreaterThanOrEqual(Math.floor(characters / 4) - 1);
  expect(usage?.tokensIn).toBeLessThanOrEqual(Math.ceil(characters / 4) + 1);
});

test("five seconds after the last event, and no earlier, the model is left", async () => {
  const m = byHand();
  const run = fellSilent(m.read());
  await settled();
  await m.say("a");
  await m.timers.pass(3_000);
  await m.say("b");
  await m.timers.pass(2_000);
  await m.timers.pass(2_900);
  expect([m.heard(), m.aborted()]).toEqual(["ab", undefined]);
  await m.timers.pass(100);
  await run;
  expect(m.aborted()).toBeInstanceOf(Error);
  expect(m.timers.pending).toBe(0);
});

test("an answer that goes on and on is left after thirty seconds", async () => {
  const m = byHand();
  const run = fellSilent(m.read());
  await settled();
  for (let i = 0; i < 10; i++) {
    await m.say("a");
    await m.timers.pass(3_000);
  }
  await run;
  expect(m.heard()).toBe("a".repeat(10));
});

test("the guest's abort reaches the model with its reason, before and after the first token", async () => {
  for (const words of [[], ["a"]]) {
    const m = byHand();
    const run = m.read();
    const reason = new Error("barge-in");
    const settledRun = expect(run).rejects.toBe(reason);
    await settled();
    for (const word of words) await m.say(word);
    m.controller.abort(reason);
    await settledRun;
    expect(m.aborted()).toBe(reason);
    expect(m.timers.pending).toBe(0);
  }
});

test("answers begun before a model was away free nobody's probe of it when they are given up", async () => {
  const m = byHand();
  const patient = { hedgeMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000, wholeMs: 60_000 };
  const panel = { ...m.panel, limits: patient };
  const begin = () => {
    const guest = new AbortController();
    const steps = ask(panel, aRequest, guest.signal, () => {});
    return { guest, steps, first: steps.next().catch((error: Error) => error.message) };
  };
  const spoken = begin();
  await settled();
  await m.say("Good");
  await spoken.first;
  const silent = begin();
  await settled();
  breakerOf(panel, m.panel.models[0] as Llm).trip();
  await m.timers.pass(vendorLimits.windowMs);
  const probe = begin();
  await settled();
  for (const give of [
    () => spoken.steps.return(undefined),
    () => silent.guest.abort(new Error("barge-in")),
  ]) {
    await give();
    await settled();
    expect(await begin().first).toBe(new ModelsAway("openai").message);
  }
  probe.guest.abort(new Error("over"));
  expect(await probe.first).toBe("over");
});
