import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { newId } from "@/server/kernel/ids";
import { ToStaff } from "@/server/line/browser-media";
import { ScriptedBrain, say } from "./testing/fake-brain";
import { LineDouble } from "./testing/line-double";
import { TestPage } from "./testing/page";
import { startTestWorker } from "./testing/worker-harness";
import { type Cancel, realTimers, type Timers } from "./timing";

/** Real time that knows which timers are still armed. */
function countedTimers(): Timers & { armed(): number } {
  let armed = 0;
  const counted = (start: (done: () => void) => Cancel): Cancel => {
    let open = true;
    armed += 1;
    const done = () => {
      if (open) armed -= 1;
      open = false;
    };
    const cancel = start(done);
    return () => {
      done();
      cancel();
    };
  };
  return {
    now: realTimers.now,
    armed: () => armed,
    after: (ms, task) =>
      counted((done) =>
        realTimers.after(ms, () => {
          done();
          task();
        }),
      ),
    every: (ms, task) => counted(() => realTimers.every(ms, task)),
  };
}

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

async function world(capacity: number, returnMs = 0) {
  const timers = countedTimers();
  const double = new LineDouble({ opening: { greeting: "Hi." } });
  const brain = new ScriptedBrain(async function* (turn) {
    yield say(`${turn.text}!`);
    if (turn.text === "bye") yield { type: "end", reason: "done" };
  });
  const worker = await startTestWorker({ brain, double, timers, capacity, returnMs });
  cleanUp.push(() => worker.close());
  const url = `ws://127.0.0.1:${worker.port}/media/browser`;
  const call = async (audio: boolean) => {
    const callId = newId();
    return { callId, page: await TestPage.call(url, await double.token({ callId }), { audio }) };
  };
  return { timers, double, brain, worker, call };
}

const listening = (page: TestPage) => page.until("state", (message) => message.listening);

