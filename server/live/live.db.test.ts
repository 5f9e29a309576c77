import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { revokeSession } from "@/server/auth/sessions";
import { type House, openHouse } from "@/server/auth/testing/house";
import { changeRole } from "@/server/features/team";
import { silentLogger } from "@/server/kernel/logger";
import type { Ctx } from "@/server/verbs/ctx";
import { notifyLive } from "@/server/verbs/record";
import { LiveHub } from "./hub";
import { LiveListener } from "./listener";
import { Live } from "./live";

let house: House;
let ours: Awaited<ReturnType<House["organisation"]>>;
let live: Live;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ours = await house.organisation();
  live = new Live({ ...house.deps, url: house.database.directUrl, log: silentLogger, sweepMs: 25 });
});
afterEach(() => live.close());

const member = async (role: "owner" | "front_desk" = "owner") => {
  const person = await house.person(ours.tenantId, role);
  const ctx = await house.signedIn(person, ours.tenantId, role);
  if (ctx.actor.kind !== "user") throw new Error("no user");
  return { person, ctx, actor: ctx.actor };
};
/** Reads until the text is there or the stream ends. */
async function until(body: ReadableStream<Uint8Array>, wanted: string): Promise<string> {
  const reader = body.getReader();
  let text = "";
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  reader.releaseLock();
  return text;
}
const tell = (ctx: Ctx, name: string) =>
  ctx.deps.db.transaction(ctx.tenantId, (tx) =>
    notifyLive(tx, ctx.tenantId, [{ name, data: { callId: "c1" } }]),
  );
const breakConnections = async () => {
  const admin = new pg.Client({ connectionString: house.database.adminUrl });
  await admin.connect();
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'voicehive live' AND datname = current_database()`,
  );
  await admin.end();
  return rowCount;
};

describe("live updates", () => {
  test("a verb's event reaches the browser, after its commit", async () => {
    const { actor, ctx } = await member();
    const desk = await house.person(ours.tenantId, "front_desk");
    const body = await live.connect(ours.tenantId, actor, null);
    await changeRole.execute(ctx, { membershipId: desk.membershipId, role: "support" });
    expect(await until(body, "member.changed")).toContain(desk.membershipId);
  });

  test("what was rolled back is never told", async () => {
    const { actor, ctx } = await member();
    const body = await live.connect(ours.tenantId, actor, null);
    await ctx.deps.db
      .transaction(ctx.tenantId, async (tx) => {
        await notifyLive(tx, ctx.tenantId, [{ name: "call.never", data: {} }]);
        throw new Error("rolled back");
      })
      .catch(() => undefined);
    await tell(ctx, "call.after");
    expect(await until(body, "call.after")).not.toContain("call.never");
  });

  test("when the connection breaks it listens again and says: read again", async () => {
    const { actor, ctx } = await member();
    const body = await live.connect(ours.tenantId, actor, null);
    expect(await breakConnections()).toBe(1);
    expect(await until(body, "many.changed")).toContain("many.changed");
    await tell(ctx, "call.after");
    expect(await until(body, "call.after")).toContain("call.after");
  });

  test("a revoked session's stream ends, and another one goes on", async () => {
    const [out, stays] = [await member(), await member()];
    const [ending, going] = [
      await live.connect(ours.tenantId, out.actor, null),
      await live.connect(ours.tenantId, stays.actor, null),
    ];
    await revokeSession(house.deps, out.person.userId, out.actor.sessionId);
    expect(await until(ending, "event: over")).toContain("event: over");
    await tell(stays.ctx, "call.after");
    expect(await until(going, "call.after")).toContain("call.after");
    expect(live.open).toBe(1);
  });

  test("a person taken out of the team hears nothing more", async () => {
    const { actor, person } = await member("front_desk");
    const body = await live.connect(ours.tenantId, actor, null);
    await house.deps.db.withTenant(ours.tenantId, (db) =>
      db.membership.deleteMany({ where: { userId: person.userId } }),
    );
    expect(await until(body, "event: over")).toContain("event: over");
  });

  test("shutdown ends every stream, and new ones are refused", async () => {
    const { actor } = await member();
    const body = await live.connect(ours.tenantId, actor, null);
    await live.close();
    await until(body, "never");
    expect(live.open).toBe(0);
    await expect(live.connect(ours.tenantId, actor, null)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("one session cannot open streams without end", async () => {
    const { actor } = await member();
    for (let i = 0; i < 20; i++) await live.connect(ours.tenantId, actor, null);
    await expect(live.connect(ours.tenantId, actor, null)).rejects.toMatchObject({ code: "rate_limited" });
  });
});

test("without a database it keeps trying, and tells everybody to read again meanwhile", async () => {
  const hub = new LiveHub();
  const publish = vi.spyOn(hub, "publishUnknown");
  const listener = new LiveListener({
    url: "postgresql://nobody:x@127.0.0.1:1/none",
    hub,
    log: silentLogger,
    firstDelayMs: 1,
    checkMs: 5,
  });
  await listener.start();
  expect(listener.connected).toBe(false);
  await vi.waitFor(() => expect(publish.mock.calls.length).toBeGreaterThan(2));
  await listener.stop();
});
