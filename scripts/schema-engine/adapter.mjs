import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { maintenance, withConnection } from "./databases.mjs";

const OID_CHAR = 18;
const OID_BPCHAR = 1042;

/**
 * Closes two gaps of adapter-pg 7.10 that migrations meet: the catalogue's internal `"char"` type is
 * refused, and scripts are split at every `;`, which breaks function bodies in `$$`.
 */
function mended(adapter, afterDispose) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const dispose = adapter.dispose?.bind(adapter);
  const startTransaction = adapter.startTransaction?.bind(adapter);
  let charColumns = new Set();

  adapter.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = new Set();
    for (const [index, field] of (result.fields ?? []).entries())
      if (field.dataTypeID === OID_CHAR) {
        charColumns.add(index);
        field.dataTypeID = OID_BPCHAR;
      }
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const chars = charColumns;
    const columnTypes = result.columnTypes.map((type, i) => (chars.has(i) ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  if (startTransaction) adapter.startTransaction = async (...args) => mended(await startTransaction(...args));
  if (dispose && afterDispose)
    adapter.dispose = async () => {
      await dispose();
      await afterDispose();
    };
  return adapter;
}

/** The pg adapter as the engine needs it, with a shadow database that is created and dropped on demand. */
class MigrationAdapterFactory extends PrismaPg {
  constructor(datasource) {
    // Formatting and diffing files need no server, but the adapter insists on an address.
    super({ connectionString: datasource.url || "postgresql://nowhere", max: 1 });
    this.datasource = datasource;
  }

  async connect() {
    return mended(await super.connect());
  }

  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource;
    if (shadowDatabaseUrl)
      return mended(await new PrismaPg({ connectionString: shadowDatabaseUrl }).connect());
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const { adminUrl } = maintenance(url);
    await withConnection(adminUrl, (client) => client.query(`CREATE DATABASE "${name}"`));
    const address = new URL(url);
    address.pathname = `/${name}`;
    const drop = () =>
      withConnection(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    return mended(await new PrismaPg({ connectionString: address.toString() }).connect(), drop);
  }
}

/** What the engine calls to reach the database of `datasource` and a shadow of it. */
export const adapterFactory = (datasource) =>
  bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(datasource));
