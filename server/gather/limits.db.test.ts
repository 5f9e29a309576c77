import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openWorld, seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import { APP_WORKER_ID, GATHERED_AT_ONCE } from "@/server/features/line";
import { dialDueCallbacks, dialOutbound } from "@/server/features/telephony";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { putPolicy } from "@/server/testing/tool-call";
import { phoneTexts } from "@/server/webhooks/texts";
import type { GatherApp } from "./gather-call";
import { dialActionOf, GatherGuest, GUEST, ORIGIN, redirectOf, words } from "./testing/guest";

const NUMBER = "+4722000043";
const DESK = "+4722334455";

let world: World;
let hotel: TestHotel;
let app: GatherApp;
beforeAll(async () => {
  world = await openWorld();
  hotel = await seedHotel(world, { from: "2026-03-04", nights: 10 });
  const { tenantId, hotelId } = hotel;
  await world.db.withTenant(tenantId, (db) =>
    db.phoneNumber.create({ data: { tenantId, id: newId(), hotelId, e164: NUMBER } }),
  );
  app = {
    ...{ deps: world.deps, log: silentLogger, publicOrigin: ORIGIN },
    line: { deps: world.deps, log: silentLogger, tools: lineTools },
  };
});
afterAll(() => world.close());

const settings = async (values: object) => {
  const { tenantId, hotelId } = hotel;
  await world.db.withTenant(tenantId, (db) =>
    db.telephonySettings.upsert({
      where: { tenantId_hotelId: { tenantId, hotelId } },
      create: { tenantId, hotelId, values: { entry: "gather", ...values } },
      update: { values: { entry: "gather", ...values } },
    }),
  );
};
const deskAnswers = (there: boolean) =>
  putPolicy(world.deps, hotel, "directory", {
    entries: there
      ? [
          {
            ...{ destination: "front_desk", spokenName: "the front desk", number: DESK },
            ...{ handles: "reception", overflow: "message" },
          },
        ]
      : [],
  });
const caps = (values: object) =>
  world.db.withTenant(hotel.tenantId, async (db) => {
    await db.spendCaps.deleteMany({});
    await db.spendCaps.create({ data: { tenantId: hotel.tenantId, values: { ...values } } });
  });
/** Calls of the hotel that the app holds, begun so many minutes ago. */
const running = async (count: number, minutes: number) => {
  const { tenantId, hotelId } = hotel;
  const startedAt = new Date(world.deps.clock.now().getTime() - minutes * 60_000);
  const call = {
    tenantId,
    hotelId,
    channel: "twilio",
    workerId: APP_WORKER_ID,
    state: "listening",
    startedAt,
  };
  await world.db.withTenant(tenantId, (db) =>
    db.call.createMany({ data: Array.from({ length: count }, () => ({ ...call, id: newId() })) }),
  );
};
beforeEach(async () => {
  await settings({});
  await deskAnswers(false);
  await world.db.withTenant(hotel.tenantId, async (db) => {
    await db.spendCaps.deleteMany({});
    await db.call.updateMany({ where: { endedAt: null }, data: { endedAt: world.deps.clock.now() } });
    await db.call.updateMany({
      data: { startedAt: new Date("2026-01-01T00:00:00Z"), endedAt: new Date("2026-01-01T00:00:01Z") },
    });
  });
});
const guest = () => new GatherGuest(app, { number: NUMBER, tenantId: hotel.tenantId });

describe("what a call without a media stream may cost", () => {
  test("the day's minutes used up: the desk, else what there is; no record of a talk", async () => {
    await caps({ minutesPerDay: 5 });
    await running(1, 6);
    await settings({ queueSeats: 5 });
    const caller = await guest().call();
    expect(caller.xml).not.toContain("<Enqueue");
    expect(words(caller.xml)).toContain(phoneTexts("en").busy);
    await deskAnswers(true);
    const other = await guest().call();
    expect(other.xml).toContain(`>${DESK}</Number>`);
    const talked = await other.step(dialActionOf(other.xml), { DialCallStatus: "completed" });
    expect(words(talked)).toBe("");
  });

  test("its own longest: a goodbye in its language, and it is over", async () => {
    await caps({ minutesPerCall: 10 });
    const caller = await guest().call();
    const { id } = await caller.row();
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({
        where: { id },
        data: {
          language: "de",
          startedAt: new Date(world.deps.clock.now().getTime() - 11 * 60_000),
        },
      }),
    );
    expect(await caller.says("Was kostet ein Zimmer?")).toBe(phoneTexts("de").capReached);
    expect(caller.xml).toContain("<Hangup/>");
    expect(await caller.row()).toMatchObject({ endReason: "cap" });
  });

  test("what the installation carries: the next waits, or is told; a running one goes on", async () => {
    const talking = await guest().call();
    await running(GATHERED_AT_ONCE - 1, 1);
    const caller = await guest().call();
    expect(words(caller.xml)).toContain(phoneTexts("en").busy);
    await settings({ queueSeats: 5 });
    const waiting = guest();
    await waiting.call();
    expect(waiting.xml).toContain('maxQueueSize="5"');
    const action = /action="([^"]+)"/.exec(waiting.xml)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const wait = /waitUrl="([^"]+)"/.exec(waiting.xml)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await waiting.step(wait, { QueuePosition: "1" })).toContain("number 1 in the queue");
    expect(await talking.says("What time is breakfast?")).not.toBe("");
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.updateMany({ where: { externalId: null }, data: { endedAt: world.deps.clock.now() } }),
    );
    expect(await waiting.step(wait, { QueuePosition: "1" })).toContain("<Leave/>");
    await waiting.step(action, { QueueResult: "leave" });
    await waiting.step(redirectOf(waiting.xml));
    expect(words(waiting.xml)).toContain("assistant");
    expect(await waiting.row()).toMatchObject({ endedAt: null, state: "listening" });
  });
});

