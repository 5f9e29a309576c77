import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { desk, GUEST, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { answerTransfer, carryOutAnswer } from "./answer-transfer";
import { listTransfers } from "./list-transfers";
import { sendToPerson, transferLiveCall } from "./transfer-live";
import { transferOffers } from "./waiting";

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
  await p.read((db) => db.callTransfer.deleteMany({}));
});

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);
const summary = "Wants to move to a quieter room.";
const offers = async () => (await transferOffers.execute(me("front_desk"), {})).offers;
const state = (id: string) =>
  p.read(async (db) => (await db.callTransfer.findFirstOrThrow({ where: { id } })).state);

/** A guest on hold whose person's telephone rings; `pickUp` answers it. */
async function ringing() {
  const { callId, callSid } = await p.guestCall();
  const wish = { callId, destination: "front desk", summary };
  const { transferId } = await transferLiveCall.execute(me(), wish);
  await sendToPerson(p.ctx, { transferId, callId });
  await p.post("after", { CallSid: callSid, CallStatus: "in-progress" });
  const { personSid } = await p.read((db) => db.callTransfer.findFirstOrThrow({ where: { id: transferId } }));
  const person = personSid ?? "";
  const pickUp = () =>
    p.follow(p.fake.calls.get(person)?.asked?.url ?? "", { CallSid: person, AnsweredBy: "human" });
  return { transferId, callId, callSid, person, pickUp };
}

describe("a transfer that is answered in the dashboard", () => {
  test("is offered while the telephone rings and while the person listens", async () => {
    const { transferId, callId, pickUp } = await ringing();
    expect(await offers()).toMatchObject([
      {
        ...{ id: transferId, callId, summary, spokenName: "the front desk", state: "dialing" },
        ...{ caller: { number: GUEST }, ringsUntil: "2026-03-04T11:00:25.000Z" },
      },
    ]);
    await pickUp();
    expect(await offers()).toMatchObject([{ state: "announced" }]);
    expect((await transferOffers.execute(stranger, {})).offers).toEqual([]);
  });

  test("accepted, leads the telephone that was picked up to the guest", async () => {
    const { transferId, person, pickUp } = await ringing();
    const answer = { transferId, answer: "accept" as const };
    await expect(answerTransfer.execute(me(), answer)).rejects.toThrow("still rings");
    await pickUp();
    await answerTransfer.execute(me("front_desk"), answer);
    expect(await carryOutAnswer(p.ctx, answer)).toBe(true);
    const told = p.fake.calls.get(person)?.twiml.at(-1) ?? "";
    const url = /<Redirect[^>]*>([^<]+)</.exec(told)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await p.follow(url, { CallSid: person })).xml).toContain(`transfer-${transferId}`);
    expect(await state(transferId)).toBe("accepted");
    expect(await offers()).toEqual([]);
    expect(await carryOutAnswer(p.ctx, answer)).toBe(false);
    expect(await codeOf(answerTransfer.execute(me(), answer))).toBe("conflict");
    expect((await listTransfers.execute(me(), { view: "taken" })).rows).toMatchObject([
      { id: transferId, acceptedAt: expect.any(String) },
    ]);
  });

  test("declined, brings the guest back to the line and lets the telephone stop", async () => {
    const { transferId, callSid, person } = await ringing();
    const answer = { transferId, answer: "decline" as const };
    await answerTransfer.execute(me(), answer);
    expect(await carryOutAnswer(p.ctx, answer)).toBe(true);
    expect(p.fake.calls.get(callSid)?.twiml.at(-1)).toContain("/return?");
    expect(p.fake.calls.get(person)?.status).toBe("completed");
    expect(await state(transferId)).toBe("declined");
    expect(await codeOf(answerTransfer.execute(me(), answer))).toBe("conflict");
    expect((await listTransfers.execute(me(), { view: "not_taken" })).rows).toMatchObject([
      { id: transferId, state: "declined", summary, number: expect.any(String) },
    ]);
  });

  test("is not answered by others, for others, or at random", async () => {
    const { transferId } = await ringing();
    const decline = { transferId, answer: "decline" as const };
    expect(await codeOf(answerTransfer.execute(stranger, decline))).toBe("not_found");
    expect(await codeOf(answerTransfer.execute(me("support"), decline))).toBe("forbidden");
    expect(await codeOf(answerTransfer.execute(me(), { ...decline, transferId: newId() }))).toBe("not_found");
    expect(await codeOf(answerTransfer.execute(me(), { ...decline, answer: "maybe" as never }))).toBe(
      "invalid",
    );
    expect(await state(transferId)).toBe("dialing");
    expect((await listTransfers.execute(stranger, {})).total).toBe(0);
    expect(await codeOf(listTransfers.execute(me("housekeeping"), {}))).toBe("forbidden");
    expect(await codeOf(transferOffers.execute(me("housekeeping"), {}))).toBe("forbidden");
    expect(await codeOf(listTransfers.execute(me(), { page: 1.5 }))).toBe("invalid");
  });
});
