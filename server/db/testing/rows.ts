import { randomUUID } from "node:crypto";
import pg from "pg";

interface Column {
  name: string;
  type: string;
  required: boolean;
}
interface Key {
  columns: string[];
  parent: string;
  their: string[];
}
type Row = Record<string, unknown>;

/**
 * Values a column's type and constraints do not tell: extend it when a new table refuses a made-up row.
 * `unique` differs for each row.
 */
const KNOWN: Readonly<Record<string, (unique: string) => unknown>> = {
  "hotel.slug": (unique) => `h-${unique}`,
  "phone_number.e164": (unique) => `+47${Number.parseInt(unique.slice(0, 8), 16)}`,
  "room_block.end_night": () => "2026-03-06",
  "call_translation.language": () => "de",
  "call_translation.lines": () => "[]",
  "hold.departure": () => "2026-03-08",
  "reservation.departure": () => "2026-03-08",
  "room_stay.departure": () => "2026-03-08",
};

const value = (table: string, { name, type }: Column, choices: Map<string, string>): unknown => {
  const unique = randomUUID().slice(0, 8);
  const known = KNOWN[`${table}.${name}`];
  if (known) return known(unique);
  const choice = choices.get(`${table}.${name}`);
  if (choice !== undefined) return choice;
  if (type.endsWith("[]")) return "{}";
  if (type === "uuid") return randomUUID();
  if (type === "date") return "2026-03-05";
  if (type.startsWith("timestamp")) return "2026-03-05T12:00:00Z";
  if (type === "jsonb") return "{}";
  if (type === "bytea") return Buffer.from([1]);
  if (type === "boolean") return true;
  if (/^(integer|bigint|smallint|double|real|numeric)/.test(type)) return 1;
  if (type === "character(2)") return "NO";
  if (type === "character(3)") return "EUR";
  return `x${unique}`;
};

/**
 * Makes one row of every tenant table for a tenant, as a superuser, from what the catalogue says: types,
 * CHECK lists and foreign keys. Returns the tables in an order in which a parent comes first.
 */
export async function rowEverywhere(
  admin: pg.Client,
  tables: readonly string[],
  tenantId: string,
): Promise<string[]> {
  const columns = await columnsOf(admin);
  const keys = await keysOf(admin);
  const choices = await choicesOf(admin);
  const done = new Map<string, Row>();

  const make = async (table: string): Promise<Row> => {
    const there = done.get(table);
    if (there) return there;
    const row: Row = {};
    const mine = columns.get(table) ?? [];
    for (const key of keys.get(table) ?? []) {
      const needed = key.columns.some(
        (name) => name !== "tenant_id" && mine.find((c) => c.name === name)?.required,
      );
      if (!needed && !key.columns.every((name) => name === "tenant_id")) continue;
      const parent = key.parent === "organisation" ? { id: tenantId } : await make(key.parent);
      key.columns.forEach((name, i) => {
        row[name] = parent[key.their[i] ?? ""];
      });
    }
    for (const column of mine) {
      if (column.name === "tenant_id") row.tenant_id = tenantId;
      else if (column.required && !(column.name in row)) row[column.name] = value(table, column, choices);
    }
    const names = Object.keys(row);
    const { rows } = await admin.query<Row>(
      `INSERT INTO ${pg.escapeIdentifier(table)} (${names.map((name) => pg.escapeIdentifier(name)).join(", ")})
       VALUES (${names.map((_, i) => `$${i + 1}`).join(", ")}) RETURNING *`,
      Object.values(row),
    );
    const stored = rows[0] ?? row;
    done.set(table, stored);
    return stored;
  };

  // Without triggers: a made-up hold need not find a room left.
  await admin.query("SET session_replication_role = replica");
  await admin.query("INSERT INTO organisation (id, name) VALUES ($1, 'o')", [tenantId]);
  for (const table of tables) {
    try {
      await make(table);
    } catch (error) {
      throw new Error(`A row for ${table} could not be made up: ${(error as Error).message}. Teach KNOWN.`);
    }
  }
  await admin.query("RESET session_replication_role");
  return [...done.keys()].filter((table) => tables.includes(table));
}

const grouped = <T>(rows: readonly (T & { table: string })[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.table, [...(groups.get(row.table) ?? []), row]);
  return groups;
};

async function columnsOf(admin: pg.Client) {
  const { rows } = await admin.query<Column & { table: string }>(
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
            a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attnum`,
  );
  return grouped(rows);
}

async function keysOf(admin: pg.Client) {
  const names = (relation: string, list: string) =>
    `(SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(${list}) WITH ORDINALITY AS k(attnum, n)
      JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.attnum)`;
  const { rows } = await admin.query<Key & { table: string }>(
    `SELECT conrelid::regclass::text AS table, ${names("conrelid", "conkey")} AS columns,
            confrelid::regclass::text AS parent, ${names("confrelid", "confkey")} AS their
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  return grouped<Key>(rows);
}

/** The first word of each CHECK (column IN (…)). */
async function choicesOf(admin: pg.Client): Promise<Map<string, string>> {
  const { rows } = await admin.query<{ table: string; text: string }>(
    `SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS text FROM pg_constraint
     WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
  );
  const choices = new Map<string, string>();
  for (const { table, text } of rows) {
    for (const [, column, first] of text.matchAll(/\((\w+) = ANY \(ARRAY\['([^']+)'/g)) {
      if (column && first) choices.set(`${table}.${column}`, first);
    }
  }
  return choices;
}
