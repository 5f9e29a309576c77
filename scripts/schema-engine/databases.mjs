import pg from "pg";

/** The server's maintenance database under the same login, and the name of the database in `url`. */
export function maintenance(url) {
  const address = new URL(url);
  const name = decodeURIComponent(address.pathname.slice(1));
  address.pathname = "/postgres";
  return { adminUrl: address.toString(), name };
}

/** Runs `work` on one connection that is closed whatever happens. */
export async function withConnection(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates the database that `url` names and returns its name. */
export async function createDatabase(url) {
  const { adminUrl, name } = maintenance(url);
  await withConnection(adminUrl, (client) =>
    client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`),
  );
  return name;
}

/** Drops the database that `url` names, ending its connections. Absent is fine. */
export async function dropDatabase(url) {
  const { adminUrl, name } = maintenance(url);
  await withConnection(adminUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
  );
}
