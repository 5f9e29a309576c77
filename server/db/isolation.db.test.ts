import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import { REVIEWED_DEFINERS, tenantTables } from "./testing/catalogue";
import { rowEverywhere } from "./testing/rows";

const OURS = newId();
const THEIRS = newId();
let database: TestDatabase;
let admin: pg.Client;
let app: pg.Client;
let tables: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  app = new pg.Client({ connectionString: database.appUrl });
  await Promise.all([admin.connect(), app.connect()]);
  const all = await tenantTables(admin);
  tables = await rowEverywhere(admin, all, OURS);
  await rowEverywhere(admin, all, THEIRS);
});
afterAll(async () => {
  await Promise.all([admin.end(), app.end()]);
  await database.drop();
});

/** Runs one statement of the app role as a tenant, or as none, and takes it back. The rows or the SQLSTATE. */
async function as(tenant: string | null, sql: string): Promise<number | string> {
  await app.query("BEGIN");
  try {
    if (tenant) await app.query(`SET LOCAL app.tenant_id = '${tenant}'`);
    return (await app.query(sql)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await app.query("ROLLBACK");
  }
}
const DENIED = "42501";

describe("every tenant table", () => {
  test("has a row of each tenant to be found", () => {
    expect(tables.length).toBeGreaterThan(30);
  });

  test("shows a tenant its own rows", async () => {
    for (const table of tables) {
      expect([table, await as(OURS, `SELECT FROM ${table}`)]).toEqual([table, 1]);
    }
  });

  test.each([
    ["another tenant", THEIRS],
    ["none", null],
  ])("cannot be read, changed or emptied as %s", async (_name, tenant) => {
    for (const table of tables) {
      const where = `WHERE tenant_id = '${OURS}'`;
      expect([table, await as(tenant, `SELECT FROM ${table} ${where}`)]).toEqual([table, 0]);
      // Without the privilege the answer is "denied" instead of "nothing there".
      for (const change of [
        `UPDATE ${table} SET tenant_id = tenant_id ${where}`,
        `DELETE FROM ${table} ${where}`,
      ]) {
        const outcome = await as(tenant, change);
        expect([change, outcome === DENIED ? 0 : outcome]).toEqual([change, 0]);
      }
    }
  });

  test("takes no row for another tenant, from another tenant or none, by insert or by move", async () => {
    for (const table of tables) {
      // The policy is asked before any other constraint: the tenant alone is enough of a row.
      const insert = `INSERT INTO ${table} (tenant_id) VALUES ('${OURS}')`;
      expect([table, await as(THEIRS, insert)]).toEqual([table, DENIED]);
      expect([table, await as(null, insert)]).toEqual([table, DENIED]);
      expect([table, await as(THEIRS, `UPDATE ${table} SET tenant_id = '${OURS}'`)]).toEqual([table, DENIED]);
    }
  });

  test("keeps its rows after all that", async () => {
    for (const table of tables) {
      const { rows } = await admin.query(`SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1`, [
        OURS,
      ]);
      expect([table, rows[0]?.n]).toEqual([table, 1]);
    }
  });
});

describe("what is not a tenant's table", () => {
  test("an organisation is seen and changed by itself only", async () => {
    expect(await as(OURS, "SELECT FROM organisation")).toBe(1);
    expect(await as(null, "SELECT FROM organisation")).toBe(0);
    expect(await as(THEIRS, `UPDATE organisation SET name = 'x' WHERE id = '${OURS}'`)).toBe(0);
    expect(await as(THEIRS, `INSERT INTO organisation (id, name) VALUES ('${newId()}', 'x')`)).toBe(DENIED);
  });

  test("password hashes, sessions, resets, webhooks and jobs are closed to the app role", async () => {
    for (const sql of [
      "SELECT password_hash FROM user_account",
      "UPDATE user_account SET name = 'x'",
      "SELECT FROM auth_session",
      "SELECT FROM sign_in_throttle",
      "SELECT FROM password_reset",
      "SELECT FROM inbox_event",
      "SELECT FROM durable.events",
      "SET ROLE voicehive_system",
      "ALTER TABLE guest DISABLE ROW LEVEL SECURITY",
      "CREATE POLICY open ON guest USING (true)",
    ]) {
      expect([sql, await as(OURS, sql)]).toEqual([sql, DENIED]);
    }
  });

  test("functions that run as another role repeat the tenant predicate", async () => {
    const { rows } = await admin.query<{ hotel_id: string }>(
      "SELECT id AS hotel_id FROM hotel WHERE tenant_id = $1",
      [OURS],
    );
    const hotel = rows[0]?.hotel_id ?? "";
    await admin.query(
      "UPDATE knowledge_article SET title = 'Breakfast', audience = 'guest' WHERE tenant_id = $1",
      [OURS],
    );
    await admin.query("UPDATE call_turn SET text = 'breakfast' WHERE tenant_id = $1", [OURS]);
    const calls: Record<string, string> = {
      search_knowledge: `SELECT FROM search_knowledge('${hotel}', 'breakfast', 'staff', '2026-03-05', 10)`,
      search_calls: `SELECT FROM search_calls('${hotel}', 'breakfast', 10)`,
    };
    expect(Object.keys(calls).sort()).toEqual([...REVIEWED_DEFINERS].sort());
    for (const [name, sql] of Object.entries(calls)) {
      expect([name, await as(OURS, sql)]).toEqual([name, 1]);
      expect([name, await as(THEIRS, sql)]).toEqual([name, 0]);
      expect([name, await as(null, sql)]).toEqual([name, 0]);
    }
  });
});
