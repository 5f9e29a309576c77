import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "@/server/auth/testing/house";
import { silentLogger } from "@/server/kernel/logger";
import type { Ctx } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { forgetDelivered } from "./outbox";
import { type OutgoingEvent, type RelayOptions, relayOnce } from "./relay";

let house: House;
let ctx: Ctx;
beforeAll(async () => {
  house = await openHouse();
  const { tenantId } = await house.organisation();
  ctx = { tenantId, actor: { kind: "system", name: "test" }, deps: house.deps, log: silentLogger };
});
afterAll(() => house.close());

const write = (count: number, name = "thing.happened") =>
  house.deps.db.transaction(ctx.tenantId, (tx) =>
    emit(
      tx,
      ctx,
      Array.from({ length: count }, (_, i) => ({ name, data: { n: String(i) } })),
    ),
  );

function relay(over: Partial<RelayOptions> = {}): RelayOptions & { sent: OutgoingEvent[] } {
  const sent: OutgoingEvent[] = [];
  return {
    pool: house.deps.system.pool,
    clock: house.clock,
    log: silentLogger,
    leaseMs: 60_000,
    send: async (events) => void sent.push(...events),
    sent,
    ...over,
  };
}
const waiting = async () =>
  Number(
    (
      await house.deps.system.pool.query<{ n: string }>(
        "SELECT count(*) AS n FROM outbox_event WHERE delivered_at IS NULL",
      )
    ).rows[0]?.n,
  );
const drain = async (options: RelayOptions) => {
  while ((await relayOnce(options)) > 0);
};

describe("the outbox relay", () => {
  test("hands each event over once, with the row's id and its tenant", async () => {
    await write(3);
    const one = relay();
    await drain(one);
    expect(one.sent).toHaveLength(3);
    expect(new Set(one.sent.map((event) => event.id)).size).toBe(3);
    expect(one.sent.every((event) => event.data.tenantId === ctx.tenantId)).toBe(true);
    expect(await waiting()).toBe(0);
    expect(await relayOnce(one)).toBe(0);
  });

  test("one that dies between send and mark: the event comes again, with the same id", async () => {
    await write(1);
    const sent: OutgoingEvent[] = [];
    const died = relay({
      sendTimeoutMs: 20,
      // Delivered, but the relay never learns of it and is gone before it could mark or postpone.
      send: async (events) => {
        sent.push(...events);
        throw Object.assign(new Error("killed"), { killed: true });
      },
      pool: {
        query: (text: string, values: unknown[]) =>
          text.includes("SET claimed_until = $3")
            ? Promise.reject(new Error("killed"))
            : house.deps.system.pool.query(text, values),
      } as unknown as RelayOptions["pool"],
    });
    await expect(relayOnce(died)).rejects.toThrow("killed");
    const next = relay();
    expect(await relayOnce(next)).toBe(0); // the dead one's claim still stands
    house.clock.advance(60_001);
    await drain(next);
    expect(next.sent.map((event) => event.id)).toEqual(sent.map((event) => event.id));
    expect(await waiting()).toBe(0);
  });

  test("two side by side share the work: nothing twice, nothing left", async () => {
    await write(137);
    const one = relay({ batch: 10 });
    const two = relay({ batch: 10 });
    await Promise.all([drain(one), drain(two), drain(one), drain(two)]);
    const ids = [...one.sent, ...two.sent].map((event) => event.id);
    expect(ids).toHaveLength(137);
    expect(new Set(ids).size).toBe(137);
  });

  test("one event that is always refused does not hold up the others", async () => {
    await write(1, "thing.poisoned");
    await write(4);
    const picky = relay({
      send: async (events) => {
        if (events.some((event) => event.name === "thing.poisoned")) throw new Error("refused");
        good.push(...events);
      },
    });
    const good: OutgoingEvent[] = [];
    for (let i = 0; i < 6; i++) {
      await drain(picky);
      house.clock.advance(400_000);
    }
    expect(good).toHaveLength(4);
    expect(await waiting()).toBe(1);
    await drain(relay());
  });

  test("a receiver that never answers is given up after its deadline", async () => {
    await write(1);
    await relayOnce(relay({ sendTimeoutMs: 20, send: () => new Promise(() => {}) }));
    expect(await waiting()).toBe(1);
    house.clock.advance(400_000);
    const after = relay();
    await drain(after);
    expect(after.sent).toHaveLength(1);
  });

  test("what was delivered is forgotten after its time, and nothing else", async () => {
    await write(2);
    const before = new Date(house.clock.now().getTime() + 1_000);
    expect(await forgetDelivered(house.deps.system.pool, before)).toBeGreaterThan(0);
    expect(await waiting()).toBe(2);
    await drain(relay());
  });
});
