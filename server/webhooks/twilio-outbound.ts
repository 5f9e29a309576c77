import { createCall } from "@/server/features/line";
import { confirmAwake, noteOutbound, releasePerson, telephonySettings } from "@/server/features/telephony";
import { localTime } from "@/server/kernel/dates";
import { DomainError } from "@/server/kernel/errors";
import { spokenIn } from "@/server/kernel/spoken";
import type { HotelCtx } from "@/server/verbs/ctx";
import { afterAddress, ours, step } from "./connect";
import { isMachine, noteLeg } from "./note-leg";
import { readTwilio, type SignedRequest, streamToken, type TwilioApp, webhookCtx } from "./twilio-request";
import { hangUp, noted, say, sayAndHangUp, twiml } from "./twiml";
import { callWords } from "./words";

const UUID = /^[0-9a-f-]{36}$/;

interface Leg {
  signed: SignedRequest;
  ctx: HotelCtx;
  id: string;
  purpose: string;
  toNumber: string;
  hotel: { name: string; timeZone: string };
  /** The call that asked for it. */
  callId: string | null;
  confirmedAt: Date | null;
}

/** The leg that an address of ours names; `gone` answers when there is none. */
export async function findLeg(
  app: TwilioApp,
  request: Request,
  gone: () => Response,
): Promise<Leg | Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const id = signed.query.get("o") ?? "";
  const { tenantId } = signed;
  if (!tenantId || !UUID.test(id)) return gone();
  const row = await app.deps.db.withTenant(tenantId, (db) =>
    db.outboundCall.findFirst({ where: { id }, include: { hotel: true } }),
  );
  if (!row) return gone();
  const { hotelId, purpose, toNumber, hotel, callId, confirmedAt } = row;
  return {
    signed,
    ctx: webhookCtx(app, { tenantId, hotelId }),
    id,
    purpose,
    toNumber,
    hotel,
    callId,
    confirmedAt,
  };
}

/** Somebody answered a call of ours: a wake-up is said, a guest called back is given to the line, a machine is left. */
export async function answerOutbound(app: TwilioApp, request: Request): Promise<Response> {
  const leg = await findLeg(app, request, hangUp);
  if (leg instanceof Response) return leg;
  const { signed, ctx, id, purpose } = leg;
  const { AnsweredBy, CallSid } = signed.params;
  await noteLeg(ctx, id, { ...signed.params, CallStatus: "in-progress" });
  if (isMachine(AnsweredBy) || !CallSid) return hangUp();
  if (purpose === "wakeup") return sayWakeup(app, leg);
  try {
    const { t, language } = await callWords(ctx, leg.callId);
    const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
    if (settings.entry === "gather")
      return twiml((voice) => {
        if (purpose === "callback") say(voice, t.calledBack(leg.hotel.name), language);
        const query = new URLSearchParams({ t: ctx.tenantId, o: id });
        voice.redirect({ method: "POST" }, ours(app, `/api/v1/twilio/voice?${query}`));
      });
    const call = await createCall(ctx, {
      channel: "twilio",
      direction: "outbound",
      externalId: CallSid,
      from: leg.toNumber,
      ...(leg.callId ? { language } : {}),
      streamToken: await streamToken(app, ctx),
    });
    return twiml((voice) => {
      if (purpose === "callback") say(voice, t.calledBack(leg.hotel.name), language);
      const action = afterAddress(app, language);
      const stream = voice
        .connect({ action, method: "POST" })
        .stream({ url: `${call.mediaUrl}/media/twilio` });
      stream.parameter({ name: "token", value: call.token });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) app.log.error({ err: error }, "a call out could not be connected");
    return nobodyToTalk(leg);
  }
}

/** Somebody picked up and no line is free: they were not reached, so the next try or the desk follows. */
export async function nobodyToTalk(leg: Leg): Promise<Response> {
  await noteOutbound(leg.ctx, leg.id, { status: "no-answer", reason: "no_line" });
  return sayInTheirs(leg, leg.purpose === "callback" ? "callingAgain" : "noAnswer");
}

/** Says one sentence in the language of the call that asked for this one. */
async function sayInTheirs(
  { ctx, callId }: Leg,
  key: "callingAgain" | "noAnswer" | "wakeupConfirmed",
): Promise<Response> {
  const { t, language } = await callWords(ctx, callId);
  return sayAndHangUp(t[key], language);
}

/** Said twice: who wakes up seldom hears the first words. Without a key nobody is known to be awake. */
async function sayWakeup(app: TwilioApp, { ctx, id, hotel, callId }: Leg): Promise<Response> {
  const { t, language } = await callWords(ctx, callId);
  const time = spokenIn(language).time(localTime(ctx.deps.clock.now(), hotel.timeZone));
  return twiml((voice) => {
    const action = step(app, ctx, "outbound-key", { o: id, l: language });
    for (let times = 0; times < 2; times++) {
      const gather = voice.gather({ input: ["dtmf"], numDigits: 1, timeout: 8, action, method: "POST" });
      say(gather, t.wakeup(hotel.name, time), language);
    }
    say(voice, t.wakeupUnconfirmed, language);
    voice.hangup();
  });
}

/** A guest confirmed that they are awake. */
export async function confirmWakeup(app: TwilioApp, request: Request): Promise<Response> {
  const leg = await findLeg(app, request, hangUp);
  if (leg instanceof Response) return leg;
  if (!leg.signed.params.Digits) return hangUp();
  await confirmAwake(leg.ctx, leg.id);
  return sayInTheirs(leg, "wakeupConfirmed");
}

/** It was found out who answered, while they heard us already: a machine is left. */
export async function noteMachine(app: TwilioApp, request: Request): Promise<Response> {
  const leg = await findLeg(app, request, noted);
  if (leg instanceof Response) return leg;
  const { AnsweredBy, CallSid } = leg.signed.params;
  await noteLeg(leg.ctx, leg.id, { ...(AnsweredBy ? { AnsweredBy } : {}) });
  // Who has pressed a key is a person, whatever their voice was taken for.
  if (isMachine(AnsweredBy) && !leg.confirmedAt) await releasePerson(leg.ctx, CallSid ?? null);
  return noted();
}

/** News of a call of ours, in any order and more than once. */
export async function noteOutboundLeg(app: TwilioApp, request: Request): Promise<Response> {
  const leg = await findLeg(app, request, noted);
  if (leg instanceof Response) return leg;
  await noteLeg(leg.ctx, leg.id, leg.signed.params);
  return noted();
}
