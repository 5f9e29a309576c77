import { type Inngest, NonRetriableError, RetryAfterError } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "./testing/app";
import { type Bench, startBench } from "./testing/bench";

const calls: string[] = [];
const noted = <T>(call: string, result: T): T => {
  calls.push(call);
  return result;
};
const count = (name: string) => calls.filter((call) => call === name).length;
let bench: Bench;

const define = (client: Inngest) => [
  client.createFunction({ id: "memo", triggers: [{ event: "memo" }] }, async ({ step, event }) => {
    const a = await step.run("a", () => noted("memo.a", { seen: event.data.n as number }));
    await step.sleep("rest", "1h");
    const b = await step.run("b", () => noted("memo.b", a.seen + 1));
    return { a, b };
  }),
  client.createFunction({ id: "until", triggers: [{ event: "until" }] }, async ({ step }) => {
    await step.sleepUntil("date", new Date("2030-03-01T12:00:00Z"));
    return "awake";
  }),
  client.createFunction(
    { id: "flaky", retries: 2, triggers: [{ event: "flaky" }] },
    async ({ step, attempt }) => {
      await step.run("stable", () => void calls.push("flaky.stable"));
      return step.run("shaky", () => {
        calls.push(`flaky.shaky.${attempt}`);
        if (count("flaky.shaky.0") < 1 || attempt < 1) throw new Error("not yet");
        return "done";
      });
    },
  ),
  client.createFunction({ id: "later", retries: 1, triggers: [{ event: "later" }] }, async ({ attempt }) => {
    calls.push(`later.${attempt}`);
    if (attempt === 0) throw new RetryAfterError("busy", "10m");
    return "ok";
  }),
  client.createFunction({ id: "final", retries: 3, triggers: [{ event: "final" }] }, async () => {
    calls.push("final");
    throw new NonRetriableError("never");
  }),
  client.createFunction({ id: "caught", retries: 0, triggers: [{ event: "caught" }] }, async ({ step }) => {
    const fallback = await step
      .run("bad", () => {
        throw new Error("bad step");
      })
      .catch((error: Error) => error.message);
    return step.run("after", () => `went on: ${fallback}`);
  }),
  client.createFunction({ id: "parallel", triggers: [{ event: "parallel" }] }, async ({ step }) => {
    const sums = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => step.run("n", () => noted("parallel.n", n * n))),
    );
    return step.run("sum", () =>
      noted(
        "parallel.sum",
        sums.reduce((a, b) => a + b, 0),
      ),
    );
  }),
  client.createFunction({ id: "review", triggers: [{ event: "review" }] }, async ({ step }) => {
    const answer = await step.waitForEvent("answer", {
      event: "answered",
      timeout: "2h",
      match: "data.call",
    });
    return answer ? (answer.data as { text: string }).text : "nobody";
  }),
  client.createFunction({ id: "choosy", triggers: [{ event: "choosy" }] }, async ({ step }) => {
    const rule = "async.data.call == event.data.call && async.data.stars >= 4";
    const answer = await step.waitForEvent("answer", { event: "rated", timeout: "2h", if: rule });
    return answer?.data ?? null;
  }),
  client.createFunction({ id: "parent", triggers: [{ event: "parent" }] }, async ({ step }) => {
    await step.sendEvent("fan", [
      { name: "leaf", data: { n: 1 } },
      { name: "leaf", data: { n: 2 } },
    ]);
    return "sent";
  }),
  client.createFunction({ id: "leaf", triggers: [{ event: "leaf" }] }, async ({ event }) => event.data.n),
];

beforeAll(async () => {
  bench = await startBench(define);
});
afterAll(() => bench.close());
const output = async (functionId: string) => (await bench.ended(functionId))[0]?.output;

test("a sleep ends when its time has come, and finished steps do not run again", async () => {
  await bench.app.client.send({ name: "memo", data: { n: 41 } });
  await bench.waiting();
  expect((await bench.runs("memo"))[0]?.status).toBe("running");
  bench.clock.advance(3_600_000);
  expect(await output("memo")).toEqual({ a: { seen: 41 }, b: 42 });
  expect([count("memo.a"), count("memo.b")]).toEqual([1, 1]);
});

