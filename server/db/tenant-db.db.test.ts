import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import { isRlsViolation, sqlState, TenantDb, type Tx } from ".";

let database: TestDatabase;
let admin: pg.Client;
const A = newId();
const B = newId();
let db: TenantDb;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  for (const [tenant, hotels] of [
    [A, 40],
    [B, 60],
  ] as const) {
    await admin.query("INSERT INTO organisation (id, name) VALUES ($1, 'o')", [tenant]);
    for (let i = 0; i < hotels; i++) {
      await admin.query(
        `INSERT INTO hotel (tenant_id, id, slug, name, time_zone, country, currency)
         VALUES ($1, $2, $3, 'h', 'Europe/Oslo', 'NO', 'EUR')`,
        [tenant, newId(), `hotel-${i}`],
      );
    }
  }
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});
beforeEach(() => {
  db = new TenantDb({ url: database.appUrl, slots: 2, waitMs: 5_000 });
});
afterEach(() => db.close());

const hotel = (tenantId: string, slug: string) => ({
  tenantId,
  id: newId(),
  slug,
  name: "h",
  timeZone: "Europe/Oslo",
  country: "NO",
  currency: "EUR",
});
const ids = async (): Promise<{ tenant_id: string; id: string }[]> =>
  (await admin.query("SELECT tenant_id, id FROM hotel WHERE tenant_id = ANY ($1)", [[A, B]])).rows;
const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error("it worked");
    },
    (error: Error) => error,
  );

describe("tenants on shared slots", () => {
  test("same-tick look-ups of two tenants are never answered from one batch", async () => {
    const all = await ids();
    // A client shared by tenants joins these into one query under whichever tenant came last.
    const read = (tenant: string) =>
      db.withTenant(tenant, (own) =>
        Promise.all(
          all.map(({ tenant_id, id }) =>
            own.hotel.findUnique({
              where: { tenantId_id: { tenantId: tenant_id, id } },
              select: { tenantId: true },
            }),
          ),
        ),
      );
    const rounds = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? A : B)).map(async (tenant) => ({
        tenant,
        rows: await read(tenant),
      })),
    );
    for (const { tenant, rows } of rounds) {
      const seen = rows.filter((row) => row !== null);
      expect(seen).toHaveLength(tenant === A ? 40 : 60);
      expect(new Set(seen.map((row) => row.tenantId))).toEqual(new Set([tenant]));
    }
  });

  test("hundreds of interleaved reads and transactions each see their own rows", async () => {
    const counts = await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const tenant = i % 3 ? A : B;
        const count = (own: Tx) => own.hotel.count();
        return [
          tenant,
          await (i % 2 ? db.withTenant(tenant, count) : db.transaction(tenant, count)),
        ] as const;
      }),
    );
    expect(counts.filter(([tenant, count]) => count !== (tenant === A ? 40 : 60))).toEqual([]);
  });

  test("a late promise is refused, also while another tenant holds the slot", async () => {
    const single = new TenantDb({ url: database.appUrl, slots: 1 });
    let late: () => Promise<number> = async () => 0;
    await single.withTenant(A, async (own) => {
      late = () => own.hotel.count();
    });
    expect((await failure(late())).message).toMatch(/outside its withTenant block/);
    await single.withTenant(B, async (own) => {
      expect(await own.hotel.count()).toBe(60);
    });
    expect((await failure(late())).message).toMatch(/outside its withTenant block/);
    await single.close();
  });

  test("a timer that outlives its block never reads the next tenant's rows", async () => {
    const single = new TenantDb({ url: database.appUrl, slots: 1 });
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let straggler: Promise<unknown> = Promise.resolve();
    await single.withTenant(A, async (own) => {
      straggler = woken.then(() => own.hotel.count());
    });
    await single.withTenant(B, async (own) => {
      wake();
      await expect(straggler).rejects.toThrow(/outside its withTenant block/);
      expect(await own.hotel.count()).toBe(60);
    });
    await single.close();
  });

  test("a forgotten await is refused or its own tenant's, never another's", async () => {
    const single = new TenantDb({ url: database.appUrl, slots: 1 });
    const forgotten: Promise<number | string>[] = [];
    for (let i = 0; i < 40; i++) {
      const count = await single.withTenant(i % 2 ? A : B, async (own) => {
        if (i % 2)
          forgotten.push(
            own.hotel.count().then(
              (n) => n,
              () => "refused",
            ),
          );
        return i % 2 ? 0 : own.hotel.count();
      });
      if (i % 2 === 0) expect(count).toBe(60);
    }
    for (const outcome of await Promise.all(forgotten)) expect([40, "refused"]).toContain(outcome);
    await single.close();
  });

  test("a transaction that leaks its handle is refused after its end", async () => {
    let leaked: Tx | undefined;
    await db.transaction(A, async (tx) => {
      leaked = tx;
    });
    await db.withTenant(B, async () => {
      expect(await failure(leaked?.hotel.count() ?? Promise.resolve())).toBeInstanceOf(Error);
    });
  });

  test("inside one tenant's block, another's cannot be opened", async () => {
    for (const nested of [
      () => db.withTenant(A, () => db.withTenant(B, (own) => own.hotel.count())),
      () => db.transaction(A, () => db.withTenant(A, (own) => own.hotel.count())),
      () => db.withTenant(A, () => db.transaction(B, (tx) => tx.hotel.count())),
    ]) {
      expect((await failure(nested())).message).toMatch(/must not be nested/);
    }
    expect(await db.withTenant(A, (own) => own.hotel.count())).toBe(40);
  });

  test("writes for another tenant are refused by the database", async () => {
    const wrong = await failure(db.withTenant(A, (own) => own.hotel.create({ data: hotel(B, "taken") })));
    expect(isRlsViolation(wrong)).toBe(true);
    const moved = await failure(
      db.transaction(
        A,
        (tx) => tx.$executeRaw`UPDATE hotel SET tenant_id = ${B}::uuid WHERE slug = 'hotel-1'`,
      ),
    );
    expect(sqlState(moved)).toBe("42501");
  });
});

