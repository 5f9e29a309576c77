import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { as } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { desk, GUEST, newSid, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { noteText, receiveText, requestText, sendText } from "./texts";

let p: Phone;
let stranger: HotelCtx;
beforeAll(async () => {
  p = await openPhone();
  stranger = as(p.deps, await makeHotel(p.deps.db), "owner");
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.directory([desk()]);
  await p.read(async (db) => {
    await db.doNotCall.deleteMany({});
    await db.textMessage.deleteMany({});
  });
  p.fake.failNext = undefined;
  p.fake.texts.length = 0;
});

const guestCall = (over: object = {}) => p.guestCall(over);

describe("texts", () => {
  const ask = async (to = GUEST) => {
    const { callId } = await guestCall();
    const wish = { kind: "info" as const, to, body: "Test House: 1 Harbour Street", callId };
    return p.deps.db.transaction(p.hotel.tenantId, (tx) => requestText(tx, p.ctx, wish));
  };

  test("are sent once and follow their news forwards only", async () => {
    const asked = await ask();
    if ("refused" in asked) throw new Error(asked.refused);
    const sent = await Promise.all([sendText(p.ctx, asked.textId), sendText(p.ctx, asked.textId)]);
    expect(sent.filter(Boolean)).toHaveLength(1);
    expect(p.fake.texts).toMatchObject([{ to: GUEST, from: p.number, body: "Test House: 1 Harbour Street" }]);
    const url = p.fake.texts[0]?.statusUrl ?? "";
    const MessageSid = p.fake.texts[0]?.messageSid ?? "";
    await p.follow(url, { MessageSid, MessageStatus: "delivered" });
    await p.follow(url, { MessageSid, MessageStatus: "sent" });
    await p.follow(url, { MessageSid, MessageStatus: "levitated" });
    expect(await p.read((db) => db.textMessage.findFirst({ where: { id: asked.textId } }))).toMatchObject({
      status: "delivered",
    });
    await noteText({ ...p.ctx, tenantId: stranger.tenantId }, asked.textId, { status: "failed" });
  });

  test("a service that fails makes it failed, with its code", async () => {
    const asked = await ask();
    if ("refused" in asked) throw new Error(asked.refused);
    p.fake.failNext = "refused";
    expect(await sendText(p.ctx, asked.textId)).toBe(false);
    expect(await p.read((db) => db.textMessage.findFirst({ where: { id: asked.textId } }))).toMatchObject({
      status: "failed",
      errorCode: "refused",
    });
  });

  test("STOP is obeyed, START too; a guest's words reach the desk once", async () => {
    const text = (body: string, MessageSid = newSid().replace("CA", "SM")) =>
      p.post("sms", { MessageSid, From: GUEST, To: p.number, Body: body });
    await text(" Stop ");
    expect(await ask()).toEqual({ refused: "do_not_text" });
    await text("START");
    expect(await ask()).toMatchObject({ textId: expect.any(String) });
    const sid = newSid().replace("CA", "SM");
    const [first] = await Promise.all([text("We are late, sorry!", sid), text("We are late, sorry!", sid)]);
    expect(first?.xml).toContain("<Response/>");
    const messages = await p.read((db) =>
      db.guestMessage.findMany({ where: { text: "We are late, sorry!" } }),
    );
    expect(messages).toMatchObject([{ sender: GUEST, callback: GUEST }]);
    expect((await p.post("sms", { MessageSid: "x", From: GUEST, To: p.number, Body: "hi" })).status).toBe(
      400,
    );
  });

  test("a word that only begins like STOP is a message", async () => {
    const message = { from: GUEST, to: p.number, messageSid: newSid().replace("CA", "SM") };
    expect(await receiveText(p.ctx, { ...message, body: "Stop by the desk?" })).toBe("guest");
  });

  test("nobody gets more than ten a day, and no number that is none", async () => {
    expect(await ask("everybody")).toEqual({ refused: "not_a_number" });
    for (let i = 0; i < 10; i++) await ask();
    expect(await ask()).toEqual({ refused: "too_many" });
  });

  test("at a caller's wish only where calls may go: a forged number abroad, or a costly one, costs nothing", async () => {
    expect(await ask("+442079460958")).toEqual({ refused: "destination" });
    expect(await ask("+4782012345")).toEqual({ refused: "premium" });
    await p.settings({ allowedPrefixes: ["+44"] });
    expect(await ask("+442079460958")).toMatchObject({ textId: expect.any(String) });
    expect(await ask()).toEqual({ refused: "destination" });
    expect(await p.read((db) => db.textMessage.count())).toBe(1);
  });

  test("no more than the hotel's own number of them in a day, to however many numbers", async () => {
    await p.settings({ textsPerDay: 3 });
    const numbers = ["+4790012301", "+4790012302", "+4790012303", "+4790012304"];
    const asked = [];
    for (const number of numbers) asked.push(await ask(number));
    expect(asked.map((text) => ("refused" in text ? text.refused : "sent"))).toEqual([
      "sent",
      "sent",
      "sent",
      "day_cap",
    ]);
    await p.read((db) =>
      db.textMessage.updateMany({ data: { createdAt: new Date(p.clock.now().getTime() - 25 * 3_600_000) } }),
    );
    expect(await ask()).toMatchObject({ textId: expect.any(String) });
    await p.settings({ textsPerDay: 0 });
    expect(await ask()).toEqual({ refused: "day_cap" });
  });
});
