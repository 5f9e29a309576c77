import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { CallOpening } from "@/server/line/contract";
import { lineTools } from "@/server/line-tools";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { implementTool } from "@/server/verbs/define-tool";
import { LineRefusal } from "./errors";
import { lineCtx } from "./line-ctx";
import { runTool } from "./run-tool";
import { saveSnapshot, writeSnapshot } from "./snapshot";
import { type Holder, newCall, takeCall } from "./testing/line-call";
import { toolScope } from "./tool-scope";

let t: TestDeps;
let hotel: SmallHotel;
let callId: string;
let holder: Holder;
let sequence: number;
beforeAll(async () => {
  t = await makeTestDeps();
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  sequence = 0;
  meanwhile = async () => {};
  callId = await newCall(t.deps, hotel);
  await moves();
  const { epoch, workerId } = holder;
  await saveSnapshot(t.deps, workerId, callId, { epoch, elapsedMs: 0, snapshot: {} });
});

/** Another worker opens the call; it counts on beyond what the last one may have used. */
async function moves(): Promise<CallOpening> {
  const taken = await takeCall(t.deps, hotel.tenantId, callId);
  holder = taken;
  sequence += 20;
  return taken.opening;
}
/** Happens while the tool is at work. */
let meanwhile: () => Promise<void>;
/** A stay without a reservation: what reaches the tool is all that is asked here. */
const noteOnStay = implementTool("note_on_stay", async (_tx, _ctx, { kind, text }) => {
  await meanwhile();
  return { ok: true, data: { kind, text }, say: "Noted." };
});
async function ask(turnId: string, name: string, args: Record<string, unknown>, toolSequence = ++sequence) {
  const request = { epoch: holder.epoch, turnId, toolSequence, atMs: 1_000, name, args };
  const line = { deps: t.deps, log: silentLogger, tools: { ...lineTools, note_on_stay: noteOnStay } };
  const result = await runTool(line, holder.workerId, callId, request);
  if (!result.ok) throw new Error(`${name}: ${result.ask}`);
  return result;
}
const towels = (summary: string) => ({ kind: "housekeeping_item", room: "204", summary });
const requests = () =>
  t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.request.findMany({ where: { callId }, orderBy: { createdAt: "asc" } }),
  );
const summaries = async () => (await requests()).map(({ summary }) => summary);
/** Resolves once somebody waits for a row that another holds. */
async function atTheRow(): Promise<void> {
  for (let waiting = 0n; waiting === 0n; ) {
    const rows = await t.deps.system.client.$queryRaw<{ waiting: bigint }[]>`
      SELECT count(*) AS waiting FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE NOT l.granted AND a.datname = current_database()`;
    waiting = rows[0]?.waiting ?? 0n;
  }
}
const told = async () => (await moves()).resumed?.done;

