import { readFileSync } from "node:fs";
import pg from "pg";

const MIGRATION = new URL(
  "../../../prisma/migrations/20261121010000_create_durable_executor/migration.sql",
  import.meta.url,
);

/** A database of its own with the executor's tables, for one test file. */
export async function durableDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const server = process.env.EXEC_TEST_SERVER ?? "";
  const name = `exec_${Math.random().toString(36).slice(2)}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.query(
    `DO $$ BEGIN CREATE ROLE voicehive_system LOGIN PASSWORD 'x'; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  );
  const url = new URL(server);
  url.pathname = `/${name}`;
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  await owner.query(readFileSync(MIGRATION, "utf8"));
  await owner.end();
  url.username = "voicehive_system";
  url.password = "x";
  return {
    url: url.href,
    async close() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
