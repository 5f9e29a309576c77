import { SystemDb, TenantDb } from "@/server/db";
import { seedDemo } from "./demo";

/** Connects with the app's own roles and seeds; prints a line a step with the seconds so far. */
export async function run(): Promise<void> {
  const { DATABASE_URL, DATABASE_SYSTEM_URL } = process.env;
  if (!DATABASE_URL || !DATABASE_SYSTEM_URL) throw new Error("The seed needs DATABASE_URL and DATABASE_SYSTEM_URL.");
  const started = performance.now();
  const say = (line: string) => console.log(`${line} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  const db = new TenantDb({ url: DATABASE_URL, slots: 2, statementTimeoutMs: 60_000 });
  const system = new SystemDb(DATABASE_SYSTEM_URL, 1);
  try {
    await seedDemo({ db, system, now: new Date(), say });
  } finally {
    await db.close();
    await system.close();
  }
}
