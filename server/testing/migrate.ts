import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { provisionDatabase, provisionRoles, ROLES, urlFor, withAdmin } from "@/scripts/lib/postgres/roles";
import { root } from "@/scripts/lib/root.mjs";

export const TEMPLATE = "voicehive_template";

/** The password of every role on a test server: it is on loopback and lives for one run. */
export const TEST_PASSWORD = "test";

/** Migration files in the order Prisma applies them. */
export function migrationFiles(folder = path.join(root, "prisma/migrations")): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name, "migration.sql"))
    .sort();
}

/** Makes the roles and a database with every migration applied as the owner, to be cloned by tests. */
export async function migrateTemplate(adminUrl: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    await provisionRoles(admin, { owner: TEST_PASSWORD, app: TEST_PASSWORD, system: TEST_PASSWORD });
    await provisionDatabase(admin, TEMPLATE);
  });
  await withAdmin(urlFor(adminUrl, TEMPLATE, ROLES.owner, TEST_PASSWORD), async (owner) => {
    for (const file of migrationFiles()) {
      try {
        await owner.query(readFileSync(file, "utf8"));
      } catch (error) {
        throw new Error(`${path.relative(root, file)}: ${(error as Error).message}`, { cause: error });
      }
    }
  });
}
