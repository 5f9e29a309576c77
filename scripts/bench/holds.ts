import { generateKeyPairSync } from "node:crypto";
import { cpus } from "node:os";
import pg from "pg";
import { ROLES, urlFor } from "@/scripts/lib/postgres/roles";
import { SystemDb, TenantDb } from "@/server/db";
import { NOW, seedHotel, type TestHotel } from "@/server/features/inventory/testing/hotel";
import { runTool } from "@/server/features/line";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { createMemoryStorage } from "@/server/providers/storage";
import { migrateTemplate, TEMPLATE, TEST_PASSWORD } from "@/server/testing/migrate";
import { startTestServer } from "@/server/testing/test-server";
import type { Deps } from "@/server/verbs/ctx";

/**
 * Time of `quote_stay` when many callers want the same room type on the same nights at once, through the runner as a
 * worker asks for it: one by one, twenty and a hundred together. A PostgreSQL of its own, one process, `SLOTS`
 * connections. Cores are shared with the database and whatever else runs: the ratios to one alone, the processor time of
 * this process a quote, and the share of the database's busy sessions that wait for a lock say more than milliseconds.
 * Twenty at once that want a type each do not wait for one another: the machine's own part.
 */
const SLOTS = 10;
/** Of the type that all want, so many that nobody is told that others are deciding; rooms of the last type. */
const ROOMS = 4_500;
const TYPES = 20;
const ALONE = 40;
const ROUNDS = 5;
const AT_ONCE = [20, 100];
const SAMPLE_MS = 10;
const WANTED = `T${TYPES - 1}`;
const WORKER = newId();

type Ask = () => Promise<number>;

async function main(): Promise<void> {
  const server = await startTestServer();
  let db: TenantDb | undefined;
  let system: SystemDb | undefined;
  try {
    await migrateTemplate(server.adminUrl);
    const address = new URL(server.adminUrl);
    address.pathname = `/${TEMPLATE}`;
    const as = (role: string) => urlFor(server.adminUrl, TEMPLATE, role, TEST_PASSWORD);
    db = new TenantDb({ url: as(ROLES.app), slots: SLOTS, waitMs: 60_000, maxWaiting: 1_000 });
    system = new SystemDb(as(ROLES.system), 2);
    const clock = new FixedClock(NOW);
    const seal = generateKeyPairSync("x25519");
    const keys = {
      lineSigning: generateKeyPairSync("ed25519").privateKey,
      dataEncryption: new Uint8Array(32),
      sealPrivate: seal.privateKey,
      sealPublic: seal.publicKey,
      workerEnrolment: "bench",
      twilioAuthToken: "bench",
    };
    const deps: Deps = { db, system, clock, storage: createMemoryStorage(), keys };
    const database = { adminUrl: address.toString() } as Parameters<typeof seedHotel>[0]["database"];
    const types = Array.from({ length: TYPES }, (_, i) => ({
      code: `T${i}`,
      rooms: i === TYPES - 1 ? ROOMS : 90,
      price: 10_000 + i * 100,
    }));
    const world = { database, db, system, clock, deps, close: async () => {} };
    const hotel = await seedHotel(world, { types, nights: 12 });
    const prepare = (type: string) => prepared(deps, hotel, type);
    for (let i = 0; i < 10; i++) await (await prepare(WANTED))();
    const alone: number[] = [];
    for (let i = 0; i < ALONE; i++) alone.push(await (await prepare(WANTED))());
    const one = at(alone, 0.5);
    const cores = `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"})`;
    console.log(
      `quotes of one type on the same nights; ${SLOTS} connections, ${cores}, Node ${process.version}`,
    );
    console.log(`one alone: ${told(alone, one)} (${ALONE})`);
    for (const count of AT_ONCE) {
      const same = await together(count, () => prepare(WANTED), database.adminUrl);
      console.log(`${count} at once, one type: ${crowd(same, one)}`);
    }
    const apart = await together(TYPES, (i) => prepare(`T${i}`), database.adminUrl);
    console.log(`${TYPES} at once, a type each: ${crowd(apart, one)}`);
  } finally {
    await db?.close();
    await system?.close();
    await server.stop();
  }
}

