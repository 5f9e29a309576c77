import { z } from "zod";
import type { Role } from "@/server/auth/permissions";
import { forgetIdentity } from "@/server/auth/sessions";
import type { Tx } from "@/server/db";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { MemberChanged, MemberRemoved } from "./events";
import { assertMayManage, assertNotLastOwner, assertOurHotels } from "./rules";
import { ChangeRoleInput, HotelIds, RoleName } from "./schema";

async function readMember(tx: Tx, tenantId: string, id: string) {
  const member = await tx.membership.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { userId: true, role: true, hotelIds: true },
  });
  if (!member) throw notFound("This person");
  return { ...member, role: member.role as Role };
}

/** Gives a member another role or other hotels, from the next request on. Never leaves the team without an owner. */
export const changeRole = defineVerb({
  name: "team.changeRole",
  scope: "organisation",
  input: ChangeRoleInput,
  output: z.object({ membershipId: Id, role: RoleName, hotelIds: HotelIds }),
  permission: "team:write",
  effect: "write",
  async run(tx, ctx, { membershipId, role, hotelIds }) {
    const before = await readMember(tx, ctx.tenantId, membershipId);
    assertMayManage(ctx.actor, before.role, role);
    await assertOurHotels(tx, hotelIds);
    if (role !== "owner") await assertNotLastOwner(tx, membershipId);
    await tx.membership.update({
      where: { tenantId_id: { tenantId: ctx.tenantId, id: membershipId } },
      data: { role, hotelIds },
    });
    forgetIdentity(ctx.deps.system);
    return {
      result: { membershipId, role, hotelIds },
      audit: { subject: { kind: "membership", id: membershipId }, before, after: { role, hotelIds } },
      events: [MemberChanged({ membershipId })],
    };
  },
});

/** Takes a person out of the organisation. Their account stays; their access ends with the next request. */
export const removeMember = defineVerb({
  name: "team.removeMember",
  scope: "organisation",
  input: z.object({ membershipId: Id }),
  output: z.object({ membershipId: Id }),
  permission: "team:write",
  effect: "write",
  async run(tx, ctx, { membershipId }) {
    const before = await readMember(tx, ctx.tenantId, membershipId);
    assertMayManage(ctx.actor, before.role);
    await assertNotLastOwner(tx, membershipId);
    await tx.membership.delete({ where: { tenantId_id: { tenantId: ctx.tenantId, id: membershipId } } });
    forgetIdentity(ctx.deps.system);
    return {
      result: { membershipId },
      audit: { subject: { kind: "membership", id: membershipId }, before },
      events: [MemberRemoved({ membershipId })],
    };
  },
});
