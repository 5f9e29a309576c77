import type { Deps } from "@/server/verbs/ctx";

/** A number read at each scrape. */
export type Reading = readonly [name: string, help: string, read: (deps: Deps) => Promise<number> | number];

/** One number of the database, across tenants; `$1` is now, and must be asked for. */
export const scalar = async (deps: Deps, sql: string): Promise<number> => {
  const { rows } = await deps.system.pool.query<{ n: string | null }>(sql, [deps.clock.now()]);
  return Number(rows[0]?.n ?? 0);
};
