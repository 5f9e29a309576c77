import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createBreakers } from ".";
import { breakerBoardContract } from "./contract";
import { createMemoryBoards } from "./memory";
import type { BreakerNotice } from "./port";
import { createRedisBoard } from "./redis";
import { RedisServer } from "./testing/redis-server";

const WINDOW_MS = 60_000;
let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

const boards = createMemoryBoards(WINDOW_MS, () => performance.now());
breakerBoardContract("memory", async () => boards());

/** A board that both of its connections are open of, so that no notice is lost to a handshake. */
async function readyBoard(onTrouble?: (message: string) => void) {
  const before = redis.connections;
  const board = createRedisBoard({
    url: redis.url,
    windowMs: WINDOW_MS,
    ...(onTrouble ? { onTrouble } : {}),
  });
  const probe = `ready:${before}:${Math.random()}`;
  const heard: string[] = [];
  const stop = board.listen(({ key }) => heard.push(key));
  await vi.waitFor(() => {
    redis.publish("voicehive:breakers", JSON.stringify({ from: "test", key: probe, state: "closed" }));
    expect(heard).toContain(probe);
  });
  stop();
  return board;
}
breakerBoardContract("Redis", () => readyBoard());

describe("the board on Redis", () => {
  afterEach(() => vi.waitFor(() => expect(redis.connections).toBe(0)));

  test("garbage, strangers' words and enormous keys are not heard", async () => {
    const board = await readyBoard();
    const heard: BreakerNotice[] = [];
    board.listen((notice) => heard.push(notice));
    const say = (message: unknown) =>
      redis.publish("voicehive:breakers", typeof message === "string" ? message : JSON.stringify(message));
    say("{not json");
    say("null");
    say({ from: "x", key: "", state: "open" });
    say({ from: "x", key: "k".repeat(201), state: "open" });
    say({ from: "x", key: "a", state: "ajar" });
    say({ from: "x", key: "good", state: "open" });
    // What the other tests left open is told to everybody who listens.
    const strangers = () => heard.filter(({ key }) => !/^(tts|ready):/.test(key));
    await vi.waitFor(() => expect(strangers()).toEqual([{ key: "good", state: "open" }]));
    await board.close();
  });

  test("while Redis is away breakers work alone, the trouble is told once, and the sharing comes back", async () => {
    const own = await RedisServer.start();
    const { port } = own;
    await own.stop();
    const troubles: string[] = [];
    const here = createBreakers(
      `redis://127.0.0.1:${port}`,
      () => 0,
      (message) => troubles.push(message),
    );
    const breaker = here.breakers.of("tts:x:1");
    for (let n = 0; n < 5; n++) breaker.insist().failed();
    expect(breaker.state).toBe("open");
    await vi.waitFor(() => expect(troubles).toHaveLength(1));
    const back = await RedisServer.start(port);
    await vi.waitFor(
      () => {
        back.publish("voicehive:breakers", JSON.stringify({ from: "o", key: "tts:x:1", state: "closed" }));
        expect(breaker.state).toBe("closed");
      },
      { timeout: 5_000 },
    );
    expect(troubles).toHaveLength(1);
    await here.close();
    await back.stop();
  });

  test("without an address there is nothing to connect to", async () => {
    const alone = createBreakers(
      undefined,
      () => 0,
      () => {},
    );
    expect(alone.breakers.of("x").state).toBe("closed");
    await alone.close();
  });
});
