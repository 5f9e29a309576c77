import type { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** Who holds a slot right now. A new object each time, so that a late promise of an earlier holder is known. */
export interface Lease {
  readonly tenantId: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export class LeaseOverError extends Error {
  override readonly name = "LeaseOverError";
  constructor() {
    super("A query ran outside its withTenant block. Await every query inside it.");
  }
}

/**
 * One pipelined connection that only the current lease may use. A plain query goes out as
 * `BEGIN; SET LOCAL app.tenant_id` · query · `COMMIT` in one round trip; a transaction sets the
 * tenant itself after its BEGIN.
 */
export class TenantPool extends pg.Pool {
  lease: Lease | null = null;

  constructor(
    connectionString: string,
    private readonly current: AsyncLocalStorage<Lease>,
    private readonly statementTimeoutMs: number,
  ) {
    super({ connectionString, max: 1, pipeline: true, idleTimeoutMillis: 0 } as pg.PoolConfig);
    this.setMaxListeners(0);
    this.on("error", () => {
      // The pool drops the broken connection; the next lease opens another.
    });
    this.on("connect", (client) => {
      // While it is lent out the pool does not listen: an error without a listener would end the process.
      client.on("error", () => {});
    });
  }

  /** The tenant of the running lease. Throws when the caller is not its holder. */
  holder(): string {
    const lease = this.lease;
    if (!lease || this.current.getStore() !== lease) throw new LeaseOverError();
    if (!UUID.test(lease.tenantId)) throw new TypeError("The tenant id is not a UUID");
    return lease.tenantId;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ): void;
  override connect(
    callback?: Parameters<typeof pg.Pool.prototype.connect>[0],
    // biome-ignore lint/suspicious/noConfusingVoidType: the overload of pg's own declaration
  ): Promise<pg.PoolClient> | void {
    if (callback) return super.connect(callback);
    try {
      this.holder();
    } catch (error) {
      return Promise.reject(error);
    }
    return super.connect();
  }

  override query = (async (query: pg.QueryConfig, values?: unknown[]) => {
    const tenantId = this.holder();
    const client = await super.connect();
    const results = await Promise.allSettled([
      client.query(
        `BEGIN; SET LOCAL app.tenant_id = '${tenantId}'; SET LOCAL statement_timeout = ${this.statementTimeoutMs}`,
      ),
      client.query(query, values),
      client.query("COMMIT"),
    ]);
    const [begin, result, commit] = results;
    client.release(begin.status === "rejected" || commit.status === "rejected");
    if (result.status === "rejected") throw result.reason;
    if (begin.status === "rejected") throw begin.reason;
    if (commit.status === "rejected") throw commit.reason;
    return result.value;
  }) as typeof pg.Pool.prototype.query;
}
