import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takeAlarm } from "@/server/features/alarms";
import { openWorld, seedHotel, type TestHotel, type World } from "@/server/features/inventory/testing/hotel";
import type { LineApp } from "@/server/features/line";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { as } from "@/server/testing/ctx";
import { putPolicy } from "@/server/testing/tool-call";
import { Answers } from "@/voice-worker/testing/script";
import { scripts } from "@/voice-worker/testing/scripts";
import { twilioStep } from "../webhooks/twilio-steps";
import { answerGathered, type GatherApp, hearGathered } from "./gather-call";
import {
  actionOf,
  dialActionOf,
  GatherGuest,
  GUEST,
  ORIGIN,
  redirectOf,
  signedBy,
  words,
} from "./testing/guest";

const NUMBER = "+4722000042";

let world: World;
let hotel: TestHotel;
let app: GatherApp;
beforeAll(async () => {
  world = await openWorld();
  hotel = await seedHotel(world, { from: "2026-03-04", nights: 60 });
  const { tenantId, hotelId } = hotel;
  await world.db.withTenant(tenantId, async (db) => {
    await db.phoneNumber.create({ data: { tenantId, id: newId(), hotelId, e164: NUMBER } });
    await db.telephonySettings.create({ data: { tenantId, hotelId, values: { entry: "gather" } } });
  });
  await putPolicy(world.deps, hotel, "directory", {
    entries: [
      {
        ...{ destination: "front_desk", spokenName: "the front desk", number: "+4722334455" },
        ...{ handles: "reception, general", overflow: "message" },
      },
    ],
  });
  app = appWith();
});
afterAll(() => world.close());

const appWith = (over: Partial<LineApp> = {}): GatherApp => ({
  deps: world.deps,
  log: silentLogger,
  publicOrigin: ORIGIN,
  line: { deps: world.deps, log: silentLogger, tools: lineTools, ...over },
});

const signed = (url: string, params: Record<string, string>, signature?: string) =>
  signedBy(app, url, params, signature);

class Guest extends GatherGuest {
  constructor(on: GatherApp = app) {
    super(on, { number: NUMBER, tenantId: hotel.tenantId });
  }
}

/** Answers what is asked, as the written guest of `npm run call` does. */
async function playBooking(guest: Guest): Promise<string[]> {
  const script = scripts.booking;
  if (!script) throw new Error("no script");
  const talk = [words(guest.xml)];
  let next: string | undefined = script.opening;
  const answers = new Answers(script.cues);
  for (let turn = 0; turn < 40 && next; turn++) {
    const said = await guest.says(next);
    talk.push(`guest: ${next}`, `line: ${said}`);
    if ((await guest.row()).reservations.length > 0) {
      await guest.says(script.goodbye);
      return talk;
    }
    next = answers.to(said);
    if (!next) throw new Error(`no answer to: ${said}\n${talk.join("\n")}`);
  }
  return talk;
}

