import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  type AuditEntry,
  type AuditRow,
  type ChainHead,
  createChainCheck,
  digestOf,
  erase,
  hashOf,
  isErased,
  type SealedRow,
  START,
  seal,
} from "@/server/kernel/audit-chain";
import { describeFinding, headerLine, toLine, verifyExport } from "./export-format";

// Properties over many chains, and a process of its own: more than the usual five seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const EXPORTED = new Date("2030-01-01T00:00:00Z");
/** Nested, but not deep: what is looked for lies in the row, and a digest over a deep value is none the better. */
const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>;
const content = fc.record({
  at: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString()),
  actor: fc.record({ kind: fc.constantFrom("user", "call", "job"), id: fc.uuid() }),
  action: fc.constantFrom("rooms.createRoom", "reservations.cancel", "guests.merge"),
  subject: fc.record({ type: fc.constantFrom("room", "stay"), id: fc.uuid() }),
  before: fc.option(json, { nil: undefined }),
  after: fc.option(json, { nil: undefined }),
});

/** Chains of one to three tenants, their rows mixed as they were written, some of them erased. */
const chains = fc
  .array(fc.tuple(content, fc.constantFrom("tenant-a", "tenant-b", "tenant-c"), fc.uuid(), fc.boolean()), {
    minLength: 3,
    maxLength: 15,
  })
  .map((entries) => {
    const heads = new Map<string, ChainHead>();
    const rows = entries.map(([what, tenantId, id, erased]): AuditRow => {
      const entry: AuditEntry = { tenantId, id, ...what };
      const sealed = { ...entry, ...seal(heads.get(tenantId) ?? START, entry) };
      heads.set(tenantId, sealed);
      return erased ? erase(sealed) : sealed;
    });
    return { rows, heads };
  });
const lines = ({ rows, heads }: { rows: readonly AuditRow[]; heads: ReadonlyMap<string, ChainHead> }) => {
  const bare = new Map([...heads].map(([tenant, { seq, hash }]) => [tenant, { seq, hash }]));
  return [headerLine(bare, EXPORTED), ...rows.map(toLine)];
};

