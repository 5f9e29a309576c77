import { generateKeyPairSync, randomBytes } from "node:crypto";
import { SystemDb, TenantDb } from "@/server/db";
import { systemClock } from "@/server/kernel/clock";
import { createMemoryStorage } from "@/server/providers/storage";
import type { Deps } from "@/server/verbs/ctx";
import { createTestDatabase } from "./database";

export interface TestDeps {
  deps: Deps;
  /** The app role, as the verbs connect. */
  appUrl: string;
  /** The cross-tenant role. */
  systemUrl: string;
  /** Superuser, to look at what a test did. */
  adminUrl: string;
  close(): Promise<void>;
}

/** Everything a verb needs, on a database of its own, with keys made on the spot and storage in memory. */
export async function makeTestDeps(over: Partial<Pick<Deps, "clock" | "storage">> = {}): Promise<TestDeps> {
  const database = await createTestDatabase();
  const db = new TenantDb({ url: database.appUrl, slots: 6 });
  const system = new SystemDb(database.systemUrl);
  const seal = generateKeyPairSync("x25519");
  const deps: Deps = {
    db,
    system,
    clock: over.clock ?? systemClock,
    storage: over.storage ?? createMemoryStorage(),
    keys: {
      lineSigning: generateKeyPairSync("ed25519").privateKey,
      dataEncryption: new Uint8Array(randomBytes(32)),
      sealPrivate: seal.privateKey,
      sealPublic: seal.publicKey,
      workerEnrolment: randomBytes(16).toString("hex"),
      twilioAuthToken: randomBytes(16).toString("hex"),
    },
  };
  return {
    deps,
    appUrl: database.appUrl,
    systemUrl: database.systemUrl,
    adminUrl: database.adminUrl,
    async close() {
      await db.close();
      await system.close();
      await database.drop();
    },
  };
}
