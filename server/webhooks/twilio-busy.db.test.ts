import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  dialDueCallbacks,
  dialOutbound,
  endForgottenCalls,
  storeVoicemail,
} from "@/server/features/telephony";
import { fallbackUrl } from "@/server/features/telephony/fallback";
import { DESK, desk, GUEST, NOON, newSid, openPhone, type Phone, urlIn } from "./testing/phone";
import { fallBack } from "./twilio-fallback";

let p: Phone;
beforeAll(async () => {
  p = await openPhone();
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.deps.system.client.voiceWorker.deleteMany({});
  await p.settings({});
  await p.directory([]);
  await p.read((db) => db.outboundCall.deleteMany({}));
  p.clock.set(NOON);
  p.fake.failNext = undefined;
});

const arrive = (over: Record<string, string> = {}) => {
  const form = { CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "ringing", ...over };
  p.fake.incoming(form.CallSid);
  return form;
};
const callOf = (CallSid: string) =>
  p.read((db) => db.call.findFirst({ where: { externalId: CallSid }, include: { voicemail: true } }));

describe("when no line is free", () => {
  test("a caller is told so, and asks to be called back: once, when a line is free, within the hours", async () => {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    expect(xml).toContain("every line is busy");
    const busy = urlIn(xml, "action");
    const keyed = { ...form, Digits: "1" };
    expect((await p.follow(busy, keyed)).xml).toContain("We will call you back");
    await p.follow(busy, keyed);
    expect(await callOf(form.CallSid)).toMatchObject({ endReason: "done" });
    const rows = await p.read((db) => db.outboundCall.findMany({}));
    expect(rows).toMatchObject([{ purpose: "callback", toNumber: GUEST, status: "queued" }]);

    expect(await dialDueCallbacks(p.ctx)).toBe(0);
    p.clock.set(new Date("2026-03-04T23:00:00Z"));
    await p.addWorker();
    expect(await dialDueCallbacks(p.ctx)).toBe(0);
    p.clock.set(new Date("2026-03-05T09:00:00Z"));
    await p.deps.system.client.voiceWorker.updateMany({ data: { seenAt: p.clock.now() } });
    expect(await dialDueCallbacks(p.ctx)).toBe(1);
    const id = rows[0]?.id ?? "";
    expect(await Promise.all([dialOutbound(p.ctx, id), dialOutbound(p.ctx, id)])).toContain(false);
    const asked = [...p.fake.calls.values()].filter((call) => call.asked?.to === GUEST);
    expect(asked).toHaveLength(1);
    const leg = asked[0];
    const answer = await p.follow(leg?.asked?.url ?? "", {
      CallSid: leg?.callSid ?? "",
      AnsweredBy: "human",
    });
    expect(answer.xml).toContain("You asked us to call you back");
    expect(answer.xml).toContain(`${p.mediaUrl}/media/twilio`);
    expect(await callOf(leg?.callSid ?? "")).toMatchObject({ direction: "outbound", channel: "twilio" });
  });

  test("who picks up a call-back while no line is free any more was not reached: they are told, and called again", async () => {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    await p.follow(urlIn(xml, "action"), { ...form, Digits: "1" });
    await p.addWorker();
    expect(await dialDueCallbacks(p.ctx)).toBe(1);
    const [row] = await p.read((db) => db.outboundCall.findMany({}));
    expect(await dialOutbound(p.ctx, row?.id ?? "")).toBe(true);
    await p.deps.system.client.voiceWorker.deleteMany({});
    const asked = [...p.fake.calls.values()].findLast((call) => call.asked?.to === GUEST);
    const leg = { CallSid: asked?.callSid ?? "", AnsweredBy: "human" };
    const answer = await p.follow(asked?.asked?.url ?? "", leg);
    expect(answer.xml).toContain("We will call you again");
    await p.follow(asked?.asked?.statusUrl ?? "", { ...leg, CallStatus: "completed", CallDuration: "4" });
    const rows = await p.read((db) => db.outboundCall.findMany({ orderBy: { createdAt: "asc" } }));
    expect(rows).toMatchObject([
      { id: row?.id, status: "no_answer", reason: "no_line" },
      { purpose: "callback", status: "queued", toNumber: GUEST },
    ]);
  });

  test("a call-back to another country, or to nobody's number, is not promised", async () => {
    const { xml } = await p.post("voice", arrive());
    for (const From of ["+442079460958", "anonymous"]) {
      const reply = await p.follow(urlIn(xml, "action"), { ...arrive({ From }), Digits: "1" });
      expect(reply.xml).toContain("cannot call that number back");
      // They can leave a message still.
      expect(reply.xml).toContain("voicemail");
    }
    expect(await p.read((db) => db.outboundCall.count())).toBe(0);
  });

  test("the desk is rung first, if it may be; behind it stand the call-back and the message", async () => {
    await p.directory([desk({ number: "+442079460958" }), desk()]);
    const { xml } = await p.post("voice", arrive());
    expect(xml).toContain(`>${DESK}</Number>`);
    // Its minutes count, as those of every leg.
    await p.follow(urlIn(xml, "statusCallback"), {
      CallSid: newSid(),
      CallStatus: "completed",
      CallDuration: "70",
    });
    expect(await p.read((db) => db.outboundCall.findMany({}))).toMatchObject([
      { purpose: "transfer", toNumber: DESK, status: "completed", durationSeconds: 70 },
    ]);
    expect(xml).not.toContain("+442079460958");
  });

  test("who talked to the desk is done; who found nobody there is offered the call-back and the message", async () => {
    await p.directory([desk()]);
    const form = arrive();
    const { xml } = await p.post("voice", form);
    // Nothing stands behind the leg: that would be said after a talk, too.
    expect(xml).toMatch(/<\/Dial><\/Response>$/);
    const done = urlIn(xml, "action");
    const leg = { ...form, CallStatus: "in-progress", DialCallSid: newSid() };
    const talked = await p.follow(done, { ...leg, DialCallStatus: "completed", DialCallDuration: "61" });
    expect(talked.xml).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>');
    expect(await p.read((db) => db.outboundCall.findMany({}))).toMatchObject([
      { status: "completed", durationSeconds: 61 },
    ]);
    const nobody = await p.follow(done, { ...leg, DialCallStatus: "no-answer" });
    expect(nobody.xml).toContain("nobody answered");
    expect(nobody.xml).toContain("Press one to be called back, or two to leave a message");
    expect(nobody.xml).toContain("voicemail");
    const left = await p.follow(done, { ...leg, CallStatus: "completed", DialCallStatus: "no-answer" });
    expect(left.xml).not.toContain("<Say");
  });

  test("the desk's leg ends when the day's minutes do", async () => {
    await p.directory([desk()]);
    await p.settings({ minutesPerDay: 7 });
    const { xml } = await p.post("voice", arrive());
    expect(xml).toContain('timeLimit="420"');
    p.clock.advance(3 * 60_000);
    // The first leg has run for three minutes.
    expect((await p.post("voice", arrive())).xml).toContain('timeLimit="240"');
    p.clock.advance(5 * 60_000);
    expect((await p.post("voice", arrive())).xml).not.toContain("<Dial");
  });

  test("where no messages are taken none is offered, and none recorded", async () => {
    await p.settings({ voicemail: false });
    const form = arrive();
    const { xml } = await p.post("voice", form);
    expect(xml).toContain("Press one to be called back.");
    expect(xml).not.toMatch(/message|voicemail/);
    for (const Digits of ["2", ""]) {
      const { xml: next } = await p.follow(urlIn(xml, "action"), { ...form, Digits });
      const end = await p.follow(/>([^<]+)<\/Redirect>/.exec(next)?.[1] ?? "", form);
      expect(end.xml).toContain("nobody could take your call");
      expect(end.xml).not.toContain("<Record");
    }
    const hidden = await p.post("voice", arrive({ From: "anonymous" }));
    expect(hidden.xml).toContain("nobody could take your call");
    expect(hidden.xml).not.toMatch(/<Gather|<Redirect|<Record/);
  });

  test("a call-back that could not be kept is not offered: no account, no number, another country", async () => {
    const silent = await openPhone({ account: false });
    try {
      const form = { CallSid: newSid(), From: GUEST, To: silent.number, CallStatus: "ringing" };
      const { xml } = await silent.post("voice", form);
      expect(xml).not.toContain("called back");
      expect(xml).toContain("voicemail");
    } finally {
      await silent.close();
    }
    for (const From of ["+442079460958", "anonymous"])
      expect((await p.post("voice", arrive({ From }))).xml).not.toContain("called back");
  });

  test("under maintenance nobody is answered, and is told", async () => {
    await p.addWorker();
    await p.settings({ maintenance: "We are moving our telephones today." });
    expect((await p.post("voice", arrive())).xml).toContain("We are moving our telephones today.");
  });
});

