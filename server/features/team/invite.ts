import { z } from "zod";
import { hashLinkToken, newLinkToken } from "@/server/auth/tokens";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { actorId } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { InvitationChanged } from "./events";
import { assertMayManage, assertOurHotels, INVITATION_MS } from "./rules";
import { CopyableLink, InviteInput } from "./schema";

/**
 * Makes an invitation and its single-use link, good for seven days. An earlier open invitation of the same
 * e-mail is replaced. Throws `conflict` when the person is already in the team.
 */
export const invite = defineVerb({
  name: "team.invite",
  scope: "organisation",
  input: InviteInput,
  output: CopyableLink.extend({ invitationId: Id }),
  permission: "team:write",
  effect: "write",
  async run(tx, ctx, { email, role, hotelIds }) {
    assertMayManage(ctx.actor, role);
    await assertOurHotels(tx, hotelIds);
    if ((await tx.membership.count({ where: { user: { email } } })) > 0) {
      throw conflict("This person is already in the team. Change their role instead.");
    }
    const now = ctx.deps.clock.now();
    const expiresAt = new Date(now.getTime() + INVITATION_MS);
    const token = newLinkToken();
    const invitationId = newId();
    await tx.invitation.updateMany({
      where: { email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.invitation.create({
      data: {
        tenantId: ctx.tenantId,
        id: invitationId,
        email,
        role,
        hotelIds,
        tokenHash: hashLinkToken(token),
        invitedBy: actorId(ctx.actor),
        createdAt: now,
        expiresAt,
      },
    });
    return {
      result: { invitationId, path: `/invite/${token}`, expiresAt: expiresAt.toISOString() },
      audit: { subject: { kind: "invitation", id: invitationId }, after: { email, role, hotelIds } },
      events: [InvitationChanged({ invitationId })],
    };
  },
});

/** Makes an open invitation's link worthless. Throws `not_found` when it was used, revoked or never there. */
export const revokeInvitation = defineVerb({
  name: "team.revokeInvitation",
  scope: "organisation",
  input: z.object({ invitationId: Id }),
  output: z.object({ invitationId: Id }),
  permission: "team:write",
  effect: "write",
  async run(tx, ctx, { invitationId }) {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: ctx.deps.clock.now() },
    });
    if (count === 0) throw notFound("This invitation");
    return {
      result: { invitationId },
      audit: { subject: { kind: "invitation", id: invitationId }, after: { revoked: true } },
      events: [InvitationChanged({ invitationId })],
    };
  },
});
