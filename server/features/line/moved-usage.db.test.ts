import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { silentLogger } from "@/server/kernel/logger";
import type { CallUsage } from "@/server/line/contract";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { closeCall } from "./close-call";
import { LineRefusal } from "./errors";
import { LostCalls } from "./lost-calls";
import { saveSnapshot } from "./snapshot";
import { type Holder, newCall, takeCall } from "./testing/line-call";

const clock = new FixedClock(new Date());
let t: TestDeps;
let hotel: SmallHotel;
let callId: string;
beforeAll(async () => {
  t = await makeTestDeps({ clock });
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  callId = await newCall(t.deps, hotel, { startedAt: t.deps.clock.now() });
});

/** What one epoch used: as many characters and tokens, and the model that they were read by. */
const used = (ttsCharacters: number, tokensOut: number): CallUsage => ({
  guestSpeechMs: 100,
  ttsCharacters,
  llmTokens: tokensOut,
  vendors: [
    {
      ...{ port: "llm", vendor: "openai", model: "gpt-4o-mini", seconds: 0, characters: 0 },
      ...{ tokensIn: 0, tokensCached: 0, tokensOut },
    },
  ],
});

const opened = (): Promise<Holder> => takeCall(t.deps, hotel.tenantId, callId);
const told = ({ workerId, epoch }: Holder, usage?: CallUsage) =>
  saveSnapshot(t.deps, workerId, callId, {
    ...{ epoch, elapsedMs: 1_000, snapshot: {} },
    ...(usage ? { usage } : {}),
  });
const closed = ({ workerId, epoch }: Holder, usage: CallUsage) =>
  closeCall(t.deps, silentLogger, workerId, callId, {
    ...{ epoch, reason: "done", durationMs: 9_000, usage, recording: false },
  });

async function counted() {
  return t.deps.db.withTenant(hotel.tenantId, async (db) => {
    const call = await db.call.findFirstOrThrow({ where: { id: callId } });
    const records = await db.usageRecord.findMany({ where: { callId }, orderBy: { kind: "asc" } });
    return {
      characters: call.ttsCharacters,
      micros: Number(call.costMicros),
      records: records.map(({ kind, quantity }) => [kind, Number(quantity)]),
    };
  });
}
/** The price of output tokens of this model: 0.6 dollars a million. */
const micros = (tokens: number) => tokens * 0.6;

describe("what a call that moved used", () => {
  test("both workers are counted: the first by its last snapshot, the second by its close, each once", async () => {
    const first = await opened();
    await told(first, used(40, 1_000));
    await told(first, used(100, 3_000));
    const second = await opened();
    await told(second, used(5, 500));
    await closed(second, used(20, 2_000));
    const all = {
      characters: 120,
      micros: micros(5_000),
      records: [
        ["call_seconds", 9],
        ["llm_tokens", 5_000],
        ["tts_characters", 120],
      ],
    };
    expect(await counted()).toEqual(all);
    await closed(second, used(20, 2_000));
    expect(await counted()).toEqual(all);
    // The first worker wakes up and tells its end: it holds nothing any more.
    await expect(closed(first, used(900, 9_000))).rejects.toBeInstanceOf(LineRefusal);
    expect(await counted()).toEqual(all);
  });

  test("three workers, one of which never told anything", async () => {
    await told(await opened(), used(10, 100));
    await told(await opened());
    await closed(await opened(), used(1, 10));
    expect(await counted()).toMatchObject({ characters: 11, micros: micros(110) });
  });

  test("a call whose worker is lost counts what was told last, and nothing of it is counted again", async () => {
    const first = await opened();
    await told(first, used(10, 100));
    const second = await opened();
    await told(second, used(7, 50));
    clock.advance(10 * 60_000);
    const lost = new LostCalls();
    await lost.end(t.deps, silentLogger);
    clock.advance(60_000);
    await lost.end(t.deps, silentLogger);
    const { characters, records, micros: cost } = await counted();
    expect([characters, cost]).toEqual([17, micros(150)]);
    expect(records).toContainEqual(["llm_tokens", 150]);
    await lost.end(t.deps, silentLogger);
    expect(await counted()).toEqual({ characters, records, micros: cost });
  });
});