/** A promised call-back of which the guest has just picked up. */
async function pickedUp() {
  const { tenantId, hotelId } = hotel;
  const fake = new FakeTelephony();
  const platform = { accountSid: `AC${"1".repeat(32)}`, authToken: world.deps.keys.twilioAuthToken };
  const telephony = { connect: () => fake, publicOrigin: ORIGIN, platform };
  const deps = { ...world.deps, telephony };
  const actor = { kind: "system", name: "test" } as const;
  const ctx = { tenantId, hotelId, deps, log: silentLogger, actor };
  const id = newId();
  await world.db.withTenant(tenantId, (db) =>
    db.outboundCall.create({
      data: {
        ...{ tenantId, id, hotelId, purpose: "callback", toNumber: GUEST, fromNumber: NUMBER },
        createdAt: world.deps.clock.now(),
      },
    }),
  );
  await settings({ outboundFrom: "00:00", outboundUntil: "23:59" });
  expect(await dialDueCallbacks(ctx)).toBe(1);
  await dialOutbound(ctx, id);
  const leg = [...fake.calls.values()][0];
  const caller = new GatherGuest({ ...app, deps, line: { ...app.line, deps } }, { number: GUEST, tenantId });
  Object.assign(caller, { CallSid: leg?.callSid });
  const said = words(await caller.step(leg?.asked?.url ?? ""));
  expect(said).toContain("You asked us to call you back");
  return { caller, id };
}

test("who asked to be called back is called, though no worker lives, and held by the app", async () => {
  const { caller } = await pickedUp();
  await caller.step(redirectOf(caller.xml));
  expect(words(caller.xml)).toContain("assistant");
  expect(await caller.says("What time is breakfast?")).not.toBe("");
  expect(await caller.row()).toMatchObject({ direction: "outbound", fromNumber: GUEST });
});

test("who picks up when no line is free any more is told so, was not reached, and is called again", async () => {
  const { caller, id } = await pickedUp();
  await running(GATHERED_AT_ONCE, 1);
  await caller.step(redirectOf(caller.xml));
  expect(words(caller.xml)).toBe(phoneTexts("en").callingAgain);
  const rows = await world.db.withTenant(hotel.tenantId, (db) =>
    db.outboundCall.findMany({
      where: { OR: [{ id }, { status: "queued" }] },
      orderBy: { createdAt: "asc" },
    }),
  );
  expect(rows).toMatchObject([{ id, status: "no_answer", reason: "no_line" }, { status: "queued" }]);
});

describe("the menu of keys before a call without a media stream", () => {
  test("is asked first; a key leads to the line or to a person, none to the line", async () => {
    await deskAnswers(true);
    await settings({
      transfer: "cold",
      menu: [
        { digit: "1", say: "bookings" },
        { digit: "2", say: "the front desk", destination: "front_desk" },
      ],
    });
    const caller = await guest().call();
    expect(words(caller.xml)).toContain("For bookings, press 1.");
    const menu = /action="([^"]+)"/.exec(caller.xml)?.[1]?.replaceAll("&amp;", "&") ?? "";
    await caller.step(menu, { Digits: "1" });
    await caller.step(redirectOf(caller.xml));
    expect(words(caller.xml)).toContain("assistant");
    expect(await caller.says("Please wake me at seven tomorrow.")).not.toBe("");
    const person = await guest().call();
    expect(await person.step(menu, { Digits: "2" })).toContain(`<Number>${DESK}</Number>`);
    const silent = await guest().call();
    await silent.step(redirectOf(silent.xml));
    await silent.step(redirectOf(silent.xml));
    expect(words(silent.xml)).toContain("assistant");
  });
});
