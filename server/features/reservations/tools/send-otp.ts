import { implementTool, refuse } from "@/server/verbs/define-tool";
import { isRefused, stayOf } from "../load-stay";
import { stayTexts } from "../say";

/** No messaging provider is part of the product's dependencies yet: it says so instead of promising a code. */
export const sendOtp = implementTool("send_otp", async (_tx, ctx, { stay }) => {
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  return refuse({ code: "later", ask: stayTexts(ctx.call.language).noOtp, tried: "no channel is set up" });
});
