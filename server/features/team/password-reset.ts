import { z } from "zod";
import type { Role } from "@/server/auth/permissions";
import { hashLinkToken, newLinkToken } from "@/server/auth/tokens";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { assertMayManage, RESET_MS } from "./rules";
import { CopyableLink } from "./schema";

/**
 * A single-use link, good for a day, with which a member chooses a new password. Refused for people who work
 * for another organisation too: one must not be able to take the other's account.
 */
export const createPasswordResetLink = defineVerb({
  name: "team.createPasswordResetLink",
  scope: "organisation",
  input: z.object({ membershipId: Id }),
  output: CopyableLink,
  permission: "team:write",
  effect: "write",
  async run(tx, ctx, { membershipId }) {
    const member = await tx.membership.findUnique({
      where: { tenantId_id: { tenantId: ctx.tenantId, id: membershipId } },
      select: { userId: true, role: true },
    });
    if (!member) throw notFound("This person");
    assertMayManage(ctx.actor, member.role as Role);
    const { client } = ctx.deps.system;
    const elsewhere = await client.membership.count({
      where: { userId: member.userId, tenantId: { not: ctx.tenantId } },
    });
    if (elsewhere > 0) {
      throw conflict(
        "This account is used in another organisation too, so its password cannot be reset from here.",
      );
    }
    const now = ctx.deps.clock.now();
    const expiresAt = new Date(now.getTime() + RESET_MS);
    const token = newLinkToken();
    await client.$transaction([
      client.passwordReset.updateMany({
        where: { userId: member.userId, usedAt: null },
        data: { usedAt: now },
      }),
      client.passwordReset.create({
        data: { id: newId(), userId: member.userId, tokenHash: hashLinkToken(token), expiresAt },
      }),
    ]);
    return {
      result: { path: `/reset/${token}`, expiresAt: expiresAt.toISOString() },
      audit: { subject: { kind: "membership", id: membershipId }, after: { resetLink: true } },
    };
  },
});
