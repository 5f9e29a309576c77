import { PrismaPg } from "@prisma/adapter-pg";
import type { IsolationLevel } from "@prisma/driver-adapter-utils";
import { PrismaClient } from "./generated/client";
import type { TenantPool } from "./tenant-pool";

const MAX_STATEMENTS = 500;

/** Prepared statement names: the same SQL gets the same name, up to a bound. */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  // An empty name means "unnamed" to the protocol: prepared for one use only.
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MAX_STATEMENTS) return "";
    const name = `v${names.size}`;
    names.set(sql, name);
    return name;
  };
}

class TenantAdapterFactory extends PrismaPg {
  constructor(
    private readonly pool: TenantPool,
    private readonly statementTimeoutMs: number,
  ) {
    super(pool, { statementNameGenerator: statementNames() });
  }

  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation?: IsolationLevel) => {
      const tenantId = this.pool.holder();
      const tx = await start(isolation);
      try {
        await tx.queryRaw({
          sql: "SELECT set_config('app.tenant_id', $1, true), set_config('statement_timeout', $2, true)",
          args: [tenantId, String(this.statementTimeoutMs)],
          argTypes: [
            { scalarType: "string", arity: "scalar" },
            { scalarType: "string", arity: "scalar" },
          ],
        });
        return tx;
      } catch (error) {
        // Prisma knows of no transaction yet: without this the slot's one connection would be lent out for ever.
        await tx.executeRaw({ sql: "ROLLBACK", args: [], argTypes: [] }).catch(() => 0);
        await tx.rollback();
        throw error;
      }
    };
    return adapter;
  }
}

export interface Slot {
  pool: TenantPool;
  client: PrismaClient;
}

export const createSlot = (pool: TenantPool, statementTimeoutMs: number): Slot => ({
  pool,
  client: new PrismaClient({ adapter: new TenantAdapterFactory(pool, statementTimeoutMs) }),
});
