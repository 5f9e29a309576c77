import { z } from "zod";
import { invalid, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RequestChanged } from "./events";
import { AssignRequestInput } from "./schema";

/** Gives a request to a colleague, or back to everybody. */
export const assignRequest = defineVerb({
  name: "requests.assign",
  input: AssignRequestInput,
  output: z.object({ id: Id, assigneeId: Id.nullable() }),
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { requestId, assigneeId }) {
    const row = await tx.request.findFirst({
      where: { id: requestId, hotelId: ctx.hotelId },
      select: { assigneeId: true },
    });
    if (!row) throw notFound("This request");
    if (assigneeId) {
      const member = await tx.membership.findFirst({
        where: { userId: assigneeId },
        select: { hotelIds: true },
      });
      const worksHere = member && (member.hotelIds.length === 0 || member.hotelIds.includes(ctx.hotelId));
      if (!worksHere) throw invalid("This person does not work at this hotel. Choose another.");
    }
    await tx.request.updateMany({ where: { id: requestId }, data: { assigneeId } });
    return {
      result: { id: requestId, assigneeId },
      audit: {
        subject: { kind: "request", id: requestId },
        before: { assigneeId: row.assigneeId },
        after: { assigneeId },
      },
      events: [RequestChanged({ requestId, hotelId: ctx.hotelId })],
    };
  },
});