describe("a message after the tone", () => {
  async function leaveMessage() {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    const record = await p.follow(xml.match(/>([^<]+voicemail[^<]*)<\/Redirect>/)?.[1] ?? "", form);
    const RecordingSid = newSid().replace("CA", "RE");
    p.fake.recordings.set(RecordingSid, new Uint8Array([82, 73, 70, 70, 1, 2, 3]));
    const done = { ...form, RecordingSid, RecordingDuration: "12" };
    return { form, record: record.xml, done, RecordingSid };
  }

  test("becomes a request for the desk, once, and its words follow", async () => {
    const { form, record, done, RecordingSid } = await leaveMessage();
    expect(record).toContain('transcribe="true"');
    const action = urlIn(record, "action");
    const finished = await Promise.all([p.follow(action, done), p.follow(action, done)]);
    for (const { xml } of finished) expect(xml).toContain("Your message is with the hotel");
    const call = await callOf(form.CallSid);
    expect(call).toMatchObject({ endReason: "done", voicemail: { durationSeconds: 12, status: "received" } });
    const requests = () => p.read((db) => db.request.findMany({ where: { callId: call?.id ?? "" } }));
    expect(await requests()).toMatchObject([{ urgency: "soon", contact: GUEST }]);

    const words = {
      CallSid: form.CallSid,
      RecordingSid,
      TranscriptionStatus: "completed",
      TranscriptionText: "Please call me. My card is 4111 1111 1111 1111.",
    };
    await p.follow(urlIn(record, "transcribeCallback"), words);
    await p.follow(urlIn(record, "transcribeCallback"), { ...words, TranscriptionText: "something else" });
    const [request] = await requests();
    expect(request?.summary).toContain("Please call me");
    expect(request?.summary).not.toContain("4111");
    expect((await callOf(form.CallSid))?.voicemail?.transcript).not.toContain("4111");
  });

  test("its sound is fetched, kept, and removed from the service; again is nothing", async () => {
    const { form, record, done, RecordingSid } = await leaveMessage();
    await p.follow(urlIn(record, "action"), done);
    const callId = (await callOf(form.CallSid))?.id ?? "";
    p.fake.failNext = "unavailable";
    await expect(storeVoicemail(p.ctx, callId)).rejects.toMatchObject({ failure: "unavailable" });
    expect(await storeVoicemail(p.ctx, callId)).toBe("stored");
    expect(await storeVoicemail(p.ctx, callId)).toBe("none");
    const key = (await callOf(form.CallSid))?.voicemail?.storageKey ?? "";
    expect((await p.deps.storage.stat(key, AbortSignal.timeout(1_000)))?.size).toBe(7);
    expect(p.fake.recordings.has(RecordingSid)).toBe(false);
  });

  test("silence is no message; one that the service says is absent is told as failed", async () => {
    const { form, record, done, RecordingSid } = await leaveMessage();
    const silent = await p.follow(urlIn(record, "action"), { ...form, RecordingDuration: "0" });
    expect(silent.xml).toContain("did not hear a message");
    await p.follow(urlIn(record, "action"), done);
    const told = { CallSid: form.CallSid, RecordingSid, RecordingStatus: "absent", RecordingDuration: "0" };
    await p.follow(urlIn(record, "recordingStatusCallback"), told);
    expect((await callOf(form.CallSid))?.voicemail?.status).toBe("failed");
  });
});

