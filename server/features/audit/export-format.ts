import { z } from "zod";
import {
  type AuditRow,
  type ChainHead,
  createChainCheck,
  type Fault,
  isErased,
} from "@/server/kernel/audit-chain";

/** First line of an export: what it is, and where each tenant's chain must end, so that a cut-off end is found. */
export const ExportHeader = z.strictObject({
  format: z.literal("voicehive-audit"),
  version: z.literal(1),
  exportedAt: z.string(),
  heads: z.array(z.strictObject({ tenantId: z.string(), seq: z.int().positive(), hash: z.string() })),
});
export type ExportHeader = z.infer<typeof ExportHeader>;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const place = { tenantId: z.string().min(1), seq: z.int().positive() };
const chain = { digest: hash, previousHash: hash, hash };
const Sealed = z.strictObject({
  ...place,
  id: z.string().min(1),
  at: z.string(),
  actor: z.json(),
  action: z.string(),
  subject: z.json(),
  before: z.json().optional(),
  after: z.json().optional(),
  salt: z.string().regex(/^([0-9a-f]{2}){16,64}$/),
  ...chain,
});
const Erased = z.strictObject({ ...place, ...chain });

/** One row as a line of an export; members in one order, nothing that is not in the format. */
export function toLine(row: AuditRow): string {
  const { tenantId, seq, digest, previousHash, hash } = row;
  if (isErased(row)) return JSON.stringify({ tenantId, seq, digest, previousHash, hash });
  const { id, at, actor, action, subject, before, after, salt } = row;
  return JSON.stringify({
    tenantId,
    seq,
    id,
    at,
    actor,
    action,
    subject,
    before,
    after,
    salt,
    digest,
    previousHash,
    hash,
  });
}

/** The first line of an export whose rows end each tenant's chain at these heads. */
export function headerLine(heads: ReadonlyMap<string, ChainHead>, exportedAt: Date): string {
  const list = [...heads].map(([tenantId, head]) => ({ tenantId, ...head }));
  const header: ExportHeader = {
    format: "voicehive-audit",
    version: 1,
    exportedAt: exportedAt.toISOString(),
    heads: list,
  };
  return JSON.stringify(header);
}

export type Finding =
  | Fault
  | { kind: "unreadable"; line: number }
  | { kind: "end cut off"; tenantId: string; from: number; to: number };

export interface Report {
  rows: number;
  erased: number;
  tenants: number;
  /** In the order of the file; at most MOST_FINDINGS are kept, all are counted. */
  findings: { line: number; finding: Finding }[];
  faults: number;
}

const MOST_FINDINGS = 1_000;

function parseRow(line: string): AuditRow | null {
  try {
    const value: unknown = JSON.parse(line);
    // The value itself goes on, not zod's copy of it: a copy loses a member named `__proto__`.
    return Erased.safeParse(value).success || Sealed.safeParse(value).success ? (value as AuditRow) : null;
  } catch {
    return null;
  }
}

function parseHeader(line: string): ExportHeader | null {
  try {
    return ExportHeader.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/**
 * Verifies an export, line by line. Finds every changed, missing, repeated or reordered row, lines that are no rows,
 * and, by the header's heads, an end that was cut off. Nothing is ever repaired.
 */
export async function verifyExport(lines: AsyncIterable<string> | Iterable<string>): Promise<Report> {
  const check = createChainCheck();
  const report: Report = { rows: 0, erased: 0, tenants: 0, findings: [], faults: 0 };
  const note = (line: number, finding: Finding) => {
    report.faults++;
    if (report.findings.length < MOST_FINDINGS) report.findings.push({ line, finding });
  };
  let header: ExportHeader | null = null;
  let number = 0;
  for await (const line of lines) {
    number++;
    if (number === 1) {
      header = parseHeader(line);
      if (!header) note(1, { kind: "unreadable", line: 1 });
      continue;
    }
    if (line.trim() === "") continue;
    const row = parseRow(line);
    if (!row) note(number, { kind: "unreadable", line: number });
    else for (const fault of check.add(row)) note(number, fault);
  }
  if (number === 0) note(1, { kind: "unreadable", line: 1 });
  const { rows, erased, heads } = check.result();
  const wanted = new Map(header?.heads.map((head) => [head.tenantId, head]));
  for (const [tenantId, head] of wanted) {
    const found = heads.get(tenantId);
    if (!found || found.seq < head.seq) {
      note(number, { kind: "end cut off", tenantId, from: (found?.seq ?? 0) + 1, to: head.seq });
    } else if (found.seq > head.seq || found.hash !== head.hash) {
      note(number, {
        kind: "changed",
        tenantId,
        seq: found.seq,
        what: "last row, against the head in the first line",
      });
    }
  }
  for (const [tenantId, head] of heads) {
    if (header && !wanted.has(tenantId))
      note(number, {
        kind: "changed",
        tenantId,
        seq: head.seq,
        what: "tenant not in the first line",
      });
  }
  return { ...report, rows, erased, tenants: heads.size };
}

const rowName = ({ tenantId, seq, id }: { tenantId: string; seq: number; id?: string }) =>
  `tenant ${tenantId}, row ${seq}${id ? ` (${id})` : ""}`;

/** A finding as a sentence for a person. */
export function describeFinding(line: number, finding: Finding): string {
  switch (finding.kind) {
    case "unreadable":
      return `Line ${line}: cannot be read as ${line === 1 ? "the header of an audit export" : "an audit row"}.`;
    case "changed":
      return `Line ${line}: ${rowName(finding)}: changed (${finding.what}).`;
    case "missing":
      return `Line ${line}: tenant ${finding.tenantId}: missing ${finding.from === finding.to ? `row ${finding.from}` : `rows ${finding.from} to ${finding.to}`}.`;
    case "out of order":
      return `Line ${line}: ${rowName(finding)}: out of order, it follows row ${finding.after}.`;
    case "repeated":
      return `Line ${line}: ${rowName(finding)}: repeated.`;
    case "end cut off":
      return `End of file: tenant ${finding.tenantId}: rows ${finding.from} to ${finding.to} are missing.`;
  }
}
