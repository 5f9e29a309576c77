import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { readIdentity } from "@/server/auth/sessions";
import { signIn } from "@/server/auth/sign-in";
import { type House, openHouse, PASSWORD, type Person } from "@/server/auth/testing/house";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/verbs/ctx";
import { acceptInvitation } from "./accept-invitation";
import { changeRole, removeMember } from "./change-role";
import { invite, revokeInvitation } from "./invite";
import { listMembers } from "./list-members";
import { createPasswordResetLink } from "./password-reset";
import { readInvitation } from "./read-invitation";

const NEW = "seven keys on one ring";
let house: House;
let ours: Awaited<ReturnType<House["organisation"]>>;
let theirs: typeof ours;
let owner: Person;
let ctx: Ctx;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  [ours, theirs] = [await house.organisation(), await house.organisation()];
  owner = await house.person(ours.tenantId, "owner");
  ctx = await house.signedIn(owner, ours.tenantId, "owner");
});

const as = async (role: Role, tenantId = ours.tenantId) =>
  house.signedIn(await house.person(tenantId, role), tenantId, role);
const tokenOf = (path: string) => path.split("/").at(-1) ?? "";
const fresh = () => `new-${newId().slice(-12)}@hotel.example`;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

describe("an invitation", () => {
  test("lets a new person in once, with the role and hotels it says", async () => {
    const email = fresh();
    const link = await invite.execute(ctx, { email, role: "front_desk", hotelIds: [ours.hotelId] });
    const token = tokenOf(link.path);
    expect(await readInvitation.execute(house.visitor(), { token })).toMatchObject({
      email,
      hasAccount: false,
    });
    await acceptInvitation.execute(house.visitor(), { token, name: "Ingrid", password: NEW });
    const { sessionId } = await signIn(house.deps, { email, password: NEW }, { address: "", userAgent: "" });
    expect((await readIdentity(house.deps, sessionId))?.worksFor).toMatchObject([
      { tenantId: ours.tenantId, role: "front_desk", hotelIds: [ours.hotelId] },
    ]);
    expect(await code(acceptInvitation.execute(house.visitor(), { token, name: "Eve", password: NEW }))).toBe(
      "not_found",
    );
    expect(await house.audits(ours.tenantId, "team.acceptInvitation")).toHaveLength(1);
  });

  test("taken at the same moment twice lets one in", async () => {
    const { path } = await invite.execute(ctx, { email: fresh(), role: "support" });
    const accept = () =>
      acceptInvitation.execute(house.visitor(), { token: tokenOf(path), name: "Twin", password: NEW });
    const results = await Promise.all([code(accept()), code(accept())]);
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect((await listMembers.execute(ctx)).members).toHaveLength(2);
  });

  test("is over after seven days, when revoked, and when replaced by a newer one", async () => {
    const email = fresh();
    const tokens = [tokenOf((await invite.execute(ctx, { email, role: "support" })).path)];
    const second = await invite.execute(ctx, { email, role: "support" });
    tokens.push(tokenOf(second.path));
    await revokeInvitation.execute(ctx, { invitationId: second.invitationId });
    const third = await invite.execute(ctx, { email: fresh(), role: "support" });
    house.clock.advance(7 * 24 * 3600_000);
    tokens.push(tokenOf(third.path), "", "x", tokenOf(third.path).slice(0, -1), "x".repeat(100_000));
    for (const token of tokens) {
      const visitor = house.visitor({ origin: { address: "", userAgent: "" } });
      expect(["not_found", "invalid"]).toContain(await code(readInvitation.execute(visitor, { token })));
      expect(["not_found", "invalid"]).toContain(
        await code(acceptInvitation.execute(visitor, { token, name: "Late", password: NEW })),
      );
    }
    expect((await listMembers.execute(ctx)).members).toHaveLength(1);
  });

  test("never opens an existing account: that takes its password, or being signed in", async () => {
    const elsewhere = await house.person(theirs.tenantId, "manager");
    const { path } = await invite.execute(ctx, { email: elsewhere.email, role: "manager" });
    const token = tokenOf(path);
    const visitor = house.visitor();
    expect(await readInvitation.execute(visitor, { token })).toMatchObject({
      hasAccount: true,
      signedIn: false,
    });
    expect(await code(acceptInvitation.execute(visitor, { token, name: "Thief", password: NEW }))).toBe(
      "invalid",
    );
    await acceptInvitation.execute(visitor, { token, password: PASSWORD });
    const { sessionId } = await signIn(
      house.deps,
      { email: elsewhere.email, password: PASSWORD },
      { address: "", userAgent: "" },
    );
    expect((await readIdentity(house.deps, sessionId))?.worksFor).toHaveLength(2);
  });

  test("one press joins whoever is signed in with its e-mail, and nobody else", async () => {
    const person = await house.person(theirs.tenantId, "manager");
    const other = await house.signedIn(
      await house.person(theirs.tenantId, "owner"),
      theirs.tenantId,
      "owner",
    );
    const mine = await house.signedIn(person, theirs.tenantId, "manager");
    const { path } = await invite.execute(ctx, { email: person.email, role: "support" });
    const identity = async (who: Ctx) =>
      who.actor.kind === "user" ? readIdentity(house.deps, who.actor.sessionId) : null;
    const token = tokenOf(path);
    expect(
      await code(acceptInvitation.execute(house.visitor({ identity: await identity(other) }), { token })),
    ).toBe("invalid");
    await acceptInvitation.execute(house.visitor({ identity: await identity(mine) }), { token });
    expect((await listMembers.execute(ctx)).members.map(({ email }) => email)).toContain(person.email);
  });

  test("guessing tokens is slowed down", async () => {
    const visitor = house.visitor({ origin: { address: "203.0.113.77", userAgent: "" } });
    const results: unknown[] = [];
    for (let i = 0; i < 32; i++)
      results.push(await code(readInvitation.execute(visitor, { token: `guess${i}` })));
    expect(results.at(0)).toBe("not_found");
    expect(results.at(-1)).toBe("rate_limited");
  });

  test.each([
    ["a weak password", { name: "A", password: "short" }],
    ["a most used password", { name: "A", password: "password123" }],
    ["no name", { name: "  ", password: NEW }],
    ["nothing", {}],
  ])("refuses %s and stays good", async (_name, choice) => {
    const { path } = await invite.execute(ctx, { email: fresh(), role: "support" });
    const token = tokenOf(path);
    expect(await code(acceptInvitation.execute(house.visitor(), { token, ...choice }))).toBe("invalid");
    expect(await code(readInvitation.execute(house.visitor(), { token }))).toBe("done");
  });

  test("keeps its secret out of the audit log and the list", async () => {
    const { path } = await invite.execute(ctx, { email: fresh(), role: "support" });
    const seen = JSON.stringify(
      [await house.audits(ours.tenantId, "team.invite"), await listMembers.execute(ctx)],
      (_k, v) => (typeof v === "bigint" ? String(v) : v),
    );
    expect(seen).not.toContain(tokenOf(path));
  });

  test("cannot give another organisation's hotel, nor a role that is none", async () => {
    expect(
      await code(invite.execute(ctx, { email: fresh(), role: "support", hotelIds: [theirs.hotelId] })),
    ).toBe("invalid");
    expect(await code(invite.execute(ctx, { email: fresh(), role: "root" as Role }))).toBe("invalid");
    expect(await code(invite.execute(ctx, { email: owner.email, role: "support" }))).toBe("conflict");
  });
});

