import { createCall } from "@/server/features/line";
import { type TelephonySettings, telephonySettings } from "@/server/features/telephony";
import { DomainError } from "@/server/kernel/errors";
import type { HotelCtx } from "@/server/verbs/ctx";
import { arriving, type CallForm, newCall } from "./call-form";
import { ours, step, stream } from "./connect";
import { streamToken, type TwilioApp } from "./twilio-request";
import { redirect, say, sayAndHangUp, twiml } from "./twiml";
import { whenBusy } from "./when-busy";
import { hotelWords } from "./words";

/** A guest calls: find the hotel by the number they dialled, and give the call to its menu, a worker, or who is there. */
export async function answerTwilioCall(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { form, ctx } = at;
  const settings = await settingsOf(ctx);
  if (settings.maintenance !== undefined) {
    const { t, language } = await hotelWords(ctx);
    return sayAndHangUp(settings.maintenance || t.maintenance, language);
  }
  if (settings.entry === "gather") return redirect(ours(app, "/api/v1/twilio/voice"));
  if (settings.menu.length > 0) return askMenu(app, ctx, settings);
  return toTheLine(app, ctx, form);
}

const settingsOf = (ctx: HotelCtx): Promise<TelephonySettings> =>
  ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));

/** The keys a caller may press; who presses none goes to the line. */
export async function askMenu(app: TwilioApp, ctx: HotelCtx, settings: TelephonySettings): Promise<Response> {
  const { t, language } = await hotelWords(ctx);
  const choices = settings.menu.map((choice) => t.menuChoice(choice.say, choice.digit));
  return twiml((voice) => {
    const action = step(app, ctx, "menu", { l: language });
    const gather = voice.gather({ input: ["dtmf"], numDigits: 1, timeout: 5, action, method: "POST" });
    say(gather, choices.join(" "), language);
    voice.redirect({ method: "POST" }, action);
  });
}

/** Gives the call to a worker, or to the app itself where calls have no media stream. The same call again is the same record. `rounds`: how often it came out of the queue. */
export async function toTheLine(
  app: TwilioApp,
  ctx: HotelCtx,
  form: CallForm,
  rounds = 0,
): Promise<Response> {
  if ((await settingsOf(ctx)).entry === "gather")
    return redirect(ours(app, `/api/v1/twilio/voice?menu=done&round=${rounds}`));
  try {
    const { language } = await hotelWords(ctx);
    const call = { ...newCall(form), streamToken: await streamToken(app, ctx) };
    return stream(app, await createCall(ctx, call), language);
  } catch (error) {
    if (!(error instanceof DomainError))
      app.log.error({ err: error, callSid: form.CallSid }, "a call could not be answered");
    return whenBusy(app, ctx, form, rounds);
  }
}
