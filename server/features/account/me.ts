import { z } from "zod";
import { permissionsOf } from "@/server/auth/permissions";
import { forgetIdentity } from "@/server/auth/sessions";
import { PersonName } from "@/server/features/team";
import { forbidden, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { personOf } from "./person";
import { Me } from "./schema";

/** Who I am here and what I may do: the shell hides the rest. */
export const me = defineVerb({
  name: "account.me",
  scope: "organisation",
  input: z.void(),
  output: Me,
  permission: "account:self",
  effect: "read",
  async run(_tx, ctx) {
    const { userId, name, email, worksFor } = await personOf(ctx);
    const member = worksFor.find((candidate) => candidate.tenantId === ctx.tenantId);
    if (!member) throw forbidden("You no longer work for this organisation.");
    return {
      userId,
      name,
      email,
      role: member.role,
      permissions: permissionsOf(member.role),
      organisation: { tenantId: member.tenantId, name: member.organisation },
    };
  },
});

/** Changes the name others see. */
export const changeName = defineVerb({
  name: "account.changeName",
  scope: "organisation",
  input: z.object({ name: PersonName }),
  output: z.object({ name: z.string() }),
  permission: "account:self",
  effect: "write",
  async run(_tx, ctx, { name }) {
    const before = await personOf(ctx);
    await ctx.deps.system.client.userAccount.update({ where: { id: before.userId }, data: { name } });
    forgetIdentity(ctx.deps.system);
    return {
      result: { name },
      audit: { subject: { kind: "user", id: before.userId }, before: { name: before.name }, after: { name } },
    };
  },
});

/** Works in another organisation from now on, in this session only. Throws `not_found` when it is not theirs. */
export const switchOrganisation = defineVerb({
  name: "account.switchOrganisation",
  scope: "organisation",
  input: z.object({ tenantId: Id }),
  output: z.object({ tenantId: Id }),
  permission: "account:self",
  effect: "write",
  async run(_tx, ctx, { tenantId }) {
    const { userId, sessionId, worksFor } = await personOf(ctx);
    if (!worksFor.some((member) => member.tenantId === tenantId)) throw notFound("This organisation");
    await ctx.deps.system.client.authSession.updateMany({
      where: { id: sessionId, userId },
      data: { tenantId },
    });
    forgetIdentity(ctx.deps.system, sessionId);
    return {
      result: { tenantId },
      audit: { subject: { kind: "session", id: sessionId }, after: { switched: true } },
    };
  },
});