describe("the last owner", () => {
  test("can be neither removed nor demoted, also when two owners go at once", async () => {
    expect(await code(removeMember.execute(ctx, { membershipId: owner.membershipId }))).toBe("conflict");
    expect(await code(changeRole.execute(ctx, { membershipId: owner.membershipId, role: "admin" }))).toBe(
      "conflict",
    );
    for (let round = 0; round < 5; round++) {
      const second = await house.person(ours.tenantId, "owner");
      const results = await Promise.all([
        code(changeRole.execute(ctx, { membershipId: owner.membershipId, role: "admin" })),
        code(removeMember.execute(ctx, { membershipId: second.membershipId })),
      ]);
      expect(results.sort()).toEqual(["conflict", "done"]);
      const owners = (await listMembers.execute(ctx)).members.filter(({ role }) => role === "owner");
      expect(owners).toHaveLength(1);
      const left = owners[0]?.membershipId ?? "";
      if (left !== owner.membershipId) {
        await changeRole.execute(ctx, { membershipId: owner.membershipId, role: "owner" });
        await removeMember.execute(ctx, { membershipId: left });
      }
    }
  });

  test("an admin manages everybody but owners", async () => {
    const admin = await as("admin");
    const desk = await house.person(ours.tenantId, "front_desk");
    expect(await code(changeRole.execute(admin, { membershipId: desk.membershipId, role: "manager" }))).toBe(
      "done",
    );
    const attempts = [
      changeRole.execute(admin, { membershipId: desk.membershipId, role: "owner" }),
      changeRole.execute(admin, { membershipId: owner.membershipId, role: "support" }),
      removeMember.execute(admin, { membershipId: owner.membershipId }),
      createPasswordResetLink.execute(admin, { membershipId: owner.membershipId }),
      invite.execute(admin, { email: fresh(), role: "owner" }),
    ].map(code);
    expect(new Set(await Promise.all(attempts))).toEqual(new Set(["forbidden"]));
  });
});

