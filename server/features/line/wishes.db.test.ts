import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import { silentLogger } from "@/server/kernel/logger";
import { type CallEventBody, EventsRequest } from "@/server/line/contract";
import { Sealer } from "@/server/line/seal";
import { lineTools } from "@/server/line-tools";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { acceptEvents } from "./accept-events";
import { closeCall } from "./close-call";
import { takeSpool } from "./take-spool";
import { newCall, takeCall } from "./testing/line-call";
import { digestOf } from "./tool-digest";
import { rawPublicKey } from "./workers";

const clock = new FixedClock(new Date());
let t: TestDeps;
let hotel: SmallHotel;
let callId: string;
let workerId: string;
let epoch: number;
let sequence: number;
beforeAll(async () => {
  t = await makeTestDeps({ clock });
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  sequence = 0;
  const from = { channel: "twilio", startedAt: clock.now(), fromNumber: "+4915112345678" };
  callId = await newCall(t.deps, hotel, from);
  ({ workerId, epoch } = await taken());
});
/** Another worker opens the call. */
const taken = () => takeCall(t.deps, hotel.tenantId, callId, { channel: "twilio", ownSpeech: true });

const args = {
  quotes: ["quote_1"],
  guest: { first: "Clara", last: "Meyer", phone: "+4930123456" },
  notes: "my card is 4111 1111 1111 1111",
};
const wish = (over: Partial<Extract<CallEventBody, { type: "wish" }>> = {}): CallEventBody => ({
  ...{ type: "wish", turnId: "t4", toolSequence: 3, name: "book_stay", args, atMs: 40_000 },
  ...over,
});
const told = (body: CallEventBody) => ({ sequence: ++sequence, at: clock.now().toISOString(), body });
const request = (...bodies: CallEventBody[]) => EventsRequest.parse({ epoch, events: bodies.map(told) });
const app = () => ({ deps: t.deps, log: silentLogger, tools: lineTools });
const accept = (given: ReturnType<typeof request>) => acceptEvents(app(), workerId, callId, given);
const requests = () =>
  t.deps.db.withTenant(hotel.tenantId, (db) => db.request.findMany({ where: { callId } }));
const ran = (name: string, given: object, data: object, say: string) =>
  t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.toolCall.create({
      data: {
        ...{
          tenantId: hotel.tenantId,
          id: newId(),
          callId,
          turnId: "t2",
          toolSequence: 2,
          name,
          effect: "write",
        },
        ...{ argsDigest: digestOf(name, given as Record<string, unknown>), input: asJson(given) },
        ...{
          result: asJson({ ok: true, data, say }),
          ok: true,
          atMs: 1,
          durationMs: 1,
          createdAt: clock.now(),
        },
      },
      select: { id: true },
    }),
  );
const close = () =>
  closeCall(t.deps, silentLogger, workerId, callId, {
    ...{ epoch, reason: "done", durationMs: 50_000, recording: false },
    usage: { guestSpeechMs: 1, ttsCharacters: 1, llmTokens: 1 },
  });

