import type { TenantDb } from "@/server/db";
import { addDays, dateFromDb, dateToDb, instantAt, localDate } from "@/server/kernel/dates";
import { newCode } from "@/server/kernel/ids";
import { objectKey, type Storage } from "@/server/providers/storage";
import { insertAll } from "./bulk";
import type { Calendar } from "./calendar";
import type { SeedCall } from "./calls";
import { Rng } from "./random";
import { recordMessages } from "./recordings";
import type { StayBook } from "./stays";
import type { House } from "./write-house";

interface Scene {
  db: TenantDb;
  storage: Storage;
  house: House;
  book: StayBook;
  calls: readonly SeedCall[];
  calendar: Calendar;
}
type Told = Scene & { rng: Rng; ago: (minutes: number) => Date };

const DESK = { destination: "front desk", spokenName: "the front desk", number: "+15550100110" };
/** Its own numbers, so that the rest of the demo stays as it was. */
const SEED = 20_262;

/** Minutes ago, heard or not, and what was said after the tone; the last one nobody could fetch. */
const MESSAGES = [
  [47, false, "Hello. I left my reading glasses in the breakfast room this morning. Please call me back."],
  [185, false, "Hello. We land at eleven tonight. Is somebody at the desk after midnight?"],
  [1_520, true, "I would like to move my table on Friday from seven to eight. Thank you."],
  [2_960, true, null],
] as const;

/** What the telephone left for people: messages, calls owed and placed, transfers, wake-up calls, texts. */
export async function writeTelephone(scene: Scene): Promise<void> {
  const ago = (minutes: number) => new Date(scene.calendar.now.getTime() - minutes * 60_000);
  const told = { ...scene, rng: new Rng(SEED), ago };
  await writeVoicemails(told);
  await writeTransfers(told);
  await writeCallsOut(told);
  await writeWakeups(told);
  await writeTexts(told);
}

/** Guests of the house whose number is known, always the same ones. */
const callers = ({ book }: Scene, count: number) =>
  book.guests.filter(({ phone }) => phone !== null).slice(-count);

async function writeVoicemails(told: Told): Promise<void> {
  const { db, storage, house, rng, ago } = told;
  const { tenantId, hotelId } = house;
  const sounds = await recordMessages(MESSAGES.flatMap(([, , text]) => text ?? []));
  const who = callers(told, MESSAGES.length);
  const signal = AbortSignal.timeout(30_000);
  for (const [i, [minutes, heard, transcript]] of MESSAGES.entries()) {
    const guest = transcript ? who[i] : undefined;
    const [createdAt, startedAt] = [ago(minutes), ago(minutes + 1)];
    const [callId, requestId] = [rng.id(startedAt), rng.id(createdAt)];
    const sound = transcript ? sounds[i] : undefined;
    const storageKey = objectKey(tenantId, "voicemails", `${callId}.wav`);
    if (sound) {
      const body = (async function* () {
        yield sound.wav;
      })();
      await storage.put(storageKey, body, { contentType: "audio/wav", signal });
    }
    const seconds = sound ? Math.round(sound.ms / 1_000) : 4;
    await insertAll(db, tenantId, "call", [
      {
        ...{ tenantId, id: callId, hotelId, channel: "twilio", direction: "inbound", language: "en" },
        ...{ externalId: `CAvoicemail${i}`, fromNumber: guest?.phone ?? null, toNumber: house.spec.number },
        ...{ guestId: guest?.id ?? null, state: "ended", endReason: "done", outcome: "message" },
        ...{ intent: "message", summary: "Every line was busy. They left a message after the tone." },
        ...{ epoch: 0, position: 0, verification: "none", verifyAttempts: 0, verifiedReservationIds: [] },
        ...{ ttsCharacters: 0, vendorUsage: {}, costMicros: 0, recordingMode: "notice" },
        ...{ recordingRefused: false, followUp: false, startedAt, endedAt: createdAt, durationMs: 60_000 },
      },
    ]);
    await insertAll(db, tenantId, "request", [
      {
        ...{ tenantId, id: requestId, hotelId, ref: newCode(4), kind: "other", department: "front desk" },
        ...{ status: heard ? "done" : "new", urgency: "soon", items: [], callId, createdAt },
        summary: transcript ? `Voicemail: ${transcript}` : "Voicemail of 4 seconds: listen and call back.",
        ...{ contact: guest?.phone ?? null, contactChecked: guest !== undefined, nameMismatch: false },
        closedAt: heard ? ago(minutes - 30) : null,
      },
    ]);
    await insertAll(db, tenantId, "voicemail", [
      {
        ...{ tenantId, callId, hotelId, recordingSid: `REvoicemail${i}`, durationSeconds: seconds },
        ...{ storageKey: sound ? storageKey : null, status: sound ? "stored" : "failed", transcript },
        ...{ requestId, heardAt: heard ? ago(minutes - 20) : null, createdAt },
      },
    ]);
  }
}

