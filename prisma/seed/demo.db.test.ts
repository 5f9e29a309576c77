import { spawn } from "node:child_process";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demo } from "@/scripts/lib/demo.mjs";
import { withAdmin } from "@/scripts/lib/postgres/roles";
import { passwordFits } from "@/server/auth/password";
import { SystemDb, TenantDb } from "@/server/db";
import { StaySnapshot } from "@/server/features/rates";
import { CallEventBody } from "@/server/line/contract";
import { createMemoryStorage, type Storage } from "@/server/providers/storage";
import { createTestDatabase, type TestDatabase } from "@/server/testing";
import { type ToolName, ToolResult, tools } from "@/server/tools";
import { readWav } from "@/voice-worker/media/wav";
import { beginTenant, DEMO_TENANT } from "./begin";
import { seedDemo } from "./demo";

type Row = Record<string, unknown>;

describe("the demo hotel", () => {
  let database: TestDatabase;
  let db: TenantDb;
  let system: SystemDb;
  let storage: Storage;
  const query = <T extends Row = Row>(sql: string, values: unknown[] = []): Promise<T[]> =>
    withAdmin(database.adminUrl, async (client: pg.Client) => (await client.query<T>(sql, values)).rows);
  const count = async (sql: string): Promise<number> =>
    Number((await query(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);

  beforeAll(async () => {
    database = await createTestDatabase();
    db = new TenantDb({ url: database.appUrl, slots: 2, statementTimeoutMs: 60_000 });
    system = new SystemDb(database.systemUrl, 1);
    storage = createMemoryStorage();
    // A run that died half-way: the organisation and some of its rows, no owner.
    await beginTenant(db, DEMO_TENANT, "Left behind", new Date(0));
    await db.transaction(DEMO_TENANT, (tx) =>
      tx.hotel.create({
        data: {
          tenantId: DEMO_TENANT,
          id: DEMO_TENANT,
          slug: "harbour",
          name: "Half",
          timeZone: "UTC",
          country: "NO",
          currency: "EUR",
        },
      }),
    );
    const analyse = (table: string) =>
      withAdmin(database.ownerUrl, async (owner) => void (await owner.query(`ANALYZE "${table}"`)));
    await seedDemo({ db, system, storage, now: new Date(), analyse, say: () => {} });
  }, 240_000);
  afterAll(async () => {
    await db.close();
    await system.close();
    await database.drop();
  });

  test("is of the size of a real house, and an unfinished run left nothing in it", async () => {
    expect(await query("SELECT name FROM hotel ORDER BY name")).toEqual([
      { name: demo.hotelName },
      { name: "Hill House" },
    ]);
    expect(await count(`room r JOIN hotel h ON h.id = r.hotel_id WHERE h.slug = 'harbour'`)).toBe(120);
    expect(await count("reservation")).toBeGreaterThan(4_000);
    expect(await count("call")).toBeGreaterThan(300);
    expect(await query("SELECT 1 FROM phone_number WHERE e164 = $1", [demo.lineNumber])).toHaveLength(1);
  });

  test("its owner signs in with the demo password", async () => {
    const [owner] = await query<{ password_hash: string; role: string }>(
      "SELECT u.password_hash, m.role FROM user_account u JOIN membership m ON m.user_id = u.id WHERE u.email = $1",
      [demo.ownerEmail],
    );
    expect(owner?.role).toBe("owner");
    expect(await passwordFits(owner?.password_hash, demo.ownerPassword)).toBe(true);
  });

  test("no night is sold twice, and the counters are what the reservations say", async () => {
    expect(await count("inventory_night WHERE sold + held > capacity - out_of_order")).toBe(0);
    expect(
      await count(`inventory_night n FULL JOIN (
          SELECT room_type_id, arrival + i AS night, count(*) AS taken
          FROM reservation CROSS JOIN LATERAL generate_series(0, departure - arrival - 1) i
          WHERE status IN ('confirmed', 'checked_in', 'checked_out') GROUP BY 1, 2
        ) r USING (room_type_id, night) WHERE coalesce(n.sold, -1) <> coalesce(r.taken, 0)`),
    ).toBe(0);
  });

  test("no two stays share a room, and a stay's room is of its type and not blocked", async () => {
    expect(
      await count(`room_stay a JOIN room_stay b ON a.room_id = b.room_id AND a.id < b.id
        AND a.arrival < b.departure AND b.arrival < a.departure`),
    ).toBe(0);
    expect(
      await count(`room_stay s JOIN reservation r ON r.id = s.reservation_id JOIN room m ON m.id = s.room_id
        WHERE m.room_type_id <> r.room_type_id OR s.arrival <> r.arrival OR s.departure <> r.departure`),
    ).toBe(0);
    expect(
      await count(
        `room_stay s JOIN room_block b ON b.room_id = s.room_id AND b.first_night < s.departure AND b.end_night > s.arrival`,
      ),
    ).toBe(0);
    expect(
      await count(
        "reservation WHERE status IN ('checked_in', 'checked_out') AND id NOT IN (SELECT reservation_id FROM room_stay)",
      ),
    ).toBe(0);
  });

  test("statuses fit their dates", async () => {
    const [today] = await query<{ day: string }>(
      "SELECT (now() AT TIME ZONE 'Europe/Oslo' - interval '3 hours')::date::text AS day",
    );
    const wrong = await query(
      `SELECT status, arrival, departure FROM reservation WHERE
        (status = 'checked_out' AND departure > $1::date) OR (status = 'checked_in' AND (arrival > $1::date OR departure < $1::date))
        OR (status = 'confirmed' AND arrival < $1::date) OR (status = 'no_show' AND arrival >= $1::date)
        OR created_at > now() OR cancelled_at > now() OR cancelled_at < created_at`,
      [today?.day],
    );
    expect(wrong).toEqual([]);
  });

  test("every figure of the overview fits the days before it", async () => {
    const ordinary = ([today = 0, ...before]: number[]) => {
      const mean = before.reduce((sum, each) => sum + each, 0) / before.length;
      return Math.abs(today - mean) <= 4 * Math.sqrt(mean) + 4;
    };
    // Today's and each of the 28 days before it, as far as today has come; the demo's zone has not changed its clocks.
    const byNow = async (instant: string, from: string) => {
      const rows = await query<{ back: number; n: string }>(
        `WITH day AS (SELECT i AS back, (date_trunc('day', now() AT TIME ZONE 'Europe/Oslo' - interval '3 hours')
            + interval '3 hours') AT TIME ZONE 'Europe/Oslo' - i * interval '1 day' AS began FROM generate_series(0, 28) i)
          SELECT back, (SELECT count(*) FROM ${from} AND ${instant} >= began
            AND ${instant} < now() - back * interval '1 day') AS n FROM day ORDER BY back`,
      );
      return rows.map(({ n }) => Number(n));
    };
    const house = "hotel_id = (SELECT id FROM hotel WHERE slug = 'harbour')";
    for (const [instant, from] of [
      ["started_at", `call WHERE ${house}`],
      ["started_at", `call WHERE ${house} AND outcome = 'to_a_person'`],
      ["created_at", `reservation WHERE ${house} AND source = 'line' AND status <> 'cancelled'`],
      ["created_at", `request WHERE ${house}`],
    ] as const) {
      const counts = await byNow(instant, from);
      expect([from, ordinary(counts), counts]).toEqual([from, true, counts]);
    }
    const nights = await query<{ back: number; sold: string; rate: string }>(
      `SELECT today.day - n.date AS back, count(*) AS sold, avg(n.price) AS rate
        FROM (SELECT (now() AT TIME ZONE 'Europe/Oslo' - interval '3 hours')::date AS day) today, reservation r,
          jsonb_to_recordset(r.snapshot->'nights') AS n(date date, price numeric)
        WHERE r.${house} AND r.status IN ('confirmed', 'checked_in', 'checked_out')
          AND n.date BETWEEN today.day - 14 AND today.day GROUP BY 1`,
    );
    const of = (key: "sold" | "rate", backs: (back: number) => boolean) => {
      const found = nights.filter(({ back }) => backs(back)).map((night) => Number(night[key]));
      return found.reduce((sum, each) => sum + each, 0) / found.length;
    };
    const tonight = (back: number) => back === 0;
    expect(of("sold", tonight) / of("sold", (back) => back > 0)).toBeGreaterThan(0.7);
    expect(of("sold", tonight) / of("sold", (back) => back > 0)).toBeLessThan(1.4);
    const rates = of("rate", tonight) / of("rate", (back) => back === 7 || back === 14);
    expect(Math.abs(rates - 1)).toBeLessThan(0.2);
    // What waits: some, and not weeks of it.
    const open = await count(`request WHERE ${house} AND status IN ('new', 'doing', 'waiting')`);
    expect([open > 1, open < 20]).toEqual([true, true]);
    expect(await count(`call WHERE ${house} AND follow_up`)).toBeLessThan(20);
  });

  test("what was quoted is what is owed: totals equal their snapshots, to the cent", async () => {
    const rows = await query<{ snapshot: unknown; total: string }>(
      "SELECT snapshot, total FROM reservation WHERE random() < 0.1",
    );
    expect(rows.length).toBeGreaterThan(200);
    for (const row of rows) {
      const stay = StaySnapshot.parse(row.snapshot);
      const sum = (items: readonly number[]) => items.reduce((a, b) => a + b, 0);
      const due =
        sum(stay.nights.map((n) => n.price)) +
        sum(stay.extras.map((e) => e.amount)) +
        sum(stay.taxes.filter((t) => !t.included).map((t) => t.amount));
      expect([Number(row.total), stay.total]).toEqual([due, due]);
    }
  });

  test("tool calls and events have the shapes of the line's contracts", async () => {
    const calls = await query<{
      name: ToolName;
      input: unknown;
      result: { ok: boolean; data: unknown };
      ok: boolean;
    }>("SELECT name, input, result, ok FROM tool_call");
    expect(new Set(calls.map((call) => call.name)).size).toBeGreaterThanOrEqual(12);
    for (const call of calls) {
      expect(ToolResult.parse(call.result).ok).toBe(call.ok);
      const input = tools[call.name].input.safeParse(call.input);
      expect([call.name, input.error?.issues]).toEqual([call.name, undefined]);
      const data = call.ok ? tools[call.name].data.safeParse(call.result.data) : undefined;
      expect([call.name, data?.error?.issues]).toEqual([call.name, undefined]);
    }
    const events = await query<{ body: unknown }>("SELECT body FROM call_event");
    for (const event of events) expect(CallEventBody.safeParse(event.body).error?.issues).toBeUndefined();
  });

  test("facts in a transcript come from a tool call made before they were said", async () => {
    const turns = await query<{ call_id: string; facts: string[]; start_ms: number }>(
      "SELECT call_id, facts, start_ms FROM call_turn WHERE cardinality(facts) > 0",
    );
    const results = await query<{ call_id: string; at_ms: number; facts: { id: string }[] }>(
      "SELECT call_id, at_ms, result->'facts' AS facts FROM tool_call",
    );
    const known = new Map(
      results.flatMap((row) => row.facts.map((fact) => [`${row.call_id} ${fact.id}`, row.at_ms] as const)),
    );
    expect(turns.length).toBeGreaterThan(300);
    for (const turn of turns)
      for (const fact of turn.facts)
        expect(known.get(`${turn.call_id} ${fact}`) ?? Infinity).toBeLessThanOrEqual(turn.start_ms);
  });

  test("events of a call are numbered without gaps and its bookings were made while it ran", async () => {
    expect(
      await count(
        `(SELECT c.position, max(e.position) AS last, count(*) AS n FROM call c JOIN call_event e ON e.call_id = c.id GROUP BY c.tenant_id, c.id) x WHERE position <> last OR last <> n`,
      ),
    ).toBe(0);
    expect(
      await count(
        "reservation r JOIN call c ON c.id = r.call_id WHERE r.source <> 'line' OR r.created_at < c.started_at OR r.created_at > c.ended_at",
      ),
    ).toBe(0);
    expect(
      await count(
        "call c WHERE outcome = 'booked' AND NOT EXISTS (SELECT FROM reservation r WHERE r.call_id = c.id)",
      ),
    ).toBe(0);
  });

  test("recordings are stereo sound as long as their calls", async () => {
    const rows = await query<{
      storage_key: string;
      duration_ms: number;
      call_ms: number;
      peaks: number[][];
    }>(
      "SELECT r.storage_key, r.duration_ms, c.duration_ms AS call_ms, r.peaks FROM recording r JOIN call c ON c.id = r.call_id WHERE r.status = 'ready'",
    );
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const row of rows) {
      const object = await storage.get(row.storage_key, { signal: AbortSignal.timeout(5_000) });
      const parts: Uint8Array[] = [];
      for await (const part of object?.body ?? []) parts.push(part);
      const wav = readWav(Buffer.concat(parts));
      expect(wav.channels).toHaveLength(2);
      expect(Math.abs((wav.channels[0]?.length ?? 0) / 8 - row.call_ms)).toBeLessThan(50);
      expect(row.duration_ms).toBe(row.call_ms);
      expect(row.peaks.map((side) => Math.max(...side) > 10)).toEqual([true, true]);
    }
  });

  test("the telephone left something of each kind, and what was said can be heard", async () => {
    expect(await count("voicemail WHERE heard_at IS NULL")).toBe(2);
    expect(await count("outbound_call WHERE ended_at IS NULL AND purpose = 'callback'")).toBe(2);
    expect(await count("call_transfer t JOIN call c ON c.id = t.call_id AND c.hotel_id = t.hotel_id")).toBe(
      await count("call_transfer"),
    );
    expect(await count("text_message WHERE kind = 'otp' AND body IS NOT NULL")).toBe(0);
    const over = "wakeup_call w WHERE status IN ('done', 'missed')";
    expect(await count(over)).toBeGreaterThan(0);
    const rung = "EXISTS (SELECT FROM outbound_call o WHERE o.wakeup_id = w.id AND o.hotel_id = w.hotel_id)";
    expect(await count(`${over} AND NOT ${rung}`)).toBe(0);
    for (const table of ["call_transfer", "text_message", "do_not_call"])
      expect([table, await count(table)]).not.toEqual([table, 0]);
    const rows = await query<{ storage_key: string; duration_seconds: number }>(
      "SELECT storage_key, duration_seconds FROM voicemail WHERE status = 'stored'",
    );
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const object = await storage.get(row.storage_key, { signal: AbortSignal.timeout(5_000) });
      const parts: Uint8Array[] = [];
      for await (const part of object?.body ?? []) parts.push(part);
      const [sound] = readWav(Buffer.concat(parts)).channels;
      expect(Math.round((sound?.length ?? 0) / 8_000)).toBe(row.duration_seconds);
      expect(row.duration_seconds).toBeGreaterThan(2);
    }
  });

  test("a second start finds it seeded and changes nothing", async () => {
    const before = await query("SELECT xmin::text, id FROM hotel ORDER BY id");
    const env = {
      ...process.env,
      DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
      DATABASE_SYSTEM_URL: database.systemUrl,
    };
    const code = await new Promise((done) =>
      spawn(process.execPath, ["--import", "tsx", "prisma/seed/main.ts"], { env, stdio: "ignore" }).once(
        "exit",
        done,
      ),
    );
    expect(code).toBe(0);
    expect(await query("SELECT xmin::text, id FROM hotel ORDER BY id")).toEqual(before);
    expect(await count("membership")).toBe(6);
  });
});
