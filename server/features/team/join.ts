import { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import { conflict } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { InvitationChanged, MemberJoined } from "./events";
import { linkOver } from "./read-invitation";

/** Uses up an invitation and makes its person a member, in one transaction: a replay finds it used. */
export const joinByInvitation = defineVerb({
  name: "team.acceptInvitation",
  scope: "organisation",
  input: z.object({ invitationId: Id, userId: Id }),
  output: z.object({ membershipId: Id }),
  permission: "team:write",
  effect: "write",
  expose: [],
  async run(tx, ctx, { invitationId, userId }) {
    const now = ctx.deps.clock.now();
    const [taken] = await tx.invitation.updateManyAndReturn({
      where: { id: invitationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now },
      select: { role: true, hotelIds: true },
    });
    if (!taken) throw linkOver();
    const membershipId = newId();
    try {
      await tx.membership.create({
        data: { tenantId: ctx.tenantId, id: membershipId, userId, ...taken, createdAt: now },
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict("You are in this team already. Sign in to go on.");
    }
    return {
      result: { membershipId },
      audit: { subject: { kind: "membership", id: membershipId }, after: { userId, ...taken } },
      events: [MemberJoined({ membershipId }), InvitationChanged({ invitationId })],
    };
  },
});
