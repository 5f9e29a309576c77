import { type PlacedCall, reenterCall } from "@/server/features/line";
import { telephonySettings } from "@/server/features/telephony";
import type { GuestLanguage } from "@/server/kernel/in-language";
import type { ResumeCause } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { streamToken, type TwilioApp } from "./twilio-request";
import { takeVoicemail } from "./twilio-voicemail";
import { connectStream, redirect, type Spoken, sayAndHangUp } from "./twiml";
import { callWords } from "./words";

/** An address of ours at the origin Twilio knows. */
export const ours = (app: TwilioApp, path: string): string => new URL(path, app.publicOrigin).toString();

/** Asked what next when a call's stream ends. `l`: in which language a late answer is excused. */
export const afterAddress = (app: TwilioApp, language: GuestLanguage): string =>
  ours(app, `/api/webhooks/twilio/after?l=${language}`);

/** Gives the call's audio to a worker. */
export const stream = (app: TwilioApp, call: PlacedCall, language: GuestLanguage, first?: Spoken): Response =>
  connectStream(call.mediaUrl, call.token, afterAddress(app, language), first);

/**
 * Back to the line, with the reason why, after `first` is said; without a free worker a message after the tone, or an
 * apology.
 */
export async function backToTheLine(
  app: TwilioApp,
  ctx: HotelCtx,
  callId: string,
  cause: ResumeCause,
  first?: Spoken,
): Promise<Response> {
  const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
  if (settings.entry === "gather")
    return redirect(ours(app, `/api/v1/twilio/gather?cause=${encodeURIComponent(cause)}`));
  const placed = await reenterCall(ctx, callId, cause, await streamToken(app, ctx));
  if (placed) return stream(app, placed, (await callWords(ctx, callId)).language, first);
  return settings.voicemail ? takeVoicemail(app, ctx, callId) : apologise(ctx, callId);
}

/** Nobody can take the call any more. */
export async function apologise(ctx: HotelCtx, callId: string): Promise<Response> {
  const { t, language } = await callWords(ctx, callId);
  return sayAndHangUp(t.noAnswer, language);
}

/** The address of a step, for this tenant. */
export const step = (
  app: TwilioApp,
  ctx: HotelCtx,
  name: string,
  query: Record<string, string> = {},
): string => ours(app, `/api/webhooks/twilio/${name}?${new URLSearchParams({ t: ctx.tenantId, ...query })}`);
