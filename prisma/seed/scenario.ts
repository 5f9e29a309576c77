import { hashPassword } from "@/server/auth/password";
import type { SystemDb, TenantDb } from "@/server/db";
import { newCode, newId } from "@/server/kernel/ids";
import { Calendar } from "./calendar";
import { type HouseSpec, harbourHouse } from "./house";
import { Rng } from "./random";
import { StayBook } from "./stays";
import { planHouse, writeArticles, writeHouse } from "./write-house";

export interface ScenarioDeps {
  db: TenantDb;
  system: SystemDb;
  now: Date;
}

export interface SmallHotel {
  tenantId: string;
  hotelId: string;
  slug: string;
  /** What guests dial. */
  number: string;
  owner: { userId: string; email: string; password: string };
  /** Ids by code: CD, HK, FS and FLEX, SAVER, FJORD. */
  types: Record<string, string>;
  plans: Record<string, string>;
  roomIds: Record<string, string[]>;
}

const PASSWORD = "small-hotel-2026";
const ROOMS: Readonly<Record<string, number>> = { CD: 6, HK: 4, FS: 2 };

/** Three types of the demo's, twelve rooms on two floors. */
function smallSpec(suffix: string): HouseSpec {
  const base = harbourHouse("Pilot House", `+1555${suffix}`);
  const types = base.types
    .filter((type) => ROOMS[type.code])
    .map((type) => ({ ...type, rooms: ROOMS[type.code] ?? 1 }));
  return { ...base, slug: `pilot-${suffix}`, floors: 2, types };
}

/**
 * A tiny hotel of an organisation of its own: rooms, rates for ninety nights, extras, taxes, policies with a
 * directory, articles, a number and an owner. Every call makes another one, so tests may run side by side.
 */
export async function seedSmallHotel({ db, system, now }: ScenarioDeps): Promise<SmallHotel> {
  const tenantId = newId();
  const suffix = String(Number.parseInt(tenantId.slice(-8), 16) % 100_000_000).padStart(8, "0");
  const calendar = new Calendar(now, "Europe/Oslo", 3);
  const born = calendar.at(-2, 9);
  const rng = new Rng(Number(suffix));
  await db.transaction(tenantId, (tx) =>
    tx.organisation.create({ data: { id: tenantId, name: "Pilot Hotels", createdAt: born } }),
  );
  const house = planHouse(smallSpec(suffix), tenantId, rng, born);
  await writeHouse(db, house, new StayBook(house, calendar, rng), calendar, { from: -1, until: 90 });
  await writeArticles(db, house, calendar, rng);
  const owner = {
    userId: newId(),
    email: `owner-${newCode(8).toLowerCase()}@pilot.example`,
    password: PASSWORD,
  };
  const passwordHash = await hashPassword(PASSWORD);
  await system.client.$transaction(async (tx) => {
    await tx.userAccount.create({
      data: { id: owner.userId, name: "Pilot Owner", email: owner.email, passwordHash, createdAt: born },
    });
    await tx.membership.createMany({
      data: [{ tenantId, id: newId(), userId: owner.userId, role: "owner", hotelIds: [], createdAt: born }],
    });
  });
  return {
    tenantId,
    hotelId: house.hotelId,
    slug: house.spec.slug,
    number: house.spec.number,
    owner,
    types: Object.fromEntries(house.types.map((type) => [type.row.code, type.id])),
    plans: Object.fromEntries(house.plans.map((plan) => [plan.row.code, plan.id])),
    roomIds: Object.fromEntries(
      house.types.map((type) => [type.row.code, type.rooms.map((room) => room.id)]),
    ),
  };
}
