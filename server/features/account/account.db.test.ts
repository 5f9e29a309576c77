import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSession, readIdentity } from "@/server/auth/sessions";
import { signIn } from "@/server/auth/sign-in";
import { type House, openHouse, PASSWORD, type Person } from "@/server/auth/testing/house";
import { acceptInvitation, createPasswordResetLink, invite } from "@/server/features/team";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/verbs/ctx";
import { changePassword } from "./change-password";
import { changeName, me, switchOrganisation } from "./me";
import { readReset, resetPassword } from "./reset-password";
import { listSessions, revokeOtherSessions, revokeSession } from "./sessions";

const NEW = "seven keys on one ring";
const nowhere = { address: "", userAgent: "" };
let house: House;
let ours: Awaited<ReturnType<House["organisation"]>>;
let theirs: typeof ours;
let person: Person;
let ctx: Ctx;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  [ours, theirs] = [await house.organisation(), await house.organisation()];
  person = await house.person(ours.tenantId, "front_desk");
  ctx = await house.signedIn(person, ours.tenantId, "front_desk");
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const alive = async (sessionId: string) => (await readIdentity(house.deps, sessionId)) !== null;
const signsIn = (password: string) => code(signIn(house.deps, { email: person.email, password }, nowhere));
const reset = async () => {
  const owner = await house.signedIn(await house.person(ours.tenantId, "owner"), ours.tenantId, "owner");
  const { path } = await createPasswordResetLink.execute(owner, { membershipId: person.membershipId });
  return { owner, token: path.split("/").at(-1) ?? "" };
};

describe("one's own account", () => {
  test("says who one is and what one may", async () => {
    const mine = await me.execute(ctx);
    expect(mine).toMatchObject({
      userId: person.userId,
      role: "front_desk",
      organisation: { tenantId: ours.tenantId },
    });
    expect(mine.permissions).toContain("reservations:write");
    expect(mine.permissions).not.toContain("team:write");
  });

  test("a call, a job or a revoked session has none", async () => {
    const call = { ...ctx, actor: { kind: "call", callId: newId(), epoch: 1 } as const };
    expect(await code(changeName.execute(call, { name: "X" }))).toBe("forbidden");
    const job = { ...ctx, actor: { kind: "job", name: "cleaner" } as const };
    for (const verb of [me, listSessions, revokeOtherSessions])
      expect(await code(verb.execute(job))).toBe("forbidden");
    if (ctx.actor.kind === "user") await revokeSession.execute(ctx, { sessionId: ctx.actor.sessionId });
    expect(await code(changeName.execute(ctx, { name: "X" }))).toBe("unauthenticated");
  });

  test("changes the name, audited", async () => {
    await changeName.execute(ctx, { name: "  Ingrid Moe " });
    expect((await me.execute(ctx)).name).toBe("Ingrid Moe");
    expect(await house.audits(ours.tenantId, "account.changeName")).toHaveLength(1);
    for (const name of ["", "   ", "x".repeat(121)])
      expect(await code(changeName.execute(ctx, { name }))).toBe("invalid");
  });

  test("a new password ends the other sessions and keeps this one", async () => {
    const elsewhere = await openSession(house.deps, person.userId, nowhere);
    expect(await changePassword.execute(ctx, { current: PASSWORD, next: NEW })).toEqual({ endedSessions: 1 });
    expect(await alive(elsewhere)).toBe(false);
    expect(await code(me.execute(ctx))).toBe("done");
    expect(await signsIn(PASSWORD)).toBe("unauthenticated");
    expect(await signsIn(NEW)).toBe("done");
  });

  test("takes the present password; wrong ones lock as at sign-in; weak new ones are refused", async () => {
    expect(await code(changePassword.execute(ctx, { current: PASSWORD, next: "aaaaaaaaaaaa" }))).toBe(
      "invalid",
    );
    for (let i = 0; i < 5; i++) {
      expect(await code(changePassword.execute(ctx, { current: "not it at all", next: NEW }))).toBe(
        "invalid",
      );
    }
    expect(await code(changePassword.execute(ctx, { current: PASSWORD, next: NEW }))).toBe("rate_limited");
    expect(await signsIn(NEW)).toBe("rate_limited");
  });

  test("lists and ends one's own sessions, never another's", async () => {
    const phone = await openSession(house.deps, person.userId, {
      address: "203.0.113.8",
      userAgent: "Phone",
    });
    const other = await house.person(ours.tenantId, "owner");
    const foreign = await openSession(house.deps, other.userId, nowhere);
    const { sessions } = await listSessions.execute(ctx);
    expect(sessions.map(({ sessionId }) => sessionId)).toContain(phone);
    expect(sessions.map(({ sessionId }) => sessionId)).not.toContain(foreign);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(await code(revokeSession.execute(ctx, { sessionId: foreign }))).toBe("not_found");
    expect(await alive(foreign)).toBe(true);
    await revokeSession.execute(ctx, { sessionId: phone });
    expect(await alive(phone)).toBe(false);
    expect(await code(revokeSession.execute(ctx, { sessionId: phone }))).toBe("not_found");
    await openSession(house.deps, person.userId, nowhere);
    expect(await revokeOtherSessions.execute(ctx)).toEqual({ ended: 1 });
    expect(await alive(foreign)).toBe(true);
  });

  test("switches to one's other organisation only", async () => {
    expect(await code(switchOrganisation.execute(ctx, { tenantId: theirs.tenantId }))).toBe("not_found");
    await house.joins(person.userId, theirs.tenantId, "support");
    house.clock.advance(5_000);
    await switchOrganisation.execute(ctx, { tenantId: theirs.tenantId });
    if (ctx.actor.kind !== "user") throw new Error("no user");
    expect((await readIdentity(house.deps, ctx.actor.sessionId))?.activeTenantId).toBe(theirs.tenantId);
  });
});