test("a sleep until an instant that has passed goes on at once", async () => {
  bench.clock.set(new Date("2030-03-01T12:00:01Z"));
  await bench.executor.send({ name: "until" });
  expect(await output("until")).toBe("awake");
});

test("a failing step is tried again after its backoff, the steps before it are not", async () => {
  await bench.executor.send({ name: "flaky" });
  await until("the first failure", () => count("flaky.shaky.0") === 1);
  expect((await bench.runs("flaky"))[0]?.status).toBe("running");
  await until(
    "the retry to be queued",
    async () =>
      (await bench.db.query("SELECT 1 FROM durable.queue WHERE attempt = 1 AND lease IS NULL")).rowCount ===
      1,
  );
  bench.clock.advance(60_000);
  expect(await output("flaky")).toBe("done");
  expect(count("flaky.stable")).toBe(1);
  expect(count("flaky.shaky.1")).toBe(1);
});

test("Retry-After is kept to", async () => {
  await bench.executor.send({ name: "later" });
  const queued = async () =>
    (await bench.db.query<{ run_at: Date }>("SELECT run_at FROM durable.queue WHERE attempt = 1")).rows[0];
  await until("the retry", async () => (await queued()) !== undefined);
  const runAt = (await queued())?.run_at.getTime() ?? 0;
  const wait = runAt - bench.clock.now().getTime();
  // The SDK turns "10m" into an instant of the real clock or into seconds; either way ten minutes lie between.
  expect(wait === 600_000 || Math.abs(runAt - Date.now() - 600_000) < 60_000).toBe(true);
  bench.clock.advance(Math.max(wait, 0));
  expect(await output("later")).toBe("ok");
});

test("an error that cannot be retried ends the run at once", async () => {
  await bench.executor.send({ name: "final" });
  const [run] = await bench.ended("final");
  expect(run?.status).toBe("failed");
  expect(run?.output).toMatchObject({ message: "never" });
  expect(count("final")).toBe(1);
});

test("a step that failed for good can be caught, and the function goes on", async () => {
  await bench.executor.send({ name: "caught" });
  expect(await output("caught")).toBe("went on: bad step");
});

test("parallel steps each run once, and what follows them once", async () => {
  await bench.executor.send({ name: "parallel" });
  expect(await output("parallel")).toBe(55);
  expect([count("parallel.n"), count("parallel.sum")]).toEqual([5, 1]);
});

test("a wait takes the event that matches and no other", async () => {
  await bench.executor.send({ name: "review", data: { call: "c1" } });
  await bench.waiting();
  await bench.executor.send({ name: "answered", data: { call: "c2", text: "wrong call" } });
  await bench.executor.send({ name: "answered", data: { text: "no call at all" } });
  await bench.executor.send({ name: "answered", data: { call: "c1", text: "right call" } });
  expect(await output("review")).toBe("right call");
});

test("a wait's condition sees both events", async () => {
  await bench.executor.send({ name: "choosy", data: { call: "c1" } });
  await bench.waiting();
  await bench.executor.send({ name: "rated", data: { call: "c1", stars: 3 } });
  await bench.executor.send({ name: "rated", data: { call: "c1", stars: 5 } });
  expect(await output("choosy")).toEqual({ call: "c1", stars: 5 });
});

test("a wait that nobody answers ends with null, and a late event changes nothing", async () => {
  await bench.executor.send({ name: "review", data: { call: "late" } });
  await bench.waiting();
  bench.clock.advance(2 * 3_600_000);
  await bench.executor.send({ name: "answered", data: { call: "late", text: "too late" } });
  const runs = await bench.ended("review", 2);
  expect(runs[1]?.output).toBe("nobody");
});

test("events sent from a step start other functions", async () => {
  await bench.executor.send({ name: "parent" });
  expect((await bench.ended("leaf", 2)).map((run) => run.output).sort()).toEqual([1, 2]);
});