/** The place a call's summary names: "connected to the spa". */
function placeOf(summary: string): { destination?: string; spokenName?: string } {
  const destination = /connected to the ([^.]+)\./.exec(summary)?.[1];
  return destination ? { destination, spokenName: `the ${destination}` } : {};
}

/** Every call that went to a person was given to one, or came back. */
async function writeTransfers({ db, house, calls, rng }: Told): Promise<void> {
  const { tenantId, hotelId } = house;
  const rows = calls
    .filter(({ ending, channel }) => ending.outcome === "to_a_person" && channel === "twilio")
    .map((call) => {
      const createdAt = new Date(call.startedAt.getTime() + call.dialogue.ms - 5_000);
      const after = (seconds: number) => new Date(createdAt.getTime() + seconds * 1_000);
      const how = rng.weighted([
        ["ended", 68],
        ["declined", 14],
        ["unanswered", 18],
      ] as const);
      const taken = how === "ended";
      const answered = after(rng.int(6, 24));
      return {
        ...{ tenantId, id: rng.id(createdAt), hotelId, callId: call.id, kind: "warm", ...DESK },
        ...placeOf(call.ending.summary),
        ...{ summary: call.ending.summary, state: how, createdAt, dialledAt: after(1) },
        acceptedAt: taken ? answered : null,
        settledAt: taken ? after(rng.int(60, 240)) : answered,
        returnedAt: taken ? null : answered,
      };
    });
  await insertAll(db, tenantId, "call_transfer", rows);
}

async function writeCallsOut(told: Told): Promise<void> {
  const { db, house, rng, ago } = told;
  const { tenantId, hotelId } = house;
  const who = callers(told, 7);
  const plan = [
    { minutes: 9, purpose: "callback", status: "queued" },
    { minutes: 31, purpose: "callback", status: "queued" },
    { minutes: 96, purpose: "callback", status: "completed", answeredBy: "human", durationSeconds: 143 },
    { minutes: 240, purpose: "callback", status: "no_answer", answeredBy: "machine", attempt: 2 },
    { minutes: 1_300, purpose: "callback", status: "refused", reason: "do_not_call" },
    { minutes: 1_900, purpose: "desk", status: "completed", answeredBy: "human", durationSeconds: 88 },
    { minutes: 3_100, purpose: "desk", status: "failed", reason: "unavailable" },
  ];
  const rows = plan.map(({ minutes, purpose, status, ...over }, i) => ({
    ...{ tenantId, id: rng.id(ago(minutes)), hotelId, purpose, status },
    ...{ toNumber: who[i]?.phone ?? DESK.number, fromNumber: house.spec.number },
    ...{ answeredBy: null, reason: null, attempt: 1, durationSeconds: null },
    ...over,
    createdAt: ago(minutes),
    endedAt: status === "queued" ? null : ago(minutes - 3),
  }));
  await insertAll(db, tenantId, "outbound_call", rows);
  const listed = [
    { number: who[4]?.phone ?? DESK.number, channel: "call", reason: "asked", createdAt: ago(1_290) },
    { number: who[0]?.phone ?? DESK.number, channel: "text", reason: "stop", createdAt: ago(9_000) },
    { number: "+4790000017", channel: "call", reason: "staff", createdAt: ago(30_000) },
  ];
  await insertAll(
    db,
    tenantId,
    "do_not_call",
    listed.map((row) => ({ tenantId, ...row })),
  );
}

