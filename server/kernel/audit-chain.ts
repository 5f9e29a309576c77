import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "@/server/kernel/json";

/**
 * The audit log as a chain per tenant.
 *
 * - digest = SHA-256(salt ‖ canonical JSON (RFC 8785) of tenantId, id, at, actor, action, subject, before, after);
 *   absent members are left out
 * - hash   = SHA-256(previousHash ‖ seq as 8 bytes, most significant first ‖ digest)
 *
 * Hashes are hex in rows and bytes when hashed. The first row follows GENESIS. Erasure drops content and salt and
 * leaves the digest: without its salt a digest says nothing of what it was made from, and the chain still holds.
 *
 * A verb appends its row with salt and digest in its own transaction (server/verbs/record.ts). The sealer
 * (server/background/sealer.ts) gives each row its place and hash within seconds.
 */

/** What a row says; `before` and `after` are absent where there is nothing to compare. */
export interface AuditContent {
  at: string;
  actor: unknown;
  action: string;
  subject: unknown;
  before?: unknown;
  after?: unknown;
}

export interface AuditEntry extends AuditContent {
  tenantId: string;
  id: string;
}

/** The last sealed row of a tenant, or START. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export interface Seal {
  /** 1, 2, 3 … within the tenant, without gaps. */
  seq: number;
  salt: string;
  digest: string;
  previousHash: string;
  hash: string;
}

export type SealedRow = AuditEntry & Seal;

/** What is left of a row whose content was erased. Its id is content too: nothing would vouch for it. */
export interface ErasedRow {
  salt?: undefined;
  tenantId: string;
  seq: number;
  digest: string;
  previousHash: string;
  hash: string;
}

export type AuditRow = SealedRow | ErasedRow;

export const GENESIS = "0".repeat(64);
export const START: ChainHead = { seq: 0, hash: GENESIS };

const bytes = (hex: string) => Buffer.from(hex, "hex");

/** The digest of an entry's content under a salt (hex). */
export function digestOf(entry: AuditEntry, salt: string): string {
  const { tenantId, id, at, actor, action, subject, before, after } = entry;
  const content = canonicalJson({ tenantId, id, at, actor, action, subject, before, after });
  return createHash("sha256").update(bytes(salt)).update(content, "utf8").digest("hex");
}

/** The hash that chains a digest to the row before. */
export function hashOf(previousHash: string, seq: number, digest: string): string {
  const position = Buffer.alloc(8);
  position.writeBigUInt64BE(BigInt(seq));
  return createHash("sha256")
    .update(bytes(previousHash))
    .update(position)
    .update(bytes(digest))
    .digest("hex");
}

/** The seal of the entry that follows `head`. `salt`: 16 random bytes unless given, as hex. */
export function seal(
  head: ChainHead,
  entry: AuditEntry,
  salt: string = randomBytes(16).toString("hex"),
): Seal {
  const seq = head.seq + 1;
  const digest = digestOf(entry, salt);
  return { seq, salt, digest, previousHash: head.hash, hash: hashOf(head.hash, seq, digest) };
}

/** A row without its content and salt; the chain stays valid. */
export const erase = ({ tenantId, seq, digest, previousHash, hash }: AuditRow): ErasedRow => ({
  tenantId,
  seq,
  digest,
  previousHash,
  hash,
});

export const isErased = (row: AuditRow): row is ErasedRow => row.salt === undefined;

export type Fault =
  | { kind: "changed"; tenantId: string; seq: number; id?: string; what: string }
  | { kind: "missing"; tenantId: string; from: number; to: number }
  | { kind: "out of order"; tenantId: string; seq: number; id?: string; after: number }
  | { kind: "repeated"; tenantId: string; seq: number; id?: string };

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export interface ChainCheck {
  /** Looks at the next row of the export. */
  add(row: AuditRow): Fault[];
  /** Rows and erased rows seen, and each tenant's last row, to compare with a head that was kept elsewhere. */
  result(): { rows: number; erased: number; heads: Map<string, ChainHead> };
}

/**
 * Verifies rows one after the other, in the order of the export, in constant memory per tenant. `from`: where each
 * tenant's chain stands before the first row, for an export of a later part; START otherwise.
 */
export function createChainCheck(from: ReadonlyMap<string, ChainHead> = new Map()): ChainCheck {
  const heads = new Map<string, ChainHead>(from);
  let rows = 0;
  let erased = 0;
  return {
    add(row) {
      rows++;
      const { tenantId, seq } = row;
      const named = isErased(row) ? { tenantId, seq } : { tenantId, seq, id: row.id };
      const head = heads.get(tenantId) ?? START;
      const faults: Fault[] = [];
      const changed = (what: string) => faults.push({ kind: "changed", ...named, what });
      if (isErased(row)) erased++;
      else if (!same(digestOf(row, row.salt), row.digest)) changed("content");
      if (!same(hashOf(row.previousHash, seq, row.digest), row.hash)) changed("hash");
      if (seq === head.seq) faults.push({ kind: "repeated", ...named });
      else if (seq < head.seq) faults.push({ kind: "out of order", ...named, after: head.seq });
      else {
        if (seq > head.seq + 1) faults.push({ kind: "missing", tenantId, from: head.seq + 1, to: seq - 1 });
        else if (!same(row.previousHash, head.hash)) changed("link to the row before");
        heads.set(tenantId, { seq, hash: row.hash });
      }
      return faults;
    },
    result: () => ({ rows, erased, heads: new Map(heads) }),
  };
}