describe("no tenant", () => {
  test("means no rows: never set, and set to '' as on a reused connection", async () => {
    const client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    const count = async () => (await client.query("SELECT count(*)::int AS n FROM hotel")).rows[0]?.n;
    expect(await count()).toBe(0);
    await client.query(`BEGIN; SET LOCAL app.tenant_id = '${A}'`);
    expect(await count()).toBe(40);
    await client.query("COMMIT");
    expect((await client.query("SELECT current_setting('app.tenant_id') AS t")).rows[0]?.t).toBe("");
    expect(await count()).toBe(0);
    await expect(
      client.query("INSERT INTO organisation (id, name) VALUES (gen_random_uuid(), 'x')"),
    ).rejects.toMatchObject({
      code: "42501",
    });
    await client.end();
  });

  test.each(["", "not-a-uuid", `${A}'; DROP TABLE hotel; --`, `${A} `, "00000000"])(
    "%j as tenant runs nothing",
    async (tenant) => {
      expect((await failure(db.withTenant(tenant, (own) => own.hotel.count()))).message).toMatch(
        /not a UUID/,
      );
      expect((await failure(db.transaction(tenant, (tx) => tx.hotel.count()))).message).toMatch(/not a UUID/);
    },
  );
});

describe("slots", () => {
  const held = () => {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    return { until, release };
  };

  test("a caller waits so long and no longer; too many are refused at once", async () => {
    const small = new TenantDb({ url: database.appUrl, slots: 1, waitMs: 40, maxWaiting: 1 });
    const { until, release } = held();
    const holder = small.withTenant(A, () => until);
    const waits = failure(small.withTenant(B, (own) => own.hotel.count()));
    expect(await failure(small.withTenant(B, (own) => own.hotel.count()))).toMatchObject({
      code: "unavailable",
    });
    expect(await waits).toMatchObject({ code: "unavailable" });
    release();
    await holder;
    expect(await small.withTenant(B, (own) => own.hotel.count())).toBe(60);
    await small.close();
  });

  test("a caller in time gets the slot, first come first served", async () => {
    const small = new TenantDb({ url: database.appUrl, slots: 1 });
    const { until, release } = held();
    const order: number[] = [];
    const holder = small.withTenant(A, () => until);
    const queue = [1, 2, 3].map((n) => small.withTenant(B, async () => void order.push(n)));
    release();
    await Promise.all([holder, ...queue]);
    expect(order).toEqual([1, 2, 3]);
    await small.close();
  });

  test("a failed transaction leaves nothing and gives its slot back", async () => {
    for (let i = 0; i < 6; i++) {
      const error = await failure(
        db.transaction(A, async (tx) => {
          await tx.hotel.create({ data: hotel(A, `rolled-${i}`) });
          throw new Error("changed my mind");
        }),
      );
      expect(error.message).toBe("changed my mind");
    }
    expect(await db.withTenant(A, (own) => own.hotel.count())).toBe(40);
  });

  test("a statement that takes too long ends, and the slot goes on", async () => {
    const quick = new TenantDb({ url: database.appUrl, slots: 1, statementTimeoutMs: 50 });
    expect(
      sqlState(await failure(quick.withTenant(A, (own) => own.$queryRaw`SELECT pg_sleep(20)::text`))),
    ).toBe("57014");
    expect(
      sqlState(await failure(quick.transaction(A, (tx) => tx.$queryRaw`SELECT pg_sleep(20)::text`))),
    ).toBe("57014");
    expect(await quick.withTenant(A, (own) => own.hotel.count())).toBe(40);
    await quick.close();
  });

  test("killed connections heal, idle ones and one in the middle of a transaction", async () => {
    const kill = () =>
      admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE usename = 'voicehive_app' AND datname = current_database()`,
      );
    await Promise.all([
      db.withTenant(A, (own) => own.hotel.count()),
      db.withTenant(B, (own) => own.hotel.count()),
    ]);
    await kill();
    await vi.waitFor(async () => expect(await db.withTenant(A, (own) => own.hotel.count())).toBe(40));
    await failure(
      db.transaction(A, async (tx) => {
        await tx.hotel.create({ data: hotel(A, "never") });
        await kill();
        await tx.hotel.count();
      }),
    );
    await vi.waitFor(async () => expect(await db.transaction(B, (tx) => tx.hotel.count())).toBe(60));
    await vi.waitFor(async () => expect(await db.withTenant(A, (own) => own.hotel.count())).toBe(40));
  });
});