describe("the queue", () => {
  beforeEach(async () => {
    await p.settings({ queueSeats: 5 });
    await p.addWorker({ activeCalls: 2 });
  });

  test("callers wait, hear their place and the time, and the first is taken when a line is free", async () => {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    expect(xml).toContain('maxQueueSize="5"');
    expect(await callOf(form.CallSid)).toMatchObject({ state: "on_hold", endedAt: null });
    const wait = (QueuePosition: string) => p.follow(urlIn(xml, "waitUrl"), { ...form, QueuePosition });
    expect((await wait("2")).xml).toContain("You are number 2 in the queue. It will take about");
    await p.deps.system.client.voiceWorker.updateMany({ data: { activeCalls: 1 } });
    expect((await wait("2")).xml).toContain("<Say");
    expect((await wait("1")).xml).toContain("<Leave/>");
    const left = await p.follow(urlIn(xml, "action"), { ...form, QueueResult: "leave" });
    expect(left.xml).toContain("<Stream");
    expect(await p.read((db) => db.call.count({ where: { externalId: form.CallSid } }))).toBe(1);
  });

  test("who hangs up while waiting is gone; a full queue leads to a message", async () => {
    const gone = arrive();
    const { xml } = await p.post("voice", gone);
    const action = urlIn(xml, "action");
    await p.follow(action, { ...gone, QueueResult: "hangup" });
    expect(await callOf(gone.CallSid)).toMatchObject({ endReason: "guest_hung_up" });
    const full = arrive();
    await p.post("voice", full);
    expect((await p.follow(action, { ...full, QueueResult: "queue-full" })).xml).toContain("voicemail");
  });

  test("nobody waits for minutes that are used up: the desk rings, else what there is", async () => {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    expect(xml).toContain("<Enqueue");
    await p.deps.system.client.voiceWorker.updateMany({ data: { activeCalls: 0 } });
    const { tenantId } = p.hotel;
    await p.read((db) => db.spendCaps.create({ data: { tenantId, values: { minutesPerDay: 1 } } }));
    await p.guestCall({ startedAt: new Date(p.clock.now().getTime() - 5 * 60_000) });
    try {
      // Who waits already is let out, and not let in again.
      expect((await p.follow(urlIn(xml, "waitUrl"), { ...form, QueuePosition: "3" })).xml).toContain(
        "<Leave/>",
      );
      const left = await p.follow(urlIn(xml, "action"), { ...form, QueueResult: "leave" });
      expect(left.xml).toContain("every line is busy");
      const { xml: next } = await p.post("voice", arrive());
      expect(next).not.toContain("<Enqueue");
      expect(next).toContain("Press one to be called back");
      await p.directory([desk()]);
      expect((await p.post("voice", arrive())).xml).toContain(`>${DESK}</Number>`);
    } finally {
      await p.read((db) => db.spendCaps.deleteMany({}));
    }
  });

  test("nor for workers that are gone, nor for ever", async () => {
    const form = arrive();
    let { xml } = await p.post("voice", form);
    const late = { ...form, QueuePosition: "2", QueueTime: "1300" };
    expect((await p.follow(urlIn(xml, "waitUrl"), late)).xml).toContain("<Leave/>");
    const left = await p.follow(urlIn(xml, "action"), { ...late, QueueResult: "leave" });
    expect(left.xml).toContain("every line is busy");
    // Free by its last beat, taken when it was asked: three rounds.
    for (let round = 1; round <= 3; round++) {
      expect(xml).toContain("<Enqueue");
      ({ xml } = await p.follow(urlIn(xml, "action"), { ...form, QueueResult: "leave" }));
    }
    expect(xml).not.toContain("<Enqueue");
    expect(xml).toContain("Press one to be called back");
    const other = arrive();
    const waiting = await p.post("voice", other);
    await p.deps.system.client.voiceWorker.deleteMany({});
    expect((await p.follow(urlIn(waiting.xml, "waitUrl"), { ...other, QueuePosition: "9" })).xml).toContain(
      "<Leave/>",
    );
  });

  test("garbage for a position is the first place", async () => {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    for (const QueuePosition of ["", "-4", "NaN", "1e99"])
      expect((await p.follow(urlIn(xml, "waitUrl"), { ...form, QueuePosition })).status).toBe(200);
  });
});

