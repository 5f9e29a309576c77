import { lineCapacity, recordCall } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import {
  endHeldCall,
  estimatedWait,
  openTransfer,
  requestCallBack,
  requestTransfer,
  telephonySettings,
} from "@/server/features/telephony";
import { businessDate } from "@/server/kernel/dates";
import type { HotelCtx } from "@/server/verbs/ctx";
import { step } from "./connect";
import { dialPerson } from "./dial-person";
import { holdInApp, hotelOfNumber, knownCall, readTwilio, type TwilioApp } from "./twilio-request";
import { askMenu, badForm, type CallForm, newCall, readCallForm, toTheLine } from "./twilio-voice";
import { hangUp, redirect, say, sayAndHangUp, twiml } from "./twiml";
import { english, hotelWords } from "./words";

const RECENT_CALLS = 50;
const QUEUE_PAUSE_SECONDS = 15;

/** Reads a step of an arriving call: the form, and the hotel whose number was dialled. */
async function arriving(
  app: TwilioApp,
  request: Request,
): Promise<{ form: CallForm; ctx: HotelCtx; params: Readonly<Record<string, string>> } | Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const form = readCallForm(signed.params);
  if (!form) return badForm();
  const ctx = await hotelOfNumber(app, form.To);
  return ctx ? { form, ctx, params: signed.params } : sayAndHangUp(english.t.notInService, "en");
}

/** A key of the menu: a person of the directory, or the line. A key that means nothing asks again, no key is the line. */
export async function chooseFromMenu(app: TwilioApp, request: Request): Promise<Response> {
  const step = await arriving(app, request);
  if (step instanceof Response) return step;
  const { form, ctx } = step;
  const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
  const choice = settings.menu.find((entry) => entry.digit === form.Digits);
  if (form.Digits && !choice) return askMenu(app, ctx, settings);
  if (!choice?.destination) return toTheLine(app, ctx, form);
  const callId = await recordCall(ctx, newCall(form));
  const transfer = await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    // A repeated webhook finds the transfer it began.
    const open = await openTransfer(tx, callId);
    if (open) return open;
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
    const { entries = [] } = await policyValues(tx, ctx.hotelId, "directory", today);
    const entry = entries.find((e) => e.destination === choice.destination);
    if (!entry?.number) return null;
    const { destination, spokenName, number } = entry;
    const wish = { destination, spokenName, number, summary: `They asked for ${spokenName}.` };
    const wished = await requestTransfer(tx, ctx, callId, wish);
    return "refused" in wished ? null : openTransfer(tx, callId);
  });
  const dialled = transfer && (await dialPerson(app, ctx, transfer));
  return dialled ?? toTheLine(app, ctx, form);
}

/** No line is free: a call-back by key one, a message by any other. */
export async function chooseWhenBusy(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { form, ctx } = at;
  if (form.Digits !== "1") return redirect(step(app, ctx, "voicemail"));
  const { from } = newCall(form);
  if (!from) return redirect(step(app, ctx, "voicemail"));
  const callId = await recordCall(ctx, newCall(form));
  const taken = await requestCallBack(ctx, { callId, number: from });
  await ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, callId, "done"));
  const { t, language } = await hotelWords(ctx);
  return sayAndHangUp(taken ? t.callBack : t.callBackNot, language);
}

/** What a caller in the queue hears: their place and the wait, again and again; the first leave as soon as lines are free. */
export async function waitInQueue(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { ctx, params } = at;
  const position = Math.max(1, Math.min(1_000, Number(params.QueuePosition) || 1));
  const { free, total } = await lineCapacity(ctx.deps);
  if (free >= position) return twiml((voice) => voice.leave());
  const recent = await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.call.findMany({
      where: { hotelId: ctx.hotelId, durationMs: { not: null } },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: RECENT_CALLS,
      select: { durationMs: true },
    }),
  );
  const seconds = recent.map((call) => (call.durationMs ?? 0) / 1000);
  const { t, language } = await hotelWords(ctx);
  return twiml((voice) => {
    say(voice, t.queue(position, estimatedWait(position, seconds, total)), language);
    voice.pause({ length: QUEUE_PAUSE_SECONDS });
  });
}

/** A caller left the queue: to a line, or by hanging up; a full queue leads to a message. */
export async function leaveQueue(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { form, ctx, params } = at;
  const call = await knownCall(app, form.CallSid);
  if (params.QueueResult === "hangup" || params.CallStatus === "completed") {
    if (call)
      await ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, call.id, "guest_hung_up"));
    return hangUp();
  }
  if (call?.endedAt) return hangUp();
  if (params.QueueResult === "leave") return toTheLine(app, ctx, form);
  if (call) await holdInApp(ctx, call.id);
  return redirect(step(app, ctx, "voicemail"));
}