/** Guests in house who want to be woken tomorrow, and this morning's, who were. */
async function writeWakeups({ db, house, book, calendar, rng, ago }: Told): Promise<void> {
  const { tenantId, hotelId } = house;
  // They slept here and will again.
  const inHouse = book.stays.filter(({ arrival, departure, room }) => room && arrival < 0 && departure > 1);
  const row = (i: number, over: { date: string; time: string; status: string; secondCall?: boolean }) => {
    const stay = inHouse[i];
    return {
      ...{ tenantId, id: rng.id(ago(700)), hotelId, room: stay?.room?.number ?? "101", ref: newCode(4) },
      guestName: stay?.guest.last ?? "Guest",
      ...{ secondCall: false, nameMismatch: i === 1, createdAt: ago(700), ...over },
    };
  };
  // By the calendar, as people are woken: past midnight it is another day before the night audit.
  const today = localDate(calendar.now, calendar.timeZone);
  const tomorrow = addDays(today, 1);
  const planned = [
    row(0, { date: today, time: "06:15", status: "done" }),
    row(1, { date: today, time: "06:45", status: "missed" }),
    row(2, { date: tomorrow, time: "05:40", status: "set", secondCall: true }),
    row(1, { date: tomorrow, time: "06:30", status: "set" }),
    row(3, { date: tomorrow, time: "07:00", status: "cancelled" }),
  ].slice(0, inHouse.length > 3 ? 5 : 0);
  // The room may have asked the line already: one call a room and day.
  const set = await db.withTenant(tenantId, (tx) =>
    tx.wakeupCall.findMany({ where: { date: dateToDb(tomorrow), status: "set" }, select: { room: true } }),
  );
  const rings = ({ date, time }: { date: string; time: string }) => instantAt(date, time, calendar.timeZone);
  // Before dawn nobody has been woken yet.
  const rows = planned.filter((each) =>
    each.status === "set"
      ? !set.some(({ room }) => room === each.room)
      : each.date === tomorrow || rings(each) < calendar.now,
  );
  await insertAll(db, tenantId, "wakeup_call", rows);
  // Those that were asked for in a call have rung too.
  const over = await db.withTenant(tenantId, (tx) =>
    tx.wakeupCall.findMany({
      where: { hotelId, status: { in: ["done", "missed"] } },
      select: { id: true, status: true, date: true, time: true },
      orderBy: { id: "asc" },
    }),
  );
  const tries = { done: ["completed"], missed: ["no_answer", "busy", "no_answer"] };
  const legs = over.flatMap((wakeup) =>
    tries[wakeup.status as keyof typeof tries].map((status, i) => {
      const rang = instantAt(dateFromDb(wakeup.date), wakeup.time, calendar.timeZone);
      const at = (seconds: number) => new Date(rang.getTime() + (i * 80 + seconds) * 1_000);
      return {
        ...{ tenantId, id: rng.id(at(0)), hotelId, purpose: "wakeup", status, wakeupId: wakeup.id },
        ...{ toNumber: DESK.number, fromNumber: house.spec.number, attempt: i + 1 },
        answeredBy: status === "completed" ? "human" : null,
        ...{ createdAt: at(0), endedAt: at(20) },
      };
    }),
  );
  await insertAll(db, tenantId, "outbound_call", legs);
}

async function writeTexts(told: Told): Promise<void> {
  const { db, house, rng, ago } = told;
  const { tenantId, hotelId } = house;
  const who = callers(told, 6);
  const address = `${house.spec.name}, 1 Harbour Street. The airport train stops five minutes away.`;
  const plan = [
    { minutes: 22, kind: "info", body: address, status: "delivered" },
    { minutes: 23, kind: "otp", body: null, status: "delivered" },
    {
      minutes: 130,
      kind: "guest",
      body: "We are late, about 22:30. Please keep the room.",
      status: "received",
    },
    { minutes: 410, kind: "info", body: address, status: "undelivered", errorCode: "30006" },
    { minutes: 1_700, kind: "info", body: address, status: "delivered" },
    { minutes: 9_000, kind: "stop", body: "STOP", status: "received" },
  ];
  await insertAll(
    db,
    tenantId,
    "text_message",
    plan.map(({ minutes, kind, body, status, errorCode = null }, i) => {
      const guest = who[i]?.phone ?? DESK.number;
      const comes = status === "received";
      return {
        ...{ tenantId, id: rng.id(ago(minutes)), hotelId, direction: comes ? "in" : "out", kind, body },
        ...{ fromNumber: comes ? guest : house.spec.number, toNumber: comes ? house.spec.number : guest },
        ...{ status, errorCode, createdAt: ago(minutes) },
      };
    }),
  );
}
