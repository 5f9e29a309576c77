import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { prisma } from "../generate.mjs";
import { root } from "../root.mjs";
import { withAdmin } from "./roles";

export interface Migration {
  readonly name: string;
  readonly checksum: string;
}

interface Applied extends Migration {
  readonly finished: boolean;
}

/** The migrations on disk with the checksum Prisma keeps of each (SHA-256 of the file, hex). */
export function migrationsOnDisk(folder = path.join(root, "prisma/migrations")): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"));
      return { name, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** True when exactly these migrations are applied: then Prisma need not be asked (it takes two seconds). */
export const upToDate = (wanted: readonly Migration[], applied: readonly Applied[]): boolean =>
  applied.length === wanted.length &&
  wanted.every(({ name, checksum }) =>
    applied.some((row) => row.name === name && row.checksum === checksum && row.finished),
  );

/** Brings the database of `ownerUrl` to the newest migration. */
export async function migrate(ownerUrl: string): Promise<"nothing to do" | undefined> {
  if (upToDate(migrationsOnDisk(), await appliedTo(ownerUrl))) return "nothing to do";
  await prisma(["migrate", "deploy"], { ...process.env, DATABASE_OWNER_URL: ownerUrl });
  return undefined;
}

function appliedTo(ownerUrl: string): Promise<Applied[]> {
  return withAdmin(ownerUrl, async (client) => {
    const table = await client.query("SELECT to_regclass('public._prisma_migrations') AS name");
    if (!table.rows[0]?.name) return [];
    const { rows } = await client.query<Applied>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return rows;
  });
}
