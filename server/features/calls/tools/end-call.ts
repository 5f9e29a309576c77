import { liveHoldsOf } from "@/server/features/inventory";
import { closingWords } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import { implementTool, refuse } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

/**
 * Finishes the call. Refused while a room is on hold that the guest has not been asked about again;
 * the second time, or when the guest is gone, the hold is simply let go by the close.
 */
export const endCall = implementTool("end_call", async (tx, ctx, { reason }) => {
  const t = callTexts(ctx.call.language);
  if (reason === "done") {
    const holds = await liveHoldsOf(tx, ctx.call.callId);
    const asked = await tx.toolCall.count({ where: { callId: ctx.call.callId, name: "end_call" } });
    if (holds.length > 0 && asked === 0)
      return refuse({ code: "not_allowed", ask: t.unfinished, policy: "unfinished_hold" });
  }
  const { closing } = await policyValues(tx, ctx.hotelId, "line", ctx.call.today);
  return {
    ok: true,
    data: { ending: true },
    say: closing ?? closingWords(ctx.call.language, ctx.call.hotel.name),
  };
});
