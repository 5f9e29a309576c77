import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  fetchMissedVoicemails,
  listVoicemails,
  storeVoicemail,
  VoicemailReceived,
  writeDownVoicemail,
} from "@/server/features/telephony";
import { TelephonyError } from "@/server/providers/telephony/port";
import { createFakeTranscriber, type FakeTranscriber } from "@/server/providers/transcription/fake";
import { as } from "@/server/testing/ctx";
import { putPolicy } from "@/server/testing/tool-call";
import type { HotelCtx } from "@/server/verbs/ctx";
import { GUEST, newSid, openPhone, type Phone, urlIn } from "./testing/phone";

const SOUND = new Uint8Array([82, 73, 70, 70, 1, 2, 3]);
const HOUR = 3_600_000;
let p: Phone;
beforeAll(async () => {
  p = await openPhone();
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.directory([]);
  await speaks(["en"]);
});

const speaks = async (languages: string[]) => {
  await p.read((db) => db.policyVersion.deleteMany({ where: { area: "line" } }));
  await putPolicy(p.deps, p.hotel, "line", { languages });
};

/** A caller asked for a message, and what Twilio tells of it; nothing is told yet, and no sound is there. */
async function asked() {
  const form = { CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "ringing" };
  const { xml } = await p.post("voicemail", form);
  const RecordingSid = newSid().replace("CA", "RE");
  const sid = { CallSid: form.CallSid, RecordingSid };
  const call = () =>
    p.read((db) =>
      db.call.findFirstOrThrow({ where: { externalId: form.CallSid }, include: { voicemail: true } }),
    );
  const done = () => p.follow(urlIn(xml, "action"), { ...form, ...sid, RecordingDuration: "12" });
  const told = (RecordingStatus: string, RecordingDuration = "12") =>
    p.follow(urlIn(xml, "recordingStatusCallback"), { ...sid, RecordingStatus, RecordingDuration });
  const there = () => void p.fake.recordings.set(RecordingSid, SOUND);
  return { xml, call, done, told, there };
}
const toldOf = async (callId: string) =>
  p.deps.system.client.outboxEvent.count({
    where: { name: VoicemailReceived.eventName, data: { path: ["callId"], equals: callId } },
  });

/** The context of a hotel whose recognisers these are; none means the platform has none. */
function withEars(...ears: FakeTranscriber[]): HotelCtx {
  const of = (vendor: string) => ears.find((ear) => ear.vendor === vendor);
  const key = { apiKey: "k-12345678", model: "m" };
  const asr = ears.map(({ vendor }) => ({ vendor: vendor as "deepgram" | "whisper", ...key }));
  const vendors = { platform: { asr, llm: [], tts: [] }, check: async () => "works" as const };
  return { ...p.ctx, deps: { ...p.deps, vendors, transcriber: ({ vendor }) => of(vendor) } };
}

describe("the sound of a message", () => {
  test("that is not there yet is waited for, and fetched when the service says so", async () => {
    const m = await asked();
    await m.done();
    const { id } = await m.call();
    await expect(storeVoicemail(p.ctx, id)).rejects.toMatchObject({ failure: "not_found" });
    expect((await m.call()).voicemail?.status).toBe("received");
    const before = await toldOf(id);
    await m.told("completed");
    expect(await toldOf(id)).toBe(before + 1);
    m.there();
    expect(await storeVoicemail(p.ctx, id)).toBe("stored");
    await m.told("completed");
    expect(await toldOf(id)).toBe(before + 1);
  });

  test("is told once, though the caller's own end of it never comes, or the news come first and twice", async () => {
    const m = await asked();
    await Promise.all([m.told("completed"), m.told("completed")]);
    await m.done();
    const { id, voicemail } = await m.call();
    expect(voicemail).toMatchObject({ status: "received", durationSeconds: 12 });
    expect(await p.read((db) => db.request.count({ where: { callId: id } }))).toBe(1);
  });

  test("that no news came of is fetched by the round; one that never comes is given up after hours", async () => {
    const [m, lost] = [await asked(), await asked()];
    await m.done();
    await lost.done();
    m.there();
    expect(await fetchMissedVoicemails(p.ctx)).toBe(0);
    p.clock.advance(HOUR);
    expect(await fetchMissedVoicemails(p.ctx)).toBeGreaterThanOrEqual(1);
    expect([(await m.call()).voicemail?.status, (await lost.call()).voicemail?.status]).toEqual([
      "stored",
      "received",
    ]);
    p.clock.advance(6 * HOUR);
    await fetchMissedVoicemails(p.ctx);
    expect((await lost.call()).voicemail?.status).toBe("failed");
  });

  test("that is stored and could not be removed from the service is removed by a later round, once", async () => {
    const m = await asked();
    await m.done();
    m.there();
    const { id } = await m.call();
    const remove = p.fake.deleteRecording.bind(p.fake);
    let tries = 0;
    p.fake.deleteRecording = async (sid, signal) => {
      tries += 1;
      if (tries === 1) throw new TelephonyError("unavailable", "away");
      await remove(sid, signal);
    };
    try {
      await expect(storeVoicemail(p.ctx, id)).rejects.toMatchObject({ failure: "unavailable" });
      expect((await m.call()).voicemail).toMatchObject({ status: "stored", removedAt: null });
      p.clock.advance(96 * HOUR);
      await fetchMissedVoicemails(p.ctx);
      expect((await m.call()).voicemail?.removedAt).toEqual(p.clock.now());
      expect(p.fake.recordings.has((await m.call()).voicemail?.recordingSid ?? "")).toBe(false);
      await fetchMissedVoicemails(p.ctx);
      expect(tries).toBe(2);
    } finally {
      p.fake.deleteRecording = remove;
    }
  });

  test("news of a recording nobody knows, of another state, or without a length change nothing", async () => {
    const m = await asked();
    await m.told("in-progress");
    await m.told("completed", "0");
    await m.told("absent");
    expect((await m.call()).voicemail).toBeNull();
  });
});

