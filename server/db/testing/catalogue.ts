import type pg from "pg";

/** Tables without a tenant, each looked at: who may read it and why it is nobody's. */
export const REVIEWED_TABLES: Readonly<Record<string, string>> = {
  organisation: "the tenant itself; its policy compares its id",
  user_account: "one person may work for several organisations; the app role sees names, never hashes",
  auth_session: "sign-in only, through the system role",
  sign_in_throttle: "sign-in only, through the system role; keys are hashes",
  password_reset: "sign-in only, through the system role; tokens are hashes",
  voice_worker: "platform: which workers run",
  worker_nonce: "platform: replay guard of registrations",
  worker_command: "platform: commands by worker; ids only",
  inbox_event: "webhooks before their tenant is known; system role only",
  _prisma_migrations: "Prisma's own",
};

/** Unique keys that do not begin with the tenant, each for a reason. */
export const REVIEWED_UNIQUE: ReadonlySet<string> = new Set([
  // It decides whose call it is, so it must be one tenant's only.
  "phone_number(e164)",
  // A random token's hash, looked up before the tenant is known.
  "invitation(token_hash)",
]);

/** What the app role may do with tables that are no tenant's. */
const REVIEWED_APP_GRANTS: ReadonlySet<string> = new Set([
  "organisation:INSERT,SELECT,UPDATE",
  "worker_command:INSERT,SELECT",
  "user_account(disabled_at,email,id,name):SELECT",
]);

/** Functions that run as somebody else; each repeats the tenant predicate and is tested below. */
export const REVIEWED_DEFINERS: ReadonlySet<string> = new Set(["search_knowledge", "search_calls"]);

const names = async (client: pg.Client, sql: string): Promise<string[]> =>
  (await client.query<{ fault: string }>(sql)).rows.map(({ fault }) => fault);

const TENANT_TABLES = `
  SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)`;

/** Names of the tables that carry a tenant. */
export const tenantTables = (client: pg.Client): Promise<string[]> =>
  names(client, `SELECT relname AS fault FROM (${TENANT_TABLES}) t ORDER BY 1`);

const PREDICATE = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

/** Everything about the tables that would let one tenant meet another. Empty when all is well. */
export async function catalogueFaults(client: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const look of [
    () =>
      names(
        client,
        `SELECT relname || ': row-level security is not enabled and forced' AS fault FROM (${TENANT_TABLES}) t
       WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
      ),
    () =>
      names(
        client,
        `SELECT relname || ': no policy, or one that is not the tenant predicate' AS fault FROM (${TENANT_TABLES}) t
       WHERE NOT EXISTS (SELECT FROM pg_policies p WHERE p.tablename = relname AND 'voicehive_app' = ANY (p.roles))
          OR EXISTS (SELECT FROM pg_policies p WHERE p.tablename = relname
                     AND (p.roles && ARRAY['voicehive_app', 'public']::name[])
                     AND (p.qual IS DISTINCT FROM $q$${PREDICATE}$q$ OR p.with_check IS DISTINCT FROM $q$${PREDICATE}$q$))`,
      ),
    () =>
      names(
        client,
        `SELECT relname || ': tenant_id may be null' AS fault FROM (${TENANT_TABLES}) t
       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' WHERE NOT a.attnotnull`,
      ),
    // Key checks run past row-level security: without the tenant in it a key would reach into another's rows.
    () =>
      names(
        client,
        `SELECT k.conrelid::regclass || ': foreign key ' || k.conname || ' does not carry the tenant' AS fault
       FROM pg_constraint k JOIN (${TENANT_TABLES}) t ON t.oid = k.conrelid JOIN (${TENANT_TABLES}) r ON r.oid = k.confrelid
       WHERE k.contype = 'f' AND NOT EXISTS (
         SELECT FROM unnest(k.conkey, k.confkey) AS pair(mine, theirs)
         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = mine AND a.attname = 'tenant_id'
         JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = theirs AND b.attname = 'tenant_id')`,
      ),
    () =>
      names(
        client,
        `SELECT k.conrelid::regclass || ': foreign key ' || k.conname || ' leads to a table of no tenant' AS fault
       FROM pg_constraint k JOIN (${TENANT_TABLES}) t ON t.oid = k.conrelid
       WHERE k.contype = 'f' AND k.confrelid NOT IN (SELECT oid FROM (${TENANT_TABLES}) x)
         AND k.confrelid::regclass::text NOT IN ('organisation', 'user_account')`,
      ),
    () =>
      names(
        client,
        `SELECT c.relname || ': exclusion constraint ' || c.conname || ' does not begin with the tenant' AS fault FROM (
         SELECT t.relname, k.conname, k.conrelid, k.conkey[1] AS first FROM pg_constraint k
         JOIN (${TENANT_TABLES}) t ON t.oid = k.conrelid WHERE k.contype = 'x') c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.first WHERE a.attname <> 'tenant_id'`,
      ),
    () =>
      names(
        client,
        `SELECT relname || ': a view that reads with its owner''s eyes' AS fault FROM pg_class
       WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
         AND NOT coalesce('security_invoker=true' = ANY (reloptions) OR 'security_invoker=on' = ANY (reloptions), false)`,
      ),
    () =>
      names(
        client,
        `SELECT relname || ': a materialised view knows no tenant' AS fault FROM pg_class
       WHERE relkind = 'm' AND relnamespace = 'public'::regnamespace`,
      ),
    () =>
      names(
        client,
        `SELECT typname || ': an enum, whose = is not leakproof' AS fault FROM pg_type
       WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace`,
      ),
    () =>
      names(
        client,
        `SELECT relname || ': owned by a role the application signs in as' AS fault FROM pg_class
       WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND relowner IN
         (SELECT oid FROM pg_roles WHERE rolname IN ('voicehive_app', 'voicehive_system'))`,
      ),
    () =>
      names(
        client,
        `SELECT rolname || ': a role that row-level security does not bind' AS fault FROM pg_roles
       WHERE rolname LIKE 'voicehive%' AND (rolsuper OR rolbypassrls)`,
      ),
    () => unreviewedTables(client),
    () => unreviewedUnique(client),
    () => unreviewedGrants(client),
    () => unreviewedDefiners(client),
  ]) {
    found.push(...(await look()));
  }
  return found.sort();
}