describe("a reset link", () => {
  test("sets a new password once, ends all sessions, lifts the lock, is audited", async () => {
    const { token } = await reset();
    for (let i = 0; i < 5; i++) await signsIn("wrong password");
    expect(await signsIn(PASSWORD)).toBe("rate_limited");
    expect(await readReset.execute(house.visitor(), { token })).toEqual({ email: person.email });
    await resetPassword.execute(house.visitor(), { token, password: NEW });
    expect(await code(me.execute(ctx))).toBe("unauthenticated");
    expect(await signsIn(NEW)).toBe("done");
    expect(await code(resetPassword.execute(house.visitor(), { token, password: "another good one" }))).toBe(
      "not_found",
    );
    expect(await signsIn(NEW)).toBe("done");
    expect(await house.audits(ours.tenantId, "account.resetPassword")).toHaveLength(1);
  });

  test("used twice at once works once", async () => {
    const { token } = await reset();
    const passwords = ["first of the two", "second of the two"];
    const results = await Promise.all(
      passwords.map((password) => code(resetPassword.execute(house.visitor(), { token, password }))),
    );
    expect(results.sort()).toEqual(["done", "not_found"]);
    const opens = await Promise.all(passwords.map((password) => signsIn(password)));
    expect(opens.filter((result) => result === "done")).toHaveLength(1);
  });

  test("is over after a day, when a newer one is made, and when it is incomplete", async () => {
    const { owner, token } = await reset();
    expect(await code(readReset.execute(house.visitor(), { token: token.slice(0, -1) }))).toBe("not_found");
    await createPasswordResetLink.execute(owner, { membershipId: person.membershipId });
    expect(await code(resetPassword.execute(house.visitor(), { token, password: NEW }))).toBe("not_found");
    const late = (await reset()).token;
    house.clock.advance(24 * 3600_000);
    expect(await code(resetPassword.execute(house.visitor(), { token: late, password: NEW }))).toBe(
      "not_found",
    );
    expect(await signsIn(PASSWORD)).toBe("done");
  });

  test("is refused for, and does not outlive, an account that another organisation uses too", async () => {
    const { owner, token } = await reset();
    const boss = await house.signedIn(await house.person(theirs.tenantId, "owner"), theirs.tenantId, "owner");
    const { path } = await invite.execute(boss, { email: person.email, role: "manager" });
    await acceptInvitation.execute(house.visitor(), {
      token: path.split("/").at(-1) ?? "",
      password: PASSWORD,
    });
    expect(await code(resetPassword.execute(house.visitor(), { token, password: NEW }))).toBe("not_found");
    expect(await code(createPasswordResetLink.execute(owner, { membershipId: person.membershipId }))).toBe(
      "conflict",
    );
  });

  test("a weak password is refused and the link stays good", async () => {
    const { token } = await reset();
    expect(await code(resetPassword.execute(house.visitor(), { token, password: "1234567890" }))).toBe(
      "invalid",
    );
    expect(await code(resetPassword.execute(house.visitor(), { token, password: NEW }))).toBe("done");
  });
});
