import type { Prisma } from "@/server/db";
import { defineVerb } from "@/server/verbs/define-verb";
import { COUNT_LIMIT, ListTextsInput, PAGE, pageOf, TextRow } from "./records";

const views: Readonly<Record<string, Prisma.TextMessageWhereInput>> = {
  all: {},
  sent: { direction: "out" },
  received: { direction: "in" },
  not_delivered: { status: { in: ["undelivered", "failed"] } },
};

/** Texts to and from guests, newest first, with what became of them. */
export const listTexts = defineVerb({
  name: "telephony.listTexts",
  input: ListTextsInput,
  output: pageOf(TextRow),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { view, page }) {
    const where = { hotelId: ctx.hotelId, ...views[view] };
    const rows = await tx.textMessage.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    });
    return {
      rows: rows.map((row) => ({
        id: row.id,
        direction: row.direction as TextRow["direction"],
        kind: row.kind as TextRow["kind"],
        number: row.direction === "in" ? row.fromNumber : row.toNumber,
        body: row.kind === "alarm" ? withoutLink(row.body) : row.body,
        status: row.status as TextRow["status"],
        errorCode: row.errorCode,
        callId: row.callId,
        createdAt: row.createdAt.toISOString(),
      })),
      total: await tx.textMessage.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});

/** Whoever has the link of an alarm's text may take the alarm: it is for the telephone it went to. */
const withoutLink = (body: string | null): string | null => body?.replace(/https?:\S+/g, "…") ?? null;
