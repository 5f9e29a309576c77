import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { runningCall, tellWorker } from "./running-call";

/** Ends a running call from the dashboard: the worker that holds it is told. */
export const hangUp = defineVerb({
  name: "calls.hangUp",
  input: z.object({ callId: Id }),
  output: z.object({ callId: Id }),
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId }) {
    await runningCall(tx, ctx, callId);
    await tellWorker(tx, callId, { type: "hang_up", callId, reason: "staff_hung_up" });
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: "hang_up" } },
    };
  },
});
