import { recordCall } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import {
  endHeldCall,
  estimatedWait,
  linesOf,
  openTransfer,
  requestCallBack,
  requestTransfer,
  telephonySettings,
} from "@/server/features/telephony";
import { businessDate } from "@/server/kernel/dates";
import { arriving, newCall } from "./call-form";
import { step } from "./connect";
import { dialPerson } from "./dial-person";
import { holdInApp, knownCall, type TwilioApp } from "./twilio-request";
import { askMenu, toTheLine } from "./twilio-voice";
import { hangUp, say, sayAndHangUp, twiml } from "./twiml";
import { isWorthWaiting, MOST_ROUNDS, whenBusy } from "./when-busy";
import { hotelWords } from "./words";

const RECENT_CALLS = 50;
const QUEUE_PAUSE_SECONDS = 15;
/** Who has waited this long is offered something better than waiting. */
const LONGEST_WAIT_SECONDS = 20 * 60;

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

/** No line is free: a call-back by key one, a message by any other; where messages are not taken, a goodbye. */
export async function chooseWhenBusy(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { form, ctx } = at;
  const { from } = newCall(form);
  const { t, language } = await hotelWords(ctx);
  if (form.Digits === "1" && from) {
    const callId = await recordCall(ctx, newCall(form));
    if (await requestCallBack(ctx, { callId, number: from })) {
      await ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, callId, "done"));
      return sayAndHangUp(t.callBack, language);
    }
  }
  return twiml((voice) => {
    if (form.Digits === "1") say(voice, t.callBackNot, language);
    voice.redirect({ method: "POST" }, step(app, ctx, "voicemail", { l: language }));
  });
}

/** What a caller in the queue hears: their place and the wait, again and again; the first leave as soon as lines are free. */
export async function waitInQueue(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { ctx, params } = at;
  const position = Math.max(1, Math.min(1_000, Number(params.QueuePosition) || 1));
  const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
  const { free, total } = await linesOf(ctx, settings);
  const waited = Number(params.QueueTime) || 0;
  if (free >= position || waited > LONGEST_WAIT_SECONDS || !(await isWorthWaiting(ctx, settings)))
    return twiml((voice) => voice.leave());
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

/** A caller left the queue: to a line, or by hanging up; where there is none, or no seat, to the desk or a message. */
export async function leaveQueue(app: TwilioApp, request: Request): Promise<Response> {
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { form, ctx, params, query } = at;
  const call = await knownCall(app, form.CallSid, ctx.tenantId);
  if (params.QueueResult === "hangup" || params.CallStatus === "completed") {
    if (call)
      await ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, call.id, "guest_hung_up"));
    return hangUp();
  }
  if (call?.endedAt) return hangUp();
  if (call) await holdInApp(ctx, call.id);
  if (params.QueueResult !== "leave") return whenBusy(app, ctx, form, MOST_ROUNDS);
  const enough = (Number(params.QueueTime) || 0) > LONGEST_WAIT_SECONDS;
  return toTheLine(app, ctx, form, enough ? MOST_ROUNDS : Number(query.get("round")) || 1);
}