describe("an export", () => {
  test("as it was written holds, erased rows counted", async () => {
    await fc.assert(
      fc.asyncProperty(chains, async (chain) => {
        const report = await verifyExport(lines(chain));
        expect(report).toMatchObject({ rows: chain.rows.length, faults: 0, tenants: chain.heads.size });
        expect(report.erased).toBe(chain.rows.filter((row) => isErased(row)).length);
      }),
      { numRuns: 100 },
    );
  });

  test("still holds when any of its rows is erased later", async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), async ({ rows, heads }, pick) => {
        const erased = rows.map((row, i) => (i === pick % rows.length ? erase(row) : row));
        expect((await verifyExport(lines({ rows: erased, heads }))).faults).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test("with any member of any row changed, dropped or added is found, and the row is named", async () => {
    const changes = [
      "tenantId",
      "seq",
      "id",
      "at",
      "actor",
      "action",
      "subject",
      "before",
      "after",
      "salt",
      "digest",
      "previousHash",
      "hash",
    ];
    await fc.assert(
      fc.asyncProperty(
        chains,
        fc.nat(),
        fc.constantFrom(...changes),
        fc.constantFrom("change", "drop"),
        async (chain, pick, member, how) => {
          const all = lines(chain);
          const at = 1 + (pick % chain.rows.length);
          const row = JSON.parse(all[at] ?? "") as Record<string, unknown>;
          fc.pre(how === "change" || member in row);
          if (how === "drop") delete row[member];
          else row[member] = mutated(row[member]);
          all[at] = JSON.stringify(row);
          const report = await verifyExport(all);
          expect(report.faults).toBeGreaterThan(0);
          // A row that says it is another tenant's is found where that tenant's chain, or its own, breaks.
          if (member !== "tenantId") expect(report.findings[0]?.line).toBe(at + 1);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("without one of its rows is found, the last of a tenant too", async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), async (chain, pick) => {
        const at = pick % chain.rows.length;
        const gone = chain.rows[at];
        const report = await verifyExport(
          lines({ ...chain, rows: chain.rows.filter((_row, i) => i !== at) }),
        );
        const named = report.findings.some(
          ({ finding }) =>
            (finding.kind === "missing" || finding.kind === "end cut off") &&
            finding.tenantId === gone?.tenantId &&
            finding.from <= gone.seq &&
            gone.seq <= finding.to,
        );
        expect(named).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("with two rows of a tenant in each other's place, or one twice, is found", async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), async (chain, pick) => {
        const at = pick % chain.rows.length;
        const [row] = chain.rows.slice(at);
        const other = chain.rows.findIndex((candidate, i) => i > at && candidate.tenantId === row?.tenantId);
        if (!row) return;
        const twice = [...chain.rows.slice(0, at), row, ...chain.rows.slice(at)];
        const repeated = await verifyExport(lines({ ...chain, rows: twice }));
        expect(repeated.findings).toContainEqual({
          line: at + 3,
          finding: expect.objectContaining({ kind: "repeated", seq: row.seq }),
        });
        if (other < 0) return;
        const swapped = chain.rows.map((r, i) =>
          i === at ? (chain.rows[other] as AuditRow) : i === other ? row : r,
        );
        const kinds = (await verifyExport(lines({ ...chain, rows: swapped }))).findings.map(
          ({ finding }) => finding.kind,
        );
        expect(kinds).toContain("out of order");
      }),
      { numRuns: 200 },
    );
  });

  test("whose row was forged together with its own digest and hash breaks at the next row or at the head", async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), async (chain, pick) => {
        const at = pick % chain.rows.length;
        const rows = chain.rows.map((row, i) => {
          if (i !== at || isErased(row)) return row;
          const forged = { ...row, action: "nothing.happened" };
          const digest = digestOf(forged, row.salt);
          return { ...forged, digest, hash: hashOf(row.previousHash, row.seq, digest) };
        });
        fc.pre(!isErased(chain.rows[at] as AuditRow));
        expect((await verifyExport(lines({ ...chain, rows }))).faults).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["nothing", []],
    ["an empty line", [""]],
    ["no header", ['{"tenantId":"a"}']],
    ["a header of another version", ['{"format":"voicehive-audit","version":2,"exportedAt":"x","heads":[]}']],
    ["lines that are no rows", [headerLine(new Map(), EXPORTED), "{", "[]", "null", '{"seq":"1"}']],
    [
      "a row of a tenant that the header does not know",
      [headerLine(new Map(), EXPORTED), toLine(row("t", START))],
    ],
  ])("of %s is not intact", async (_what, all) => {
    const report = await verifyExport(all);
    expect(report.faults).toBeGreaterThan(0);
    for (const { line, finding } of report.findings)
      expect(describeFinding(line, finding)).toMatch(/^(Line|End)/);
  });
});

function row(tenantId: string, head: ChainHead): SealedRow {
  const entry = {
    tenantId,
    id: `id-${head.seq + 1}`,
    at: "2030-01-01T00:00:00Z",
    actor: "u",
    action: "a.b",
    subject: null,
    after: { n: head.seq },
  };
  return { ...entry, ...seal(head, entry) };
}

/** Another value of the same type, close to the first. */
function mutated(value: unknown): unknown {
  if (typeof value === "number") return value === 1 ? 2 : 1;
  if (typeof value === "string") {
    if (value === "") return "0";
    const first = value.startsWith("0") ? "1" : "0";
    return first + value.slice(1);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value, added: true };
  return [value ?? "something"];
}

test("the same content gives the same digest whatever the order of its members, and another salt another digest", () => {
  const entry: AuditEntry = {
    tenantId: "t",
    id: "1",
    at: "x",
    actor: { a: 1, b: 2 },
    action: "c",
    subject: null,
  };
  const reordered: AuditEntry = {
    subject: null,
    action: "c",
    actor: { b: 2, a: 1 },
    at: "x",
    id: "1",
    tenantId: "t",
  };
  expect(digestOf(entry, "00".repeat(16))).toBe(digestOf(reordered, "00".repeat(16)));
  expect(digestOf(entry, "00".repeat(16))).not.toBe(digestOf(entry, "01".repeat(16)));
  expect(seal(START, entry).salt).not.toBe(seal(START, entry).salt);
});

test("a hash depends on its place, its digest and the hash before", () => {
  const [a, b] = ["aa".repeat(32), "bb".repeat(32)];
  expect(new Set([hashOf(a, 1, b), hashOf(a, 2, b), hashOf(b, 1, b), hashOf(a, 1, a)]).size).toBe(4);
});

test("a later part of a chain is verified from where the first part ended", () => {
  const first = row("t", START);
  const second = row("t", first);
  expect(createChainCheck(new Map([["t", first]])).add(second)).toEqual([]);
  expect(createChainCheck().add(second)).toEqual([{ kind: "missing", tenantId: "t", from: 1, to: 1 }]);
});

test("the command names the row and answers with its exit code", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "audit-"));
  const file = path.join(directory, "export.jsonl");
  const one = row("t", START);
  const run = (text: string): { code: number; out: string } => {
    writeFileSync(file, text);
    try {
      return {
        code: 0,
        out: execFileSync(process.execPath, ["--import", "tsx", "scripts/audit-verify.ts", file], {
          encoding: "utf8",
        }),
      };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, out: stdout };
    }
  };
  const linked = row("t", one);
  const good = lines({ rows: [one, linked], heads: new Map([["t", linked]]) }).join("\n");
  expect(run(`${good}\n`)).toEqual({
    code: 0,
    out: "The audit log is intact: 2 rows of 1 tenants, 0 of them erased.\n",
  });
  const bad = run(good.replace('"action":"a.b"', '"action":"a.c"'));
  expect(bad.code).toBe(1);
  expect(bad.out).toContain("tenant t, row 1 (id-1): changed (content)");
  rmSync(directory, { recursive: true });
});
