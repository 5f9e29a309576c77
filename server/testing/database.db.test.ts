import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withAdmin } from "@/scripts/lib/postgres/roles";
import { createTestDatabase, type TestDatabase } from ".";

describe("a test database", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());

  test("the app role owns nothing and cannot bypass row-level security", async () => {
    const row = await withAdmin(db.appUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT current_user AS name, rolsuper, rolbypassrls, rolcreaterole,
                (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
         FROM pg_roles r WHERE rolname = current_user`,
      );
      return rows[0];
    });
    expect(row).toEqual({
      name: "voicehive_app",
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      owned: 0,
    });
  });

  test("carries the migrated tables", async () => {
    const tables = await withAdmin(db.ownerUrl, async (client) => {
      const { rows } = await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user",
      );
      return rows[0]?.n ?? 0;
    });
    expect(tables).toBeGreaterThan(10);
  });

  test("databases made at once are apart from each other", async () => {
    const others = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()]);
    const names = await Promise.all(
      others.map((other) =>
        withAdmin(other.ownerUrl, async (client) => {
          await client.query("CREATE TABLE marker (id int)");
          return (await client.query("SELECT current_database() AS name")).rows[0]?.name;
        }),
      ),
    );
    expect(new Set(names).size).toBe(3);
    await Promise.all(others.map((other) => other.drop()));
    await withAdmin(db.ownerUrl, async (client) => {
      await expect(client.query("SELECT FROM marker")).rejects.toThrow(/does not exist/);
    });
  });

  test("dropping ends the connections that a test left open", async () => {
    const other = await createTestDatabase();
    const left = new pg.Client({ connectionString: other.appUrl });
    const ended = new Promise((resolve) => left.on("error", () => {}).once("end", resolve));
    await left.connect();
    await other.drop();
    await ended;
    await expect(withAdmin(other.appUrl, async () => {})).rejects.toThrow(/does not exist/);
  });
});
