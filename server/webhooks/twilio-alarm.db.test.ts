import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lineTools, takeAlarm, tellMember } from "@/server/features/alarms";
import { silentLogger } from "@/server/kernel/logger";
import { as } from "@/server/testing/ctx";
import { putPolicy, startCall, type TestCall } from "@/server/testing/tool-call";
import { alarmLink } from "./alarm-link";
import { DESK, desk, openPhone, type Phone, urlIn } from "./testing/phone";
import { takeAlarmByKey } from "./twilio-alarm";

const GUARD = "+4790011122";
let p: Phone;
beforeAll(async () => {
  p = await openPhone();
  await p.directory([desk()]);
  await putPolicy(p.deps, p.hotel, "line", { languages: ["de", "en"] });
  await putPolicy(p.deps, p.hotel, "safety", {
    alarmMembers: [
      { name: "Empfang", destination: "front desk", seconds: 30 },
      { name: "Wache", number: GUARD, seconds: 30 },
    ],
  });
});
afterAll(() => p.close());

let call: TestCall;
let alarmId: string;
beforeEach(async () => {
  call = await startCall(p.deps, p.hotel, lineTools);
  await call.tool("raise_emergency", { kind: "medical", place: "the pool" });
  const alarm = await p.read((db) => db.alarm.findFirstOrThrow({ where: { callId: call.callId } }));
  alarmId = alarm.id;
});
const job = () => ({ ...p.ctx, actor: { kind: "job" as const, name: "carry-out-alarm" } });
const alarm = () => p.read((db) => db.alarm.findFirstOrThrow({ where: { id: alarmId } }));

/** Tells one of the chain; the call they get, and the link in their text. */
const tell = async (attempt: number) => {
  await tellMember(job(), alarmId, attempt);
  const rung = [...p.fake.calls.values()].at(-1);
  const asked = rung?.asked;
  if (!asked) throw new Error("Nobody was rung.");
  const body = p.fake.texts.at(-1)?.body ?? "";
  const token = /\/api\/alarm\/([\w-]+)$/.exec(body)?.[1] ?? "";
  const pickUp = () => p.follow(asked.url, { CallSid: rung.callSid, CallStatus: "in-progress" });
  return { ...asked, callSid: rung.callSid, body, token, pickUp };
};
const open = async (token: string, takes = false) => {
  const response = await alarmLink({ deps: p.deps, log: silentLogger }, token, takes);
  return { status: response.status, headers: response.headers, html: await response.text() };
};

