import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import { catalogueFaults, REVIEWED_TABLES, systemGrants, tenantTables } from "./testing/catalogue";

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

test("no table, key, view, function or grant lets one tenant meet another", async () => {
  expect((await tenantTables(admin)).length).toBeGreaterThan(30);
  expect(await catalogueFaults(admin)).toEqual([]);
});

test("the cross-tenant role may do what was reviewed, and no more", async () => {
  expect(await systemGrants(admin)).toMatchInlineSnapshot(`
    [
      "alarm: SELECT(id,kind,raised_at,taken_at,tenant_id)",
      "audit_entry: SELECT UPDATE(hash,previous_hash,sequence)",
      "auth_session: DELETE INSERT SELECT UPDATE",
      "call: SELECT(ended_at,epoch,external_id,hotel_id,id,started_at,state,tenant_id,worker_id)",
      "call_snapshot: DELETE SELECT(call_id,tenant_id,updated_at)",
      "hold: SELECT(expires_at,id,status,tenant_id)",
      "hotel: SELECT",
      "inbox_event: DELETE INSERT SELECT UPDATE",
      "invitation: SELECT UPDATE",
      "membership: INSERT SELECT",
      "organisation: SELECT",
      "outbox_event: DELETE SELECT UPDATE(attempts,claimed_until,delivered_at)",
      "password_reset: DELETE INSERT SELECT UPDATE",
      "phone_number: SELECT",
      "sign_in_throttle: DELETE INSERT SELECT UPDATE",
      "user_account: DELETE INSERT SELECT UPDATE",
      "voice_worker: DELETE INSERT SELECT UPDATE",
      "worker_command: DELETE INSERT SELECT UPDATE",
      "worker_nonce: DELETE INSERT SELECT UPDATE",
    ]
  `);
});

/** Each way to get it wrong, in one transaction that never stays. */
const mistakes: [string, string, RegExp][] = [
  [
    "a table nobody protected",
    "CREATE TABLE oops (tenant_id uuid NOT NULL, id uuid)",
    /oops: row-level security/,
  ],
  [
    "security enabled but not forced",
    "ALTER TABLE guest NO FORCE ROW LEVEL SECURITY",
    /guest: row-level security is not enabled and forced/,
  ],
  [
    "a second, open policy",
    "CREATE POLICY open ON guest FOR SELECT TO voicehive_app USING (true)",
    /guest: no policy, or one that is not/,
  ],
  [
    "a policy for everybody",
    "CREATE POLICY open ON guest TO PUBLIC USING (true)",
    /guest: no policy, or one/,
  ],
  ["no policy at all", "DROP POLICY tenant ON guest", /guest: no policy/],
  [
    "a tenant that may be null",
    "ALTER TABLE request_note ALTER tenant_id DROP NOT NULL",
    /may be null|primary key/,
  ],
  [
    "a foreign key without the tenant",
    `ALTER TABLE guest ADD UNIQUE (id);
     ALTER TABLE call ADD CONSTRAINT plain_key FOREIGN KEY (guest_id) REFERENCES guest (id)`,
    /call: foreign key plain_key does not carry the tenant/,
  ],
  ["a unique key over all tenants", "CREATE UNIQUE INDEX ON room (number)", /room\(number\): a unique key/],
  ["a unique key on an expression", "CREATE UNIQUE INDEX ON guest (lower(id::text))", /guest.*a unique key/],
  [
    "an exclusion over all tenants",
    "ALTER TABLE room_block ADD CONSTRAINT wide EXCLUDE USING gist (room_id WITH =)",
    /room_block: exclusion constraint wide/,
  ],
  ["a view with its owner's eyes", "CREATE VIEW peek AS SELECT * FROM guest", /peek: a view/],
  [
    "a materialised view",
    "CREATE MATERIALIZED VIEW stored AS SELECT * FROM guest",
    /stored: a materialised view/,
  ],
  ["an enum", "CREATE TYPE mood AS ENUM ('calm')", /mood: an enum/],
  ["a table of nobody", "CREATE TABLE loose (id uuid)", /loose: no tenant_id/],
  [
    "hashes shown to the app",
    "GRANT SELECT (password_hash) ON user_account TO voicehive_app",
    /password_hash.*nobody reviewed/,
  ],
  [
    "sessions shown to the app",
    "GRANT SELECT ON auth_session TO voicehive_app",
    /auth_session:SELECT: a grant/,
  ],
  [
    "job payloads shown to the app",
    "GRANT SELECT ON durable.events TO voicehive_app",
    /events:SELECT: a grant/,
  ],
  [
    "a function that runs as its owner",
    "CREATE FUNCTION all_guests() RETURNS SETOF guest LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM guest'",
    /all_guests\(\): runs as/,
  ],
  ["a role past row-level security", "ALTER ROLE voicehive_search BYPASSRLS", /voicehive_search: a role/],
];
test.each(mistakes)("finds %s", async (_name, sql, fault) => {
  await admin.query("BEGIN");
  try {
    const made = await admin.query(sql).then(
      () => "",
      (error: Error) => error.message,
    );
    // PostgreSQL itself refuses some of them.
    expect(made || (await catalogueFaults(admin)).join("\n")).toMatch(fault);
  } finally {
    await admin.query("ROLLBACK");
  }
});

test("every entry of the reviewed list is still a table", async () => {
  const { rows } = await admin.query<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  );
  const known = new Set(rows.map(({ relname }) => relname));
  const gone = Object.keys(REVIEWED_TABLES).filter(
    (table) => !known.has(table) && table !== "_prisma_migrations",
  );
  expect(gone).toEqual([]);
});
