import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { createSignedUrls } from "@/server/providers/storage";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { GUEST, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { markVoicemail, voicemailUrl } from "./hear-voicemail";
import { listTexts } from "./list-texts";
import { listVoicemails } from "./list-voicemails";
import { cancelWakeupCall, listWakeups } from "./list-wakeups";
import { receiveText } from "./texts";
import { keepTranscript, receiveVoicemail } from "./voicemail";
import { telephoneWaiting } from "./waiting";

let p: Phone;
let stranger: HotelCtx;
beforeAll(async () => {
  p = await openPhone();
  const now = () => p.clock.now();
  p.deps.fileLinks = createSignedUrls({ secrets: ["s".repeat(32)], basePath: "/api/recordings", now });
  stranger = as(p.deps, await makeHotel(p.deps.db), "owner");
});
afterAll(() => p.close());
beforeEach(() =>
  p.read(async (db) => {
    await db.voicemail.deleteMany({});
    await db.textMessage.deleteMany({});
    await db.wakeupCall.deleteMany({});
  }),
);

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);

async function message(seconds = 12) {
  const { callId } = await p.guestCall();
  const recordingSid = `RE${newId().replaceAll("-", "")}`;
  await receiveVoicemail(p.ctx, callId, { recordingSid, seconds });
  return { callId, recordingSid };
}

describe("voicemail", () => {
  test("shows who left what, with its request, until somebody has heard it", async () => {
    const first = await message();
    p.clock.advance(1_000);
    const second = await message(40);
    await keepTranscript(p.ctx, first.callId, { recordingSid: first.recordingSid, text: "Call me back." });
    const { rows, total } = await listVoicemails.execute(me("front_desk"), {});
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { callId: second.callId, durationSeconds: 40, transcript: null, sound: "fetching", heardAt: null },
      {
        callId: first.callId,
        transcript: "Call me back.",
        caller: { number: GUEST, name: null },
        request: { status: "new", ref: expect.any(String) },
      },
    ]);
    await markVoicemail.execute(me(), { callId: first.callId, heard: true });
    expect((await listVoicemails.execute(me(), {})).rows.map(({ callId }) => callId)).toEqual([
      second.callId,
    ]);
    expect((await listVoicemails.execute(me(), { view: "all" })).total).toBe(2);
    expect(await telephoneWaiting.execute(me(), {})).toEqual({ unheard: 1, owed: 0, ready: true });
  });

  test("the first who heard it stays named, and it can be made unheard again", async () => {
    const { callId } = await message();
    const [ann, bo] = [me("front_desk"), me("manager")];
    await markVoicemail.execute(ann, { callId, heard: true });
    await markVoicemail.execute(bo, { callId, heard: true });
    const heardBy = async () => (await listVoicemails.execute(bo, { view: "all" })).rows[0]?.heardBy;
    expect(await heardBy()).toBe(ann.actor.kind === "user" ? ann.actor.userId : "");
    await markVoicemail.execute(bo, { callId, heard: false });
    expect(await heardBy()).toBeNull();
  });

  test("is played by whoever holds its link, once its sound was fetched", async () => {
    const { callId } = await message();
    expect(await codeOf(voicemailUrl.execute(me(), { callId }))).toBe("not_found");
    const storageKey = `t/${p.hotel.tenantId}/voicemails/${callId}.wav`;
    await p.read((db) =>
      db.voicemail.updateMany({ where: { callId }, data: { status: "stored", storageKey } }),
    );
    expect((await voicemailUrl.execute(me("support"), { callId })).url).toContain(storageKey);
    expect(await codeOf(voicemailUrl.execute(stranger, { callId }))).toBe("not_found");
    expect(await codeOf(voicemailUrl.execute(me("housekeeping"), { callId }))).toBe("forbidden");
  });

  test("is not for others to see or to mark", async () => {
    const { callId } = await message();
    expect((await listVoicemails.execute(stranger, { view: "all" })).total).toBe(0);
    expect(await codeOf(listVoicemails.execute(me("housekeeping"), {}))).toBe("forbidden");
    expect(await codeOf(listVoicemails.execute(me(), { page: 0 }))).toBe("invalid");
    expect(await codeOf(markVoicemail.execute(stranger, { callId, heard: true }))).toBe("not_found");
    expect(await codeOf(markVoicemail.execute(me("support"), { callId, heard: true }))).toBe("forbidden");
    expect(await codeOf(markVoicemail.execute(me(), { callId: newId(), heard: true }))).toBe("not_found");
    expect(await codeOf(markVoicemail.execute(me(), { callId: "x", heard: true }))).toBe("invalid");
    expect(await codeOf(telephoneWaiting.execute(me("housekeeping"), {}))).toBe("forbidden");
  });
});

