import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client";
import { statementNames } from "./slot";

export type SystemClient = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$extends">;

/**
 * The cross-tenant role with a small pool of its own: sign-in, number look-up, workers, relay, sealer.
 * What it may touch is the reviewed list at the end of the base migration.
 */
export class SystemDb {
  readonly pool: pg.Pool;
  readonly client: SystemClient & Pick<PrismaClient, "$disconnect">;

  constructor(url: string, connections = 4) {
    this.pool = new pg.Pool({ connectionString: url, max: connections });
    this.pool.on("error", () => {
      // A dropped idle connection; the next query opens another.
    });
    this.pool.on("connect", (client) => {
      // A connection on its way in or out of the pool: an error without a listener would end the process.
      client.on("error", () => {});
    });
    this.client = new PrismaClient({
      adapter: new PrismaPg(this.pool, { statementNameGenerator: statementNames() }),
    });
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await this.pool.end();
  }
}
