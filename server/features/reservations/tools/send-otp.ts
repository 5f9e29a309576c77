import { sendCode } from "@/server/features/telephony";
import { implementTool, refuse } from "@/server/verbs/define-tool";
import { isRefused, stayOf } from "../load-stay";
import { stayTexts } from "../say";

/**
 * Sends a one-time code to the telephone on file of a stay the caller was verified for. Refused honestly where
 * nothing can be sent: no telephone account, no checked number on file, or too many codes.
 */
export const sendOtp = implementTool("send_otp", async (tx, ctx, { stay, channel }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  if (channel === "email")
    return refuse({ code: "later", field: "channel", ask: t.noOtp, tried: "no e-mail channel" });
  const { phone, phoneChecked } = reservation.guest;
  const to = { callId: ctx.call.callId, reservationId: reservation.id, phone: phoneChecked ? phone : null };
  const sent = await sendCode(tx, ctx, to);
  if ("refused" in sent) return refuse({ code: "later", ask: t.noOtp, tried: sent.refused });
  return {
    ok: true,
    data: sent,
    facts: [
      {
        kind: "contact",
        subject: stay,
        name: "codeSent",
        value: sent.maskedContact,
        spoken: stayTexts("en").otpSent,
      },
    ],
    say: t.otpSent,
    next: ["verify_guest"],
    audit: { subject: { kind: "reservation", id: reservation.id }, after: { oneTimeCode: "sent" } },
  };
});
