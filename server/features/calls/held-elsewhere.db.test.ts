import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { APP_WORKER_ID, heldBy } from "@/server/features/line";
import { callChoices, hangUpGuest } from "@/server/features/telephony";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { putPolicy } from "@/server/testing/tool-call";
import { DESK, newSid, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { hangUp } from "./hang-up";
import { listenIn } from "./listen-in";
import { instructLine, sayInCall } from "./speak-in-call";
import { takeOver, takeOverCall } from "./take-over";

let p: Phone;
let workerId: string;
beforeAll(async () => {
  p = await openPhone();
  workerId = await p.addWorker();
  await putPolicy(p.deps, p.hotel, "line", { listenIn: true });
});
afterAll(() => p.close());
beforeEach(() => {
  p.fake.failNext = undefined;
});

const me = () => as(p.deps, p.hotel, "manager");
const startedAt = new Date();

/** The guest and the desk talk by telephone; the row still names the worker that let go. */
async function withPerson(state = "accepted") {
  const inCall = state === "accepted" ? "with_person" : "transferring";
  const call = await p.guestCall({ workerId, state: inCall, startedAt });
  const personSid = newSid();
  p.fake.incoming(personSid);
  const { tenantId, hotelId } = p.hotel;
  await p.read((db) =>
    db.callTransfer.create({
      data: {
        ...{ tenantId, hotelId, id: newId(), callId: call.callId, kind: "warm", state, personSid },
        ...{ destination: "front desk", spokenName: "the front desk", number: DESK, summary: "s" },
        ...{ createdAt: p.clock.now(), acceptedAt: p.clock.now() },
      },
    }),
  );
  return { ...call, personSid };
}
/** The desk did not take it: the guest hears music until they are brought back, and the worker has long let go. */
async function backFromPerson() {
  const found = await withPerson("declined");
  return { callId: found.callId, callSid: found.callSid };
}
/** Its worker was lost, and the next one has not come. */
const betweenWorkers = () => p.guestCall({ workerId, state: "listening", resumeCause: "moved", startedAt });
async function atTheKeypad() {
  const call = await p.guestCall({ workerId, state: "transferring", startedAt });
  const { tenantId } = p.hotel;
  const row = { tenantId, id: newId(), callId: call.callId, state: "taking", currency: "EUR" };
  await p.read((db) =>
    db.keypadPayment.create({ data: { ...row, connector: "Default", createdAt: p.clock.now() } }),
  );
  return call;
}
const ofApp = (state: string, over: object = {}) =>
  p.guestCall({ workerId: APP_WORKER_ID, state, startedAt, ...over });

const held = (callId: string) => p.read((db) => heldBy(db, callId));
const row = (id: string) => p.read((db) => db.call.findFirstOrThrow({ where: { id } }));
const told = (callId: string) =>
  p.deps.system.client.workerCommand.count({ where: { command: { path: ["callId"], equals: callId } } });
const audited = (subjectId: string) => p.read((db) => db.auditEntry.count({ where: { subjectId } }));
const asked = async (callId: string) => {
  const rows = await p.read((db) =>
    db.outboxEvent.findMany({ where: { name: "telephony.hang_up_requested" } }),
  );
  return rows.filter(({ data }) => (data as { callId: string }).callId === callId).length;
};
/** What only reaches a guest or a line through a worker. */
const throughTheWorker = (callId: string): [string, () => Promise<unknown>][] => [
  ["whisper", () => instructLine.execute(me(), { callId, text: "Offer the suite" })],
  ["take over", () => takeOver(me(), callId)],
  ["hand back", () => takeOverCall.execute(me(), { callId, on: false })],
  ["listen", () => listenIn(me(), callId)],
];
const say = (callId: string) => sayInCall.execute(me(), { callId, text: "Your taxi is here." });

describe("a call that no worker holds", () => {
  test.each([
    ["a person on the telephone", () => withPerson(), "person", /with a person by telephone/],
    ["on the way to one", () => withPerson("dialing"), "person", /on the way there/],
    ["the keypad", atTheKeypad, "keypad", /types a card/],
    ["on the way back from one", backFromPerson, "nobody", /No line has this call/],
    ["on the way to another worker", betweenWorkers, "nobody", /No line has this call/],
    ["the queue or the tone", () => ofApp("on_hold"), "waiting", /waits in the queue/],
  ] as const)(
    "%s: nothing is told to a line that is not there, and it is said why",
    async (_, begin, by, why) => {
      const { callId } = await begin();
      expect(await held(callId)).toBe(by);
      expect(await callChoices.execute(me(), { callId })).toMatchObject({ heldBy: by });
      for (const [, verb] of [...throughTheWorker(callId), ["say", () => say(callId)] as const]) {
        expect(await codeOf(verb())).toBe("conflict");
        await expect(verb()).rejects.toThrow(why);
      }
      expect([await told(callId), await audited(callId)]).toEqual([0, 0]);
    },
  );

  test("turn by turn: words to say are kept for the next turn, the rest is refused", async () => {
    const { callId } = await ofApp("listening");
    expect(await held(callId)).toBe("gather");
    for (const [, verb] of throughTheWorker(callId)) await expect(verb()).rejects.toThrow(/no live sound/);
    expect(await told(callId)).toBe(0);
    await say(callId);
    expect(await told(callId)).toBe(1);
  });

  test("one that a worker holds is told as ever", async () => {
    const { callId } = await p.guestCall({ workerId, state: "listening", startedAt: new Date() });
    expect(await held(callId)).toBe("worker");
    for (const [, verb] of throughTheWorker(callId)) await verb();
    await hangUp.execute(me(), { callId });
    expect([await told(callId), await asked(callId)]).toEqual([4, 0]);
  });
});

describe("hanging up where no worker holds the call", () => {
  test.each([
    ["with a person", withPerson],
    ["on the keypad", atTheKeypad],
    ["on the way back from a person", backFromPerson],
    ["on the way to another worker", betweenWorkers],
    ["in the queue", () => ofApp("on_hold")],
    ["turn by turn", () => ofApp("speaking")],
    ["in the menu", () => p.guestCall({ startedAt })],
  ] as const)("%s: the telephone service ends it, once", async (_, begin) => {
    const { callId, callSid } = await begin();
    await hangUp.execute(me(), { callId });
    expect([await told(callId), await asked(callId)]).toEqual([0, 1]);
    expect((await row(callId)).endedAt).toBeNull();
    expect(await hangUpGuest(p.ctx, callId)).toBe(true);
    expect(p.fake.calls.get(callSid)?.status).toBe("completed");
    expect(await row(callId)).toMatchObject({ endReason: "staff_hung_up" });
    expect(await hangUpGuest(p.ctx, callId)).toBe(false);
    expect(await codeOf(hangUp.execute(me(), { callId }))).toBe("conflict");
  });

  test("the person who talks, or whose telephone rings, is let go of, too", async () => {
    const { callId, personSid } = await withPerson();
    await hangUpGuest(p.ctx, callId);
    expect(p.fake.calls.get(personSid)?.status).toBe("completed");
    const transfers = await p.read((db) => db.callTransfer.findMany({ where: { callId } }));
    expect(transfers).toMatchObject([{ state: "ended" }]);
  });

  test("a service that is away: the call is shown as running, and it is tried again", async () => {
    const { callId } = await withPerson();
    p.fake.failNext = "unavailable";
    await expect(hangUpGuest(p.ctx, callId)).rejects.toThrow();
    expect((await row(callId)).endedAt).toBeNull();
    expect(await hangUpGuest(p.ctx, callId)).toBe(true);
  });

  test("a simulated call is over at once; one that waits for a worker in a browser is not said to be", async () => {
    const { callId } = await ofApp("listening", { channel: "simulator" });
    await hangUp.execute(me(), { callId });
    expect(await row(callId)).toMatchObject({ endReason: "staff_hung_up" });
    const browser = await p.guestCall({ channel: "browser", externalId: null, startedAt });
    await expect(hangUp.execute(me(), { callId: browser.callId })).rejects.toThrow(/No line has this call/);
  });
});
