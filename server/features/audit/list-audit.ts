import { defineVerb } from "@/server/verbs/define-verb";
import { ListAuditInput, ListAuditOutput } from "./schema";
import { assertWholeOrganisation } from "./whole-organisation";

const PAGE = 50;

/** Who did what, newest first, filtered by what was changed, by whom, and when. */
export const listAudit = defineVerb({
  name: "audit.list",
  scope: "organisation",
  input: ListAuditInput,
  output: ListAuditOutput,
  permission: "audit:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, { page, from, until, ...filter }) {
    assertWholeOrganisation(ctx);
    const at = { ...(from ? { gte: new Date(from) } : {}), ...(until ? { lt: new Date(until) } : {}) };
    const rows = await tx.auditEntry.findMany({
      where: { ...filter, ...(from || until ? { at } : {}) },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE + 1,
    });
    return {
      rows: rows.slice(0, PAGE).map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actor: { kind: row.actorKind, id: row.actorId },
        action: row.action,
        subject: { kind: row.subjectKind, id: row.subjectId },
        before: row.before,
        after: row.after,
        origin: row.origin as Record<string, unknown>,
        sequence: row.sequence === null ? null : Number(row.sequence),
        erased: row.salt === null,
      })),
      page,
      pageSize: PAGE,
      more: rows.length > PAGE,
    };
  },
});
