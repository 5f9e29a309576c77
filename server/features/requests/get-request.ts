import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { RequestDetail, RequestItem, RequestTarget } from "./schema";
import { toRequestRow } from "./to-row";

const HISTORY = 200;

/** One request with what was noted on it and everything that was done to it. */
export const getRequest = defineVerb({
  name: "requests.get",
  input: RequestTarget,
  output: RequestDetail,
  permission: "requests:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, { requestId }) {
    const row = await tx.request.findFirst({
      where: { id: requestId, hotelId: ctx.hotelId },
      include: { notes: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] } },
    });
    if (!row) throw notFound("This request");
    const history = await tx.auditEntry.findMany({
      where: { subjectKind: "request", subjectId: requestId },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: HISTORY,
      select: { id: true, at: true, action: true, actorKind: true, actorId: true, before: true, after: true },
    });
    return {
      ...toRequestRow(row),
      items: z.array(RequestItem).catch([]).parse(row.items),
      contactChecked: row.contactChecked,
      notes: row.notes.map((note) => ({ id: note.id, text: note.text, at: note.createdAt.toISOString() })),
      history: history.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    };
  },
});