describe("who opens a call that has moved", () => {
  test("is told what its tools did, with their results, each time and once each", async () => {
    expect(await told()).toEqual([]);
    const first = await ask("t1", "create_request", towels("Two extra towels"));
    const taxi = { kind: "other", summary: "A taxi at seven" };
    const second = await ask("t1", "create_request", taxi);
    expect(await ask("t1", "create_request", taxi, sequence)).toMatchObject({ repeated: true });
    expect(await ask("t2", "create_request", taxi)).toMatchObject({ repeated: true });
    const name = "create_request";
    for (let i = 0; i < 2; i++)
      expect(await told()).toEqual([
        { turnId: "t1", toolSequence: 41, name, args: towels("Two extra towels"), result: first },
        { turnId: "t1", toolSequence: 42, name, args: taxi, result: second },
      ]);
    expect(await summaries()).toEqual(["Two extra towels", "A taxi at seven"]);
  });

  test("goes on from the last opening's snapshot, whenever an earlier one's arrives", async () => {
    const { tenantId } = hotel;
    const write = (epoch: number, snapshot: unknown) =>
      t.deps.db.transaction(tenantId, (tx) =>
        writeSnapshot(tx, t.deps, { id: callId, tenantId }, { epoch, elapsedMs: 0, snapshot }),
      );
    await write(3, { of: "the third" });
    await write(2, { of: "the second" });
    expect((await moves()).resumed?.snapshot).toEqual({ of: "the third" });
    await write(3, { of: "the third, later" });
    expect((await moves()).resumed?.snapshot).toEqual({ of: "the third, later" });
  });

  test("is told of a tool that failed", async () => {
    await expect(ask("t1", "get_stay", { stay: "stay_7" })).rejects.toThrow();
    expect(await told()).toMatchObject([{ name: "get_stay", result: { ok: false } }]);
  });

  test("hears nothing of a number that the app does not keep, and no placeholder for it", async () => {
    await ask("t1", "schedule_callback", {
      ...{ number: "+351 912 345 678", topic: "general", name: "Ana Silva" },
    });
    const [callback] = (await told()) ?? [];
    expect(callback?.args).toEqual({ topic: "general", name: "Ana Silva" });
  });

  test("waits for a tool at work, and is told of it", async () => {
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { verification: "booking" } }),
    );
    let finish = () => {};
    const finishing = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const atWork = new Promise<void>((resolve) => {
      meanwhile = () => {
        resolve();
        return finishing;
      };
    });
    const note = { stay: "stay_1", kind: "allergy", text: "peanuts" };
    const asked = ask("t5", "note_on_stay", note);
    await atWork;
    const opening = told();
    await atTheRow();
    finish();
    expect(await asked).toMatchObject({ ok: true });
    expect(await opening).toMatchObject([{ turnId: "t5", args: note }]);
  });

  test("is told of the newest fifty, oldest first", async () => {
    const { tenantId } = hotel;
    const of = (toolSequence: number) => ({
      ...{ tenantId, id: newId(), callId, turnId: "t1", toolSequence, name: "get_policy", effect: "read" },
      ...{ argsDigest: "x", input: {}, ok: true, atMs: 0, durationMs: 0 },
      result: { ok: true, data: {}, facts: [], say: "", next: [] },
    });
    const rows = Array.from({ length: 60 }, (_, i) => of(60 - i));
    await t.deps.db.withTenant(tenantId, (db) => db.toolCall.createMany({ data: rows }));
    const sequences = (await told())?.map(({ toolSequence }) => toolSequence);
    expect(sequences).toEqual(Array.from({ length: 50 }, (_, i) => i + 11));
  });
});

describe("what a worker asks of a call that has moved", () => {
  test("is judged by its arguments, never by its words: each of them is another effect", async () => {
    await ask("t1", "create_request", towels("The lamp in room 204 is broken"));
    await moves();
    await ask("t1", "create_request", towels("The lamp in room 204 flickers"));
    expect(await ask("t1", "create_request", towels("The lamp in room 204 is broken"))).toMatchObject({
      repeated: true,
    });
    expect(await summaries()).toEqual(["The lamp in room 204 is broken", "The lamp in room 204 flickers"]);
  });

  test("cancels what it had only noted something on", async () => {
    const made = await ask("t1", "create_request", towels("Two towels"));
    const { request } = made.data as { request: string };
    await ask("t2", "update_request", { request, note: "Large ones" });
    await moves();
    await ask("t2", "update_request", { request, cancel: true });
    expect(await requests()).toMatchObject([{ status: "cancelled" }]);
  });

  test("has no effect where it waited while another worker opened the call", async () => {
    const { epoch, workerId } = holder;
    const { tenantId, hotelId } = hotel;
    const ctx = lineCtx(t.deps, silentLogger, { id: callId, tenantId, hotelId, epoch }, workerId);
    const scope = () => t.deps.db.transaction(tenantId, (tx) => toolScope(tx, ctx, callId, epoch));
    expect((await scope()).call.epoch).toBe(epoch);
    await moves();
    await expect(scope()).rejects.toBeInstanceOf(LineRefusal);
  });
});
