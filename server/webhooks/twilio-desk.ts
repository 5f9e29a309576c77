import { endHeldCall, telephonySettings } from "@/server/features/telephony";
import { readCallForm } from "./call-form";
import { isTaken, noteDial } from "./note-leg";
import { findLeg } from "./twilio-outbound";
import { knownCall, type TwilioApp } from "./twilio-request";
import { hangUp, sayAndHangUp } from "./twiml";
import { sayChoices } from "./when-busy";
import { callWords } from "./words";

/** The desk has rung: who talked to somebody is done; who found nobody is told so, and offered what there is. */
export async function endDesk(app: TwilioApp, request: Request): Promise<Response> {
  const leg = await findLeg(app, request, hangUp);
  if (leg instanceof Response) return leg;
  const { ctx, signed } = leg;
  const { params, query } = signed;
  await noteDial(ctx, leg.id, params);
  const call = await knownCall(app, params.CallSid, signed.tenantId);
  const talked = isTaken(params);
  if (talked || params.CallStatus === "completed") {
    const reason = talked ? "transferred" : "guest_hung_up";
    // A caller for whom no line was free may have no record; one whose line broke has an ended one.
    if (call) await ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, call.id, reason));
    return hangUp();
  }
  const form = readCallForm(params);
  if (query.get("then") === "choices" && form) {
    const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
    return sayChoices(app, ctx, form, settings, "deskNoAnswer");
  }
  const { t, language } = await callWords(ctx, call?.id ?? null);
  return sayAndHangUp(t.deskNoAnswer, language);
}
