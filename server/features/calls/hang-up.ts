import { z } from "zod";
import { commandCall } from "@/server/features/line";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";

/** Ends a running call from the dashboard: the worker that holds it is told. */
export const hangUp = defineVerb({
  name: "calls.hangUp",
  input: z.object({ callId: Id }),
  output: z.object({ callId: Id }),
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId }) {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      select: { endedAt: true },
    });
    if (!call) throw notFound("This call");
    const told =
      !call.endedAt && (await commandCall(tx, callId, { type: "hang_up", callId, reason: "staff_hung_up" }));
    if (!told) throw conflict("This call is already over.");
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: "hang_up" } },
    };
  },
});
