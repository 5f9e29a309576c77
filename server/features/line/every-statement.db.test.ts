import { expect, test } from "vitest";
import { hotelEachTest } from "@/server/features/inventory/testing/each-test";
import { type TestHotel, TODAY, type World } from "@/server/features/inventory/testing/hotel";
import { addDays } from "@/server/kernel/dates";
import { lineTools } from "@/server/line-tools";
import { type Break, failQuery } from "@/server/testing/fail-query";
import { startCall, type TestCall } from "@/server/testing/tool-call";

let world: World;
let hotel: TestHotel;
hotelEachTest((found) => {
  ({ world, hotel } = found);
});

/** Another guest for another night each time: the house is small, and what is known takes fewer statements. */
let times = 0;
const another = () => {
  const checkIn = addDays(TODAY, 1 + (++times % 14));
  const stay = { checkIn, checkOut: addDays(checkIn, 1), adults: 2 };
  return { stay, guest: { first: "Maja", last: "Lindqvist", phone: `+47900${10_000 + times}` } };
};
const towels = { kind: "housekeeping_item", summary: "two towels", room: "101" };

const begin = (): Promise<TestCall> => startCall(world.deps, hotel, Object.values(lineTools));

const count = (callId: string) =>
  world.db.withTenant(hotel.tenantId, async (db) => ({
    reservations: await db.reservation.count(),
    requests: await db.request.count({ where: { callId } }),
    done: await db.toolCall.count({ where: { callId, ok: true, key: { not: null } } }),
  }));

/** What has an effect: its arguments, what there is of it when it was done once, and whether to break at its reads too. */
const effects = {
  book_stay: {
    async args(call: TestCall) {
      const { stay, guest } = another();
      const found = await call.tool("search_rooms", stay);
      const offer = found.ok ? (found.data as { offers: { offer: string }[] }).offers[0]?.offer : undefined;
      const held = await call.tool("quote_stay", { offer });
      return { quotes: [held.ok ? (held.data as { quote: string }).quote : ""], guest };
    },
    made: { reservations: 1, requests: 0 },
    reads: false,
  },
  create_request: { args: async () => towels, made: { reservations: 0, requests: 1 }, reads: true },
} as const;

const CHANGES = /^\s*(?:insert|update|delete|with|commit)/i;

/**
 * The connection to the database breaks at one statement of a tool, each of them in turn: before the database has it,
 * and where it changes something, before the database could say that it did. Then the worker asks again with the same
 * number, as it does when it hears nothing.
 */
test.each(Object.keys(effects) as (keyof typeof effects)[])(
  "%s is done once, and never told otherwise",
  async (name) => {
    const { args, made, reads } = effects[name];
    const plain = await begin();
    const input = await args(plain);
    const statements = await failQuery(-1, "unsent", () => plain.tool(name, input, 9));
    expect(statements.filter((sql) => CHANGES.test(sql)).length).toBeGreaterThan(3);
    const breaks = statements.flatMap((sql, at): [number, Break][] => {
      if (/^commit/i.test(sql))
        return [
          [at, "unsent"],
          [at, "unanswered"],
          [at, "unheard"],
        ];
      if (CHANGES.test(sql))
        return [
          [at, "unsent"],
          [at, "unanswered"],
        ];
      return reads ? [[at, "unsent"]] : [];
    });
    for (const [at, kind] of breaks)
      await once(name, made, at, kind, `${kind} ${at}: ${statements[at]?.slice(0, 80)}`);
  },
  120_000,
);

async function once(
  name: keyof typeof effects,
  made: { reservations: number; requests: number },
  at: number,
  kind: Break,
  place: string,
): Promise<void> {
  const call = await begin();
  const input = await effects[name].args(call);
  const before = await count(call.callId);
  let first: unknown;
  const sent = await failQuery(at, kind, async () => {
    first = await call.tool(name, input, 9).catch((error: unknown) => error);
  });
  expect(place, "a statement like the first time").toContain(sent[at]?.slice(0, 80));
  const between = await count(call.callId);
  // Told as done: it is. Told as not done: it is not.
  if (isResult(first)) expect(between.done - before.done, place).toBe(first.ok ? 1 : 0);
  const again = await call.tool(name, input, 9);
  if (!again.ok) expect(isResult(first) && !first.ok, place).toBe(true);
  const last = again.ok ? again : await call.tool(name, input, 10);
  expect(last, place).toMatchObject({ ok: true });
  const after = await count(call.callId);
  expect(after.done - before.done, place).toBe(1);
  expect(after.reservations - before.reservations, place).toBe(made.reservations);
  expect(after.requests - before.requests, place).toBe(made.requests);
}

const isResult = (value: unknown): value is { ok: boolean } =>
  typeof value === "object" && value !== null && "ok" in value;
