import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { implementTool } from "@/server/verbs/define-tool";
import { LineRefusal } from "./errors";
import { lineCtx } from "./line-ctx";
import { openCall } from "./open-call";
import { runTool } from "./run-tool";
import { issueCallToken } from "./tokens";
import { toolScope } from "./tool-scope";

let t: TestDeps;
let hotel: SmallHotel;
let callId: string;
let holder: { workerId: string; epoch: number };
let sequence: number;
beforeAll(async () => {
  t = await makeTestDeps();
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  callId = newId();
  sequence = 0;
  noted.length = 0;
  const { tenantId, hotelId } = hotel;
  await t.deps.db.withTenant(tenantId, (db) =>
    db.call.create({ data: { tenantId, id: callId, hotelId, channel: "simulator" } }),
  );
  await moves();
});

/** Another worker opens the call; it counts on beyond what the last one may have used. */
async function moves(): Promise<void> {
  const workerId = newId();
  const claims = { callId, tenantId: hotel.tenantId, channel: "simulator" as const };
  const token = await issueCallToken(t.deps.keys.lineSigning, claims, t.deps.clock.now());
  const { epoch } = await openCall(t.deps, silentLogger, workerId, { token, resume: true });
  holder = { workerId, epoch };
  sequence += 20;
}
/** A stay without a reservation: what reaches the tool is all that is asked here. */
const noted: string[] = [];
const noteOnStay = implementTool("note_on_stay", async (_tx, _ctx, { kind, text }) => {
  noted.push(text);
  return { ok: true, data: { kind, text }, say: "Noted." };
});
async function ask(turnId: string, name: string, args: Record<string, unknown>, toolSequence = ++sequence) {
  const request = { epoch: holder.epoch, turnId, toolSequence, atMs: 1_000, name, args };
  const line = { deps: t.deps, log: silentLogger, tools: { ...lineTools, note_on_stay: noteOnStay } };
  const result = await runTool(line, holder.workerId, callId, request);
  if (!result.ok) throw new Error(`${name}: ${result.ask}`);
  return result;
}
const towels = (summary: string, over = {}) => ({
  kind: "housekeeping_item",
  room: "204",
  summary,
  ...over,
});
const summaries = () =>
  t.deps.db.withTenant(hotel.tenantId, async (db) => {
    const requests = await db.request.findMany({ where: { callId }, orderBy: { createdAt: "asc" } });
    return requests.map((request) => request.summary);
  });

