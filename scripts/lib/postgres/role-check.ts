import pg from "pg";
import { Explained } from "../step.mjs";

/** What makes a login able to see past row-level security. */
export interface RoleFacts {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypassesRls: boolean;
  /** Tables it owns itself or through a role it is a member of. */
  readonly ownedTables: number;
}

/** The sentence that refuses this login as `variable`, or null when it may serve tenants. */
export function refusal(variable: string, facts: RoleFacts): string | null {
  const reasons = [
    facts.superuser && "is a superuser",
    facts.bypassesRls && "bypasses row-level security (BYPASSRLS)",
    facts.ownedTables > 0 && `owns ${facts.ownedTables} table${facts.ownedTables === 1 ? "" : "s"}`,
  ].filter((reason) => reason !== false);
  if (reasons.length === 0) return null;
  return (
    `${variable} signs in as "${facts.name}", which ${reasons.join(" and ")}: one hotel could then read another's data. ` +
    "Use a plain login that owns nothing; README.md shows how to make the roles."
  );
}

const FACTS = `
  SELECT current_user AS name,
         bool_or(r.rolsuper) AS superuser,
         bool_or(r.rolbypassrls) AS "bypassesRls",
         (SELECT count(*)::int FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS "ownedTables"
    FROM pg_roles r
   WHERE pg_has_role(current_user, r.oid, 'MEMBER')`;

/** Connects and refuses a login that could pass row-level security, itself or by a role it may become. */
export async function requirePlainRole(variable: string, url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new Explained(`${variable} does not connect: ${(error as Error).message}`);
  }
  try {
    const facts = (await client.query<RoleFacts>(FACTS)).rows[0];
    const sentence = facts ? refusal(variable, facts) : null;
    if (sentence) throw new Explained(sentence);
  } finally {
    await client.end();
  }
}
