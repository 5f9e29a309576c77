import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { putPolicy } from "@/server/testing/tool-call";
import { desk, GUEST, newSid, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { fallBack } from "./twilio-fallback";

let p: Phone;
beforeAll(async () => {
  p = await openPhone();
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.directory([desk()]);
});

const languages = async (list: string[]) => {
  await p.read((db) => db.policyVersion.deleteMany({ where: { area: "line" } }));
  await putPolicy(p.deps, p.hotel, "line", { languages: list });
};
const arriving = (over: Record<string, string> = {}) => ({
  ...{ CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "ringing" },
  ...over,
});

describe("what the telephone says", () => {
  test("is in the hotel's first language that it speaks, before the line has met the caller", async () => {
    await languages(["fi", "de", "en"]);
    await p.settings({ menu: [{ digit: "4", say: "das Spa", destination: "front desk" }] });
    const menu = await p.post("voice", arriving());
    expect(menu.xml).toContain('language="de-DE" voice="Polly.Vicki-Neural"');
    expect(menu.xml).toContain("Für das Spa drücken Sie die 4.");
    await languages(["fi"]);
    expect((await p.post("voice", arriving())).xml).toContain('language="en-GB"');
  });

  test("a message in another language than English is taken without its words", async () => {
    await languages(["fr"]);
    const asked = await p.post("voicemail", arriving());
    expect(asked.xml).toContain("Laissez un message après le bip");
    expect(asked.xml).not.toContain("transcribe");
    await languages(["en"]);
    expect((await p.post("voicemail", arriving())).xml).toContain('transcribe="true"');
  });

  test("is in the call's language once the line has taken the call, and the hotel's where there are no words", async () => {
    await languages(["de"]);
    const hold = async (over: object) => {
      const { callId } = await p.guestCall(over);
      const { tenantId, hotelId } = p.hotel;
      const id = newId();
      const wish = { kind: "warm", destination: "front desk", spokenName: "x", number: GUEST, summary: "x" };
      await p.read((db) => db.callTransfer.create({ data: { tenantId, id, callId, hotelId, ...wish } }));
      return (await p.post("hold", { CallSid: newSid() }, { t: tenantId, x: id })).xml;
    };
    expect(await hold({ language: "es", epoch: 1 })).toContain("sigo intentando pasarle");
    expect(await hold({ language: "es", epoch: 0 })).toContain("ich verbinde Sie noch");
    expect(await hold({ language: "fi", epoch: 1 })).toContain("ich verbinde Sie noch");
  });

  test("a wake-up call speaks as its guest asked for it, and says the time as one does", async () => {
    await languages(["en"]);
    const { callId } = await p.guestCall({ language: "de", epoch: 1 });
    const { tenantId, hotelId } = p.hotel;
    const [id, wakeupId] = [newId(), newId()];
    await p.read(async (db) => {
      await db.wakeupCall.create({
        data: {
          ...{ tenantId, id: wakeupId, hotelId, room: "412", guestName: "Berg", ref: "AB3C", callId },
          ...{ date: dateToDb("2026-03-04"), time: "12:00" },
        },
      });
      await db.outboundCall.create({
        data: {
          ...{ tenantId, id, hotelId, purpose: "wakeup", toNumber: GUEST, fromNumber: p.number, wakeupId },
          ...{ status: "dialing", callId },
        },
      });
    });
    const said = await p.post("outbound", { CallSid: newSid(), AnsweredBy: "human" }, { t: tenantId, o: id });
    expect(said.xml).toContain("Guten Morgen, hier ist Ihr Weckruf");
    expect(said.xml).not.toContain("12:00");
  });

  test("a call-back is held in the language of the call it belongs to, and others in the hotel's", async () => {
    await languages(["de", "es"]);
    await p.addWorker();
    const { tenantId, hotelId } = p.hotel;
    const calledBack = async (callId: string | null) => {
      const [id, callSid] = [newId(), newSid()];
      await p.read((db) =>
        db.outboundCall.create({
          data: {
            ...{ tenantId, id, hotelId, purpose: "callback", toNumber: GUEST, fromNumber: p.number },
            ...{ status: "dialing", callId },
          },
        }),
      );
      await p.post("outbound", { CallSid: callSid, AnsweredBy: "human" }, { t: tenantId, o: id });
      return p.read((db) => db.call.findFirstOrThrow({ where: { externalId: callSid } }));
    };
    const { callId } = await p.guestCall({ language: "es", epoch: 1 });
    expect(await calledBack(callId)).toMatchObject({ language: "es", direction: "outbound" });
    expect(await calledBack(null)).toMatchObject({ language: "de" });
  });

  test("the fallback speaks the language in its address, and English where that is nonsense", async () => {
    const app = { deps: p.deps };
    const at = async (query: string) =>
      (await fallBack(app, new Request(`https://voice.example/x${query}`))).text();
    expect(await at("?language=es")).toContain("nadie puede atender");
    expect(await at("?language=constructor")).toContain("nobody could take");
  });
});
