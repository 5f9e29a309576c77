import type { Inngest } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startExecutor } from "./executor";
import { until } from "./testing/app";
import { type Bench, startBench } from "./testing/bench";

const calls: string[] = [];
const count = (name: string) => calls.filter((call) => call === name).length;
let bench: Bench;
let busy = 0;
let mostBusy = 0;
const gate: { open: () => void; opened: Promise<void> } = { open: () => {}, opened: Promise.resolve() };
const closeGate = () => {
  gate.opened = new Promise((resolve) => {
    gate.open = resolve;
  });
};

const define = (client: Inngest) => [
  client.createFunction({ id: "cron", triggers: [{ cron: "* * * * *" }] }, async () => "tick"),
  client.createFunction(
    { id: "zoned", triggers: [{ cron: "TZ=Asia/Dhaka 0 9 * * *" }] },
    async () => "morning",
  ),
  client.createFunction(
    { id: "plain", triggers: [{ event: "plain" }] },
    async ({ event }) => event.data.n ?? null,
  ),
  client.createFunction(
    { id: "picky", triggers: [{ event: "plain", if: "event.data.n > 100" }] },
    async () => "big",
  ),
  client.createFunction(
    {
      id: "dies",
      retries: 1,
      triggers: [{ event: "dies" }],
      onFailure: async ({ error, event }) => {
        calls.push(`failure:${error.message}:${(event.data.event.data as { n: number }).n}`);
      },
    },
    async () => {
      calls.push("dies");
      throw new Error("no use");
    },
  ),
  client.createFunction(
    { id: "cancellable", triggers: [{ event: "begin" }], cancelOn: [{ event: "abort", match: "data.id" }] },
    async ({ step }) => {
      await step.sleep("long", "1d");
      calls.push("cancellable.end");
    },
  ),
  client.createFunction(
    { id: "narrow", triggers: [{ event: "narrow" }], concurrency: { key: "event.data.hotel", limit: 2 } },
    async () => {
      busy++;
      mostBusy = Math.max(mostBusy, busy);
      await gate.opened;
      busy--;
    },
  ),
  client.createFunction(
    { id: "once", triggers: [{ event: "once" }], idempotency: "event.data.call" },
    async () => calls.push("once"),
  ),
  client.createFunction(
    {
      id: "calm",
      triggers: [{ event: "calm" }],
      debounce: { key: "event.data.id", period: "30s", timeout: "5m" },
    },
    async ({ event }) => event.data.n,
  ),
  client.createFunction(
    { id: "child", retries: 0, triggers: [{ event: "never.sent" }] },
    async ({ event }) => {
      if (event.data.n === 13) throw new Error("unlucky");
      return { twice: (event.data.n as number) * 2 };
    },
  ),
  client.createFunction(
    { id: "caller", retries: 0, triggers: [{ event: "caller" }] },
    async ({ step, event }) => {
      const child = client.funcs.find((fn) => fn.id() === "child");
      if (!child) throw new Error("no child");
      return step.invoke("ask", { function: child, data: { n: event.data.n } });
    },
  ),
];

beforeAll(async () => {
  bench = await startBench(define, { backoff: () => 0 });
});
afterAll(() => bench.close());

test("a cron tick runs exactly once though two processes look for it", async () => {
  const second = startExecutor({ ...bench.options, signal: new AbortController().signal });
  for (const minute of [1, 2, 3]) {
    bench.clock.set(new Date(`2030-03-01T10:0${minute}:00Z`));
    await bench.ended("cron", minute);
  }
  await second.stop();
  expect((await bench.runs("cron")).map((run) => run.output)).toEqual(["tick", "tick", "tick"]);
});

test("ticks missed while nobody ran are made up for once", async () => {
  const before = (await bench.runs("cron")).length;
  bench.clock.set(new Date("2030-03-01T11:30:10Z"));
  await bench.ended("cron", before + 1);
  bench.clock.set(new Date("2030-03-01T11:31:00Z"));
  expect(await bench.ended("cron", before + 2)).toHaveLength(before + 2);
});

test("a cron expression counts in its own zone", async () => {
  const { rows } = await bench.db.query<{ next_at: Date }>(
    "SELECT next_at FROM durable.crons WHERE function_id = 'test-zoned'",
  );
  expect(rows[0]?.next_at.toISOString()).toBe("2030-03-02T03:00:00.000Z");
});

test("an event id counts once, however and however often it comes", async () => {
  const event = { id: "same", name: "plain", data: { n: 1 } };
  await bench.app.client.send(event);
  await Promise.all([
    bench.executor.send(event),
    bench.executor.send(event),
    bench.app.client.send([event, event]),
  ]);
  await bench.executor.send({ id: "other", name: "plain", data: { n: 2 } });
  expect((await bench.ended("plain", 2)).map((run) => run.output).sort()).toEqual([1, 2]);
});

