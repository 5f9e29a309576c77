import { forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/verbs/ctx";

/** The log is one a tenant, so who works for some of its hotels only may not read it. */
export function assertWholeOrganisation(ctx: Ctx): void {
  if (ctx.actor.kind === "user" && ctx.actor.hotelIds.length > 0) {
    throw forbidden("The audit log covers all hotels, and you work for some of them. Ask an owner.");
  }
}
