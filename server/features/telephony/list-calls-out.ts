import type { Prisma, Tx } from "@/server/db";
import { guestName } from "@/server/features/guests";
import { defineVerb } from "@/server/verbs/define-verb";
import { KEEP_MS } from "./due-callbacks";
import { CallOutRow, COUNT_LIMIT, ListCallsOutInput, PAGE, pageOf } from "./records";
import { CallPurpose, OutboundStatus } from "./schema";

/** What the hotel owes a guest: not over yet, and not a wake-up, which has its own time. */
export const owedCalls = (hotelId: string): Prisma.OutboundCallWhereInput => ({
  hotelId,
  endedAt: null,
  purpose: { in: ["callback", "desk"] },
});

/** Calls the hotel places, newest first; those still owed oldest first. Legs to the hotel's own people are transfers. */
export const listCallsOut = defineVerb({
  name: "telephony.listCallsOut",
  input: ListCallsOutInput,
  output: pageOf(CallOutRow),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { view, page }) {
    const owed = view === "owed";
    const where = owed ? owedCalls(ctx.hotelId) : { hotelId: ctx.hotelId, purpose: view };
    const order = owed ? "asc" : "desc";
    const rows = await tx.outboundCall.findMany({
      where,
      orderBy: [{ createdAt: order }, { id: order }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    });
    const names = await namesOf(tx, rows);
    return {
      rows: rows.map((row) => ({
        ...row,
        purpose: CallPurpose.parse(row.purpose),
        status: OutboundStatus.parse(row.status),
        answeredBy: row.answeredBy as CallOutRow["answeredBy"],
        name: names.get(row.id) ?? null,
        createdAt: row.createdAt.toISOString(),
        until: waitsUntil(row)?.toISOString() ?? null,
        endedAt: row.endedAt?.toISOString() ?? null,
      })),
      total: await tx.outboundCall.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});

interface Row {
  id: string;
  purpose: string;
  status: string;
  requestId: string | null;
  callId: string | null;
  wakeupId: string | null;
  createdAt: Date;
}

/** Only a caller who found every line busy waits for one; other calls are dialled at once. */
const waitsUntil = ({ purpose, status, requestId, createdAt }: Row): Date | null =>
  purpose === "callback" && status === "queued" && requestId === null
    ? new Date(createdAt.getTime() + KEEP_MS)
    : null;

/** Row id → the guest's name, by the call or the wake-up that asked for it. */
async function namesOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, string>> {
  const calls = await tx.call.findMany({
    where: { id: { in: rows.flatMap(({ callId }) => callId ?? []) }, guestId: { not: null } },
    select: { id: true, guest: { select: { first: true, last: true } } },
  });
  const wakeups = await tx.wakeupCall.findMany({
    where: { id: { in: rows.flatMap(({ wakeupId }) => wakeupId ?? []) } },
    select: { id: true, room: true, guestName: true },
  });
  return new Map(
    rows.flatMap((row) => {
      const wakeup = wakeups.find(({ id }) => id === row.wakeupId);
      if (wakeup) return [[row.id, `${wakeup.guestName}, room ${wakeup.room}`] as const];
      const name = guestName(calls.find(({ id }) => id === row.callId)?.guest);
      return name ? [[row.id, name] as const] : [];
    }),
  );
}