test("a trigger's condition decides", async () => {
  await bench.executor.send({ name: "plain", data: { n: 500 } });
  expect(await bench.ended("picky", 1)).toHaveLength(1);
});

test("a run that fails for good calls onFailure once, with the error and the event", async () => {
  await bench.executor.send({ name: "dies", data: { n: 7 } });
  expect((await bench.ended("dies"))[0]?.status).toBe("failed");
  await bench.ended("dies-failure");
  expect([count("dies"), count("failure:no use:7")]).toEqual([2, 1]);
});

test("cancelOn ends the run that matches and leaves the others", async () => {
  await bench.executor.send([1, 2].map((id) => ({ name: "begin", data: { id } })));
  await bench.waiting(2);
  await bench.executor.send({ name: "abort", data: { id: 1 } });
  await until("the cancellation", async () =>
    (await bench.runs("cancellable")).some((run) => run.status === "cancelled"),
  );
  bench.clock.advance(86_400_000);
  const statuses = (await bench.ended("cancellable", 2)).map((run) => run.status).sort();
  expect(statuses).toEqual(["cancelled", "completed"]);
  expect(count("cancellable.end")).toBe(1);
});

test("no more runs of one key are under way than its limit allows", async () => {
  closeGate();
  await bench.executor.send(["a", "a", "a", "a", "b"].map((hotel) => ({ name: "narrow", data: { hotel } })));
  await until("three runs to be under way", () => busy === 3);
  gate.open();
  await bench.ended("narrow", 5);
  expect(mostBusy).toBe(3);
});

test("an idempotency key starts one run a day", async () => {
  await bench.executor.send([1, 2, 3].map(() => ({ name: "once", data: { call: "c9" } })));
  await bench.ended("once");
  bench.clock.advance(86_400_001);
  await bench.executor.send({ name: "once", data: { call: "c9" } });
  await bench.ended("once", 2);
  expect(count("once")).toBe(2);
});

test("a debounced function runs once, with the last event", async () => {
  for (const n of [1, 2, 3]) {
    await bench.executor.send({ name: "calm", data: { id: "x", n } });
    bench.clock.advance(20_000);
  }
  expect((await bench.runs("calm")).map((run) => run.status)).toEqual(["running"]);
  bench.clock.advance(30_000);
  expect((await bench.ended("calm")).map((run) => run.output)).toEqual([3]);
});

test("an invoked function's result, or its error, comes back to the caller", async () => {
  await bench.executor.send([{ id: "i1", name: "caller", data: { n: 4 } }]);
  await bench.ended("caller", 1);
  await bench.executor.send([{ id: "i2", name: "caller", data: { n: 13 } }]);
  const [good, bad] = await bench.ended("caller", 2);
  expect(good?.output).toEqual({ twice: 8 });
  expect(bad).toMatchObject({ status: "failed", output: { message: "unlucky" } });
  expect(await bench.runs("child")).toHaveLength(2);
});

test("what is no event is refused and starts nothing", async () => {
  await expect(bench.executor.send({ name: "" })).rejects.toThrow();
  const post = (body: string, key = "test-event-key") =>
    bench.executor.handlers.events(new Request("http://x/e", { method: "POST", body }), key);
  expect((await post("{")).status).toBe(400);
  expect((await post('{"name":5}')).status).toBe(400);
  expect((await post('[{"name":"plain"},{"data":{}}]')).status).toBe(400);
  expect((await post(`{"name":"plain","data":{"n":"${"x".repeat(5_000_000)}"}}`)).status).toBe(413);
  expect((await post('{"name":"plain"}', "wrong-key")).status).toBe(401);
});

test("text that PostgreSQL cannot hold is cleaned, not lost", async () => {
  await bench.executor.send({ id: "nul", name: "plain", data: { n: "a\u0000b" } });
  const runs = await bench.ended("plain", 4);
  expect(runs.at(-1)?.output).toBe("ab");
});

test("stopping gives a request that does not end back to the others, without counting it as tried", async () => {
  await bench.executor.stop();
  closeGate();
  const stuck = startExecutor({ ...bench.options, signal: new AbortController().signal, graceMs: 20 });
  await stuck.send({ id: "stuck", name: "narrow", data: { hotel: "z" } });
  await until("the request to be under way", () => busy === 1);
  await stuck.stop();
  const left = await bench.db.query("SELECT attempt, lost_leases FROM durable.queue WHERE lease IS NULL");
  expect(left.rows).toEqual([{ attempt: 0, lost_leases: 0 }]);
  gate.open();
  await until("the first request to end", () => busy === 0);
  const next = startExecutor({ ...bench.options, signal: new AbortController().signal });
  await bench.ended("narrow", 6);
  await next.stop();
});
