import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type BreakerState, Breakers } from "@/server/kernel/breaker";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { ToolResult } from "@/server/tools";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";
import { LineAway, LineRefusal } from "./errors";
import { Spool } from "./spool";
import { SpoolingLine } from "./spooling-line";
import { ToolBreakers } from "./tool-breakers";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

const fine: ToolResult = { ok: true, data: {}, facts: [], say: "", next: [] };
const request = { epoch: 1, turnId: "t1", toolSequence: 1, atMs: 0, name: "get_policy", args: {} };

async function world() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "voicehive-spool-"));
  cleanUp.push(() => rm(folder, { recursive: true }));
  const double = new LineDouble();
  const spool = await Spool.open(folder, double.sealKey);
  cleanUp.push(() => spool.close());
  const timers = new ManualTimers();
  const changes: string[] = [];
  const breakers = new Breakers(
    () => timers.now(),
    (key, state: BreakerState) => changes.push(`${key} ${state}`),
  );
  const state = { reachable: true };
  const tools = new ToolBreakers({ breakers, workerId: "w", reachable: () => state.reachable });
  for (const name of ["a1", "a2", "b1"]) tools.opened(name, `hotel-${name[0]}`);
  let asked = 0;
  let answer: () => Promise<ToolResult> = async () => fine;
  const line = new SpoolingLine(
    Object.assign(Object.create(double) as LineDouble, {
      tool: () => {
        asked += 1;
        return answer();
      },
    }),
    spool,
    timers,
    silentLogger,
    tools,
  );
  const tool = (signal = AbortSignal.timeout(1_000), call = "a1", name = request.name) =>
    line.tool(call, { ...request, name }, signal);
  const of = (call: string, name?: string) => tool(undefined, call, name);
  return {
    timers,
    tool,
    of,
    state,
    changes,
    line,
    double,
    asked: () => asked,
    answers: (next: typeof answer) => (answer = next),
  };
}
const away = () => Promise.reject(new LineAway("No answer."));

test("after three tools in vain the fourth does not wait, and one probe opens the way again", async () => {
  const { timers, tool, asked, answers } = await world();
  answers(away);
  for (let n = 0; n < 4; n++) await expect(tool()).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(3);
  timers.advance(10_000);
  answers(async () => fine);
  expect([await tool(), await tool(), asked()]).toEqual([fine, fine, 5]);
});

test("an alarm and a transfer are asked for while nothing else is, and one that is answered opens the way", async () => {
  const { of, asked, answers } = await world();
  answers(away);
  for (let n = 0; n < 4; n++) await expect(of("a1")).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(3);
  for (const urgent of ["raise_emergency", "transfer_call"])
    await expect(of("a1", urgent)).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(5);
  await expect(of("a1", "no_such_tool")).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(5);
  answers(async () => fine);
  expect(await of("a1", "raise_emergency")).toEqual(fine);
  expect([await of("a1"), asked()]).toEqual([fine, 7]);
});

test("what hangs for one hotel is left alone in its calls, and nobody else's", async () => {
  const { of, asked, answers, changes } = await world();
  answers(away);
  for (const call of ["a1", "a2", "a1", "a2"]) await expect(of(call)).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(3);
  answers(async () => fine);
  expect(await of("b1")).toEqual(fine);
  await expect(of("a1")).rejects.toBeInstanceOf(LineAway);
  expect(changes).toEqual(["line:tools:hotel-a open"]);
});

test("an app that cannot be reached is nobody's tools: three guests of any hotel have waited for all", async () => {
  const { of, asked, answers, changes, timers, state } = await world();
  answers(() => Promise.reject(new LineAway("Refused.", { unreached: true })));
  await expect(of("a1")).rejects.toBeInstanceOf(LineAway);
  await expect(of("b1")).rejects.toBeInstanceOf(LineAway);
  state.reachable = false;
  answers(away);
  await expect(of("a2")).rejects.toBeInstanceOf(LineAway);
  await expect(of("b1")).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(3);
  timers.advance(10_000);
  answers(async () => fine);
  expect(await of("b1")).toEqual(fine);
  expect(changes).toEqual(["line:app:w open", "line:app:w closed"]);
});

test("the hotel of a call is known from its opening until its end", async () => {
  const { line, double, answers, changes } = await world();
  answers(away);
  const callId = newId();
  const options = { resume: true, signal: AbortSignal.timeout(5_000) };
  const { hotel, epoch } = await line.open(await double.token({ callId }), options);
  const tool = () => line.tool(callId, request, options.signal).catch(() => {});
  for (let n = 0; n < 3; n++) await tool();
  await line.close(
    callId,
    {
      epoch,
      reason: "done",
      durationMs: 1,
      usage: { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 },
      recording: false,
    },
    options.signal,
  );
  for (let n = 0; n < 3; n++) await tool();
  expect(changes).toEqual([`line:tools:${hotel.id} open`, `line:tools:${callId} open`]);
});

test("a refusal is an answer, and a guest who hangs up is no failure", async () => {
  const { tool, asked, answers } = await world();
  answers(() => Promise.reject(new LineRefusal("invalid", "No.", 400)));
  for (let n = 0; n < 4; n++) await expect(tool()).rejects.toBeInstanceOf(LineRefusal);
  answers(away);
  const gone = AbortSignal.abort(new Error("The call is over."));
  for (let n = 0; n < 4; n++) await expect(tool(gone)).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(8);
});

test("a probe that its guest hangs up on is the next guest's", async () => {
  const { timers, tool, of, answers } = await world();
  answers(away);
  for (let n = 0; n < 3; n++) await expect(tool()).rejects.toBeInstanceOf(LineAway);
  timers.advance(10_000);
  await expect(tool(AbortSignal.abort(new Error("The call is over.")))).rejects.toBeInstanceOf(LineAway);
  answers(async () => fine);
  expect(await of("a2")).toEqual(fine);
});

test("who asked before the tools were away frees nobody's probe of them by hanging up, nor settles it", async () => {
  const { timers, tool, of, answers, asked, changes } = await world();
  const held = () =>
    new Promise<ToolResult>((resolve, reject) =>
      ends.push({ resolve, reject: () => reject(new Error("Gone.")) }),
    );
  const ends: { resolve(result: ToolResult): void; reject(): void }[] = [];
  answers(held);
  const hangsUp = new AbortController();
  const before = [tool(hangsUp.signal), of("a1")];
  const over = Promise.allSettled(before);
  answers(away);
  for (let n = 0; n < 3; n++) await expect(of("a2")).rejects.toBeInstanceOf(LineAway);
  timers.advance(10_000);
  answers(held);
  const probe = of("a2");
  hangsUp.abort(new Error("The call is over."));
  ends[0]?.reject();
  ends[1]?.resolve(fine);
  await over;
  await expect(of("a1")).rejects.toBeInstanceOf(LineAway);
  expect([asked(), changes]).toEqual([6, ["line:tools:hotel-a open"]]);
  ends[2]?.resolve(fine);
  expect(await probe).toEqual(fine);
  expect(changes.at(-1)).toBe("line:tools:hotel-a closed");
});
