import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withAdmin } from "@/scripts/lib/postgres/roles";
import { SystemDb, TenantDb } from "@/server/db";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import { seedDemo } from "./demo";

describe("the demo hotel", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    const db = new TenantDb({ url: database.appUrl, slots: 2, statementTimeoutMs: 60_000 });
    const system = new SystemDb(database.systemUrl, 1);
    const t = performance.now();
    await seedDemo({ db, system, now: new Date(), say: (l) => console.log(l, Math.round(performance.now() - t), process.cpuUsage().user/1000) });
    await db.close();
    await system.close();
  }, 120_000);
  afterAll(() => database.drop());
  test("is there", async () => {
    const rows = await withAdmin(database.adminUrl, async (c) => (await c.query("select status,count(*)::int n from reservation group by 1")).rows);
    console.log(rows);
    expect(rows.length).toBeGreaterThan(3);
  });
});