describe("a worker", () => {
  test("after 200 short calls nothing is left: no call, no socket, no timer", async () => {
    const { timers, double, worker, call } = await world(20);
    const before = timers.armed();
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 20 }, async (_, i) => {
          const { page, callId } = await call(i % 4 === 0);
          await listening(page);
          if (i % 5 === 0) page.socket.terminate();
          else if (i % 5 === 1) await page.hangUp();
          else if (i % 5 === 2) page.send({ type: "bye" });
          else page.type("bye");
          await page.wait(() => double.call(callId).closed !== undefined, "the close");
          await page.wait(() => page.closed !== undefined, "the socket's end");
        }),
      );
    }
    const settled = await call(false);
    await listening(settled.page);
    await settled.page.hangUp();
    await settled.page.wait(() => worker.load().active === 0 && worker.sockets === 0, "all to be gone");
    await settled.page.wait(() => timers.armed() === before, "timers to be cancelled");
    expect(double.calls.size).toBe(201);
    const reasons = [...double.calls.values()].map((record) => record.closed?.reason);
    expect(reasons.filter((reason) => reason === "done")).toHaveLength(80);
    expect(reasons.filter((reason) => reason === "guest_hung_up")).toHaveLength(121);
  }, 60_000);

  test("forty calls dropped together are closed, each once, and the worker goes on", async () => {
    const { double, worker, call } = await world(50);
    const calls = await Promise.all(Array.from({ length: 40 }, () => call(true)));
    await Promise.all(calls.map(({ page }) => page.until("ready")));
    for (const { page } of calls) page.socket.terminate();
    const [first] = calls;
    await first?.page.wait(() => worker.load().active === 0, "the calls to end");
    for (const { callId } of calls) expect(double.call(callId).closed?.reason).toBe("guest_hung_up");
    const { page } = await call(false);
    await listening(page);
    expect(await page.ask("fine")).toBe("fine!");
    page.socket.terminate();
  }, 30_000);

  test("drains: no new calls, running ones finish, those beyond the bound go on elsewhere", async () => {
    const { double, worker, call } = await world(5);
    const polite = await call(false);
    const slow = await call(false);
    await Promise.all([listening(polite.page), listening(slow.page)]);
    const drained = worker.drain(400);
    const late = await call(false);
    expect(await late.page.until("error")).toMatchObject({ code: "full" });
    polite.page.type("bye");
    await drained;
    expect(double.call(polite.callId).closed?.reason).toBe("done");
    // Not closed at the line: its snapshot is there, and whoever opens it next goes on.
    expect(double.call(slow.callId)).toMatchObject({ closed: undefined, snapshot: { value: { v: 1 } } });
    await slow.page.wait(() => slow.page.closed !== undefined, "the socket to close");
    expect(slow.page.closed?.code).toBe(1012);
    expect(worker.load()).toMatchObject({ active: 0, draining: true });
  });

  test("a token that is shown again, newest or older, ends nobody's call", async () => {
    const { double, worker } = await world(5);
    const callId = newId();
    const url = `ws://127.0.0.1:${worker.port}/media/browser`;
    const first = await double.token({ callId });
    const lost = await TestPage.call(url, first, { audio: false });
    await listening(lost);
    const second = await double.token({ callId });
    const page = await TestPage.call(url, second, { audio: false });
    await listening(page);
    for (const token of [second, first]) {
      const replay = await TestPage.call(url, token, { audio: false });
      expect(await replay.until("error")).toMatchObject({ code: "refused" });
      await replay.wait(() => replay.closed !== undefined, "the refusal");
      expect(await page.ask("still here")).toBe("still here!");
    }
    expect(worker.load().calls).toEqual([{ callId, epoch: 2 }]);
    page.type("bye");
    await page.until("ended");
  });

  test("the same guest on a new socket takes the call over from the old one", async () => {
    const { double, brain, worker, call } = await world(5);
    const { page, callId } = await call(false);
    await listening(page);
    await page.ask("hello");
    const url = `ws://127.0.0.1:${worker.port}/media/browser`;
    const again = await TestPage.call(url, await double.token({ callId }), { audio: false });
    await listening(again);
    await page.wait(() => page.closed !== undefined, "the old socket to close");
    expect(brain.last.resumedFrom).toEqual({ turns: 1 });
    expect(await again.ask("more")).toBe("more!");
    expect(double.call(callId)).toMatchObject({ epoch: 2, closed: undefined });
    again.socket.terminate();
  });

  test("commands: say, hint, hang up; those for other calls are ignored", async () => {
    const { double, worker, call } = await world(5);
    const { page, callId } = await call(false);
    await listening(page);
    worker.command({ type: "say", callId, text: "Your taxi is here." });
    await page.until("line", (message) => message.text === "Your taxi is here.");
    worker.command({ type: "instruct", callId, text: "Be brief." });
    worker.command({ type: "superseded", callId, epoch: 1 });
    worker.command({ type: "hang_up", callId: newId(), reason: "staff_hung_up" });
    expect(await page.ask("still here")).toBe("still here!");
    worker.command({ type: "hang_up", callId, reason: "staff_hung_up" });
    expect((await page.until("ended")).reason).toBe("staff_hung_up");
    await page.wait(() => double.call(callId).closed !== undefined, "the close");
    expect(double.call(callId).closed?.reason).toBe("staff_hung_up");
  });

  test("forty calls whose connections break together: those who come back go on, the others end, nothing is left", async () => {
    const { timers, double, worker, call } = await world(45, 3_000);
    const before = timers.armed();
    const calls = await Promise.all(Array.from({ length: 40 }, (_, i) => call(i % 2 === 0)));
    await Promise.all(calls.map(({ page }) => listening(page)));
    for (const { page } of calls) page.socket.terminate();
    const back = calls.slice(0, 10);
    const url = `ws://127.0.0.1:${worker.port}/media/browser`;
    const again = await Promise.all(
      back.map(async ({ callId }) => TestPage.call(url, await double.token({ callId }), { audio: false })),
    );
    await Promise.all(again.map((page) => page.until("ready")));
    const [first] = again;
    await first?.wait(() => worker.load().active === 10, "the others to end");
    for (const { callId } of calls.slice(10))
      expect(double.call(callId).closed?.reason).toBe("guest_hung_up");
    for (const [i, page] of again.entries()) {
      expect(double.call(back[i]?.callId as string)).toMatchObject({ epoch: 2, closed: undefined });
      expect(await page.ask("more")).toBe("more!");
      page.send({ type: "bye" });
    }
    await first?.wait(() => worker.load().active === 0 && worker.sockets === 0, "all to be gone");
    await first?.wait(() => timers.armed() === before, "timers to be cancelled");
  }, 30_000);

  describe("people of the hotel", () => {
    const listen = async (worker: { port: number }, token: string) => {
      const socket = new WebSocket(`ws://127.0.0.1:${worker.port}/media/staff`);
      const told: ToStaff[] = [];
      let audio = 0;
      socket.on("message", (data, binary) => {
        if (binary) audio += (data as Buffer).length;
        else told.push(ToStaff.parse(JSON.parse(String(data))) as ToStaff);
      });
      const closed = new Promise<number>((resolve) => socket.once("close", resolve));
      await new Promise((resolve) => socket.once("open", resolve));
      socket.send(JSON.stringify({ type: "hello", token }));
      return { socket, told, closed, bytes: () => audio };
    };

    test("listen to a call by its token, once; a guest's token, another hotel's and a used one are refused", async () => {
      const { double, worker, call } = await world(5);
      const { page, callId } = await call(true);
      await listening(page);
      const token = await double.token({ callId, role: "staff" });
      const person = await listen(worker, token);
      await page.wait(() => person.bytes() >= 3_200, "a frame of audio");
      expect(person.told[0]).toMatchObject({ type: "joined", callId });
      page.type("hello");
      await page.wait(() => person.told.some((message) => message.type === "line"), "the words");
      const refused = async (bad: string, code: string) => {
        const nobody = await listen(worker, bad);
        expect(await nobody.closed).toBe(1008);
        expect(nobody.told).toMatchObject([{ type: "error", code }]);
      };
      await refused(token, "refused");
      await refused(await double.token({ callId }), "refused");
      await refused(await double.token({ role: "staff" }), "not_here");
      await refused(await double.token({ callId, role: "staff", seconds: -120 }), "refused");
      await refused("x".repeat(40), "refused");
      // And the other way round: such a token opens no call.
      const url = `ws://127.0.0.1:${worker.port}/media/browser`;
      const guest = await TestPage.call(url, await double.token({ callId, role: "staff" }));
      expect((await guest.until("error")).code).toBe("refused");
      page.type("bye");
      expect(await person.closed).toBe(1000);
      expect(person.told.at(-1)).toMatchObject({ type: "ended" });
    }, 20_000);

    test("speak through a take-over: what they say reaches the guest as sound", async () => {
      const { double, worker, call } = await world(5);
      const { page, callId } = await call(true);
      await listening(page);
      const person = await listen(worker, await double.token({ callId, role: "staff" }));
      await page.wait(() => person.told.some(({ type }) => type === "joined"), "the person to join");
      worker.command({ type: "take_over", callId, on: true });
      await page.until("state", (message) => message.state === "with_person");
      for (const nonsense of [
        "{",
        "null",
        JSON.stringify({ type: "speak" }),
        JSON.stringify({ type: "hello" }),
      ])
        person.socket.send(nonsense);
      person.socket.send(Buffer.alloc(3));
      person.socket.send(JSON.stringify({ type: "speak", on: true }));
      await page.wait(() => person.told.some((m) => m.type === "floor" && m.yours), "the floor");
      const heard = page.audio.length;
      person.socket.send(Buffer.alloc(3_200, 1));
      await page.wait(() => page.audio.length > heard, "the person's voice");
      person.socket.send(JSON.stringify({ type: "bye" }));
      expect(await person.closed).toBe(1000);
      page.socket.terminate();
    }, 20_000);
  });
});
