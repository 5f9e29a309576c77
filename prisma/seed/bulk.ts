import type { TenantDb, Tx } from "@/server/db";

const TIMEOUT_MS = 60_000;

/** Tables the seed fills in bulk. */
export type Table =
  | "nightly_rate"
  | "guest"
  | "guest_preference"
  | "reservation"
  | "room_stay"
  | "reservation_note"
  | "call"
  | "call_event"
  | "call_turn"
  | "tool_call"
  | "usage_record"
  | "request"
  | "request_note"
  | "wakeup_call"
  | "guest_message"
  | "voicemail"
  | "call_transfer"
  | "outbound_call"
  | "text_message"
  | "do_not_call";

/**
 * Counts what a table holds now, as its owner. A new table has no statistics: without them each foreign key into it may be
 * checked by way of an index that finds half of it.
 */
export type Analyse = (table: Table) => Promise<void>;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** JSON has no bigint; a demo's money and counts are far from where a number loses its last digit. */
const plain = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);

/**
 * Writes rows as one statement with one JSON parameter: ten times as fast as binding each value. Keys are
 * the Prisma names of the columns; all rows have the keys of the first.
 */
export async function insertRows(tx: Tx, table: Table, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first).map((key) => [key, snake(key)] as const);
  const columns = names.map(([, column]) => `"${column}"`).join(", ");
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        names.map(([key, column]) => [column, plain((row as Record<string, unknown>)[key])]),
      ),
    ),
  );
  await tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1::text::json)`,
    json,
  );
}

/** Inserts any number of rows, one transaction a chunk. */
export async function insertAll(
  db: TenantDb,
  tenantId: string,
  table: Table,
  rows: readonly object[],
  size = 3_000,
): Promise<void> {
  for (let at = 0; at < rows.length; at += size) {
    await db.transaction(tenantId, (tx) => insertRows(tx, table, rows.slice(at, at + size)), TIMEOUT_MS);
  }
}
