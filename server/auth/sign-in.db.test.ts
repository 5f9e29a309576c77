import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { sessionIdOf } from "./cookie";
import { openSession, readIdentity, revokeSession, rotateSession } from "./sessions";
import { signIn } from "./sign-in";
import { type House, openHouse, PASSWORD } from "./testing/house";

let house: House;
let tenantId: string;
beforeAll(async () => {
  house = await openHouse();
  tenantId = (await house.organisation()).tenantId;
});
afterAll(() => house.close());

let hosts = 0;
const from = (address = `198.51.100.${++hosts}`) => ({ address, userAgent: "Firefox" });
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => "in",
    (error: { code?: string }) => error.code,
  );

describe("signing in", () => {
  test("opens a session for the right password, whatever the case and spaces of the e-mail", async () => {
    const person = await house.person(tenantId, "manager");
    const done = await signIn(
      house.deps,
      { email: `  ${person.email.toUpperCase()} `, password: PASSWORD },
      from(),
    );
    const identity = await readIdentity(house.deps, done.sessionId);
    expect(identity?.userId).toBe(person.userId);
    expect(identity?.worksFor.map(({ role }) => role)).toEqual(["manager"]);
  });

  test("says the same for a wrong password, an unknown e-mail and a closed account", async () => {
    const person = await house.person(tenantId, "manager");
    const closed = await house.person(tenantId, "manager");
    await house.deps.system.client.userAccount.update({
      where: { id: closed.userId },
      data: { disabledAt: house.clock.now() },
    });
    const refusals = await Promise.all(
      [
        { email: person.email, password: "wrong password" },
        { email: "nobody@hotel.example", password: PASSWORD },
        { email: closed.email, password: PASSWORD },
      ].map((input) => signIn(house.deps, input, from()).catch((error: Error) => error.message)),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(String(refusals[0])).toMatch(/not right/);
  });

  test.each([
    ["nothing", undefined],
    ["empty strings", { email: "", password: "" }],
    ["numbers", { email: 1, password: 2 }],
    ["an object as password", { email: "a@b.example", password: { $ne: "" } }],
    ["a megabyte of password", { email: "a@b.example", password: "x".repeat(1_000_000) }],
    ["a megabyte of e-mail", { email: `${"x".repeat(1_000_000)}@b.example`, password: "x" }],
    ["a NUL byte", { email: "a\u0000@b.example", password: "x" }],
  ])("refuses %s without an error of the database", async (_name, input) => {
    expect(await outcome(signIn(house.deps, input, from()))).toBe("unauthenticated");
  });

  test("an unknown e-mail costs as much work as a known one", async () => {
    const person = await house.person(tenantId, "manager");
    const time = async (email: string) => {
      const start = performance.now();
      await outcome(signIn(house.deps, { email, password: "wrong password" }, from()));
      return performance.now() - start;
    };
    await time("warm@hotel.example");
    const known = Math.min(await time(person.email), await time(person.email));
    const unknown = Math.min(await time("who1@hotel.example"), await time("who2@hotel.example"));
    // Without the decoy an unknown one takes a tenth.
    expect(unknown).toBeGreaterThan(known * 0.4);
  });
});

describe("lock-out", () => {
  test("after five failures each further one doubles the wait, and the right password waits too", async () => {
    const person = await house.person(tenantId, "manager");
    const wrong = () =>
      outcome(signIn(house.deps, { email: person.email, password: "wrong password" }, from()));
    for (let i = 0; i < 5; i++) expect(await wrong()).toBe("unauthenticated");
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      const locked = await signIn(house.deps, { email: person.email, password: PASSWORD }, from()).catch(
        (e) => e,
      );
      expect(locked.code).toBe("rate_limited");
      waits.push(locked.details.retryAfterMs);
      house.clock.advance(locked.details.retryAfterMs + 1);
      expect(await wrong()).toBe("unauthenticated");
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(900_000);
    house.clock.advance(900_001);
    expect(await outcome(signIn(house.deps, { email: person.email, password: PASSWORD }, from()))).toBe("in");
    expect(await wrong()).toBe("unauthenticated");
  });

  test("parallel guesses do not slip past it", async () => {
    const person = await house.person(tenantId, "manager");
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        outcome(signIn(house.deps, { email: person.email, password: `guess number ${i}` }, from())),
      ),
    );
    expect(results.filter((result) => result === "unauthenticated")).toHaveLength(5);
    expect(results.filter((result) => result === "rate_limited")).toHaveLength(15);
  });

  test("one address that tries many e-mails is slowed down; others are not", async () => {
    const origin = from();
    const person = await house.person(tenantId, "manager");
    for (let i = 0; i < 30; i++) {
      await outcome(
        signIn(house.deps, { email: `spray${i}@hotel.example`, password: "Summer2026!" }, origin),
      );
    }
    expect(await outcome(signIn(house.deps, { email: person.email, password: PASSWORD }, origin))).toBe(
      "rate_limited",
    );
    expect(await outcome(signIn(house.deps, { email: person.email, password: PASSWORD }, from()))).toBe("in");
  });

  test("a day later nothing is remembered", async () => {
    const person = await house.person(tenantId, "manager");
    for (let i = 0; i < 5; i++) {
      await outcome(signIn(house.deps, { email: person.email, password: "wrong password" }, from()));
    }
    house.clock.advance(25 * 3600_000);
    expect(
      await outcome(signIn(house.deps, { email: person.email, password: "wrong password" }, from())),
    ).toBe("unauthenticated");
    expect(await outcome(signIn(house.deps, { email: person.email, password: PASSWORD }, from()))).toBe("in");
  });
});

