import pg from "pg";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

export interface Explained {
  /** Milliseconds the server spent on it. */
  ms: number;
  /** Tables read from end to end. */
  scanned: string[];
  /** Rows that were read and thrown away: what an index did not answer. */
  removed: number;
  /** Rows that scans took from tables and functions, over all loops, thrown away or not. */
  read: number;
  /** Pages of 8 kB touched, in memory or not: what a walk through a whole index costs. */
  pages: number;
  indexes: string[];
}

/**
 * EXPLAINs a query as the app role of one tenant, the way it runs in production: row-level security forbids
 * indexes that a superuser's plan would use. ANALYZE the tables first; run it at 100,000 rows.
 */
export async function explainAs(
  appUrl: string,
  tenantId: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Explained> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan; "Execution Time": number }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
      [...values],
    );
    const top = rows[0]?.["QUERY PLAN"][0];
    if (!top) throw new Error("PostgreSQL gave no plan");
    const nodes = flatten(top.Plan);
    return {
      ms: top["Execution Time"],
      scanned: nodes
        .filter((node) => node["Node Type"] === "Seq Scan")
        .map((node) => node["Relation Name"] ?? "?"),
      removed: nodes.reduce((sum, node) => sum + (node["Rows Removed by Filter"] ?? 0), 0),
      read: nodes
        .filter((node) => node["Relation Name"] || node["Node Type"] === "Function Scan")
        .reduce((sum, node) => sum + rowsOf(node), 0),
      pages: (top.Plan["Shared Hit Blocks"] ?? 0) + (top.Plan["Shared Read Blocks"] ?? 0),
      indexes: nodes.flatMap((node) => node["Index Name"] ?? []),
    };
  } finally {
    await client.end();
  }
}

/** PostgreSQL tells rows a loop; a scan by a parallel worker or a nested loop has many. */
const rowsOf = (node: Plan): number =>
  ((node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0)) * (node["Actual Loops"] ?? 1);

const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)];
