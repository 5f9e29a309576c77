import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withAdmin } from "@/scripts/lib/postgres/roles";
import { type House, openHouse } from "@/server/auth/testing/house";
import { checkChain, exportAudit, listAudit } from "@/server/features/audit";
import { describeFinding, verifyExport } from "@/server/features/audit/export-format";
import type { Json } from "@/server/kernel/json";
import type { Ctx } from "@/server/verbs/ctx";
import { appendAudit } from "@/server/verbs/record";
import { sealOnce } from "./sealer";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const owner = async (tenantId: string): Promise<Ctx> =>
  house.signedIn(await house.person(tenantId, "owner"), tenantId, "owner", { origin: { ip: "192.0.2.1" } });

const note = (ctx: Ctx, action: string, after?: Json, before?: Json) =>
  house.deps.db.transaction(ctx.tenantId, (tx) =>
    appendAudit(tx, ctx, action, {
      subject: { kind: "room", id: "r1" },
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    }),
  );

const unsealed = async (): Promise<number> =>
  (
    await house.deps.system.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM audit_entry WHERE sequence IS NULL",
    )
  ).rows[0]?.n ?? -1;

/** Until all is sealed: transactions of other databases on the server may hold the last rows back for a moment. */
async function sealAll(): Promise<void> {
  const end = Date.now() + 20_000;
  while ((await unsealed()) > 0) {
    if (Date.now() > end) throw new Error("rows stay unsealed");
    if ((await sealOnce(house.deps.system.pool, 7)) === 0)
      await new Promise((resolve) => setImmediate(resolve));
  }
}

const linesOf = async (ctx: Ctx): Promise<string[]> =>
  (await new Response(await exportAudit(ctx)).text()).trimEnd().split("\n");

describe("the audit chain", () => {
  test("writers of several tenants at once, sealers beside them: every chain holds", async () => {
    const tenants = await Promise.all([house.organisation(), house.organisation(), house.organisation()]);
    const ctxs = await Promise.all(tenants.map(({ tenantId }) => owner(tenantId)));
    // PostgreSQL holds neither U+0000 nor half a surrogate pair.
    const plain = (fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>).filter(
      (value) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)),
    );
    const batch = fc.array(fc.tuple(fc.nat(2), plain, plain), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(batch, async (writes) => {
        let writing = true;
        const sealing = [1, 2].map(async () => {
          while (writing) await sealOnce(house.deps.system.pool, 3);
        });
        const wrote = writes.map(([who, after, before]) =>
          note(ctxs[who] as Ctx, "test.write", after, before),
        );
        await Promise.all(wrote).finally(() => {
          writing = false;
        });
        await Promise.all(sealing);
        await sealAll();
        for (const { tenantId } of tenants) {
          expect((await checkChain(house.deps, tenantId)).faults).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
    const report = await verifyExport(await linesOf(ctxs[0] as Ctx));
    expect(report.findings).toEqual([]);
    expect(report.tenants).toBe(1);
  });

  test("a row whose transaction still runs is not overtaken", async () => {
    const { tenantId } = await house.organisation();
    const ctx = await owner(tenantId);
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = house.deps.db.transaction(tenantId, async (tx) => {
      await appendAudit(tx, ctx, "test.slow", { subject: { kind: "room", id: "slow" } });
      begun();
      await held;
    });
    await started;
    await note(ctx, "test.fast");
    await sealOnce(house.deps.system.pool);
    const early = await listAudit.execute(ctx, { action: "test.fast" });
    expect(early.rows[0]?.sequence).toBeNull();
    release();
    await slow;
    await sealAll();
    const { rows } = await listAudit.execute(ctx, {});
    const place = (action: string) => rows.find((row) => row.action === action)?.sequence ?? 0;
    expect(place("test.slow")).toBeLessThan(place("test.fast"));
  });

  test("written by verbs, sealed, exported, verified; then one row is changed in SQL and named", async () => {
    const { tenantId } = await house.organisation();
    const ctx = await owner(tenantId);
    const values: Json[] = [{ a: 1 }, { b: [1.5, "ü", null] }, { c: { d: true } }];
    for (const after of values) await note(ctx, "test.write", after);
    await sealAll();
    expect((await verifyExport(await linesOf(ctx))).faults).toBe(0);
    const { rows } = await listAudit.execute(ctx, { action: "test.write" });
    const victim = rows[1];
    if (!victim) throw new Error("no row");
    await withAdmin(house.database.adminUrl, (admin) =>
      admin.query(`UPDATE audit_entry SET after = '{"b":[1.5,"changed",null]}' WHERE id = $1`, [victim.id]),
    );
    const report = await verifyExport(await linesOf(ctx));
    expect(report.faults).toBe(1);
    expect(report.findings.map(({ line, finding }) => describeFinding(line, finding)).join()).toContain(
      victim.id,
    );
    expect((await checkChain(house.deps, tenantId)).faults).toHaveLength(1);
  });

  test("a deleted row is found, an erased one is not a fault", async () => {
    const { tenantId } = await house.organisation();
    const ctx = await owner(tenantId);
    for (let i = 0; i < 4; i++) await note(ctx, "test.write", { i });
    await sealAll();
    await withAdmin(house.database.adminUrl, (admin) =>
      admin.query(
        "UPDATE audit_entry SET salt = NULL, before = NULL, after = NULL WHERE tenant_id = $1 AND sequence = 2",
        [tenantId],
      ),
    );
    const erased = await verifyExport(await linesOf(ctx));
    expect([erased.faults, erased.erased]).toEqual([0, 1]);
    await withAdmin(house.database.adminUrl, (admin) =>
      admin.query("DELETE FROM audit_entry WHERE tenant_id = $1 AND sequence = 3", [tenantId]),
    );
    const gone = await verifyExport(await linesOf(ctx));
    expect(gone.findings.map(({ finding }) => finding.kind)).toContain("missing");
  });

  test("only who may read the whole log reads or exports it, and only their own", async () => {
    const { tenantId, hotelId } = await house.organisation();
    const other = await house.organisation();
    await note(await owner(tenantId), "test.mine");
    const desk = await house.signedIn(await house.person(tenantId, "front_desk"), tenantId, "front_desk");
    await expect(listAudit.execute(desk, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportAudit(desk)).rejects.toMatchObject({ code: "forbidden" });
    const person = await house.person(tenantId, "manager", [hotelId]);
    const some = await house.signedIn(person, tenantId, "manager");
    const ofOneHotel = { ...some, actor: { ...some.actor, hotelIds: [hotelId] } } as Ctx;
    await expect(listAudit.execute(ofOneHotel, {})).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await owner(other.tenantId);
    expect((await listAudit.execute(stranger, { action: "test.mine" })).rows).toEqual([]);
    await sealAll();
    expect((await linesOf(stranger)).join("\n")).not.toContain("test.mine");
  });

  test("the list filters by subject and actor and pages", async () => {
    const { tenantId } = await house.organisation();
    const ctx = await owner(tenantId);
    for (let i = 0; i < 51; i++) await note(ctx, "test.page");
    const first = await listAudit.execute(ctx, { subjectKind: "room", subjectId: "r1" });
    expect([first.rows.length, first.more]).toEqual([50, true]);
    const second = await listAudit.execute(ctx, { subjectId: "r1", page: 2 });
    expect([second.rows.length, second.more]).toEqual([1, false]);
    expect((await listAudit.execute(ctx, { actorId: "nobody" })).rows).toEqual([]);
    await expect(listAudit.execute(ctx, { page: 0 })).rejects.toMatchObject({ code: "invalid" });
  });
});