describe("who may and whose it is", () => {
  const writes: [
    string,
    (who: Ctx, at: { membershipId: string; invitationId: string }) => Promise<unknown>,
  ][] = [
    ["invite", (who) => invite.execute(who, { email: fresh(), role: "support" })],
    ["revokeInvitation", (who, { invitationId }) => revokeInvitation.execute(who, { invitationId })],
    ["changeRole", (who, { membershipId }) => changeRole.execute(who, { membershipId, role: "support" })],
    ["removeMember", (who, { membershipId }) => removeMember.execute(who, { membershipId })],
    [
      "createPasswordResetLink",
      (who, { membershipId }) => createPasswordResetLink.execute(who, { membershipId }),
    ],
  ];
  const target = async () => ({
    membershipId: (await house.person(ours.tenantId, "front_desk")).membershipId,
    invitationId: (await invite.execute(ctx, { email: fresh(), role: "support" })).invitationId,
  });

  test.each(writes)("%s is refused to roles without team:write", async (_name, run) => {
    const at = await target();
    for (const role of ["manager", "front_desk", "housekeeping", "support", "billing_admin"] as const) {
      expect(await code(run(await as(role), at))).toBe("forbidden");
    }
  });

  test.each(writes.slice(1))("%s does not find what is another organisation's", async (_name, run) => {
    const at = await target();
    const before = await listMembers.execute(ctx);
    expect(await code(run(await as("owner", theirs.tenantId), at))).toBe("not_found");
    expect(await listMembers.execute(ctx)).toEqual(before);
  });

  test("the team list shows one organisation, to those who may see it", async () => {
    await house.person(theirs.tenantId, "manager");
    expect((await listMembers.execute(ctx)).members.map(({ userId }) => userId)).toEqual([owner.userId]);
    expect(await code(listMembers.execute(await as("support")))).toBe("forbidden");
  });

  test("the audit log has each write, with before and after", async () => {
    const { membershipId } = await target();
    await changeRole.execute(ctx, { membershipId, role: "support" });
    expect(await house.audits(ours.tenantId, "team.changeRole")).toMatchObject([
      {
        actorId: owner.userId,
        subjectId: membershipId,
        before: { role: "front_desk" },
        after: { role: "support" },
      },
    ]);
  });
});