describe("what a guest was told is noted while the tools were down", () => {
  test("is an urgent task with everything they gave, redacted, and a call-back: once, however often it is replayed", async () => {
    await ran("quote_stay", { offer: "offer_1" }, { quote: "quote_1" }, "The Twin Room for two nights.");
    const given = request(wish());
    for (let n = 0; n < 3; n++) await accept(given);
    const [made, ...more] = await requests();
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      urgency: "urgent",
      status: "new",
      guestName: "Clara Meyer",
      contact: "+4930123456",
    });
    expect(made?.dueAt).toEqual(clock.now());
    expect(made?.summary).toMatch(
      /^Call back: the line could not book stay.*not done.*quote_1: The Twin Room for two/,
    );
    expect(made?.summary).not.toMatch(/4111|booked/);
    const stored = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.callEvent.findFirstOrThrow({ where: { callId, type: "wish" } }),
    );
    expect(JSON.stringify(stored.body)).not.toMatch(/4111/);
    const jobs = await t.deps.system.client.outboxEvent.count({
      where: { name: { contains: "equest" }, data: { path: ["requestId"], equals: made?.id as string } },
    });
    expect(jobs).toBe(1);
  });

  test("the same wish said twice is one task, another one is its own; who gave no number is called where they called from", async () => {
    await accept(request(wish(), wish({ toolSequence: 4 })));
    await accept(
      request(
        wish({ toolSequence: 5, name: "create_request", args: { kind: "luggage", summary: "two bags" } }),
      ),
    );
    const made = await requests();
    expect(made.map(({ contact }) => contact).sort()).toEqual(["+4915112345678", "+4930123456"]);
  });

  test("what was done after all is no task, and one that was made is closed, unless somebody has begun with it", async () => {
    await ran("book_stay", args, {}, "It is booked.");
    await accept(request(wish({ toolSequence: 3 })));
    expect(await requests()).toEqual([]);

    const other = { ...args, notes: "late" };
    await accept(request(wish({ toolSequence: 7, args: other })));
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.toolCall.updateMany({
        where: { callId },
        data: { toolSequence: 7, argsDigest: digestOf("book_stay", other) },
      }),
    );
    const tool = { type: "tool" as const, turnId: "t4", name: "book_stay", durationMs: 9, atMs: 50_000 };
    await accept(request({ ...tool, toolSequence: 7, outcome: "later" }));
    expect((await requests()).map(({ status }) => status)).toEqual(["new"]);
    await accept(request({ ...tool, toolSequence: 7, outcome: "ok" }));
    expect((await requests()).map(({ status }) => status)).toEqual(["done"]);
  });

  test("what was done while its answer was lost is a task to say so, closed when the line says it in the same call", async () => {
    await ran("book_stay", args, {}, "It is booked.");
    await accept(request(wish({ toolSequence: 2 })));
    const [made] = await requests();
    expect(made).toMatchObject({ urgency: "urgent", status: "new", contact: "+4930123456" });
    expect(made?.summary).toMatch(/^Call back: book stay was done, but its answer came too late/);
    const tool = { type: "tool" as const, turnId: "t4", name: "book_stay", durationMs: 9, atMs: 50_000 };
    await accept(request({ ...tool, toolSequence: 2, outcome: "ok" }));
    expect((await requests()).map(({ status }) => status)).toEqual(["done"]);
  });

  test("a worker that the call was taken off meanwhile is refused, and the wish kept: once", async () => {
    const given = request({ type: "keys", count: 2, atMs: 1 }, wish());
    const before = workerId;
    const { tenantId } = hotel;
    await taken();
    for (let n = 0; n < 3; n++)
      await expect(acceptEvents(app(), before, callId, given)).rejects.toMatchObject({
        code: "stale_epoch",
      });
    expect(await requests()).toHaveLength(1);
    const types = await t.deps.db.withTenant(tenantId, (db) =>
      db.callEvent.findMany({ where: { callId }, select: { type: true } }),
    );
    expect(types.map(({ type }) => type)).toEqual(["wish"]);
  });

  test("it comes with the spool of a worker that died, after the end of the call: staff still hear of it, once", async () => {
    await close();
    const sealer = new Sealer(rawPublicKey(t.deps.keys.sealPublic));
    const record = { type: "events", callId, request: request(wish()) };
    const segment = Buffer.concat([sealer.header, sealer.seal(Buffer.from(JSON.stringify(record)))]);
    for (let n = 0; n < 2; n++) {
      const posted = new Request("http://127.0.0.1/", { method: "POST", body: segment });
      expect(await takeSpool(app(), posted)).toEqual({ applied: 1 });
    }
    expect(await requests()).toHaveLength(1);
    const call = await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.call.findFirstOrThrow({ where: { id: callId } }),
    );
    expect(call.followUp).toBe(true);
  });
});

describe("danger that could not be told while the tools were down", () => {
  const fire = { kind: "fire", place: "room 412", happening: "smoke under the door" };
  const danger = (over: object = {}) => wish({ name: "raise_emergency", args: { ...fire, ...over } });
  const alarms = () => t.deps.db.withTenant(hotel.tenantId, (db) => db.alarm.findMany({ where: { callId } }));
  const told = async () => {
    const ids = (await alarms()).map(({ id }) => id);
    const events = await t.deps.system.client.outboxEvent.findMany({ where: { name: "alarm.raised" } });
    return events.filter(({ data }) => ids.includes((data as { alarmId: string }).alarmId)).length;
  };

  test("is an alarm with its urgent request and its chain, and no call-back: once, however often it is replayed", async () => {
    const given = request(danger());
    for (let n = 0; n < 3; n++) await accept(given);
    await accept(request(danger()));
    const [alarm, ...more] = await alarms();
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ kind: "fire", place: "room 412" });
    expect(await requests()).toMatchObject([
      {
        id: alarm?.requestId,
        urgency: "urgent",
        summary: expect.stringMatching(/^EMERGENCY \(fire\) at room 412/),
      },
    ]);
    expect(await told()).toBe(1);
  });

  test("raised after all it is no second alarm, and its request stays open", async () => {
    await ran("raise_emergency", fire, { alarm: true, script: [] }, "I have alarmed our team.");
    await accept(request(danger({}), { type: "keys", count: 1, atMs: 1 }));
    expect(await alarms()).toEqual([]);
    await accept(request(danger({ place: "the pool" })));
    const tool = {
      type: "tool" as const,
      turnId: "t4",
      name: "raise_emergency",
      durationMs: 9,
      atMs: 50_000,
    };
    await t.deps.db.withTenant(hotel.tenantId, (db) =>
      db.toolCall.updateMany({
        where: { callId },
        data: { argsDigest: digestOf("raise_emergency", { ...fire, place: "the pool" }) },
      }),
    );
    await accept(request({ ...tool, toolSequence: 2, outcome: "ok" }));
    expect(await requests()).toMatchObject([{ status: "new" }]);
  });

  test("comes from a worker the call was taken off, after the call, without a place: staff are alarmed all the same", async () => {
    const before = workerId;
    await taken();
    const given = request(danger({ place: "" }));
    for (let n = 0; n < 2; n++)
      await expect(acceptEvents(app(), before, callId, given)).rejects.toMatchObject({ code: "stale_epoch" });
    expect(await alarms()).toMatchObject([{ place: "not said" }]);
    expect(await told()).toBe(1);
  });
});
