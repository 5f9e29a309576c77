import { generateKeyPairSync, randomBytes } from "node:crypto";
import { withAdmin } from "@/scripts/lib/postgres/roles";
import { SystemDb, TenantDb, type Tx } from "@/server/db";
import { FixedClock } from "@/server/kernel/clock";
import { addDays, dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { createMemoryStorage } from "@/server/providers/storage";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import type { Actor, Deps, HotelCtx } from "@/server/verbs/ctx";

/** The day every test hotel lives in: Wednesday 4 March 2026, 10:00 in Oslo. */
export const NOW = new Date("2026-03-04T09:00:00.000Z");
export const TODAY = "2026-03-04";

export interface World {
  database: TestDatabase;
  db: TenantDb;
  system: SystemDb;
  clock: FixedClock;
  deps: Deps;
  close(): Promise<void>;
}

function testKeys(): Deps["keys"] {
  const seal = generateKeyPairSync("x25519");
  return {
    lineSigning: generateKeyPairSync("ed25519").privateKey,
    dataEncryption: new Uint8Array(randomBytes(32)),
    sealPrivate: seal.privateKey,
    sealPublic: seal.publicKey,
    workerEnrolment: randomBytes(16).toString("hex"),
    twilioAuthToken: randomBytes(16).toString("hex"),
  };
}

export async function openWorld(slots = 8): Promise<World> {
  const database = await createTestDatabase();
  const db = new TenantDb({ url: database.appUrl, slots, waitMs: 60_000, maxWaiting: 1_000 });
  const system = new SystemDb(database.systemUrl, 2);
  const clock = new FixedClock(NOW);
  return {
    database,
    db,
    system,
    clock,
    deps: { db, system, clock, storage: createMemoryStorage(), keys: testKeys() },
    async close() {
      await db.close();
      await system.close();
      await database.drop();
    },
  };
}

export interface TypeSpec {
  code: string;
  name?: string;
  spokenName?: string;
  beds?: string;
  maxAdults?: number;
  maxGuests?: number;
  attributes?: string[];
  rooms: number;
  /** Price of a night in minor units, all nights alike. */
  price: number;
}

export interface TestHotel {
  tenantId: string;
  hotelId: string;
  types: Record<string, string>;
  roomIds: Record<string, string[]>;
  flexible: string;
  corporate: string;
}

export interface HotelSpec {
  types?: TypeSpec[];
  taxes?: {
    code: string;
    kind: "percent" | "amount";
    value: number;
    per: string;
    included: boolean;
    exemptUnderAge?: number;
  }[];
  from?: string;
  nights?: number;
}

const DOUBLE: TypeSpec = {
  code: "CD",
  name: "Courtyard double",
  spokenName: "the courtyard double",
  rooms: 5,
  price: 15_200,
};
const KING: TypeSpec = {
  code: "HK",
  name: "Harbour king",
  spokenName: "the harbour king",
  beds: "one king bed",
  attributes: ["sea_view", "balcony"],
  rooms: 3,
  price: 21_000,
  maxGuests: 3,
};

/** A small hotel of a tenant of its own: two types, a public and a corporate plan, breakfast and parking. */
export async function seedHotel(world: World, spec: HotelSpec = {}): Promise<TestHotel> {
  const tenantId = newId();
  const hotelId = newId();
  await withAdmin(world.database.adminUrl, (admin) =>
    admin.query("INSERT INTO organisation (id, name) VALUES ($1, 'Test')", [tenantId]),
  );
  const types = spec.types ?? [DOUBLE, KING];
  const hotel: TestHotel = {
    tenantId,
    hotelId,
    types: {},
    roomIds: {},
    flexible: newId(),
    corporate: newId(),
  };
  await world.db.transaction(
    tenantId,
    async (tx) => {
      await tx.hotel.create({
        data: {
          tenantId,
          id: hotelId,
          slug: `h-${hotelId.slice(-8)}`,
          name: "Fjord",
          timeZone: "Europe/Oslo",
          country: "NO",
          currency: "EUR",
        },
      });
      await seedPlans(tx, hotel);
      for (const [i, type] of types.entries()) await seedType(tx, hotel, type, i, spec);
      for (const tax of spec.taxes ?? []) {
        await tx.tax.create({
          data: { tenantId, id: newId(), hotelId, name: tax.code, ...tax, value: BigInt(tax.value) },
        });
      }
    },
    60_000,
  );
  return hotel;
}

async function seedPlans(tx: Tx, hotel: TestHotel): Promise<void> {
  const { tenantId, hotelId } = hotel;
  const flexible = [
    { untilHours: 48, fee: { kind: "none" } },
    { untilHours: 0, fee: { kind: "nights", value: 1 } },
  ];
  await tx.ratePlan.createMany({
    data: [
      {
        tenantId,
        hotelId,
        id: hotel.flexible,
        code: "FLEX",
        name: "Flexible",
        spokenName: "the flexible rate",
        cancellation: flexible,
        includes: ["breakfast"],
      },
      {
        tenantId,
        hotelId,
        id: hotel.corporate,
        code: "CORP",
        name: "Corporate",
        spokenName: "the corporate rate",
        cancellation: [],
        includes: [],
        accessCode: "ACME-24",
        sortOrder: 1,
      },
    ],
  });
  await tx.extra.createMany({
    data: [
      {
        tenantId,
        hotelId,
        id: newId(),
        code: "PARK",
        name: "Parking",
        spokenName: "parking",
        price: 2_000n,
        unit: "night",
        stock: 2,
      },
      {
        tenantId,
        hotelId,
        id: newId(),
        code: "SPA",
        name: "Spa",
        spokenName: "the spa",
        price: 3_500n,
        unit: "person_night",
      },
      {
        tenantId,
        hotelId,
        id: newId(),
        code: "CAKE",
        name: "Cake",
        spokenName: "a cake",
        price: 4_000n,
        unit: "piece",
        noticeHours: 48,
      },
    ],
  });
}

async function seedType(
  tx: Tx,
  hotel: TestHotel,
  type: TypeSpec,
  sortOrder: number,
  spec: HotelSpec,
): Promise<void> {
  const { tenantId, hotelId } = hotel;
  const id = newId();
  hotel.types[type.code] = id;
  await tx.roomType.create({
    data: {
      tenantId,
      id,
      hotelId,
      code: type.code,
      name: type.name ?? type.code,
      spokenName: type.spokenName ?? `the ${type.code}`,
      beds: type.beds ?? "two single beds",
      maxAdults: type.maxAdults ?? 2,
      maxGuests: type.maxGuests ?? type.maxAdults ?? 2,
      attributes: type.attributes ?? [],
      sortOrder,
    },
  });
  const rooms = Array.from({ length: type.rooms }, (_, i) => ({
    tenantId,
    id: newId(),
    hotelId,
    roomTypeId: id,
    number: `${sortOrder + 1}${String(i).padStart(2, "0")}`,
    floor: sortOrder + 1,
    attributes: [],
  }));
  hotel.roomIds[type.code] = rooms.map((room) => room.id);
  await tx.room.createMany({ data: rooms });
  const from = spec.from ?? TODAY;
  const nights = spec.nights ?? 60;
  await tx.$executeRaw`SELECT inventory_materialise(${tenantId}::uuid, ${id}::uuid, ${from}::text::date, ${addDays(from, nights)}::text::date)`;
  for (const [plan, share] of [
    [hotel.flexible, 100],
    [hotel.corporate, 80],
  ] as const) {
    await tx.nightlyRate.createMany({
      data: Array.from({ length: nights }, (_, i) => ({
        tenantId,
        roomTypeId: id,
        ratePlanId: plan,
        night: dateToDb(addDays(from, i)),
        price: BigInt(Math.round((type.price * share) / 100)),
      })),
    });
  }
}

const user = (role: "manager" | "front_desk" | "housekeeping"): Actor => ({
  kind: "user",
  userId: newId(),
  sessionId: newId(),
  role,
  hotelIds: [],
});

/** A signed-in person at the hotel. */
export const staff = (
  world: World,
  hotel: TestHotel,
  role: "manager" | "front_desk" | "housekeeping" = "front_desk",
): HotelCtx => ({
  tenantId: hotel.tenantId,
  hotelId: hotel.hotelId,
  actor: user(role),
  deps: world.deps,
  log: silentLogger,
});
