import { signedOut } from "@/server/auth/context";
import { type Identity, readIdentity } from "@/server/auth/sessions";
import { forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/verbs/ctx";

/** The signed-in person of a verb. Throws for calls, jobs and webhooks: they have no account. */
export async function personOf(ctx: Ctx): Promise<Identity> {
  if (ctx.actor.kind !== "user") throw forbidden("Only a person has an account.");
  const identity = await readIdentity(ctx.deps, ctx.actor.sessionId);
  if (!identity) throw signedOut();
  return identity;
}
