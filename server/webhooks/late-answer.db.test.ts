import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { putPolicy } from "@/server/testing/tool-call";
import { GUEST, newSid, openPhone, type Phone, urlIn } from "./testing/phone";
import { twilioStep } from "./twilio-steps";

let p: Phone;
beforeAll(async () => {
  p = await openPhone();
  await putPolicy(p.deps, p.hotel, "line", { languages: ["de", "en"] });
});
afterAll(() => p.close());

/** While it is shut the database answers nothing. */
let gate: Promise<void>;
let open: () => void;
beforeEach(async () => {
  gate = new Promise((resolve) => {
    open = resolve;
  });
  await p.deps.system.client.voiceWorker.deleteMany({});
  await p.addWorker();
});

const slowApp = () => {
  const db = Object.create(p.deps.db) as typeof p.deps.db;
  db.withTenant = async (...asked) => {
    await gate;
    return p.deps.db.withTenant(...asked);
  };
  return { ...p.app, wordMs: 30, deps: { ...p.deps, db } };
};

async function called() {
  const form = { CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "in-progress" };
  p.fake.incoming(form.CallSid);
  const { xml } = await p.post("voice", { ...form, CallStatus: "ringing" });
  const app = slowApp();
  const follow = async (url: string): Promise<string> => {
    const { pathname, search } = new URL(url);
    const name = pathname.split("/").at(-1) ?? "";
    return (await twilioStep(app, name, p.sign(pathname + search, form))).text();
  };
  return { app, form, follow, after: urlIn(xml, "action") };
}
const nextOf = (xml: string) => (/<Redirect[^>]*>([^<]+)</.exec(xml)?.[1] ?? "").replaceAll("&amp;", "&");
const openings = async (CallSid: string) =>
  p.read((db) => db.call.findFirstOrThrow({ where: { externalId: CallSid }, select: { epoch: true } }));

test("an app that hangs when the stream has ended: a word in the hotel's language, and then the answer, once", async () => {
  const { app, form, follow, after } = await called();
  const before = await openings(form.CallSid);
  const word = await follow(after);
  expect(word).toContain('language="de-DE"');
  expect(word).toContain("Einen Moment bitte, ich bin noch da.");
  const again = await follow(nextOf(word));
  expect(again).toContain("Einen Moment bitte");
  open();
  app.wordMs = 15_000;
  const answer = await follow(nextOf(again));
  expect(answer).toContain("<Stream");
  expect(answer).not.toContain("<Say");
  // The same answer for a request that comes twice: it was worked on once.
  expect(await follow(nextOf(again))).toBe(answer);
  expect(await openings(form.CallSid)).toEqual(before);
});

test("and never answers: some words, and the guest is told that nobody can take the call", async () => {
  const { follow, after } = await called();
  let answer = await follow(after);
  for (let words = 1; words < 4; words++) answer = await follow(nextOf(answer));
  expect(answer).toContain("<Redirect");
  const last = await follow(nextOf(answer));
  expect(last).not.toContain("<Redirect");
  expect(last).toContain('language="de-DE"');
  expect(last).toContain("<Hangup/>");
  open();
});

test("an answer that this process does not have: what becomes of the call is looked up", async () => {
  const { form } = await called();
  const { xml } = await p.post("late", form, { w: "another process", n: "1", l: "de" });
  expect(xml).toContain("<Stream");
});

test.each([
  ["menu", /<Stream/],
  ["voicemail", /<Record/],
  ["queue", /<Leave/],
] as const)("the same for an arriving call, at %s: nobody is hung up on", async (step, answer) => {
  const form = { CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "in-progress" };
  p.fake.incoming(form.CallSid);
  const begun = p.sign(`/api/webhooks/twilio/${step}?l=de&t=${p.hotel.tenantId}`, form);
  const word = await (await twilioStep(slowApp(), step, begun)).text();
  expect(word).toContain("Einen Moment bitte");
  const next = new URL(nextOf(word));
  expect(next.searchParams.get("t")).toBe(p.hotel.tenantId);
  next.searchParams.set("w", "another process");
  open();
  const { xml } = await p.post("late", form, Object.fromEntries(next.searchParams));
  expect(xml).toMatch(answer);
});

test("who waits in the queue, or chooses a message, is excused in the hotel's language, too", async () => {
  await p.settings({ queueSeats: 3 });
  const form = { CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "in-progress" };
  p.fake.incoming(form.CallSid);
  const { xml: message } = await p.post("busy", { ...form, Digits: "2" });
  expect(new URL(nextOf(message)).searchParams.get("l")).toBe("de");
  await p.deps.system.client.voiceWorker.updateMany({ data: { activeCalls: 2 } });
  const { xml: queue } = await p.post("voice", { ...form, CallStatus: "ringing" });
  for (const address of ["action", "waitUrl"])
    expect(new URL(urlIn(queue, address)).searchParams.get("l"), address).toBe("de");
});

test("who is not listening is told no word: an arriving call still rings", async () => {
  const app = { ...slowApp(), wordMs: 1 };
  const form = { CallSid: newSid(), From: GUEST, To: p.number, CallStatus: "ringing" };
  p.fake.incoming(form.CallSid);
  const answer = twilioStep(app, "voice", p.sign("/api/webhooks/twilio/voice", form));
  open();
  const xml = await (await answer).text();
  expect(xml).toContain("<Stream");
  expect(xml).not.toContain("<Redirect");
});