describe("wake-up calls", () => {
  const wakeup = (date: string, time: string, over: object = {}) => {
    const id = newId();
    const { tenantId, hotelId } = p.hotel;
    return p
      .read((db) =>
        db.wakeupCall.create({
          data: {
            ...{ tenantId, id, hotelId, room: "412", guestName: "Berg", ref: "AB3C", time },
            ...{ date: dateToDb(date), ...over },
          },
        }),
      )
      .then(() => id);
  };

  test("stand in the order they ring, today's and tomorrow's, with every try", async () => {
    const late = await wakeup("2026-03-04", "09:30", { room: "413" });
    const early = await wakeup("2026-03-04", "06:15");
    const next = await wakeup("2026-03-05", "07:00");
    await wakeup("2026-03-06", "07:00");
    const { tenantId, hotelId } = p.hotel;
    const leg = { tenantId, hotelId, purpose: "wakeup", toNumber: GUEST, fromNumber: p.number };
    await p.read((db) =>
      db.outboundCall.createMany({
        data: [
          { ...leg, id: newId(), wakeupId: early, attempt: 2, status: "completed", answeredBy: "human" },
          { ...leg, id: newId(), wakeupId: early, attempt: 1, status: "no_answer" },
        ],
      }),
    );
    const today = await listWakeups.execute(me("front_desk"), {});
    expect(today.rows.map(({ id }) => id)).toEqual([early, late]);
    expect(today.rows[0]?.attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, "no_answer"],
      [2, "completed"],
    ]);
    expect((await listWakeups.execute(me(), { day: "tomorrow" })).rows.map(({ id }) => id)).toEqual([next]);
    expect((await listWakeups.execute(stranger, {})).rows).toEqual([]);
  });

  test("one that is set can be cancelled once, by who may and in this house", async () => {
    const wakeupId = await wakeup("2026-03-05", "07:00");
    expect(await codeOf(cancelWakeupCall.execute(stranger, { wakeupId }))).toBe("not_found");
    expect(await codeOf(cancelWakeupCall.execute(me("support"), { wakeupId }))).toBe("forbidden");
    expect(await codeOf(cancelWakeupCall.execute(me(), { wakeupId: "412" }))).toBe("invalid");
    await cancelWakeupCall.execute(me("front_desk"), { wakeupId });
    expect(await codeOf(cancelWakeupCall.execute(me(), { wakeupId }))).toBe("conflict");
    expect((await listWakeups.execute(me(), { day: "tomorrow" })).rows[0]?.status).toBe("cancelled");
    expect(await codeOf(listWakeups.execute(me("housekeeping"), {}))).toBe("forbidden");
    expect(await codeOf(listWakeups.execute(me(), { day: "yesterday" as never }))).toBe("invalid");
  });
});

describe("texts", () => {
  test("show both directions, what became of them, and never a code", async () => {
    const { tenantId, hotelId } = p.hotel;
    const out = { tenantId, hotelId, direction: "out", fromNumber: p.number, toNumber: GUEST };
    const at = (second: number) => new Date(p.clock.now().getTime() + second * 1_000);
    await p.read((db) =>
      db.textMessage.createMany({
        data: [
          { ...out, id: newId(), kind: "otp", status: "delivered", createdAt: at(1) },
          {
            ...{ ...out, id: newId(), kind: "info", body: "1 Harbour Street", createdAt: at(2) },
            ...{ status: "undelivered", errorCode: "30003" },
          },
        ],
      }),
    );
    await receiveText(p.ctx, { from: GUEST, to: p.number, body: "We are late", messageSid: `SM${newId()}` });
    const view = async (name: "all" | "sent" | "received" | "not_delivered") =>
      (await listTexts.execute(me("front_desk"), { view: name })).rows;
    expect(await view("all")).toHaveLength(3);
    expect(await view("sent")).toMatchObject([
      { kind: "info", number: GUEST },
      { kind: "otp", body: null, number: GUEST },
    ]);
    expect(await view("received")).toMatchObject([
      { body: "We are late", number: GUEST, status: "received" },
    ]);
    expect(await view("not_delivered")).toMatchObject([{ status: "undelivered", errorCode: "30003" }]);
    expect((await listTexts.execute(stranger, {})).total).toBe(0);
    expect(await codeOf(listTexts.execute(me("housekeeping"), {}))).toBe("forbidden");
    expect(await codeOf(listTexts.execute(me(), { view: "secret" as never }))).toBe("invalid");
  });
});
