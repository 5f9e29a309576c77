import { demo } from "@/scripts/lib/demo.mjs";
import { hashPassword } from "@/server/auth/password";
import type { Role } from "@/server/auth/permissions";
import type { SystemDb } from "@/server/db";
import type { Rng } from "./random";

const STAFF: readonly { name: string; email: string; role: Role; small?: boolean }[] = [
  { name: "Maja Nordahl", email: "manager@harbour.example", role: "manager" },
  { name: "Jonas Whitfield", email: "desk@harbour.example", role: "front_desk" },
  { name: "Elena Robles", email: "housekeeping@harbour.example", role: "housekeeping" },
  { name: "Tariq Mensah", email: "support@harbour.example", role: "support" },
  { name: "Greta Falk", email: "billing@harbour.example", role: "billing_admin" },
];

/**
 * Accounts and memberships, in one transaction and at the very end: the owner's membership is the mark that
 * the demo is whole. An account that exists keeps its password.
 */
export async function writeTeam(system: SystemDb, tenantId: string, rng: Rng, born: Date): Promise<void> {
  const people = [{ name: "Astrid Harbour", email: demo.ownerEmail, role: "owner" as Role }, ...STAFF];
  const passwordHash = await hashPassword(demo.ownerPassword);
  await system.client.$transaction(async (tx) => {
    await tx.userAccount.createMany({
      data: people.map(({ name, email }) => ({
        id: rng.id(born),
        name,
        email,
        passwordHash,
        createdAt: born,
      })),
      skipDuplicates: true,
    });
    const accounts = await tx.userAccount.findMany({
      where: { email: { in: people.map((person) => person.email) } },
    });
    await tx.membership.createMany({
      data: accounts.map((account) => ({
        tenantId,
        id: rng.id(born),
        userId: account.id,
        role: people.find((person) => person.email === account.email)?.role ?? "support",
        hotelIds: [],
        createdAt: born,
      })),
    });
  });
}
