import { afterEach, describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import { ThreadPool } from "./pool";
import type { PoolTestJob } from "./pool-test.worker";

const entry = new URL("./pool-test.worker.ts", import.meta.url);
const live = () => new AbortController().signal;
const pools: ThreadPool<PoolTestJob, string>[] = [];
const make = (more: { maxQueue?: number; jobTimeoutMs?: number; startMs?: number } = {}) => {
  const pool = new ThreadPool<PoolTestJob, string>({
    name: "test",
    entry,
    threads: 1,
    maxQueue: 8,
    jobTimeoutMs: 30_000,
    data: "!",
    ...more,
  });
  pools.push(pool);
  return pool;
};
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

describe("the thread pool", { timeout: 60_000 }, () => {
  test("runs a TypeScript thread, passes its data, answers in order", async () => {
    const pool = make();
    expect(await Promise.all(["a", "b"].map((echo) => pool.run({ echo }, live())))).toEqual(["a!", "b!"]);
    expect(pool.load).toBe(0);
    expect(pool.idle).toBe(true);
  });

  test("a job that throws fails alone; a thread that dies is replaced", async () => {
    const pool = make();
    await expect(pool.run({ fail: "bad clause" }, live())).rejects.toMatchObject({
      message: "test failed: bad clause.",
      retryable: true,
    });
    const died = pool.run({ exit: true }, live());
    const after = pool.run({ echo: "still here" }, live());
    await expect(died).rejects.toBeInstanceOf(SpeechError);
    expect(await after).toBe("still here!");
  });

  test("a job past its deadline costs the thread, not the pool", async () => {
    const pool = make({ jobTimeoutMs: 300, startMs: 30_000 });
    await pool.run({ echo: "the first job may take the start's time on top" }, live());
    await expect(pool.run({ spin: true }, live())).rejects.toMatchObject({
      message: "test took too long.",
      retryable: true,
    });
  });

  test("the queue is bounded, and an abort frees its place at once", async () => {
    const pool = make({ maxQueue: 1 });
    const abort = new AbortController();
    const running = pool.run({ echo: "running" }, live());
    const waiting = pool.run({ echo: "waiting" }, abort.signal);
    await expect(pool.run({ echo: "too many" }, live())).rejects.toMatchObject({ retryable: true });
    abort.abort(new Error("hung up"));
    const next = pool.run({ echo: "next" }, live());
    await expect(waiting).rejects.toThrow("hung up");
    expect(await Promise.all([running, next])).toEqual(["running!", "next!"]);
    await expect(pool.run({ echo: "late" }, abort.signal)).rejects.toThrow("hung up");
  });

  test("close fails what waits and runs, refuses what comes, and may be called twice", async () => {
    const pool = make();
    const jobs = Promise.allSettled([pool.run({ echo: "a" }, live()), pool.run({ echo: "b" }, live())]);
    await pool.close();
    await pool.close();
    for (const outcome of await jobs) expect(outcome.status).toBe("rejected");
    await expect(pool.run({ echo: "c" }, live())).rejects.toMatchObject({ retryable: false });
  });
});
