import { z } from "zod";
import { createCall, isOpen, lineCapacity, recordCall } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import {
  checkDial,
  noteDeskLeg,
  PhoneE164,
  type TelephonySettings,
  telephonySettings,
} from "@/server/features/telephony";
import { businessDate, localTime } from "@/server/kernel/dates";
import { DomainError } from "@/server/kernel/errors";
import type { HotelCtx } from "@/server/verbs/ctx";
import { ours, step, stream } from "./connect";
import { holdInApp, hotelOfNumber, readTwilio, type TwilioApp } from "./twilio-request";
import { dialDesk, redirect, say, sayAndHangUp, twiml, type Voice } from "./twiml";
import { english, hotelWords, type Words } from "./words";

const Form = z.object({
  CallSid: z.string().regex(/^CA[0-9a-zA-Z]{10,40}$/),
  From: z.string().max(60),
  To: z.string().max(60),
  Digits: z.string().max(20).optional(),
});
export type CallForm = z.output<typeof Form> & { simulated: boolean };

/** The fields of a call that every step of an arriving one needs; null when it is half a form. */
export function readCallForm(params: Readonly<Record<string, string>>): CallForm | null {
  const parsed = Form.safeParse(params);
  return parsed.success ? { ...parsed.data, simulated: params.X_VoiceHive_Simulator === "1" } : null;
}

export const badForm = () => new Response("CallSid, From and To are needed.", { status: 400 });

/** A guest calls: find the hotel by the number they dialled, and give the call to its menu, a worker, or who is there. */
export async function answerTwilioCall(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const form = readCallForm(signed.params);
  if (!form) return badForm();
  const ctx = await hotelOfNumber(app, form.To);
  if (!ctx) return sayAndHangUp(english.t.notInService, "en");
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
    const action = step(app, ctx, "menu");
    const gather = voice.gather({ input: ["dtmf"], numDigits: 1, timeout: 5, action, method: "POST" });
    say(gather, choices.join(" "), language);
    voice.redirect({ method: "POST" }, action);
  });
}

/** Gives the call to a worker. The same call again is the same record. */
export async function toTheLine(app: TwilioApp, ctx: HotelCtx, form: CallForm): Promise<Response> {
  try {
    return stream(app, await createCall(ctx, newCall(form)));
  } catch (error) {
    if (!(error instanceof DomainError))
      app.log.error({ err: error, callSid: form.CallSid }, "a call could not be answered");
    return whenBusy(app, ctx, form);
  }
}

export const newCall = (form: CallForm) => ({
  channel: form.simulated ? ("simulator" as const) : ("twilio" as const),
  externalId: form.CallSid,
  to: form.To,
  // An anonymous caller has no number worth keeping.
  ...(PhoneE164.safeParse(form.From).success ? { from: form.From } : {}),
});

/** When no worker can take the call: the queue, the hotel's own desk, or a call-back and a message. */
async function whenBusy(app: TwilioApp, ctx: HotelCtx, form: CallForm): Promise<Response> {
  try {
    const { settings, desk } = await whoIsThere(ctx);
    const { total } = await lineCapacity(ctx.deps);
    if (settings.queueSeats > 0 && total > 0) return await enqueue(app, ctx, form, settings);
    const { t, language } = await hotelWords(ctx);
    if (desk) {
      const statusUrl = step(app, ctx, "outbound-status", { o: await noteDeskLeg(ctx, desk) });
      return dialDesk({ number: desk, statusUrl }, { text: t.deskNoAnswer, language }, (voice) =>
        offerChoices(app, ctx, voice, { settings, t, language }),
      );
    }
    return twiml((voice) => {
      say(voice, t.busy, language);
      offerChoices(app, ctx, voice, { settings, t, language });
    });
  } catch (error) {
    app.log.error({ err: error, callSid: form.CallSid }, "nobody could be offered to a caller");
    return sayAndHangUp(english.t.noAnswer, "en");
  }
}

/** A call-back by key one; a message by key two, or by waiting. */
function offerChoices(
  app: TwilioApp,
  ctx: HotelCtx,
  voice: Voice,
  { settings, t, language }: Words & { settings: TelephonySettings },
): void {
  const action = step(app, ctx, "busy");
  const gather = voice.gather({ input: ["dtmf"], numDigits: 1, timeout: 6, action, method: "POST" });
  say(gather, t.busyChoices, language);
  if (settings.voicemail) voice.redirect({ method: "POST" }, step(app, ctx, "voicemail"));
  else {
    say(voice, t.noAnswer, language);
    voice.hangup();
  }
}

async function enqueue(
  app: TwilioApp,
  ctx: HotelCtx,
  form: CallForm,
  settings: TelephonySettings,
): Promise<Response> {
  const callId = await recordCall(ctx, newCall(form));
  await holdInApp(ctx, callId);
  return twiml((voice) => {
    voice.enqueue(
      {
        action: step(app, ctx, "queue-left"),
        method: "POST",
        waitUrl: step(app, ctx, "queue"),
        waitUrlMethod: "POST",
        maxQueueSize: settings.queueSeats,
      },
      `hotel-${ctx.hotelId}`,
    );
  });
}

/** The hotel's settings and the first number of its directory that answers now and may be dialled. */
export async function whoIsThere(
  ctx: HotelCtx,
): Promise<{ settings: TelephonySettings; desk: string | undefined }> {
  return ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
    const hotel = await db.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    const { entries = [] } = await policyValues(db, hotel.id, "directory", today);
    const settings = await telephonySettings(db, hotel.id);
    for (const entry of entries) {
      if (!entry.number || !isOpen(entry, localTime(now, hotel.timeZone))) continue;
      const leg = { number: entry.number, purpose: "transfer", consent: true } as const;
      if ((await checkDial(db, ctx, leg)).refusal === null) return { settings, desk: entry.number };
    }
    return { settings, desk: undefined };
  });
}