describe("the words of a message", () => {
  async function stored() {
    const m = await asked();
    await m.done();
    m.there();
    const { id } = await m.call();
    await storeVoicemail(p.ctx, id);
    return { ...m, id };
  }
  const row = async (id: string, ctx: HotelCtx) => {
    const staff = { ...as(p.deps, p.hotel), deps: ctx.deps };
    const { rows } = await listVoicemails.execute(staff, { view: "all", page: 1 });
    return rows.find(({ callId }) => callId === id);
  };

  test("are written down by the hotel's recogniser in the hotel's language, redacted, once, and paid for", async () => {
    await speaks(["de"]);
    const ear = createFakeTranscriber(() => "Bitte zurückrufen. Karte 4111 1111 1111 1111.");
    const ctx = withEars(ear);
    const { id } = await stored();
    expect(await row(id, ctx)).toMatchObject({ words: "coming", language: "de" });
    expect(await writeDownVoicemail(ctx, id)).toBe("written");
    expect(await writeDownVoicemail(ctx, id)).toBe("none");
    expect(ear.asked).toEqual(["de"]);
    const shown = await row(id, ctx);
    expect(shown).toMatchObject({ words: "written" });
    expect(shown?.transcript).toContain("Bitte zurückrufen");
    expect(shown?.transcript).not.toContain("4111");
    const { vendorUsage } = await p.read((db) => db.call.findFirstOrThrow({ where: { id } }));
    expect(vendorUsage).toMatchObject({ voicemail: [{ port: "asr", vendor: "deepgram", seconds: 12 }] });
    const request = await p.read((db) => db.request.findFirstOrThrow({ where: { callId: id } }));
    expect(request.summary).toContain("Bitte zurückrufen");
  });

  test("come of the next recogniser where the first does not hear; one that is away is asked again", async () => {
    const { id } = await stored();
    const away = createFakeTranscriber(() => ({ fails: "unavailable" }));
    await expect(writeDownVoicemail(withEars(away), id)).rejects.toMatchObject({ failure: "unavailable" });
    const wrong = createFakeTranscriber(() => ({ fails: "unsuitable" }));
    expect(await writeDownVoicemail(withEars(wrong), id)).toBe("nobody");
    const second = createFakeTranscriber(() => "Call me.", "whisper");
    expect(await writeDownVoicemail(withEars(wrong, second), id)).toBe("written");
  });

  test("that nobody understood are told as such, and the request keeps its own", async () => {
    const { id } = await stored();
    const ctx = withEars(createFakeTranscriber(() => " "));
    expect(await writeDownVoicemail(ctx, id)).toBe("nothing");
    expect(await row(id, ctx)).toMatchObject({ words: "nothing", transcript: null });
    const request = await p.read((db) => db.request.findFirstOrThrow({ where: { callId: id } }));
    expect(request.summary).toContain("listen and call back");
  });

  test("in German without a recogniser are said plainly not to come; in English the service writes them", async () => {
    await speaks(["de"]);
    const german = await stored();
    expect(german.xml).not.toContain("transcribe");
    expect(await writeDownVoicemail(p.ctx, german.id)).toBe("nobody");
    expect(await row(german.id, p.ctx)).toMatchObject({ words: "no_recogniser" });
    await speaks(["en"]);
    const english = await stored();
    expect(english.xml).toContain('transcribe="true"');
    expect(await row(english.id, p.ctx)).toMatchObject({ words: "coming" });
    p.clock.advance(2 * HOUR);
    expect(await row(english.id, p.ctx)).toMatchObject({ words: "failed" });
  });
});
