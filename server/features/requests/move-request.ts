import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { assertTransition } from "@/server/kernel/transitions";
import { defineVerb } from "@/server/verbs/define-verb";
import { RequestChanged } from "./events";
import { requestTransitions } from "./rules";
import { RequestStatus } from "./schema";
import { settlePayment } from "./settle-payment";

/** Moves a request on. Conflict when somebody was faster. */
export const moveRequest = defineVerb({
  name: "requests.move",
  input: z.object({ requestId: Id, status: RequestStatus }),
  output: z.object({ id: Id, status: RequestStatus }),
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { requestId, status }) {
    const row = await tx.request.findFirst({ where: { id: requestId, hotelId: ctx.hotelId } });
    if (!row) throw notFound("This request");
    const from = RequestStatus.parse(row.status);
    assertTransition(requestTransitions, from, status, "request");
    const closed = status === "done" || status === "cancelled";
    const moved = await tx.request.updateMany({
      where: { id: requestId, status: from },
      data: { status, closedAt: closed ? ctx.deps.clock.now() : null },
    });
    if (moved.count === 0)
      throw conflict("Somebody changed this request a moment ago. Reload and try again.");
    if (status === "done" || status === "cancelled") await settlePayment(tx, ctx, requestId, status);
    return {
      result: { id: requestId, status },
      audit: { subject: { kind: "request", id: requestId }, before: { status: from }, after: { status } },
      events: [RequestChanged({ requestId, hotelId: ctx.hotelId })],
    };
  },
});