describe("the menu", () => {
  beforeEach(async () => {
    await p.addWorker();
    await p.directory([desk()]);
    await p.settings({
      menu: [
        { digit: "1", say: "bookings" },
        { digit: "2", say: "the front desk", destination: "front desk" },
      ],
    });
  });

  test("a key leads to the line or to a person; a wrong one asks again; none is the line", async () => {
    const form = arrive();
    const { xml } = await p.post("voice", form);
    expect(xml).toContain("For bookings, press 1. For the front desk, press 2.");
    const menu = urlIn(xml, "action");
    expect((await p.follow(menu, { ...form, Digits: "9" })).xml).toContain("press 1");
    expect((await p.follow(menu, { ...form, Digits: "1" })).xml).toContain("<Stream");
    expect((await p.follow(menu, arrive())).xml).toContain("<Stream");
    const person = arrive({ Digits: "2" });
    const before = p.fake.calls.size;
    expect((await p.follow(menu, person)).xml).toContain("<Conference");
    expect((await p.follow(menu, person)).xml).toContain("<Conference");
    expect(p.fake.calls.size).toBe(before + 1);
    expect(await callOf(person.CallSid)).toMatchObject({ state: "transferring" });
  });
});

describe("the fallback", () => {
  test("rings the desk of its address, without any database; a changed number rings nobody", async () => {
    const url = fallbackUrl(p.deps, DESK, "en");
    const post = async (address: string) =>
      (
        await fallBack({ deps: { keys: p.deps.keys } as never }, new Request(address, { method: "POST" }))
      ).text();
    expect(await post(url)).toMatch(/<Dial timeout="25"[^>]*timeLimit="1800"/);
    expect(await post(url)).toContain(`<Number>${DESK}</Number></Dial></Response>`);
    const rung = async (DialCallStatus: string) => {
      const action = new URL(urlIn(await post(url), "action"), url).toString();
      const body = new URLSearchParams({ DialCallStatus });
      const app = { deps: { keys: p.deps.keys } as never };
      return (await fallBack(app, new Request(action, { method: "POST", body }))).text();
    };
    expect(await rung("completed")).not.toContain("<Say");
    expect(await rung("no-answer")).toContain("nobody answered");
    const other = new URL(url);
    other.searchParams.set("desk", "+4782012345");
    expect(await post(other.toString())).not.toContain("<Dial");
    expect(await post(fallbackUrl(p.deps, undefined, "en"))).toContain("nobody could take your call");
    expect(await post(fallbackUrl(p.deps, undefined, "de"))).toMatch(/language="de/);
  });
});

test("calls whose end was never told are asked about and ended", async () => {
  const waiting = arrive();
  await p.settings({ queueSeats: 5 });
  await p.addWorker({ activeCalls: 2 });
  await p.post("voice", waiting);
  expect(await endForgottenCalls(p.ctx)).toBe(0);
  p.clock.advance(11 * 60_000);
  p.fake.failNext = "unavailable";
  expect(await endForgottenCalls(p.ctx)).toBe(0);
  p.fake.end(waiting.CallSid);
  expect(await endForgottenCalls(p.ctx)).toBeGreaterThan(0);
  expect(await callOf(waiting.CallSid)).toMatchObject({ endReason: "guest_hung_up" });
});

test("a step that does not exist, or half a form, is refused", async () => {
  expect((await p.post("constructor", {})).status).toBe(404);
  expect((await p.post("menu", { CallSid: "x" })).status).toBe(400);
  expect(
    (await p.post("voice", { CallSid: newSid(), From: GUEST, To: p.number, x: "y".repeat(50_000) })).status,
  ).toBe(413);
});
