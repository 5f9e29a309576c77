import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withAdmin } from "@/scripts/lib/postgres/roles";
import { TenantDb, type Tx } from "@/server/db";
import { loadSelling, SellingCache, setRates } from "@/server/features/rates";
import { blockRoom } from "@/server/features/rooms";
import { dateToDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { captureQueries } from "@/server/testing/capture-queries";
import { loadWorld } from "./read-nights";
import { TestCall } from "./testing/call";
import { NOW, openWorld, seedHotel, staff, type TestHotel, type World } from "./testing/hotel";
import { quoteStay } from "./tools/quote-stay";
import { searchRooms } from "./tools/search-rooms";

let world: World;
let hotel: TestHotel;
/** What one process keeps, and what another does. */
let ours: SellingCache;
let theirs: SellingCache;
/** Connections of the other process. */
let elsewhere: TenantDb;
beforeAll(async () => {
  world = await openWorld();
  elsewhere = new TenantDb({ url: world.database.appUrl, slots: 1 });
});
afterAll(async () => {
  await elsewhere.close();
  await world.close();
});
beforeEach(async () => {
  hotel = await seedHotel(world);
  ours = new SellingCache();
  theirs = new SellingCache();
});

const span = { from: "2026-03-10", to: "2026-03-12", now: NOW };
const NIGHT = dateToDb("2026-03-10");
const look = (tx: Tx, cache = ours, of = hotel) =>
  loadWorld(tx, { id: of.hotelId, currency: "EUR", timeZone: "Europe/Oslo" }, "15:00", span, cache);
/** The price of the first night, as a search in this transaction finds it. */
async function priceIn(tx: Tx, cache = ours): Promise<number | undefined> {
  const { nights } = await look(tx, cache);
  return nights.rates.get(`${hotel.types.CD}/${hotel.flexible}`)?.get("2026-03-10")?.price;
}
const price = (cache = ours, db = world.db) => db.withTenant(hotel.tenantId, (tx) => priceIn(tx, cache));
const setPrice = (tx: Tx, to: number) =>
  tx.nightlyRate.updateMany({ where: { roomTypeId: hotel.types.CD ?? "" }, data: { price: BigInt(to) } });
const versionIn = async (tx: Tx, of = hotel) =>
  (await tx.sellingVersion.findFirst({ where: { hotelId: of.hotelId } }))?.version;
const version = () => world.db.withTenant(hotel.tenantId, (tx) => versionIn(tx));
const inTx = <T>(run: (tx: Tx) => Promise<T>) => world.db.transaction(hotel.tenantId, run);
const inTxElsewhere = <T>(run: (tx: Tx) => Promise<T>) => elsewhere.transaction(hotel.tenantId, run);
const reads = async (run: () => Promise<unknown>) =>
  (await captureQueries(run)).filter(({ sql }) => sql.includes("nightly_rate")).length;

describe("the version of what a hotel sells", () => {
  test("is another after each change of a type, plan, rate, extra or tax; never an earlier one", async () => {
    const base = { tenantId: hotel.tenantId, hotelId: hotel.hotelId };
    const type = { ...base, id: newId(), code: "NEW", name: "New", spokenName: "new", beds: "two beds" };
    const plan = { ...base, id: newId(), code: "NEW", name: "New", spokenName: "new", cancellation: [] };
    const rate = { tenantId: hotel.tenantId, roomTypeId: type.id, ratePlanId: plan.id, night: NIGHT };
    const tax = { ...base, id: newId(), code: "NEW", name: "New", kind: "amount", value: 1n, per: "stay" };
    const extra = { ...base, id: newId(), code: "NEW", name: "New", spokenName: "new", price: 1n };
    const changes: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => tx.roomType.create({ data: { ...type, maxAdults: 2, maxGuests: 2, attributes: [] } }),
      (tx) => tx.ratePlan.create({ data: { ...plan, includes: [] } }),
      (tx) => tx.nightlyRate.create({ data: { ...rate, price: 100n } }),
      (tx) => tx.nightlyRate.updateMany({ where: { roomTypeId: type.id }, data: { closed: true } }),
      (tx) => tx.nightlyRate.deleteMany({ where: { roomTypeId: type.id } }),
      (tx) => tx.extra.create({ data: { ...extra, unit: "stay" } }),
      (tx) => tx.extra.updateMany({ where: { id: extra.id }, data: { stock: 1 } }),
      (tx) => tx.extra.deleteMany({ where: { id: extra.id } }),
      (tx) => tx.tax.create({ data: { ...tax, included: false } }),
      (tx) => tx.tax.updateMany({ where: { id: tax.id }, data: { value: 2n } }),
      (tx) => tx.tax.deleteMany({ where: { id: tax.id } }),
      (tx) => tx.roomType.updateMany({ where: { id: type.id }, data: { attributes: ["balcony"] } }),
      (tx) => tx.roomType.deleteMany({ where: { id: type.id } }),
      (tx) => tx.ratePlan.updateMany({ where: { id: plan.id }, data: { archivedAt: NOW } }),
      (tx) => tx.ratePlan.deleteMany({ where: { id: plan.id } }),
    ];
    const versions = [await version()];
    for (const change of changes) versions.push(await inTx((tx) => change(tx).then(() => versionIn(tx))));
    expect(versions.at(-1)).toBe(await version());
    expect(versions).not.toContain(undefined);
    expect(new Set(versions).size).toBe(changes.length + 1);
  });

  test("a row that moves to another hotel tells both", async () => {
    const id = newId();
    const other = { ...hotel, hotelId: id };
    await inTx(async (tx) => {
      const { createdAt: _, ...row } = await tx.hotel.findFirstOrThrow({ where: { id: hotel.hotelId } });
      await tx.hotel.create({ data: { ...row, id, slug: `h-${id.slice(-8)}` } });
    });
    expect(await world.db.withTenant(hotel.tenantId, (tx) => versionIn(tx, other))).toBeUndefined();
    const before = await version();
    await inTx((tx) => tx.extra.updateMany({ where: { code: "CAKE" }, data: { hotelId: id } }));
    expect(await version()).not.toBe(before);
    expect(await world.db.withTenant(hotel.tenantId, (tx) => versionIn(tx, other))).toBeDefined();
    const extrasOf = async (of: TestHotel) =>
      (await world.db.withTenant(hotel.tenantId, (tx) => look(tx, ours, of))).catalogue.extras.map(
        (e) => e.code,
      );
    expect([await extrasOf(hotel), await extrasOf(other)]).toEqual([["PARK", "SPA"], ["CAKE"]]);
  });

  test("stays the same through holds, blocks and statements that change no row", async () => {
    const before = await version();
    const call = await TestCall.open(world, hotel);
    const { offers } = (await call.done(searchRooms, { checkIn: span.from, checkOut: span.to, adults: 2 }))
      .data;
    await call.done(quoteStay, { offer: offers[0]?.offer });
    const roomId = hotel.roomIds.CD?.[0] ?? "";
    const nights = { firstNight: "2026-03-10", endNight: "2026-03-11" };
    await blockRoom.execute(staff(world, hotel, "manager"), {
      roomId,
      kind: "out_of_order",
      reason: "Leak",
      ...nights,
    });
    await inTx((tx) => tx.extra.deleteMany({ where: { code: "NOTHING" } }));
    expect(await version()).toBe(before);
  });

  test("belongs to a tenant: a stranger sees, changes and gets nothing, with the same copies at hand", async () => {
    expect(await price()).toBe(15_200);
    const stranger = await seedHotel(world);
    const asStranger = <T>(run: (tx: Tx) => Promise<T>) => world.db.transaction(stranger.tenantId, run);
    const seen = await asStranger((tx) => look(tx, ours, hotel));
    expect(seen.catalogue).toEqual({ types: [], plans: [], extras: [], taxes: [] });
    expect(seen.nights.rates.get(`${hotel.types.CD}/${hotel.flexible}`)?.get("2026-03-10")).toBeUndefined();
    expect(await asStranger((tx) => versionIn(tx))).toBeUndefined();
    const before = await version();
    await asStranger(async (tx) => {
      await tx.sellingVersion.updateMany({ where: { hotelId: hotel.hotelId }, data: { version: newId() } });
      await tx.nightlyRate.updateMany({ where: { roomTypeId: hotel.types.CD ?? "" }, data: { price: 1n } });
    });
    expect(await version()).toBe(before);
    // A version that was guessed does not open another tenant's copy either.
    const guessed = { tenant: stranger.tenantId, hotelId: hotel.hotelId, version: before ?? null };
    expect((await asStranger((tx) => loadSelling(tx, guessed, span, ours))).catalogue.types).toEqual([]);
    expect(await price()).toBe(15_200);
  });

  test("follows a superuser and the owner too; an owner who sees too little fails instead of staying silent", async () => {
    expect(await price()).toBe(15_200);
    const change = `UPDATE nightly_rate SET price = price + 1 WHERE room_type_id = '${hotel.types.CD}'`;
    await withAdmin(world.database.adminUrl, (admin) => admin.query(change));
    expect(await price()).toBe(15_201);
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    const openTo = (tables: string[], force: "FORCE" | "NO FORCE") =>
      tables.map((table) => `ALTER TABLE ${table} ${force} ROW LEVEL SECURITY;`).join(" ");
    const all = ["nightly_rate", "room_type", "selling_version"];
    try {
      for (const few of [
        ["nightly_rate"],
        ["nightly_rate", "room_type"],
        ["nightly_rate", "selling_version"],
      ]) {
        await owner.query("BEGIN");
        await expect(owner.query(`${openTo(few, "NO FORCE")} ${change}`)).rejects.toThrow(/selling_version/);
        await owner.query("ROLLBACK");
      }
      await owner.query(`BEGIN; ${openTo(all, "NO FORCE")} ${change}; ${openTo(all, "FORCE")} COMMIT`);
    } finally {
      await owner.end();
    }
    expect(await price()).toBe(15_202);
  });
});