async function unreviewedTables(client: pg.Client): Promise<string[]> {
  const without = await names(
    client,
    `SELECT relname AS fault FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
       AND oid NOT IN (SELECT oid FROM (${TENANT_TABLES}) t)`,
  );
  return without
    .filter((table) => !Object.hasOwn(REVIEWED_TABLES, table))
    .map((table) => `${table}: no tenant_id and not on the reviewed list`);
}

async function unreviewedUnique(client: pg.Client): Promise<string[]> {
  const keys = await names(
    client,
    `SELECT t.relname || '(' || string_agg(coalesce(a.attname, 'expression'), ',' ORDER BY k.n) || ')' AS fault
     FROM pg_index i JOIN (${TENANT_TABLES}) t ON t.oid = i.indrelid
     CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)
     LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indisunique GROUP BY t.relname, i.indexrelid`,
  );
  return keys
    .filter((key) => !/\(tenant_id(,|\))/.test(key) && !REVIEWED_UNIQUE.has(key))
    .map((key) => `${key}: a unique key that does not begin with the tenant`);
}

async function unreviewedGrants(client: pg.Client): Promise<string[]> {
  const whole = await names(
    client,
    `SELECT g.table_name || ':' || string_agg(DISTINCT g.privilege_type, ',' ORDER BY g.privilege_type) AS fault
     FROM information_schema.role_table_grants g
     WHERE g.grantee IN ('voicehive_app', 'PUBLIC') AND g.table_schema NOT IN ('pg_catalog', 'information_schema')
       AND g.table_name NOT IN (SELECT relname FROM (${TENANT_TABLES}) t)
     GROUP BY g.table_schema, g.table_name`,
  );
  const columns = await names(
    client,
    `SELECT g.table_name || '(' || string_agg(g.column_name, ',' ORDER BY g.column_name) || '):' || g.privilege_type AS fault
     FROM information_schema.column_privileges g
     WHERE g.grantee IN ('voicehive_app', 'PUBLIC') AND g.table_schema NOT IN ('pg_catalog', 'information_schema')
       AND g.table_name NOT IN (SELECT relname FROM (${TENANT_TABLES}) t)
       AND NOT EXISTS (SELECT FROM information_schema.role_table_grants w
                       WHERE w.grantee = g.grantee AND w.table_name = g.table_name AND w.privilege_type = g.privilege_type)
     GROUP BY g.table_name, g.privilege_type`,
  );
  return [...whole, ...columns]
    .filter((grant) => !REVIEWED_APP_GRANTS.has(grant))
    .map((grant) => `${grant}: a grant to the app role that nobody reviewed`);
}

async function unreviewedDefiners(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; owner: string; login: boolean; path: boolean }>(
    `SELECT p.proname AS name, r.rolname AS owner, r.rolcanlogin AS login,
            EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%') AS path
     FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
     WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace`,
  );
  return rows.flatMap(({ name, owner, login, path }) => [
    ...(REVIEWED_DEFINERS.has(name) ? [] : [`${name}(): runs as ${owner} and nobody reviewed it`]),
    ...(login ? [`${name}(): owned by ${owner}, which can sign in`] : []),
    ...(path ? [] : [`${name}(): no fixed search_path`]),
  ]);
}

/** What the cross-tenant role may do, one line a table: `table: privileges (columns)`. */
export async function systemGrants(client: pg.Client): Promise<string[]> {
  return names(
    client,
    `WITH whole AS (
       SELECT table_schema, table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'voicehive_system'
     ), parts AS (
       SELECT table_name, privilege_type, string_agg(column_name, ',' ORDER BY column_name) AS columns
       FROM information_schema.column_privileges c WHERE grantee = 'voicehive_system' AND table_schema = 'public'
         AND NOT EXISTS (SELECT FROM whole w WHERE w.table_name = c.table_name AND w.privilege_type = c.privilege_type)
       GROUP BY table_name, privilege_type
     )
     SELECT table_name || ': ' || string_agg(item, ' ' ORDER BY item) AS fault FROM (
       SELECT table_name, privilege_type AS item FROM whole WHERE table_schema = 'public'
       UNION ALL SELECT table_name, privilege_type || '(' || columns || ')' FROM parts
     ) x GROUP BY table_name ORDER BY 1`,
  );
}
