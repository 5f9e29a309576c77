import { describe, expect, test, vi } from "vitest";
import type { BrainReport } from "@/server/brain/port";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";

// Minutes of a call, in steps of one frame: much work for a busy machine, and never a wait.
vi.setConfig({ testTimeout: 30_000 });

const usage = (over: object) => ({
  port: "llm" as const,
  vendor: "openai",
  model: "small",
  seconds: 0,
  characters: 0,
  tokensIn: 0,
  tokensCached: 0,
  tokensOut: 0,
  ...over,
});

async function reporting(reports: BrainReport[][]) {
  const double = new LineDouble({ opening: { greeting: "Hi." } });
  const brain = new ScriptedBrain(async function* (turn, io) {
    for (const report of reports[Number(turn.text)] ?? []) io.report?.(report);
    yield say("Fine.");
  });
  const seen = { tokens: [] as [string, number][], claims: 0 };
  const meter = {
    firstToken: (vendor: string, ms: number) => void seen.tokens.push([vendor, ms]),
    blockedClaim: () => void seen.claims++,
  };
  const world = await CallWorld.start({ double, brain, meter });
  await world.reach("listening");
  for (const i of reports.keys()) {
    world.type(String(i));
    await world.timers.run(1_500, 20);
  }
  world.transport.handlers.closed("guest");
  await world.timers.run(200, 20);
  await world.session.ended;
  return { world, seen };
}

describe("what the brain tells of its vendors", () => {
  test("usage is summed by vendor and model and told at the end of the call", async () => {
    const { world } = await reporting([
      [
        { type: "usage", usage: usage({ tokensIn: 100, tokensCached: 40, tokensOut: 10 }) },
        { type: "usage", usage: usage({ vendor: "anthropic", model: "large", tokensIn: 7, tokensOut: 1 }) },
      ],
      [{ type: "usage", usage: usage({ tokensIn: 50, tokensCached: 50, tokensOut: 5 }) }],
    ]);
    expect(world.record.closed?.usage).toMatchObject({
      llmTokens: 173,
      vendors: [
        { vendor: "openai", model: "small", tokensIn: 150, tokensCached: 90, tokensOut: 15 },
        { vendor: "anthropic", model: "large", tokensIn: 7, tokensOut: 1 },
      ],
    });
  });

  test("a call that is given away leaves what it used with its last snapshot; it is not closed", async () => {
    const double = new LineDouble({ opening: { greeting: "Hi." } });
    const brain = new ScriptedBrain(async function* (_turn, io) {
      io.report?.({ type: "usage", usage: usage({ tokensIn: 30, tokensOut: 4 }) });
      yield say("Fine, thank you.");
    });
    const world = await CallWorld.start({ double, brain });
    await world.reach("listening");
    world.type("hello");
    await world.until(() => world.events("line_heard").length === 2, "the answer");
    const given = world.session.moveOn();
    await world.timers.run(1_500, 20);
    await given;
    expect(world.record.closed).toBeUndefined();
    expect(world.record.snapshot?.usage).toMatchObject({
      ...{ llmTokens: 34, ttsCharacters: "Hi.Fine, thank you.".length },
      vendors: [{ vendor: "openai", tokensIn: 30, tokensOut: 4 }],
    });
  });

  test("the first token names the model's vendor in the turn's timing, beside ear and voice", async () => {
    const { world, seen } = await reporting([
      [
        { type: "first_token", vendor: "anthropic", model: "large", ms: 210 },
        { type: "first_token", vendor: "openai", model: "small", ms: 300 },
      ],
      [],
    ]);
    expect(world.events("timing").map(({ vendors }) => vendors)).toEqual([
      { llm: "anthropic", tts: "fake" },
      { tts: "fake" },
    ]);
    expect(seen.tokens).toEqual([
      ["anthropic", 210],
      ["openai", 300],
    ]);
  });

  test("a model that is away, and back, is on the call's record; a blocked claim is counted, its words nowhere", async () => {
    const { world, seen } = await reporting([
      [
        { type: "local_brain", on: true, vendor: "openai" },
        { type: "blocked_claim", claim: "Room 412 is Mrs Okafor's." },
      ],
      [{ type: "local_brain", on: false, vendor: "openai" }],
    ]);
    expect(world.events("degraded").map(({ rung, vendor, on }) => [rung, vendor, on])).toEqual([
      ["local_brain", "openai", true],
      ["local_brain", "openai", false],
    ]);
    expect(seen.claims).toBe(1);
    expect(JSON.stringify(world.record.events)).not.toMatch(/Room 412|Okafor/);
  });
});
