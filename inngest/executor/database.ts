import pg from "pg";

/** A connection inside a transaction, with the instant the transaction counts as its own. */
export interface Tx {
  client: pg.PoolClient;
  now: Date;
}

export interface Database {
  pool: pg.Pool;
  /** Runs `work` in one transaction; a deadlock or serialisation failure is tried again, five times at most. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  now(): Date;
  close(): Promise<void>;
}

const RETRYABLE = new Set(["40P01", "40001"]);

/**
 * Opens the executor's own small pool. Time comes from `now`, never from SQL, so that tests hold the clock.
 * Throws what pg throws.
 */
export function openDatabase(connectionString: string, now: () => Date): Database {
  const pool = new pg.Pool({
    connectionString,
    max: 5,
    application_name: "voicehive-executor",
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that the server closes must not end the process; the next query reports it.
  pool.on("error", () => {});
  return {
    pool,
    now,
    close: () => pool.end(),
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect();
        let broken: Error | undefined;
        try {
          await client.query("BEGIN; SET LOCAL statement_timeout = '15s'");
          const result = await work({ client, now: now() });
          await client.query("COMMIT");
          return result;
        } catch (error) {
          await client.query("ROLLBACK").catch((cause: Error) => {
            broken = cause;
          });
          if (attempt >= 5 || !RETRYABLE.has((error as { code?: string }).code ?? "")) throw error;
        } finally {
          client.release(broken);
        }
      }
    },
  };
}

/** JSON text for a jsonb parameter. PostgreSQL cannot hold U+0000 in jsonb, so it is dropped. */
export function toJsonb(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (!text.includes("\\u0000")) return text;
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "string" ? member.replaceAll("\u0000", "") : member,
  );
}