/** A call that has found an offer of this type; asks for its quote and tells how long that took, in milliseconds. */
async function prepared(deps: Deps, hotel: TestHotel, type: string): Promise<Ask> {
  const callId = newId();
  const { tenantId, hotelId } = hotel;
  await deps.db.withTenant(tenantId, (db) =>
    db.call.create({
      data: {
        ...{ tenantId, id: callId, hotelId, channel: "simulator", startedAt: NOW },
        ...{ workerId: WORKER, epoch: 1 },
      },
    }),
  );
  const runner = { deps, log: silentLogger, tools: lineTools };
  const payload = {
    ...{ roomTypeId: hotel.types[type], ratePlanId: hotel.flexible, arrival: "2026-03-05" },
    ...{ departure: "2026-03-08", adults: 2, childAges: [], rooms: 1, total: 0 },
  };
  await deps.db.withTenant(tenantId, (db) =>
    db.callHandle.create({ data: { tenantId, callId, handle: "offer_1", kind: "offer", payload } }),
  );
  return async () => {
    const begun = performance.now();
    const result = await runTool(runner, WORKER, callId, {
      ...{ epoch: 1, turnId: "t1", toolSequence: 1, atMs: 0 },
      ...{ name: "quote_stay", args: { offer: "offer_1" } },
    });
    if (!result.ok) throw new Error(`A quote was refused: ${result.code}: ${result.ask}`);
    return performance.now() - begun;
  };
}

interface Crowd {
  times: number[];
  /** Processor time of this process, the calls' beginnings left out; milliseconds a quote. */
  cpuMs: number;
  /** Of the sessions that did something, so many waited for a lock. */
  waiting: number;
}

async function together(
  count: number,
  prepare: (i: number) => Promise<Ask>,
  adminUrl: string,
): Promise<Crowd> {
  const crowd: Crowd = { times: [], cpuMs: 0, waiting: 0 };
  const seen = { busy: 0, waiting: 0 };
  // The first round is not counted: every connection learns its statements in it.
  for (let round = 0; round <= ROUNDS; round++) {
    const asks: Ask[] = [];
    for (let i = 0; i < count; i++) asks.push(await prepare(i));
    const sampler = await Sampler.start(adminUrl);
    const before = process.cpuUsage();
    const took = await Promise.all(asks.map((ask) => ask()));
    const { user, system } = process.cpuUsage(before);
    const { busy, waiting } = await sampler.stop();
    if (round === 0) continue;
    crowd.times.push(...took);
    crowd.cpuMs += (user + system) / 1000 / count / ROUNDS;
    seen.busy += busy;
    seen.waiting += waiting;
  }
  crowd.waiting = seen.busy > 0 ? seen.waiting / seen.busy : 0;
  return crowd;
}

/** Looks every few milliseconds at what the app's sessions do. */
class Sampler {
  private readonly seen = { busy: 0, waiting: 0 };
  private stopped = false;
  private readonly done: Promise<void>;

  private constructor(private readonly client: pg.Client) {
    this.done = this.run();
  }

  static async start(url: string): Promise<Sampler> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Sampler(client);
  }

  async stop(): Promise<{ busy: number; waiting: number }> {
    this.stopped = true;
    await this.done;
    await this.client.end();
    return this.seen;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const { rows } = await this.client.query(
        `SELECT count(*)::int AS busy, count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS waiting
         FROM pg_stat_activity WHERE usename = $1 AND state <> 'idle'`,
        [ROLES.app],
      );
      this.seen.busy += rows[0].busy;
      this.seen.waiting += rows[0].waiting;
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  }
}

const at = (times: readonly number[], share: number): number => {
  const list = [...times].sort((a, b) => a - b);
  return list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
};

const told = (times: readonly number[], one: number): string =>
  [0.5, 0.95]
    .map(
      (share) =>
        `p${share * 100} ${at(times, share).toFixed(0)} ms (${(at(times, share) / one).toFixed(1)} of one)`,
    )
    .join(", ");

const crowd = ({ times, cpuMs, waiting }: Crowd, one: number): string =>
  `${told(times, one)}; processor ${cpuMs.toFixed(1)} ms a quote; waiting for a lock ${(100 * waiting).toFixed(0)} %`;

await main();
