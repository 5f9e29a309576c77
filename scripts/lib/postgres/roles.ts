import pg from "pg";

/** The logins of an embedded database; each gets the password given under its name. */
export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
  readonly system: string;
}

export const ROLES = { owner: "voicehive_owner", app: "voicehive_app", system: "voicehive_system" } as const;

/** Owns the reviewed SECURITY DEFINER search functions; nobody signs in as it. */
export const SEARCH_ROLE = "voicehive_search";

const PLAIN = "NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEROLE";

/**
 * Makes the roles and sets their passwords; safe to repeat. None is superuser or bypasses row-level
 * security. The owner may create databases, which `prisma migrate dev` needs for its shadow.
 */
export async function provisionRoles(admin: pg.Client, passwords: RolePasswords): Promise<void> {
  const existing = new Set(
    (await admin.query<{ rolname: string }>("SELECT rolname FROM pg_roles")).rows.map((row) => row.rolname),
  );
  const put = (name: string, attributes: string) =>
    admin.query(`${existing.has(name) ? "ALTER" : "CREATE"} ROLE ${name} ${attributes}`);
  const login = (password: string) => `LOGIN ${PLAIN} PASSWORD ${pg.escapeLiteral(password)}`;
  await put(ROLES.owner, `${login(passwords.owner)} CREATEDB`);
  await put(ROLES.app, `${login(passwords.app)} NOCREATEDB`);
  await put(ROLES.system, `${login(passwords.system)} NOCREATEDB`);
  await put(SEARCH_ROLE, `NOLOGIN ${PLAIN} NOCREATEDB`);
  // The owner hands the search functions to that role, which takes membership.
  await admin.query(`GRANT ${SEARCH_ROLE} TO ${ROLES.owner} WITH INHERIT FALSE, SET TRUE`);
}

/** Creates `name`, owned by the owner role and closed to everybody but our roles. Existing is fine. */
export async function provisionDatabase(admin: pg.Client, name: string): Promise<void> {
  const quoted = pg.escapeIdentifier(name);
  const found = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
  if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${quoted} OWNER ${ROLES.owner}`);
  await admin.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${quoted} TO ${ROLES.app}, ${ROLES.system}`);
}

/** Opens one connection, runs `work`, closes it. */
export async function withAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database and login. */
export function urlFor(adminUrl: string, database: string, user: string, password: string): string {
  const address = new URL(adminUrl);
  address.username = user;
  address.password = encodeURIComponent(password);
  address.pathname = `/${database}`;
  return address.toString();
}