describe("the telephone of one of the hotel's people", () => {
  test("hears the place and kind in the hotel's language; key one takes it, and the next is not called", async () => {
    const first = await tell(1);
    expect(first.to).toBe(DESK);
    const { xml } = await first.pickUp();
    expect(xml).toContain("Medizinischer Notfall. Ort: the pool. Drücken Sie die Eins");
    expect(xml.match(/<Gather/g)).toHaveLength(3);
    const key = await p.follow(urlIn(xml, "action"), { CallSid: first.callSid, Digits: "1" });
    expect(key.xml).toContain("Sie haben den Alarm übernommen. Ort: the pool.");
    expect(await alarm()).toMatchObject({ takenHow: "key", takenByName: "Empfang", takenBy: null });
    expect(await tellMember(job(), alarmId, 2)).toEqual({ over: true, waitSeconds: 0 });
  });

  test("the same key again is no refusal and takes nothing twice", async () => {
    const first = await tell(1);
    const action = urlIn((await first.pickUp()).xml, "action");
    for (let time = 1; time <= 2; time++)
      expect((await p.follow(action, { CallSid: first.callSid, Digits: "1" })).xml).toContain(
        "Sie haben den Alarm übernommen",
      );
    const taken = await p.read((db) =>
      db.outboxEvent.findMany({
        where: { name: "alarm.taken", data: { path: ["alarmId"], equals: alarmId } },
      }),
    );
    expect(taken).toHaveLength(1);
  });

  test("another key hears it again and takes nothing; no key neither", async () => {
    const first = await tell(1);
    const { xml } = await first.pickUp();
    const again = await p.follow(urlIn(xml, "action"), { CallSid: first.callSid, Digits: "5" });
    expect(again.xml).toContain("Drücken Sie die Eins");
    expect(xml).toContain("Sie haben diesen Alarm nicht übernommen.");
    expect((await alarm()).takenAt).toBeNull();
  });

  test("who picks up after somebody took it hears who did", async () => {
    const [first, second] = [await tell(1), await tell(2)];
    await takeAlarm.execute(as(p.deps, p.hotel), { alarmId });
    for (const { pickUp } of [first, second])
      expect((await pickUp()).xml).toContain("Diesen Alarm hat A colleague übernommen");
    // A key that was pressed before and comes late.
    const late = await p.post(
      "alarm-key",
      { CallSid: second.callSid, Digits: "1" },
      Object.fromEntries(new URL(second.url).searchParams),
    );
    expect(late.xml).toContain("Diesen Alarm hat A colleague übernommen");
    expect(await alarm()).toMatchObject({ takenHow: "dashboard" });
  });

  test("without Twilio's signature nobody takes anything", async () => {
    const first = await tell(1);
    const { pathname, search } = new URL(first.url);
    const forged = p.sign(pathname.replace(/alarm$/, "alarm-key") + search, { Digits: "1" });
    forged.headers.set("x-twilio-signature", "AAAA");
    expect((await takeAlarmByKey(p.app, forged)).status).toBe(403);
    expect((await alarm()).takenAt).toBeNull();
  });

  test.each(["", "nonsense", "01a1fbe8-ebe6-7ca8-b6b8-754f78ad0ddc"])("a leg that is none: %s", async (o) => {
    const { xml } = await p.post("alarm", { CallSid: "CAx" }, { t: p.hotel.tenantId, o });
    expect(xml).toContain("<Hangup/>");
  });
});

describe("the link of a text", () => {
  test("opening it takes nothing, its button does, as that person", async () => {
    await tell(1);
    const { token } = await tell(2);
    const seen = await open(token);
    expect(seen.status).toBe(200);
    expect(seen.html).toContain("Ort: the pool");
    expect(seen.html).toContain('<form method="post"><button>Ich übernehme</button></form>');
    expect(seen.headers.get("cache-control")).toBe("no-store");
    expect((await alarm()).takenAt).toBeNull();
    expect((await open(token, true)).html).toContain("Sie haben den Alarm übernommen");
    expect(await alarm()).toMatchObject({ takenHow: "link", takenByName: "Wache" });
    expect((await open(token)).html).toContain("Diesen Alarm hat Wache übernommen");
  });

  test("what a caller said is words on the page and no markup", async () => {
    await call.tool("raise_emergency", { kind: "fire", place: '<script>alert("x")</script>' });
    const { id } = await p.read((db) =>
      db.alarm.findFirstOrThrow({ where: { callId: call.callId, kind: "fire" } }),
    );
    alarmId = id;
    const { token } = await tell(1);
    const { html } = await open(token);
    expect(html).not.toContain("<script");
    expect(html).toContain("&#60;script&#62;");
  });

  test("made up, of another installation, or a day old: it shows nothing and takes nothing", async () => {
    const { token } = await tell(1);
    const forged = `${token.slice(0, 40)}${token[40] === "A" ? "B" : "A"}${token.slice(41)}`;
    for (const wrong of ["x", forged]) {
      const { status, html } = await open(wrong, true);
      expect([status, html.includes("pool")]).toEqual([404, false]);
    }
    const before = p.clock.now();
    p.clock.advance(25 * 3_600_000);
    expect((await open(token, true)).status).toBe(404);
    p.clock.set(before);
    expect((await alarm()).takenAt).toBeNull();
  });
});
