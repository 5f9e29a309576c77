import type { Tx } from "@/server/db";
import type { AuditRow } from "@/server/kernel/audit-chain";
import { auditContent } from "@/server/verbs/record";

interface StoredRow {
  tenantId: string;
  id: string;
  at: Date;
  actorKind: string;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: string | null;
  after: string | null;
  origin: string;
  salt: Uint8Array | null;
  digest: Uint8Array;
  sequence: bigint;
  previousHash: Uint8Array;
  hash: Uint8Array;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** A sealed row as the chain has it, exactly as it stands in the database: nothing is made to fit. */
function toAuditRow(row: StoredRow): AuditRow {
  const chain = {
    tenantId: row.tenantId,
    seq: Number(row.sequence),
    digest: hex(row.digest),
    previousHash: hex(row.previousHash),
    hash: hex(row.hash),
  };
  if (row.salt === null) return chain;
  const json = { before: parsed(row.before), after: parsed(row.after), origin: parsed(row.origin) };
  return { ...auditContent({ ...row, ...json }), ...chain, salt: hex(row.salt) };
}

/** Sealed rows after `from` up to `until`, in order. JSON is read as text, so that no number changes on the way. */
export async function readSealed(tx: Tx, from: bigint, until: bigint, take: number): Promise<AuditRow[]> {
  const rows = await tx.$queryRaw<StoredRow[]>`
    SELECT tenant_id AS "tenantId", id, at, actor_kind AS "actorKind", actor_id AS "actorId", action,
      subject_kind AS "subjectKind", subject_id AS "subjectId", before::text, after::text, origin::text,
      salt, digest, sequence, previous_hash AS "previousHash", hash
    FROM audit_entry WHERE sequence > ${from} AND sequence <= ${until} ORDER BY sequence LIMIT ${take}`;
  return rows.map(toAuditRow);
}
