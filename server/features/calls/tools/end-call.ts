import { liveHoldsOf } from "@/server/features/inventory";
import { closingWords, ownWordsIn } from "@/server/features/line";
import { policiesOn } from "@/server/features/policies";
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
  const { line, place } = await policiesOn(tx, ctx.hotelId, ctx.call.today, ["line", "place"]);
  return {
    ok: true,
    data: { ending: true },
    say:
      ownWordsIn(ctx.call.language, line).closing ??
      closingWords(ctx.call.language, place.spokenName ?? ctx.call.hotel.name),
  };
});
