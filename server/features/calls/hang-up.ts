import { z } from "zod";
import { heldBy } from "@/server/features/line";
import { CallHangUpRequested, canTelephone, endHeldCall } from "@/server/features/telephony";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { elsewhere, runningCall, tellWorker } from "./running-call";

/**
 * Ends a running call from the dashboard. The worker that holds it is told; where none does, the telephone service is. A
 * simulated call that the app holds is over at once: its next turn finds it ended.
 */
export const hangUp = defineVerb({
  name: "calls.hangUp",
  input: z.object({ callId: Id }),
  output: z.object({ callId: Id }),
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId }) {
    const call = await runningCall(tx, ctx, callId);
    const held = await heldBy(tx, callId);
    const byService = call.channel === "twilio" && call.externalId && (await canTelephone(tx, ctx.deps));
    if (held === "worker") await tellWorker(tx, callId, { type: "hang_up", callId, reason: "staff_hung_up" });
    else if (!byService) {
      if (held !== "gather" && held !== "waiting") throw elsewhere(held);
      await endHeldCall(tx, ctx, callId, "staff_hung_up");
    }
    const ask = held !== "worker" && byService;
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: "hang_up" } },
      events: ask ? [CallHangUpRequested({ callId, hotelId: ctx.hotelId })] : [],
    };
  },
});
