import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createTestDatabase, type TestDatabase } from ".";
import { explainAs } from "./explain";

const tenant = newId();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query("INSERT INTO organisation (id, name) VALUES ($1, 'o')", [tenant]);
  await admin.query(
    `INSERT INTO hotel (tenant_id, id, slug, name, time_zone, country, currency)
     VALUES ($1, $1, 'harbour', 'h', 'Europe/Oslo', 'NO', 'EUR')`,
    [tenant],
  );
  await admin.query(
    `INSERT INTO guest (tenant_id, id, hotel_id, last, phone)
     SELECT $1::uuid, gen_random_uuid(), $1::uuid, 'guest', '+47' || n FROM generate_series(90000000, 90020000) n`,
    [tenant],
  );
  await admin.query("ANALYZE");
  await admin.end();
});
afterAll(() => database.drop());

test("tells an indexed look-up from a scan, as the app role", async () => {
  const indexed = await explainAs(
    database.appUrl,
    tenant,
    "SELECT * FROM guest WHERE hotel_id = $1 AND phone = $2",
    [tenant, "+4790000001"],
  );
  expect(indexed).toMatchObject({ scanned: [], indexes: ["guest_tenant_id_hotel_id_phone_idx"] });
  const scanned = await explainAs(database.appUrl, tenant, "SELECT * FROM guest WHERE notes = 'towels'");
  expect(scanned.removed).toBeGreaterThan(20_000);
});

test("refuses a tenant that is none", async () => {
  await expect(explainAs(database.appUrl, "nobody", "SELECT * FROM guest")).rejects.toThrow(/uuid/);
});