describe("a call without a media stream", () => {
  test("books a room, with the same record as any call", async () => {
    const guest = await new Guest().call();
    expect(guest.xml).toContain('input="speech dtmf"');
    expect(words(guest.xml)).toContain("assistant");
    // Such a call is not recorded, and so does not say that it is.
    expect(words(guest.xml)).not.toMatch(/recorded/i);
    const talk = await playBooking(guest);
    const call = await guest.row();
    expect(call.reservations, talk.join("\n")).toMatchObject([{ status: "confirmed", source: "line" }]);
    expect(guest.xml).toContain("<Hangup/>");
    expect(call).toMatchObject({
      endReason: "done",
      state: "ended",
      recordingMode: "off",
      channel: "twilio",
    });
    expect(call.turns.filter((turn) => turn.speaker === "guest").length).toBeGreaterThan(4);
    expect(call.turns.map((turn) => turn.text).join(" ")).not.toMatch(/five five five|555/);
    const events = await world.db.withTenant(hotel.tenantId, (db) =>
      db.callEvent.findMany({ where: { callId: call.id }, orderBy: { position: "asc" } }),
    );
    expect(events.map((event) => event.position)).toEqual(events.map((_, i) => i + 1));
    expect(new Set(events.map((event) => event.type))).toEqual(
      new Set(["line_said", "line_heard", "state", "guest_turn", "tool", "ended"]),
    );
    const ended = await world.db.withTenant(hotel.tenantId, (db) =>
      db.outboxEvent.count({ where: { name: "call.ended" } }),
    );
    expect(ended).toBe(1);
  }, 60_000);

  test("every request twice, and at once: one turn each, the same answer, one effect", async () => {
    const guest = new Guest();
    await guest.call();
    const first = guest.xml;
    await guest.call();
    expect(guest.xml).toBe(first);
    for (const text of ["Please wake me at seven tomorrow.", "Four one two.", "Berg", "Yes", "Yes", "Yes"]) {
      const params = { SpeechResult: text, Confidence: "0.9" };
      const url = actionOf(guest.xml);
      if (!url) break;
      const [a, b, c] = await Promise.all([
        guest.post(params, url),
        guest.post(params, url),
        guest.post(params, url),
      ]);
      expect(b).toBe(a);
      expect(c).toBe(a);
      expect(await guest.post(params, url)).toBe(a);
      guest.xml = a ?? "";
    }
    const call = await guest.row();
    const guestTurns = call.turns.filter((turn) => turn.speaker === "guest");
    expect(new Set(guestTurns.map((turn) => turn.turnId)).size).toBe(guestTurns.length);
    const wakeups = await world.db.withTenant(hotel.tenantId, (db) => db.wakeupCall.findMany());
    expect(wakeups).toHaveLength(1);
  }, 60_000);

  test("keys, silence and a word that is none are turns, too", async () => {
    const guest = await new Guest().call();
    expect(await guest.hears({})).not.toBe("");
    expect(await guest.hears({ SpeechResult: "   " })).not.toBe("");
    await guest.hears({ Digits: "1" });
    await guest.hears({ SpeechResult: "x".repeat(5_000), Confidence: "NaN" });
    expect(guest.xml).toContain("<Response>");
    const call = await guest.row();
    expect(call.turns.some((turn) => turn.source === "keypad")).toBe(true);
  });

  test("a card read aloud is on no record", async () => {
    const guest = await new Guest().call();
    await guest.says("My card is 4111 1111 1111 1111");
    await guest.says("4111 1111 1111 1111, ten thirty");
    const call = await guest.row();
    const events = await world.db.withTenant(hotel.tenantId, (db) =>
      db.callEvent.findMany({ where: { callId: call.id } }),
    );
    expect(JSON.stringify([call.turns.map((turn) => turn.text), events.map((e) => e.body)])).not.toMatch(
      /4111|1111 1111/,
    );
  });

  test("a person is dialled; nobody answers, and the guest is told and listened to", async () => {
    const guest = await new Guest().call();
    await guest.says("I want to speak to the front desk please");
    await guest.says("Yes please");
    expect(guest.xml).toContain("/api/webhooks/twilio/after");
    const step = async (url: string, params: Record<string, string>) => {
      const name = new URL(url).pathname.split("/").at(-1) ?? "";
      return (
        await twilioStep(
          app,
          name,
          signed(url, { CallSid: guest.CallSid, CallStatus: "in-progress", ...params }),
        )
      ).text();
    };
    const dial = await step(`${ORIGIN}/api/webhooks/twilio/after`, {});
    expect(dial).toContain("<Number>+4722334455</Number>");
    const back = await step(dialActionOf(dial), {
      DialCallStatus: "no-answer",
    });
    const url = redirectOf(back);
    guest.xml = await guest.post({}, url);
    expect(words(guest.xml)).toContain("nobody could take your call");
    expect(await guest.says("Please take a message for Mister Berg")).not.toBe("");
    const call = await guest.row();
    expect(call).toMatchObject({ endedAt: null, transfers: [{ state: "unanswered" }] });
  });

  test("what waits to be said comes first in the next turn, once: that a colleague has taken the alarm", async () => {
    const guest = await new Guest().call();
    await guest.says("There is a fire in room 412");
    const call = await guest.row();
    const alarm = await world.db.withTenant(hotel.tenantId, (db) =>
      db.alarm.findFirstOrThrow({ where: { callId: call.id } }),
    );
    await takeAlarm.execute(as(world.deps, hotel), { alarmId: alarm.id });
    const url = actionOf(guest.xml);
    const said = await guest.hears({});
    expect(said).toMatch(/^A colleague has taken the alarm\. ./);
    expect(words(await guest.post({}, url))).toBe(said);
    expect(await guest.says("Please hurry")).not.toContain("has taken the alarm");
    const { turns } = await guest.row();
    expect(turns.filter(({ text }) => text.includes("has taken the alarm"))).toMatchObject([
      { speaker: "line", text: said },
    ]);
  });

  test("a tool that breaks is told kindly, and the guest is listened to again", async () => {
    const broken = appWith({ tools: {} as LineApp["tools"] });
    const guest = new Guest(broken);
    await guest.call();
    for (let i = 0; i < 6; i++) await guest.says("What does a room cost tomorrow?");
    expect(guest.xml).toContain("<Gather");
    expect(words(guest.xml)).not.toMatch(/error|undefined|tool/i);
  });

  test("nobody else's call, no unsigned request, no turn out of the air", async () => {
    const guest = await new Guest().call();
    const url = actionOf(guest.xml);
    const unsigned = await hearGathered(app, signed(url, { CallSid: guest.CallSid }, "bm9uc2Vuc2U="));
    expect(unsigned.status).toBe(403);
    const bad = await hearGathered(
      app,
      signed(`${ORIGIN}/api/v1/twilio/gather?turn=-1`, { CallSid: guest.CallSid }),
    );
    expect(bad.status).toBe(400);
    const other = await guest.post({ CallSid: "CA00000000000000000000000000000000" }, url);
    expect(other).toContain("<Hangup/>");
    expect((await answerGathered(app, signed(`${ORIGIN}/api/v1/twilio/voice`, { From: GUEST }))).status).toBe(
      400,
    );
  });

  test("a guest who hangs up has ended the call", async () => {
    const guest = await new Guest().call();
    await twilioStep(
      app,
      "status",
      signed(`${ORIGIN}/api/webhooks/twilio/status`, { CallSid: guest.CallSid, CallStatus: "completed" }),
    );
    expect(await guest.row()).toMatchObject({ endReason: "guest_hung_up" });
    expect(await guest.post({ SpeechResult: "hello" })).toContain("<Hangup/>");
  });

  test("what is kept between turns is sealed", async () => {
    const guest = await new Guest().call();
    await guest.says("I am Lindqvist, I need a room next Friday");
    const call = await guest.row();
    const sealed = Buffer.concat(call.gatherTurns.map((turn) => Buffer.from(turn.sealed ?? []))).toString(
      "latin1",
    );
    expect(sealed).not.toMatch(/Lindqvist|Response/);
    expect(sealed.length).toBeGreaterThan(100);
  });
});
