import type { Prisma, Tx } from "@/server/db";
import { defineVerb } from "@/server/verbs/define-verb";
import { type CallView, ListCallsInput, ListCallsOutput } from "./schema";
import { searchCallers, searchCalls } from "./search";
import { toCallRow } from "./to-row";

const PAGE = 50;
const COUNT_LIMIT = 10_000;

const views: Readonly<Record<CallView, Prisma.CallWhereInput>> = {
  all: {},
  live: { endedAt: null },
  follow_up: { followUp: true },
  booked: { outcome: "booked" },
  person: { outcome: "to_a_person" },
};

/** Calls of the hotel, newest first, 50 a page. */
export const listCalls = defineVerb({
  name: "calls.list",
  input: ListCallsInput,
  output: ListCallsOutput,
  permission: "calls:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, input) {
    const sentences = input.search
      ? await searchCalls(tx, ctx.hotelId, input.search)
      : new Map<string, string>();
    const callers = input.search ? await searchCallers(tx, ctx.hotelId, input.search) : [];
    const where: Prisma.CallWhereInput = {
      hotelId: ctx.hotelId,
      ...views[input.view],
      ...(input.guestId ? { guestId: input.guestId } : {}),
      ...(input.from || input.until
        ? {
            startedAt: {
              ...(input.from ? { gte: input.from } : {}),
              ...(input.until ? { lt: input.until } : {}),
            },
          }
        : {}),
      ...(input.search ? { id: { in: [...new Set([...sentences.keys(), ...callers])] } } : {}),
    };
    const rows = await tx.call.findMany({
      where,
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      skip: (input.page - 1) * PAGE,
      take: PAGE,
      include: { guest: { select: { id: true, first: true, last: true } } },
    });
    return {
      rows: rows.map((row) => toCallRow(row, sentences.get(row.id) ?? null)),
      total: await countUpTo(tx, where),
      page: input.page,
      pageSize: PAGE,
    };
  },
});

async function countUpTo(tx: Tx, where: Prisma.CallWhereInput): Promise<number> {
  return tx.call.count({ where, take: COUNT_LIMIT + 1 });
}
