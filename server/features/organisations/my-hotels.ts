import { z } from "zod";
import { readIdentity } from "@/server/auth/sessions";
import { forbidden } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { MyHotels } from "./schema";

/** Every organisation and hotel the signed-in person works for, for the switcher. */
export const myHotels = defineVerb({
  name: "organisations.myHotels",
  scope: "organisation",
  input: z.void(),
  output: MyHotels,
  permission: "account:self",
  effect: "read",
  async run(_tx, ctx) {
    if (ctx.actor.kind !== "user") throw forbidden("Only a person has hotels of their own.");
    const identity = await readIdentity(ctx.deps, ctx.actor.sessionId);
    return {
      organisations: (identity?.worksFor ?? []).map((member) => ({
        tenantId: member.tenantId,
        name: member.organisation,
        role: member.role,
        active: member.tenantId === ctx.tenantId,
        hotels: member.hotels.map(({ id, slug, name }) => ({ id, slug, name })),
      })),
    };
  },
});
