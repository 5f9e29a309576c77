import pg from "pg";

export interface CapturedQuery {
  sql: string;
  values: readonly unknown[];
}

/**
 * The SQL that `run` really sends, in order, without the frames of its transactions. It watches the driver of
 * this process: run nothing else meanwhile.
 */
export async function captureQueries(run: () => Promise<unknown>): Promise<CapturedQuery[]> {
  const captured: CapturedQuery[] = [];
  const original = pg.Client.prototype.query;
  const watched = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first, second] = args;
    const query = typeof first === "string" ? { text: first } : (first as pg.QueryConfig);
    const values = Array.isArray(second) ? second : (query.values ?? []);
    if (/^\s*(select|with|insert|update|delete|\()/i.test(query.text) && !/set_config\(/.test(query.text))
      captured.push({ sql: query.text, values });
    return Reflect.apply(original, this, args);
  };
  pg.Client.prototype.query = watched as typeof original;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = original;
  }
  return captured;
}