test("the oldest hotel comes first, whatever the hotels are called", async () => {
  const { slug, ...oldest } = await house.organisation(`zebra-${newId().slice(-8)}`);
  const later = `abbey-${newId().slice(-8)}`;
  await house.hotel(oldest.tenantId, later);
  const person = await house.person(oldest.tenantId, "owner");
  const { sessionId } = await signIn(house.deps, { email: person.email, password: PASSWORD }, from());
  const [work] = (await readIdentity(house.deps, sessionId))?.worksFor ?? [];
  expect(work?.hotels.map((hotel) => hotel.slug)).toEqual([slug, later]);
});

describe("a session", () => {
  const open = async () => {
    const person = await house.person(tenantId, "front_desk");
    return { person, sid: await openSession(house.deps, person.userId, from()) };
  };

  test("ends at once where it is revoked, and elsewhere within five seconds", async () => {
    const { person, sid } = await open();
    expect(await readIdentity(house.deps, sid)).not.toBeNull();
    // Revoked by another process: this one still has its copy.
    await house.deps.system.client.authSession.update({
      where: { id: sid },
      data: { revokedAt: house.clock.now() },
    });
    house.clock.advance(5_000);
    expect(await readIdentity(house.deps, sid)).toBeNull();
    const second = await openSession(house.deps, person.userId, from());
    expect(await readIdentity(house.deps, second)).not.toBeNull();
    await revokeSession(house.deps, person.userId, second);
    expect(await readIdentity(house.deps, second)).toBeNull();
  });

  test("ends at once for pages too, which are bundled apart from procedures", async () => {
    const { person, sid } = await open();
    const again = "./sessions?bundled-again";
    const other = (await import(again)) as typeof import("./sessions");
    expect(other.revokeSession).not.toBe(revokeSession);
    expect(await readIdentity(house.deps, sid)).not.toBeNull();
    await other.revokeSession(house.deps, person.userId, sid);
    expect(await readIdentity(house.deps, sid)).toBeNull();
  });

  test("cannot be revoked by somebody else", async () => {
    const { sid } = await open();
    const other = await house.person(tenantId, "owner");
    expect(await revokeSession(house.deps, other.userId, sid)).toBe(false);
    expect(await readIdentity(house.deps, sid)).not.toBeNull();
  });

  test("ends after a week unused and after thirty days of use", async () => {
    const idle = await open();
    house.clock.advance(8 * 24 * 3600_000);
    expect(await readIdentity(house.deps, idle.sid)).toBeNull();
    const busy = await open();
    for (let day = 0; day < 29; day++) {
      house.clock.advance(24 * 3600_000);
      expect(await readIdentity(house.deps, busy.sid)).not.toBeNull();
    }
    house.clock.advance(24 * 3600_000 + 1);
    expect(await readIdentity(house.deps, busy.sid)).toBeNull();
  });

  test("gets a new id once; the old one is worth nothing, and a replay of the old one gets none", async () => {
    const { sid } = await open();
    const next = await rotateSession(house.deps, sid);
    expect(next).not.toBeNull();
    expect(await readIdentity(house.deps, sid)).toBeNull();
    expect(await readIdentity(house.deps, next as string)).not.toBeNull();
    expect(await rotateSession(house.deps, sid)).toBeNull();
    expect(await rotateSession(house.deps, newId())).toBeNull();
  });

  test("shows a changed role within five seconds", async () => {
    const { person, sid } = await open();
    expect((await readIdentity(house.deps, sid))?.worksFor[0]?.role).toBe("front_desk");
    await house.deps.db.withTenant(tenantId, (db) =>
      db.membership.updateMany({ where: { userId: person.userId }, data: { role: "support" } }),
    );
    house.clock.advance(5_000);
    expect((await readIdentity(house.deps, sid))?.worksFor[0]?.role).toBe("support");
  });

  test.each([undefined, "", "x", "a.b.c.d.e", "x".repeat(10_000)])(
    "a forged cookie opens none",
    async (token) => {
      expect(await sessionIdOf(token, "s".repeat(32))).toBeNull();
    },
  );
});
