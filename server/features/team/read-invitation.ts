import { z } from "zod";
import { definePublicVerb } from "@/server/auth/public-verb";
import { LinkToken } from "@/server/auth/schema";
import type { Origin } from "@/server/auth/sessions";
import { forgiveTokenAttempt, reserveTokenAttempt } from "@/server/auth/throttle";
import { hashLinkToken } from "@/server/auth/tokens";
import { DomainError } from "@/server/kernel/errors";
import type { Deps } from "@/server/verbs/ctx";
import { RoleName } from "./schema";

export const linkOver = () =>
  new DomainError("not_found", "This link was used, has expired or is incomplete. Ask for a new one.");

/** The open invitation behind a token. Throws `not_found` whatever is wrong with it, and slows down guessing. */
export async function findInvitation(deps: Deps, token: string, origin: Origin) {
  await reserveTokenAttempt(deps, origin.address);
  const invitation = await deps.system.client.invitation.findFirst({
    where: {
      tokenHash: hashLinkToken(token),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: deps.clock.now() },
    },
    select: {
      id: true,
      tenantId: true,
      email: true,
      role: true,
      expiresAt: true,
      organisation: { select: { name: true } },
    },
  });
  if (!invitation) throw linkOver();
  await forgiveTokenAttempt(deps, origin.address);
  return invitation;
}

/** What the invitation page shows. Its link is the permission. */
export const readInvitation = definePublicVerb({
  name: "team.readInvitation",
  input: z.object({ token: LinkToken }),
  output: z.object({
    organisation: z.string(),
    email: z.string(),
    role: RoleName,
    /** The e-mail has an account: its password is asked for, not chosen. */
    hasAccount: z.boolean(),
    /** The person is signed in with that e-mail: one press joins. */
    signedIn: z.boolean(),
  }),
  async run({ deps, origin, identity }, { token }) {
    const invitation = await findInvitation(deps, token, origin);
    const account = await deps.system.client.userAccount.findUnique({
      where: { email: invitation.email },
      select: { id: true },
    });
    return {
      organisation: invitation.organisation.name,
      email: invitation.email,
      role: RoleName.parse(invitation.role),
      hasAccount: account !== null,
      signedIn: identity?.email === invitation.email,
    };
  },
});
