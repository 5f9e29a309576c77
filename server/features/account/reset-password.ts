import { z } from "zod";
import { hashPassword } from "@/server/auth/password";
import { definePublicVerb } from "@/server/auth/public-verb";
import { LinkToken } from "@/server/auth/schema";
import { type Origin, revokeSessions } from "@/server/auth/sessions";
import { forgiveAttempt, forgiveTokenAttempt, reserveTokenAttempt } from "@/server/auth/throttle";
import { hashLinkToken } from "@/server/auth/tokens";
import { DomainError } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import type { Deps } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { ResetPasswordInput } from "./schema";

const linkOver = () =>
  new DomainError("not_found", "This link was used, has expired or is incomplete. Ask for a new one.");

async function findReset(deps: Deps, token: string, origin: Origin) {
  await reserveTokenAttempt(deps, origin.address);
  const reset = await deps.system.client.passwordReset.findFirst({
    where: { tokenHash: hashLinkToken(token), usedAt: null, expiresAt: { gt: deps.clock.now() } },
    select: {
      id: true,
      userId: true,
      user: { select: { email: true, memberships: { select: { tenantId: true } } } },
    },
  });
  if (!reset) throw linkOver();
  await forgiveTokenAttempt(deps, origin.address);
  return reset;
}

/** Whose password a link will change. */
export const readReset = definePublicVerb({
  name: "account.readReset",
  input: z.object({ token: LinkToken }),
  output: z.object({ email: z.string() }),
  run: async ({ deps, origin }, { token }) => ({ email: (await findReset(deps, token, origin)).user.email }),
});

const noteReset = defineVerb({
  name: "account.resetPassword",
  scope: "organisation",
  input: z.object({ userId: Id }),
  output: z.object({ userId: Id }),
  permission: "account:self",
  effect: "write",
  expose: [],
  run: async (_tx, _ctx, { userId }) => ({
    result: { userId },
    audit: { subject: { kind: "user", id: userId }, after: { passwordReset: true } },
  }),
});

/** Chooses a new password by link: the link is used up and every session ends, in one transaction. */
export const resetPassword = definePublicVerb({
  name: "account.resetPassword",
  input: ResetPasswordInput,
  output: z.object({ email: z.string() }),
  async run({ deps, origin, log, requestId }, { token, password }) {
    const reset = await findReset(deps, token, origin);
    const passwordHash = await hashPassword(password);
    const { client } = deps.system;
    const now = deps.clock.now();
    await client.$transaction(async (tx) => {
      const { count } = await tx.passwordReset.updateMany({
        where: { id: reset.id, usedAt: null },
        data: { usedAt: now },
      });
      if (count === 0) throw linkOver();
      await tx.userAccount.update({ where: { id: reset.userId }, data: { passwordHash } });
      // Before the password is committed: a reset that cannot be audited does not happen.
      for (const { tenantId } of reset.user.memberships) {
        const actor = { kind: "system", name: "reset-link" } as const;
        const from = { ip: origin.address, userAgent: origin.userAgent, requestId };
        await noteReset.execute({ tenantId, actor, deps, log, origin: from }, { userId: reset.userId });
      }
    });
    await revokeSessions(deps, reset.userId);
    await forgiveAttempt(deps, reset.user.email, "");
    return { email: reset.user.email };
  },
});