describe("a turn that another worker answers again", () => {
  test("has its effect once, however the model words it now, whoever asks again", async () => {
    const first = await ask("t1", "create_request", towels("Two extra towels for room 204"));
    for (const words of ["2 towels, room 204", "The guest in 204 asks for towels"]) {
      await moves();
      const again = await ask("t1", "create_request", towels(words));
      expect(again).toMatchObject({ repeated: true, data: first.data as object, say: first.say });
      // The answer was lost: the same request again, and the same words in another.
      expect(await ask("t1", "create_request", towels(words), sequence)).toMatchObject({ repeated: true });
      expect(await ask("t1", "create_request", towels(words))).toMatchObject({ repeated: true });
    }
    expect(await summaries()).toEqual(["Two extra towels for room 204"]);
  });

  test("has each of its effects once, and what it had not come to is done", async () => {
    const item = (name: string) => ({ items: [{ item: name, qty: 2 }] });
    await ask("t1", "create_request", towels("Two extra towels", item("extra towels")));
    await ask("t1", "create_request", { kind: "other", summary: "A taxi at seven" });
    await moves();
    // In another order, in other words.
    await ask("t1", "create_request", { kind: "other", summary: "Taxi, 7 o'clock" });
    await ask("t1", "create_request", towels("Pillows, two", item("pillow")));
    await ask("t1", "create_request", towels("2 towels", item("towel")));
    await ask("t1", "create_request", towels("And two more of the small ones"));
    await ask("t1", "create_request", towels("Towels for the daughter", { room: "205" }));
    expect(await summaries()).toEqual([
      "Two extra towels",
      "A taxi at seven",
      "Pillows, two",
      "And two more of the small ones",
      "Towels for the daughter",
    ]);
  });

  test("a later turn, and a second wish in the worker's own turn, are other effects", async () => {
    await ask("t1", "create_request", towels("Two towels"));
    await ask("t1", "create_request", towels("Two pillows"));
    await moves();
    await ask("t2", "create_request", towels("Two blankets"));
    expect(await summaries()).toEqual(["Two towels", "Two pillows", "Two blankets"]);
  });

  test("messages to two people are two, told again in the same order", async () => {
    const message = (recipientLast: string, text: string) => ({ recipientLast, from: "Ana", text });
    await ask("t1", "take_message", message("Okafor", "I am late"));
    await moves();
    await ask("t1", "take_message", message("Lindqvist", "I am late"));
    expect(await ask("t1", "take_message", message("Okafor", "Ana will be late"))).toMatchObject({
      repeated: true,
    });
    const kept = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.toolCall.count({ where: { callId, name: "take_message" } }),
    );
    expect(kept).toBe(2);
  });

  test("has every allergy noted, in whatever order they are told again", async () => {
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { verification: "booking" } }),
    );
    const note = (text: string) => ask("t5", "note_on_stay", { stay: "stay_1", kind: "allergy", text });
    await note("peanuts");
    await moves();
    expect(await note("peanuts and shellfish")).not.toHaveProperty("repeated");
    expect(await note("shellfish")).not.toHaveProperty("repeated");
    expect(await note("peanuts")).toMatchObject({ repeated: true });
    expect(noted).toEqual(["peanuts", "peanuts and shellfish", "shellfish"]);
  });

  test.each([
    [["towels"], ["towels", "pillows"], false],
    [["towels"], ["towels and pillows"], false],
    [["extra towels"], ["extra pillows"], false],
    [["towels"], ["bath towel", "hand towel"], false],
    [["extra towels", "pillow"], ["pillows", "towel"], true],
  ])("items %j, then %j: the same is %s", async (first, again, same) => {
    const of = (names: string[]) => ({ items: names.map((item) => ({ item, qty: 1 })) });
    await ask("t1", "create_request", towels("For the guest in room 204: towels", of(first)));
    await moves();
    await ask("t1", "create_request", towels("Towels, room 204", of(again)));
    expect(await summaries()).toHaveLength(same ? 1 : 2);
  });

  test.each([
    ["maintenance", "The lamp in room 204 is broken", "The shower in room 204 is broken"],
    ["dietary_or_allergy", "No peanuts for room 204", "No peanuts, no shellfish for room 204"],
    ["other", "Room 204: a taxi at seven", "Room 204: a cake for the guest"],
  ])("%s: two wishes of one room without items are two", async (kind, first, again) => {
    await ask("t1", "create_request", towels(first, { kind }));
    await moves();
    await ask("t1", "create_request", towels(again, { kind }));
    expect(await summaries()).toEqual([first, again]);
  });

  test("cancels what it had only noted something on", async () => {
    const made = await ask("t1", "create_request", towels("Two towels"));
    const { request } = made.data as { request: string };
    await ask("t2", "update_request", { request, note: "Large ones" });
    await moves();
    await ask("t2", "update_request", { request, cancel: true });
    const rows = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.request.findMany({ where: { callId } }),
    );
    expect(rows).toMatchObject([{ status: "cancelled" }]);
  });

  test("a tool that waited while another worker opened the call has no effect", async () => {
    const { epoch, workerId } = holder;
    const { tenantId, hotelId } = hotel;
    const ctx = lineCtx(t.deps, silentLogger, { id: callId, tenantId, hotelId, epoch }, workerId);
    const scope = () => t.deps.db.transaction(tenantId, (tx) => toolScope(tx, ctx, callId, epoch));
    expect((await scope()).call.epoch).toBe(epoch);
    await moves();
    await expect(scope()).rejects.toBeInstanceOf(LineRefusal);
  });
});
