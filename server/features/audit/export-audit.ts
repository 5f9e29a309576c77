import { z } from "zod";
import type { ChainHead } from "@/server/kernel/audit-chain";
import type { Ctx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { headerLine, toLine } from "./export-format";
import { readSealed } from "./read-sealed";
import { assertWholeOrganisation } from "./whole-organisation";

const PAGE = 500;

const Head = z.object({ seq: z.int().positive(), hash: z.string() });

/** Says where the chain ends now; that somebody exported it is part of the log. */
export const beginExport = defineVerb({
  name: "audit.export",
  scope: "organisation",
  input: z.object({}),
  output: z.object({ head: Head.nullable() }),
  permission: "audit:read",
  effect: "write",
  expose: ["rest"],
  async run(tx, ctx) {
    assertWholeOrganisation(ctx);
    const last = await tx.auditEntry.findFirst({
      where: { sequence: { not: null } },
      orderBy: { sequence: "desc" },
      select: { sequence: true, hash: true },
    });
    const head = last
      ? { seq: Number(last.sequence), hash: Buffer.from(last.hash ?? []).toString("hex") }
      : null;
    return {
      result: { head },
      audit: { subject: { kind: "organisation", id: ctx.tenantId }, after: { rows: head?.seq ?? 0 } },
    };
  },
});

/** The lines of an export up to `head`, read page by page; each page is its own short query. */
export async function* exportLines(ctx: Ctx, head: ChainHead | null): AsyncGenerator<string> {
  const heads = new Map(head ? [[ctx.tenantId, head]] : []);
  yield `${headerLine(heads, ctx.deps.clock.now())}\n`;
  for (let from = 0n; head && from < BigInt(head.seq); ) {
    const until = BigInt(head.seq);
    const rows = await ctx.deps.db.withTenant(ctx.tenantId, (db) => readSealed(db, from, until, PAGE));
    if (rows.length === 0) return;
    yield rows.map((row) => `${toLine(row)}\n`).join("");
    from = BigInt(rows.at(-1)?.seq ?? head.seq);
  }
}

/** The whole log as a stream of JSON lines, made as fast as it is read. Throws DomainError before its first byte. */
export async function exportAudit(ctx: Ctx): Promise<ReadableStream<Uint8Array>> {
  const { head } = await beginExport.execute(ctx, {});
  const lines = exportLines(ctx, head);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
