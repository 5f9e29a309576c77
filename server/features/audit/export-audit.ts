import { z } from "zod";
import type { AuditRow, ChainHead } from "@/server/kernel/audit-chain";
import type { Ctx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { auditContent } from "@/server/verbs/record";
import { headerLine, toLine } from "./export-format";
import { assertWholeOrganisation } from "./whole-organisation";

const PAGE = 500;
const hex = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString("hex");

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
    const head = last ? { seq: Number(last.sequence), hash: hex(last.hash) } : null;
    return {
      result: { head },
      audit: { subject: { kind: "organisation", id: ctx.tenantId }, after: { rows: head?.seq ?? 0 } },
    };
  },
});

type StoredRow = Parameters<typeof auditContent>[0] & {
  salt: Uint8Array | null;
  digest: Uint8Array;
  sequence: bigint | null;
  previousHash: Uint8Array | null;
  hash: Uint8Array | null;
};

/** A sealed row as the export has it, exactly as it stands in the database: nothing is made to fit. */
export function toAuditRow(row: StoredRow): AuditRow {
  const chain = {
    tenantId: row.tenantId,
    seq: Number(row.sequence),
    digest: hex(row.digest),
    previousHash: hex(row.previousHash),
    hash: hex(row.hash),
  };
  return row.salt === null ? chain : { ...auditContent(row), ...chain, salt: hex(row.salt) };
}

/** The lines of an export up to `head`, read page by page; each page is its own short query. */
export async function* exportLines(ctx: Ctx, head: ChainHead | null): AsyncGenerator<string> {
  const heads = new Map(head ? [[ctx.tenantId, head]] : []);
  yield `${headerLine(heads, ctx.deps.clock.now())}\n`;
  for (let from = 0n; head && from < BigInt(head.seq); ) {
    const rows = await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
      db.auditEntry.findMany({
        where: { sequence: { gt: from, lte: BigInt(head.seq) } },
        orderBy: { sequence: "asc" },
        take: PAGE,
      }),
    );
    if (rows.length === 0) return;
    yield rows.map((row) => `${toLine(toAuditRow(row))}\n`).join("");
    from = rows.at(-1)?.sequence ?? BigInt(head.seq);
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