describe("a copy of what a hotel sells", () => {
  test("is read once and used until something changes, in this process and in another", async () => {
    expect(await reads(() => price())).toBe(1);
    expect(await reads(() => price())).toBe(0);
    expect(await price(theirs, elsewhere)).toBe(15_200);
    await setRates.execute(staff(world, hotel, "manager"), {
      ...{ ratePlanId: hotel.flexible, roomTypeIds: [hotel.types.CD ?? ""] },
      ...{ from: "2026-03-10", to: "2026-03-10", price: 17_000 },
    });
    expect([await price(), await price(theirs, elsewhere)]).toEqual([17_000, 17_000]);
  });

  test("cannot be changed by whoever was given it", async () => {
    const { catalogue } = await inTx((tx) => look(tx));
    expect(() => Object.assign(catalogue.types[0] ?? {}, { maxAdults: 99 })).toThrow(TypeError);
    expect(() => Object.assign(catalogue.plans[0]?.cancellation ?? {}, { length: 0 })).toThrow(TypeError);
  });

  test("a transaction sees its own changes, each of them, and nobody else does before it commits", async () => {
    expect(await price()).toBe(15_200);
    await inTxElsewhere(async (tx) => {
      await setPrice(tx, 16_000);
      expect(await priceIn(tx)).toBe(16_000);
      expect([await price(), await price(theirs)]).toEqual([15_200, 15_200]);
      await setPrice(tx, 17_000);
      expect(await priceIn(tx)).toBe(17_000);
    });
    expect([await price(), await price(theirs)]).toEqual([17_000, 17_000]);
  });

  test("what was rolled back is gone: from a transaction, and from a part of one", async () => {
    const undone = inTx(async (tx) => {
      await setPrice(tx, 16_000);
      expect(await priceIn(tx)).toBe(16_000);
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await price()).toBe(15_200);
    await inTx(async (tx) => {
      await setPrice(tx, 16_000);
      await tx.$executeRaw`SAVEPOINT part`;
      await setPrice(tx, 17_000);
      expect(await priceIn(tx)).toBe(17_000);
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT part`;
      expect(await priceIn(tx)).toBe(16_000);
      await setPrice(tx, 18_000);
      expect(await priceIn(tx)).toBe(18_000);
    });
    expect(await price()).toBe(18_000);
  });

  test("a change between seeing the version and reading is kept under the newer version", async () => {
    const old = { tenant: hotel.tenantId, hotelId: hotel.hotelId, version: (await version()) ?? null };
    await inTx((tx) => setPrice(tx, 16_000));
    await inTx((tx) => loadSelling(tx, old, span, ours));
    expect(await reads(() => price())).toBe(0);
    expect(await price()).toBe(16_000);
    // Nothing was kept under the old one: it is read again, and again what is found is the newer one.
    expect(await reads(() => inTx((tx) => loadSelling(tx, old, span, ours)))).toBe(1);
  });

  test("an older snapshot goes on with what it sees, and leaves the newer copy alone", async () => {
    const old = new pg.Client({ connectionString: world.database.appUrl });
    await old.connect();
    const asTx = {
      $queryRaw: async (parts: TemplateStringsArray, ...values: unknown[]) => {
        const { Prisma } = await import("@/server/db");
        const sql = Prisma.sql(parts, ...values);
        return (await old.query(sql.text, [...sql.values])).rows;
      },
    } as unknown as Tx;
    try {
      await old.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
      await old.query(`SET LOCAL app.tenant_id = '${hotel.tenantId}'`);
      await old.query("SELECT FROM selling_version");
      await inTx((tx) => setPrice(tx, 16_000));
      expect(await price()).toBe(16_000);
      expect(await priceIn(asTx)).toBe(15_200);
      expect(await price()).toBe(16_000);
      expect(await priceIn(asTx)).toBe(15_200);
    } finally {
      await old.end();
    }
  });
});

describe("bookings beside a manager at work", () => {
  const stay = { checkIn: span.from, checkOut: span.to, adults: 2 };

  test("a quote waits for no change of rates, and costs what is in force when it is made", async () => {
    const call = await TestCall.open(world, hotel);
    const offer = (await call.done(searchRooms, stay)).data.offers.find((one) => one.roomTypeCode === "CD");
    await inTxElsewhere(async (tx) => {
      await setPrice(tx, 16_000);
      // The change is not committed: were the quote to wait for it, neither would end.
      const quote = await call.done(quoteStay, { offer: offer?.offer });
      expect(quote.data.total.amount).toBe(2 * 15_200);
    });
    const again = await call.done(quoteStay, { offer: offer?.offer });
    expect(again.data.total.amount).toBe(2 * 16_000);
    const held = await inTx((tx) => tx.hold.findFirstOrThrow({ where: { status: "held" } }));
    expect(held.total).toBe(32_000n);
  });

  test("a change of rates waits for no booking", async () => {
    const counted = { roomTypeId: hotel.types.CD ?? "", night: NIGHT };
    await inTxElsewhere(async (tx) => {
      await tx.inventoryNight.updateMany({ where: counted, data: { held: { increment: 1 } } });
      // The night stays locked meanwhile: were the change to wait for it, neither would end.
      await inTx((other) => setPrice(other, 16_000));
      await tx.inventoryNight.updateMany({ where: counted, data: { held: { decrement: 1 } } });
    });
    expect(await price()).toBe(16_000);
  });

  test("twenty searches at once, and twenty quotes at once, read what is on sale once", async () => {
    const patient = new SellingCache({ waitMs: 60_000 });
    const many = <T>(run: (i: number) => Promise<T>) =>
      Promise.all(Array.from({ length: 20 }, (_, i) => run(i)));
    expect(await reads(() => many(() => price(patient)))).toBe(1);
    hotel = await seedHotel(world, { types: [{ code: "CD", rooms: 100, price: 15_200 }] });
    const calls = await many(() => TestCall.open(world, hotel));
    const offers = await many(async (i) => {
      const [offer] = (await (calls[i] as TestCall).done(searchRooms, stay)).data.offers;
      return offer?.offer;
    });
    await inTx((tx) => setPrice(tx, 16_000));
    const totals: number[] = [];
    const quotes = () =>
      many(async (i) => {
        const quote = await (calls[i] as TestCall).done(quoteStay, { offer: offers[i] });
        totals.push(quote.data.total.amount);
      });
    expect(await reads(quotes)).toBe(1);
    expect(new Set(totals)).toEqual(new Set([32_000]));
  });
});
