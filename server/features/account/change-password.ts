import { z } from "zod";
import { hashPassword } from "@/server/auth/password";
import { revokeSessions } from "@/server/auth/sessions";
import { provePassword } from "@/server/auth/sign-in";
import { DomainError, invalid } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { personOf } from "./person";
import { ChangePasswordInput } from "./schema";

/**
 * Changes one's own password, proving the present one, and ends every other session. The page then asks
 * next-auth for a new session id. Wrong guesses count as sign-in attempts.
 */
export const changePassword = defineVerb({
  name: "account.changePassword",
  scope: "organisation",
  input: ChangePasswordInput,
  output: z.object({ endedSessions: z.number() }),
  permission: "account:self",
  effect: "write",
  async run(_tx, ctx, { current, next }) {
    const { userId, email, sessionId } = await personOf(ctx);
    try {
      await provePassword(ctx.deps, { email, password: current }, ctx.origin?.ip ?? "");
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "unauthenticated") throw error;
      throw invalid("This is not your present password. Nothing was changed. Try again.", [
        { path: "current", message: "This is not your present password." },
      ]);
    }
    const passwordHash = await hashPassword(next);
    await ctx.deps.system.client.userAccount.update({ where: { id: userId }, data: { passwordHash } });
    const endedSessions = await revokeSessions(ctx.deps, userId, sessionId);
    return {
      result: { endedSessions },
      audit: { subject: { kind: "user", id: userId }, after: { passwordChanged: true, endedSessions } },
    };
  },
});
