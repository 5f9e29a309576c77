import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { Role } from "@/server/auth/permissions";
import { SystemDb, TenantDb } from "@/server/db";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { createMemoryStorage } from "@/server/providers/storage";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import type { Ctx, Deps } from "@/server/verbs/ctx";
import { hashPassword } from "../password";
import type { Visitor } from "../public-verb";
import { openSession } from "../sessions";

export const PASSWORD = "a quiet night at the desk";

export interface Person {
  userId: string;
  email: string;
  membershipId: string;
}

/** A database of its own with what tests of people and permissions need, and a clock that stands still. */
export async function openHouse() {
  const database: TestDatabase = await createTestDatabase();
  const clock = new FixedClock(new Date("2026-03-04T12:00:00Z"));
  const seal = generateKeyPairSync("x25519");
  const deps: Deps = {
    db: new TenantDb({ url: database.appUrl, slots: 3 }),
    system: new SystemDb(database.systemUrl),
    clock,
    storage: createMemoryStorage(),
    keys: {
      lineSigning: generateKeyPairSync("ed25519").privateKey,
      dataEncryption: new Uint8Array(32),
      sealPrivate: seal.privateKey,
      sealPublic: seal.publicKey,
      workerEnrolment: "enrolment-of-a-test",
      twilioAuthToken: "twilio-of-a-test",
    },
  };
  // One hash for everybody: hashing is slow on purpose.
  const passwordHash = await hashPassword(PASSWORD);

  const house = {
    database,
    deps,
    clock,
    /** An organisation with one hotel. */
    async organisation(slug = `hotel-${randomUUID().slice(0, 8)}`) {
      const tenantId = newId();
      const hotelId = newId();
      await deps.db.transaction(tenantId, async (tx) => {
        await tx.organisation.create({ data: { id: tenantId, name: `Organisation of ${slug}` } });
        await tx.hotel.create({
          data: {
            tenantId,
            id: hotelId,
            slug,
            name: slug,
            timeZone: "Europe/Oslo",
            country: "NO",
            currency: "EUR",
          },
        });
      });
      return { tenantId, hotelId, slug };
    },
    async hotel(tenantId: string, slug: string): Promise<string> {
      const id = newId();
      await deps.db.withTenant(tenantId, (db) =>
        db.hotel.create({
          data: { tenantId, id, slug, name: slug, timeZone: "Europe/Oslo", country: "NO", currency: "EUR" },
        }),
      );
      return id;
    },
    /** Somebody who can sign in, and works for the tenant in a role. */
    async person(tenantId: string, role: Role, hotelIds: string[] = []): Promise<Person> {
      const userId = newId();
      const email = `${role}-${userId.slice(-12)}@hotel.example`;
      await deps.system.client.userAccount.create({
        data: { id: userId, email, name: `The ${role}`, passwordHash },
      });
      return { userId, email, membershipId: await house.joins(userId, tenantId, role, hotelIds) };
    },
    async joins(userId: string, tenantId: string, role: Role, hotelIds: string[] = []): Promise<string> {
      const id = newId();
      await deps.db.withTenant(tenantId, (db) =>
        db.membership.create({ data: { tenantId, id, userId, role, hotelIds } }),
      );
      return id;
    },
    /** The context of a signed-in person with a real session. */
    async signedIn(person: Person, tenantId: string, role: Role, extra: Partial<Ctx> = {}): Promise<Ctx> {
      const sessionId = await openSession(deps, person.userId, { address: "192.0.2.7", userAgent: "test" });
      return {
        tenantId,
        actor: { kind: "user", userId: person.userId, sessionId, role, hotelIds: [] },
        deps,
        log: silentLogger,
        ...extra,
      };
    },
    visitor: (over: Partial<Visitor> = {}): Visitor => ({
      deps,
      log: silentLogger,
      requestId: "request-of-a-test",
      origin: { address: "192.0.2.9", userAgent: "test" },
      identity: null,
      ...over,
    }),
    audits: (tenantId: string, action: string) =>
      deps.db.withTenant(tenantId, (db) => db.auditEntry.findMany({ where: { action } })),
    async close() {
      await deps.db.close();
      await deps.system.close();
      await database.drop();
    },
  };
  return house;
}
export type House = Awaited<ReturnType<typeof openHouse>>;
