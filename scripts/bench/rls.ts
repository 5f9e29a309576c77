import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { ROLES, urlFor, withAdmin } from "@/scripts/lib/postgres/roles";
import { TenantDb } from "@/server/db";
import { PrismaClient } from "@/server/db/generated/client";
import { statementNames } from "@/server/db/slot";
import { migrateTemplate, TEMPLATE, TEST_PASSWORD } from "@/server/testing/migrate";
import { startTestServer } from "@/server/testing/test-server";

/**
 * What row-level security and the slots cost: the same reads through TenantDb, and through a plain Prisma client
 * that no policy binds. `npm run bench:rls`. Rounds alternate, so that a busy machine hits both alike.
 */
const TARGET = 1.4;
const TENANTS = 50;
const GUESTS = 2_000;
const CONNECTIONS = 4;
const ROUNDS = 6;
const READS = 400;

const uuid = (tenant: number, row = 0) =>
  `00000000-0000-4000-8000-${tenant.toString(16).padStart(4, "0")}${row.toString(16).padStart(8, "0")}`;
const random = (below: number) => Math.floor(Math.random() * below);

async function fill(url: string): Promise<void> {
  await withAdmin(url, async (admin) => {
    for (let tenant = 0; tenant < TENANTS; tenant++) {
      await admin.query("INSERT INTO organisation (id, name) VALUES ($1, 'bench')", [uuid(tenant)]);
      await admin.query(
        `INSERT INTO hotel (tenant_id, id, slug, name, time_zone, country, currency)
         VALUES ($1, $1, 'bench', 'Bench', 'Europe/Oslo', 'NO', 'EUR')`,
        [uuid(tenant)],
      );
      await admin.query(
        `INSERT INTO guest (tenant_id, id, hotel_id, last)
         SELECT $1::uuid, ('00000000-0000-4000-8000-' || lpad(to_hex($2::int), 4, '0') || lpad(to_hex(n), 8, '0'))::uuid, $1::uuid, 'Guest ' || n
         FROM generate_series(1, ${GUESTS}) AS n`,
        [uuid(tenant), tenant],
      );
    }
    await admin.query("VACUUM ANALYZE");
  });
}

type Read = (client: Pick<PrismaClient, "guest">, tenantId: string, id: string) => Promise<unknown>;
const READS_OF: Readonly<Record<string, Read>> = {
  // Not findUnique: the plain client would join several callers' look-ups into one query, which is the very leak.
  "one row by key": (client, tenantId, id) => client.guest.findFirst({ where: { tenantId, id } }),
  "50 rows of a list": (client, tenantId, id) =>
    client.guest.findMany({ where: { tenantId, id: { gt: id } }, orderBy: { id: "asc" }, take: 50 }),
};

interface Figures {
  latencies: number[];
  perSecond: number[];
}

/** Latency with one caller at a time, then throughput with twice as many callers as connections. */
async function round(run: (tenant: string, id: string) => Promise<unknown>, into: Figures): Promise<void> {
  const once = () => {
    const tenant = random(TENANTS);
    return run(uuid(tenant), uuid(tenant, 1 + random(GUESTS - 100)));
  };
  for (let i = 0; i < READS; i++) {
    const start = performance.now();
    await once();
    into.latencies.push(performance.now() - start);
  }
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS * 2 }, async () => {
      for (let i = 0; i < READS / 2; i++) await once();
    }),
  );
  into.perSecond.push((CONNECTIONS * READS) / ((performance.now() - start) / 1000));
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
const line = (cells: readonly (string | number)[]) =>
  console.log(cells.map((cell, i) => (i ? String(cell).padStart(12) : String(cell).padEnd(30))).join(""));

async function main(): Promise<number> {
  const server = await startTestServer();
  const cleanUp: (() => Promise<unknown>)[] = [() => server.stop()];
  try {
    await migrateTemplate(server.adminUrl);
    const url = (role: string) => urlFor(server.adminUrl, TEMPLATE, role, TEST_PASSWORD);
    await fill(url("postgres"));

    const scoped = new TenantDb({ url: url(ROLES.app), slots: CONNECTIONS });
    const pool = new pg.Pool({ connectionString: url("postgres"), max: CONNECTIONS });
    // A connection that is ending may still be told that the server stops.
    pool.on("error", () => {});
    const plain = new PrismaClient({
      adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }),
    });
    cleanUp.unshift(
      () => scoped.close(),
      () => plain.$disconnect().then(() => pool.end()),
    );

    let worst = 0;
    line(["", "p50 ms", "p95 ms", "reads/s"]);
    for (const [name, read] of Object.entries(READS_OF)) {
      const figures = {
        scoped: { latencies: [], perSecond: [] },
        plain: { latencies: [], perSecond: [] },
      } as Record<"scoped" | "plain", Figures>;
      const runs = {
        scoped: (tenant: string, id: string) =>
          scoped.withTenant(tenant, (db) => read(db as never, tenant, id)),
        plain: (tenant: string, id: string) => read(plain, tenant, id),
      };
      const warm: Figures = { latencies: [], perSecond: [] };
      for (const run of Object.values(runs)) await round(run, warm);
      for (let i = 0; i < ROUNDS; i++) {
        await round(runs.plain, figures.plain);
        await round(runs.scoped, figures.scoped);
      }
      const of = (kind: "scoped" | "plain") => ({
        p50: quantile(figures[kind].latencies, 0.5),
        p95: quantile(figures[kind].latencies, 0.95),
        perSecond: quantile(figures[kind].perSecond, 0.5),
      });
      const [a, b] = [of("plain"), of("scoped")];
      line([`${name}, unscoped`, a.p50.toFixed(3), a.p95.toFixed(3), Math.round(a.perSecond)]);
      line([`${name}, tenant`, b.p50.toFixed(3), b.p95.toFixed(3), Math.round(b.perSecond)]);
      line([
        "  times",
        (b.p50 / a.p50).toFixed(2),
        (b.p95 / a.p95).toFixed(2),
        (a.perSecond / b.perSecond).toFixed(2),
      ]);
      worst = Math.max(worst, b.p50 / a.p50);
    }
    console.log(
      `tenant-scoped read at the median: ${worst.toFixed(2)} times unscoped (target ${TARGET} at most)`,
    );
    return worst <= TARGET ? 0 : 1;
  } finally {
    for (const step of cleanUp) await step();
  }
}

process.exitCode = await main();
