import { withAdmin } from "@/scripts/lib/postgres/roles";
import { SystemDb, TenantDb } from "@/server/db";
import { createDiskStorage, createS3Storage, type Storage } from "@/server/providers/storage";
import type { Analyse } from "./bulk";
import { seedDemo } from "./demo";

/** The store the app will read from: S3-compatible when it is configured whole, a folder otherwise. */
function storageOf(env: NodeJS.ProcessEnv): Storage {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    return createDiskStorage(env.STORAGE_DIR || ".data/storage");
  }
  return createS3Storage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION || "us-east-1",
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  });
}

/** Without the owner's login, as on a server of somebody's own, statistics come when the server gathers them. */
const analyseAs =
  (ownerUrl: string | undefined): Analyse =>
  async (table) => {
    if (ownerUrl) await withAdmin(ownerUrl, (owner) => owner.query(`ANALYZE "${table}"`));
  };

/** Connects with the app's own roles and seeds; prints a line a step with the seconds so far. */
export async function run(): Promise<void> {
  const { DATABASE_URL, DATABASE_SYSTEM_URL, DATABASE_OWNER_URL } = process.env;
  if (!DATABASE_URL || !DATABASE_SYSTEM_URL)
    throw new Error("The seed needs DATABASE_URL and DATABASE_SYSTEM_URL.");
  const started = performance.now();
  const say = (line: string) =>
    console.log(`${line} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  const db = new TenantDb({ url: DATABASE_URL, slots: 2, statementTimeoutMs: 60_000 });
  const system = new SystemDb(DATABASE_SYSTEM_URL, 1);
  try {
    const analyse = analyseAs(DATABASE_OWNER_URL);
    await seedDemo({ db, system, storage: storageOf(process.env), now: new Date(), analyse, say });
  } finally {
    await db.close();
    await system.close();
  }
}
