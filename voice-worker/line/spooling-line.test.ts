import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { silentLogger } from "@/server/kernel/logger";
import type { ToolResult } from "@/server/tools";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";
import { LineAway, LineRefusal } from "./errors";
import { Spool } from "./spool";
import { SpoolingLine } from "./spooling-line";

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
  );
  const tool = (signal = AbortSignal.timeout(1_000)) => line.tool("call", request, signal);
  return { timers, tool, asked: () => asked, answers: (next: typeof answer) => (answer = next) };
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

test("a refusal is an answer, and a guest who hangs up is no failure", async () => {
  const { tool, asked, answers } = await world();
  answers(() => Promise.reject(new LineRefusal("invalid", "No.", 400)));
  for (let n = 0; n < 4; n++) await expect(tool()).rejects.toBeInstanceOf(LineRefusal);
  answers(away);
  const gone = AbortSignal.abort(new Error("The call is over."));
  for (let n = 0; n < 4; n++) await expect(tool(gone)).rejects.toBeInstanceOf(LineAway);
  expect(asked()).toBe(8);
});
