import { implementTool, refuse } from "@/server/verbs/define-tool";
import { findRequest } from "../find-request";
import { requestTexts } from "./say";

/** Where a request is. Nothing about the person who made it is told. */
export const getRequest = implementTool("get_request", async (tx, ctx, input) => {
  const t = requestTexts(ctx.call.language);
  if (!input.ref && !(input.room && input.name))
    return refuse({ code: "missing", field: "ref", ask: t.whichRequest });
  const found = await findRequest(tx, ctx, input);
  if (!found) return refuse({ code: "not_found", field: "ref", ask: t.notFoundRequest });
  const request = await ctx.handles.reuse("req", { requestId: found.id });
  const said = t.states[found.status] ?? found.status;
  return {
    ok: true,
    data: {
      request,
      state: found.status,
      department: found.department,
      ...(found.dueAt ? { due: found.dueAt.toISOString() } : {}),
    },
    facts: [{ kind: "confirmation", subject: request, name: "state", value: found.status, spoken: said }],
    say: t.isAt(said, found.department),
    next: ["update_request"],
  };
});
