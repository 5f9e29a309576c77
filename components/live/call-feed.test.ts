import { describe, expect, test } from "vitest";
import { CallFeed, type EventPage, type Positioned } from "./call-feed";

/** A call on the server that pages its events, and can be made to answer late. */
function call(pageSize = 3) {
  const events: Positioned[] = [];
  let gate: Promise<void> = Promise.resolve();
  return {
    add: (count = 1) => {
      for (let i = 0; i < count; i++) events.push({ position: events.length + 1 });
    },
    hold: () => {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    reads: 0,
    async read(after: number): Promise<EventPage<Positioned>> {
      this.reads++;
      const page = events.filter(({ position }) => position > after).slice(0, pageSize);
      const last = events.length;
      await gate;
      return { events: page, last };
    },
  };
}
const follow = (server: ReturnType<typeof call>, after = 0) => {
  const seen: number[] = [];
  const feed = new CallFeed<Positioned>(
    (from) => server.read(from),
    (events) => seen.push(...events.map(({ position }) => position)),
    after,
  );
  return { seen, feed };
};
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);

describe("following a call", () => {
  test("gives every event once and in order, over pages", async () => {
    const server = call();
    server.add(10);
    const { seen, feed } = follow(server);
    await feed.notice();
    expect(seen).toEqual(upTo(10));
  });

  test("doubled and lost notices change nothing", async () => {
    const server = call();
    const { seen, feed } = follow(server);
    server.add(2);
    await Promise.all([feed.notice(), feed.notice(), feed.notice()]);
    server.add(1);
    server.add(4);
    await feed.notice();
    await feed.notice();
    expect(seen).toEqual(upTo(7));
  });

  test("a notice during a reading is not lost", async () => {
    const server = call(100);
    server.add(1);
    const open = server.hold();
    const { seen, feed } = follow(server);
    const first = feed.notice();
    server.add(1);
    const second = feed.notice();
    open();
    await Promise.all([first, second]);
    expect(seen).toEqual([1, 2]);
  });

  test("a notice in the very tick a reading ends is not lost", async () => {
    const server = call(100);
    server.add(1);
    const { seen, feed } = follow(server);
    await feed.notice().then(() => {
      server.add(1);
      return feed.notice();
    });
    expect(seen).toEqual([1, 2]);
  });

  test("starts where the page already is", async () => {
    const server = call();
    server.add(5);
    const { seen, feed } = follow(server, 3);
    await feed.notice();
    expect(seen).toEqual([4, 5]);
  });

  test("a failed reading is told, and the next one misses nothing", async () => {
    const seen: number[] = [];
    let fail = true;
    const feed = new CallFeed<Positioned>(
      async (after) => {
        if (fail) throw new Error("away");
        return { events: upTo(3, after + 1).map((position) => ({ position })), last: 3 };
      },
      (events) => seen.push(...events.map(({ position }) => position)),
    );
    await expect(feed.notice()).rejects.toThrow("away");
    fail = false;
    await feed.notice();
    expect(seen).toEqual([1, 2, 3]);
  });

  test("a reader that repeats itself is not believed", async () => {
    const seen: number[] = [];
    const pages = [[1, 2], [2, 1, 3], []];
    const feed = new CallFeed<Positioned>(
      async () => ({ events: (pages.shift() ?? []).map((position) => ({ position })), last: 9 }),
      (events) => seen.push(...events.map(({ position }) => position)),
    );
    await feed.notice();
    expect(seen).toEqual([1, 2, 3]);
  });

  test("gives nothing after its end", async () => {
    const server = call();
    server.add(1);
    const open = server.hold();
    const { seen, feed } = follow(server);
    const reading = feed.notice();
    feed.end();
    open();
    await reading;
    expect(seen).toEqual([]);
  });
});
