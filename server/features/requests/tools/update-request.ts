import { newId } from "@/server/kernel/ids";
import { canMove } from "@/server/kernel/transitions";
import { implementTool, refuse } from "@/server/verbs/define-tool";
import { RequestChanged } from "../events";
import { findRequest } from "../find-request";
import { requestTransitions } from "../rules";
import { RequestStatus } from "../schema";
import { requestTexts } from "./say";

/** Adds a detail, chases or cancels a request. One need keeps one record. */
export const updateRequest = implementTool("update_request", async (tx, ctx, input) => {
  const t = requestTexts(ctx.call.language);
  const found = await findRequest(tx, ctx, input);
  if (!found) return refuse({ code: "not_found", field: "ref", ask: t.notFoundRequest });
  const status = RequestStatus.parse(found.status);
  const cancel = input.cancel === true && canMove(requestTransitions, status, "cancelled");
  await tx.request.updateMany({
    where: { id: found.id },
    data: {
      ...(input.urgency ? { urgency: input.urgency } : {}),
      ...(cancel ? { status: "cancelled", closedAt: ctx.deps.clock.now() } : {}),
    },
  });
  if (input.note) {
    await tx.requestNote.create({
      data: {
        tenantId: ctx.tenantId,
        id: newId(),
        requestId: found.id,
        text: input.note,
        createdAt: ctx.deps.clock.now(),
      },
      select: { id: true },
    });
  }
  const state = cancel ? "cancelled" : status;
  const request = await ctx.handles.reuse("req", { requestId: found.id });
  const said = t.states[state] ?? state;
  return {
    ok: true,
    data: { request, state, department: found.department },
    facts: [{ kind: "confirmation", subject: request, name: "state", value: state, spoken: said }],
    say: cancel ? t.cancelled : t.updated(said, found.department),
    audit: {
      subject: { kind: "request", id: found.id },
      before: { status, urgency: found.urgency },
      after: { status: state, urgency: input.urgency ?? found.urgency, noted: Boolean(input.note) },
    },
    events: [RequestChanged({ requestId: found.id, hotelId: ctx.hotelId })],
  };
});
