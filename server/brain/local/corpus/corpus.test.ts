import { describe, expect, test } from "vitest";
import { converse, type Exchange, textOf } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { speechBreaches } from "@/server/brain/testing/speech-rules";
import { seeded } from "@/server/brain/testing/world";
import { type ToolName, tools } from "@/server/tools";
import { localBrain } from "../index";
import { corpus } from "./index";
import type { Dialogue } from "./shape";

const unlisted = new Set<ToolName>(["quote_stay", "verify_guest", "end_call"]);

async function play(dialogue: Dialogue, takeOver: boolean) {
  const call = await converse(localBrain, {
    opening: testOpening(dialogue.opening as never),
    ...(dialogue.arrange ? { arrange: dialogue.arrange } : {}),
  });
  const checks: { step: string; exchange: Exchange; reply?: RegExp; expects?: string }[] = [];
  for (const step of dialogue.steps) {
    if (takeOver) call.takeOver();
    const [say, reply, expects] = typeof step === "string" ? [step] : step;
    const exchange = await call.say(say);
    checks.push({
      step: JSON.stringify(say),
      exchange,
      ...(reply ? { reply } : {}),
      ...(expects ? { expects } : {}),
    });
  }
  return { call, checks };
}

/** Each dialogue without a hand-over, played once and read by two tests. */
const played = new Map<Dialogue, ReturnType<typeof play>>();
function straight(dialogue: Dialogue): ReturnType<typeof play> {
  const known = played.get(dialogue) ?? play(dialogue, false);
  played.set(dialogue, known);
  return known;
}

const transcript = (exchanges: readonly Exchange[]): string =>
  exchanges
    .map(
      (e) =>
        `G: ${e.guest}\nL: ${textOf(e)}${e.end ? ` [${e.end}]` : ""}  ${e.calls.map((c) => `#${c.name}${c.ok ? "" : `!${c.code}`}`).join(" ")}`,
    )
    .join("\n");

describe("the corpus", () => {
  test("has at least 400 turns and no two dialogues of one name", () => {
    expect(corpus.reduce((sum, d) => sum + d.steps.length, 0)).toBeGreaterThanOrEqual(400);
    expect(new Set(corpus.map((d) => d.name)).size).toBe(corpus.length);
  });

  test.each(corpus.map((d) => [d.name, d] as const))("%s", async (_name, dialogue) => {
    const { call, checks } = await straight(dialogue);
    const story = transcript(call.exchanges);
    for (const { step, exchange, reply, expects } of checks) {
      if (reply) expect(textOf(exchange), `after ${step} in\n${story}`).toMatch(reply);
      if (expects) expect(exchange.expects.kind, `after ${step} in\n${story}`).toBe(expects);
    }
    const done = call.hotel.log.filter(
      (c) => c.ok && tools[c.name].effect !== "read" && !unlisted.has(c.name),
    );
    expect(
      done.map((c) => c.name),
      story,
    ).toEqual((dialogue.effects ?? []).map(([name]) => name));
    for (const [i, [, args]] of (dialogue.effects ?? []).entries()) {
      if (args) expect(done[i]?.args, story).toMatchObject(args);
    }
    for (const [name, args] of dialogue.reads ?? []) {
      const calls = call.hotel.log.filter((c) => c.name === name).map((c) => c.args);
      expect(calls, story).toEqual(expect.arrayContaining([expect.objectContaining(args ?? {})]));
    }
    if (dialogue.never) expect(call.exchanges.map(textOf).join("\n"), story).not.toMatch(dialogue.never);
    expect(speechBreaches(call), story).toEqual([]);
  });

  test("said in any order, the guests' turns break no rule and no contract", async () => {
    const spoken = corpus
      .flatMap((d) => d.steps.map((s) => (typeof s === "string" ? s : s[0])))
      .filter((s) => s !== "");
    const next = seeded(11);
    for (let round = 0; round < 40; round++) {
      const call = await converse(
        localBrain,
        round % 2 ? { opening: testOpening({ caller: { number: "+4915199988432" } }) } : {},
      );
      for (let i = 0; i < 12; i++) await call.say(spoken[Math.floor(next() * spoken.length)] as string);
      expect(speechBreaches(call), transcript(call.exchanges)).toEqual([]);
    }
  }, 30_000);

  test.each(corpus.map((d) => [d.name, d] as const))(
    "%s, taken over by another worker at every turn",
    async (_name, dialogue) => {
      const handed = await play(dialogue, true);
      expect(transcript(handed.call.exchanges)).toBe(transcript((await straight(dialogue)).call.exchanges));
    },
  );
});
