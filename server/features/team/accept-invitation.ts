import { z } from "zod";
import { hashPassword } from "@/server/auth/password";
import { definePublicVerb, type Visitor } from "@/server/auth/public-verb";
import { LinkToken, NewPassword } from "@/server/auth/schema";
import { forgetIdentity } from "@/server/auth/sessions";
import { provePassword } from "@/server/auth/sign-in";
import { isUniqueViolation } from "@/server/db";
import { conflict, DomainError, invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { inputError } from "@/server/verbs/define-verb";
import { joinByInvitation } from "./join";
import { findInvitation } from "./read-invitation";
import { PersonName } from "./schema";

const Choice = z.object({ name: PersonName, password: NewPassword });

/**
 * Joins a team by link. A new e-mail chooses name and password; an e-mail with an account proves it with its
 * password, or by being signed in: the link alone never opens somebody's account.
 */
export const acceptInvitation = definePublicVerb({
  name: "team.acceptInvitation",
  input: z.object({
    token: LinkToken,
    name: z.string().max(200).optional(),
    password: z.string().max(1_000).optional(),
  }),
  output: z.object({ email: z.string() }),
  async run(visitor, { token, name, password }) {
    const { deps, origin, log, requestId } = visitor;
    const invitation = await findInvitation(deps, token, origin);
    const userId = await personOf(visitor, invitation.email, { name, password });
    await joinByInvitation.execute(
      {
        tenantId: invitation.tenantId,
        actor: { kind: "system", name: "invitation" },
        deps,
        log,
        origin: { ip: origin.address, userAgent: origin.userAgent, requestId },
      },
      { invitationId: invitation.id, userId },
    );
    // A link made while one organisation alone answered for this account must not outlive that.
    await deps.system.client.passwordReset.updateMany({
      where: { userId, usedAt: null },
      data: { usedAt: deps.clock.now() },
    });
    forgetIdentity(deps.system);
    return { email: invitation.email };
  },
});

async function personOf(
  { deps, origin, identity }: Visitor,
  email: string,
  given: { name?: string; password?: string },
): Promise<string> {
  if (identity?.email === email) return identity.userId;
  const account = await deps.system.client.userAccount.findUnique({ where: { email }, select: { id: true } });
  if (account) {
    if (!given.password) throw invalid("This e-mail has an account. Enter its password to join.");
    try {
      return (await provePassword(deps, { email, password: given.password }, origin.address)).id;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "unauthenticated") throw error;
      throw invalid("This is not the password of your account. You have not joined yet. Try again.");
    }
  }
  const choice = Choice.safeParse(given);
  if (!choice.success) throw inputError(choice.error);
  const id = newId();
  const passwordHash = await hashPassword(choice.data.password);
  try {
    await deps.system.client.userAccount.create({
      data: { id, email, name: choice.data.name, passwordHash, createdAt: deps.clock.now() },
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict("An account for this e-mail was made a moment ago. Reload and enter its password.");
  }
  return id;
}
