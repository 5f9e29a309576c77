import type { Prisma } from "@/server/db";
import { defineVerb } from "@/server/verbs/define-verb";
import { callerFields, callerOf } from "./caller";
import { COUNT_LIMIT, ListTransfersInput, PAGE, pageOf, TransferRow } from "./records";
import { TransferState } from "./schema";

const views: Readonly<Record<string, Prisma.CallTransferWhereInput>> = {
  all: {},
  taken: { acceptedAt: { not: null } },
  not_taken: { acceptedAt: null, settledAt: { not: null } },
};

/** Attempts to give a call to a person, newest first: who was called, what they were told, what they answered. */
export const listTransfers = defineVerb({
  name: "telephony.listTransfers",
  input: ListTransfersInput,
  output: pageOf(TransferRow),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { view, page }) {
    const where = { hotelId: ctx.hotelId, ...views[view] };
    const rows = await tx.callTransfer.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      include: { call: callerFields },
    });
    return {
      rows: rows.map(({ call, ...row }) => ({
        ...row,
        kind: row.kind as TransferRow["kind"],
        state: TransferState.parse(row.state),
        caller: callerOf(call),
        createdAt: row.createdAt.toISOString(),
        dialledAt: row.dialledAt?.toISOString() ?? null,
        acceptedAt: row.acceptedAt?.toISOString() ?? null,
        settledAt: row.settledAt?.toISOString() ?? null,
        returnedAt: row.returnedAt?.toISOString() ?? null,
      })),
      total: await tx.callTransfer.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});
