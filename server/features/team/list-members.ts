import { z } from "zod";
import type { Role } from "@/server/auth/permissions";
import { defineVerb } from "@/server/verbs/define-verb";
import { TeamList } from "./schema";

/** The people of the organisation and the invitations nobody has taken yet. */
export const listMembers = defineVerb({
  name: "team.listMembers",
  scope: "organisation",
  input: z.void(),
  output: TeamList,
  permission: "team:read",
  effect: "read",
  async run(tx, ctx) {
    const members = await tx.membership.findMany({
      select: {
        id: true,
        userId: true,
        role: true,
        hotelIds: true,
        createdAt: true,
        user: { select: { name: true, email: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 1_000,
    });
    const invitations = await tx.invitation.findMany({
      where: { acceptedAt: null, revokedAt: null },
      select: { id: true, email: true, role: true, hotelIds: true, expiresAt: true },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: 200,
    });
    const me = ctx.actor.kind === "user" ? ctx.actor.userId : "";
    const now = ctx.deps.clock.now();
    return {
      members: members.map(({ id, user, createdAt, role, ...member }) => ({
        ...member,
        ...user,
        membershipId: id,
        role: role as Role,
        since: createdAt.toISOString(),
        you: member.userId === me,
      })),
      invitations: invitations.map(({ id, expiresAt, role, ...invitation }) => ({
        ...invitation,
        invitationId: id,
        role: role as Role,
        expiresAt: expiresAt.toISOString(),
        expired: expiresAt <= now,
      })),
    };
  },
});
