import { z } from "zod";
import { CallProgressed } from "@/server/features/line";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";

/** Sets or clears the follow-up flag of a call. */
export const setFollowUp = defineVerb({
  name: "calls.setFollowUp",
  input: z.object({ callId: Id, followUp: z.boolean() }),
  output: z.object({ callId: Id, followUp: z.boolean() }),
  permission: "calls:control",
  effect: "write",
  async run(tx, ctx, { callId, followUp }) {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      select: { followUp: true },
    });
    if (!call) throw notFound("This call");
    await tx.call.updateMany({ where: { id: callId }, data: { followUp } });
    return {
      result: { callId, followUp },
      audit: {
        subject: { kind: "call", id: callId },
        before: { followUp: call.followUp },
        after: { followUp },
      },
      events: [CallProgressed({ callId, hotelId: ctx.hotelId, position: "flag" })],
    };
  },
});
