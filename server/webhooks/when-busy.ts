import { recordCall } from "@/server/features/line";
import { linesOf, mayCallBack, type TelephonySettings } from "@/server/features/telephony";
import { hasMinutesLeft } from "@/server/features/vendors";
import type { HotelCtx } from "@/server/verbs/ctx";
import { type CallForm, newCall } from "./call-form";
import { step } from "./connect";
import { ringDesk, whoIsThere } from "./desk";
import { holdInApp, type TwilioApp } from "./twilio-request";
import { say, sayAndHangUp, twiml, type Voice } from "./twiml";
import { english, hotelWords, type Words } from "./words";

/** Who was let out of the queue this often and still found no line waits no longer. */
export const MOST_ROUNDS = 3;

/**
 * When no worker can take the call: the queue, the hotel's own desk, or a call-back and a message. `rounds`: how often
 * this caller has come out of the queue.
 */
export async function whenBusy(app: TwilioApp, ctx: HotelCtx, form: CallForm, rounds = 0): Promise<Response> {
  try {
    const { settings, desk } = await whoIsThere(ctx);
    if (settings.queueSeats > 0 && rounds < MOST_ROUNDS && (await isWorthWaiting(ctx, settings)))
      return await enqueue(app, ctx, form, { settings, rounds });
    if (desk) return await ringDesk(app, ctx, desk, "choices");
    return await sayChoices(app, ctx, form, settings, "busy");
  } catch (error) {
    app.log.error({ err: error, callSid: form.CallSid }, "nobody could be offered to a caller");
    return sayAndHangUp(english.t.noAnswer, "en");
  }
}

/** Whether a line can become free: nobody gets one while no worker lives, or once the day's minutes are used up. */
export const isWorthWaiting = async (ctx: HotelCtx, settings: TelephonySettings): Promise<boolean> =>
  (await linesOf(ctx, settings)).total > 0 && hasMinutesLeft(ctx);

/** Says why nobody is there, and what the caller can have instead: a call-back, a message, either, or a later call. */
export async function sayChoices(
  app: TwilioApp,
  ctx: HotelCtx,
  form: CallForm,
  settings: TelephonySettings,
  why: "busy" | "deskNoAnswer",
): Promise<Response> {
  const { t, language } = await hotelWords(ctx);
  const { from } = newCall(form);
  const { db } = ctx.deps;
  const callBack =
    from !== undefined && (await db.withTenant(ctx.tenantId, (tx) => mayCallBack(tx, ctx, from)));
  if (!callBack && !settings.voicemail)
    return sayAndHangUp(why === "busy" ? t.noAnswer : t.deskNoAnswer, language);
  return twiml((voice) => {
    say(voice, t[why], language);
    offer(app, ctx, voice, { callBack, voicemail: settings.voicemail, t, language });
  });
}

/** A call-back by key one; a message by key two, or by waiting. Only what there is. */
function offer(
  app: TwilioApp,
  ctx: HotelCtx,
  voice: Voice,
  { callBack, voicemail, t, language }: Words & { callBack: boolean; voicemail: boolean },
): void {
  if (callBack) {
    const action = step(app, ctx, "busy", { l: language });
    const gather = voice.gather({ input: ["dtmf"], numDigits: 1, timeout: 6, action, method: "POST" });
    say(gather, voicemail ? t.busyChoices : t.callBackChoice, language);
  }
  if (voicemail) return void voice.redirect({ method: "POST" }, step(app, ctx, "voicemail", { l: language }));
  say(voice, t.noAnswer, language);
  voice.hangup();
}

async function enqueue(
  app: TwilioApp,
  ctx: HotelCtx,
  form: CallForm,
  { settings, rounds }: { settings: TelephonySettings; rounds: number },
): Promise<Response> {
  const callId = await recordCall(ctx, newCall(form));
  await holdInApp(ctx, callId);
  const { language: l } = await hotelWords(ctx);
  return twiml((voice) => {
    voice.enqueue(
      {
        action: step(app, ctx, "queue-left", { round: String(rounds + 1), l }),
        method: "POST",
        waitUrl: step(app, ctx, "queue", { l }),
        waitUrlMethod: "POST",
        maxQueueSize: settings.queueSeats,
      },
      `hotel-${ctx.hotelId}`,
    );
  });
}
