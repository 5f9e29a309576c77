import {
  bringBack,
  endHeldCall,
  findTransfer,
  leaveForKeypad,
  moveTransfer,
  openTransfer,
  releasePerson,
  type Transfer,
} from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";
import { backToTheLine, ours, step } from "./connect";
import { isTaken, noteDial, noteLeg } from "./note-leg";
import type { PhoneTexts } from "./texts";
import { readTwilio, type SignedRequest, type TwilioApp, webhookCtx } from "./twilio-request";
import { hangUp, noted, redirect, say, sayAndHangUp, twiml } from "./twiml";
import { callWords, hotelWords } from "./words";

const CHOICE_SECONDS = 8;
/** A person whose telephone tells nothing for this long is not coming. */
const NO_NEWS_MS = 100_000;
const UUID = /^[0-9a-f-]{36}$/;

interface At {
  signed: SignedRequest;
  ctx: HotelCtx;
  transfer: Transfer;
}

/** The transfer that an address of ours names; `gone` answers when there is none. */
async function at(app: TwilioApp, request: Request, gone: () => Response): Promise<At | Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const id = signed.query.get("x") ?? "";
  const { tenantId } = signed;
  if (!tenantId || !UUID.test(id)) return gone();
  const found = await app.deps.db.withTenant(tenantId, async (db) => {
    const transfer = await findTransfer(db, id);
    const call =
      transfer && (await db.call.findFirst({ where: { id: transfer.callId }, select: { hotelId: true } }));
    return transfer && call ? { transfer, hotelId: call.hotelId } : null;
  });
  if (!found) return gone();
  return { signed, ctx: webhookCtx(app, { tenantId, hotelId: found.hotelId }), transfer: found.transfer };
}

const move = (ctx: HotelCtx, transfer: Transfer, to: Transfer["state"]): Promise<boolean> =>
  ctx.deps.db.transaction(ctx.tenantId, (tx) => moveTransfer(tx, ctx, transfer, to));

/** Two requests at once: the later one sees what the first has done. */
const stateNow = async (ctx: HotelCtx, { id }: Transfer): Promise<Transfer["state"] | undefined> =>
  (await ctx.deps.db.withTenant(ctx.tenantId, (db) => findTransfer(db, id)))?.state;

/** The person's telephone was answered: who is there hears who asks for what, and chooses. */
export async function answerPerson(app: TwilioApp, request: Request): Promise<Response> {
  const found = await at(app, request, hangUp);
  if (found instanceof Response) return found;
  const { ctx, transfer } = found;
  const announced = await move(ctx, transfer, "announced");
  if (!announced && (await stateNow(ctx, transfer)) !== "announced") return sayToPerson(ctx, "personGone");
  const hotel = await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.hotel.findFirstOrThrow({ where: { id: ctx.hotelId }, select: { name: true } }),
  );
  return askPerson(app, ctx, transfer, (t) => t.person(hotel.name, transfer.summary));
}

/** People of the house are spoken to in the hotel's own language. */
async function sayToPerson(ctx: HotelCtx, key: "personGone" | "personDeclined"): Promise<Response> {
  const { t, language } = await hotelWords(ctx);
  return sayAndHangUp(t[key], language);
}

async function askPerson(
  app: TwilioApp,
  ctx: HotelCtx,
  transfer: Transfer,
  announce?: (t: PhoneTexts) => string,
): Promise<Response> {
  const { t, language } = await hotelWords(ctx);
  return twiml((voice) => {
    const action = step(app, ctx, "person-choice", { x: transfer.id, l: language });
    const gather = voice.gather({
      input: ["dtmf"],
      numDigits: 1,
      timeout: CHOICE_SECONDS,
      actionOnEmptyResult: true,
      action,
      method: "POST",
    });
    if (announce) say(gather, announce(t), language);
    say(gather, t.personAgain, language);
  });
}

/** One takes the call, two declines it; another key is asked again, none is nobody. A repeated key changes nothing. */
export async function choosePerson(app: TwilioApp, request: Request): Promise<Response> {
  const found = await at(app, request, hangUp);
  if (found instanceof Response) return found;
  const { signed, ctx, transfer } = found;
  // Answered in the dashboard, the key stands in the address.
  const digit = signed.params.Digits ?? signed.query.get("k") ?? "";
  if (digit === "1") {
    const taken = await move(ctx, transfer, "accepted");
    if (!taken && (await stateNow(ctx, transfer)) !== "accepted") return sayToPerson(ctx, "personGone");
    return twiml((voice) => {
      voice
        .dial({ method: "POST" })
        .conference(
          { startConferenceOnEnter: true, endConferenceOnExit: true, beep: "false", maxParticipants: 2 },
          `transfer-${transfer.id}`,
        );
    });
  }
  if (digit !== "" && digit !== "2") return askPerson(app, ctx, transfer);
  await notComing(ctx, transfer, digit === "2" ? "declined" : "unanswered");
  return sayToPerson(ctx, "personDeclined");
}

/** Nobody takes the guest: the transfer is settled, and the guest brought back, now or by the next look of the hold. */
async function notComing(ctx: HotelCtx, transfer: Transfer, how: "declined" | "unanswered"): Promise<void> {
  if (await move(ctx, transfer, how)) await bringBack(ctx, transfer.id);
}

/** News of the person's leg, in any order and more than once. */
export async function notePerson(app: TwilioApp, request: Request): Promise<Response> {
  const found = await at(app, request, noted);
  if (found instanceof Response) return found;
  const { signed, ctx, transfer } = found;
  const status = await noteLeg(ctx, signed.query.get("o"), signed.params);
  if (status && ["completed", "busy", "no_answer", "failed"].includes(status))
    await notComing(ctx, transfer, "unanswered");
  return noted();
}

/** What the waiting guest hears; each round also looks whether they were forgotten. */
export async function holdGuest(app: TwilioApp, request: Request): Promise<Response> {
  const found = await at(app, request, hangUp);
  if (found instanceof Response) return found;
  const { ctx, transfer } = found;
  const now = ctx.deps.clock.now().getTime();
  const silent = transfer.dialledAt !== null && now - transfer.dialledAt.getTime() > NO_NEWS_MS;
  if (["dialing", "announced"].includes(transfer.state) && silent)
    await notComing(ctx, transfer, "unanswered");
  else if (["declined", "unanswered", "failed"].includes(transfer.state) && !transfer.returnedAt)
    await bringBack(ctx, transfer.id);
  const { t, language } = await callWords(ctx, transfer.callId);
  return twiml((voice) => {
    voice.play({ loop: 1 }, ours(app, "/api/webhooks/twilio/music"));
    say(voice, t.waiting, language);
  });
}

/** The guest's wait or talk is over: the call ends with the person, or goes back to the line. */
export async function endTransfer(app: TwilioApp, request: Request): Promise<Response> {
  const found = await at(app, request, hangUp);
  if (found instanceof Response) return found;
  const { signed, ctx, transfer } = found;
  const { params, query } = signed;
  const gone = params.CallStatus === "completed";
  const cold = transfer.kind === "cold" || query.has("o");
  if (cold) await noteDial(ctx, query.get("o"), params);
  // Dialled through without an announcement, being answered is being taken.
  if (cold && isTaken(params)) await move(ctx, transfer, "accepted");
  const { callId } = transfer;
  if (!gone) await leaveForKeypad(ctx, callId);
  const { now, ledOn } = await ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
    const card = { callId, state: { in: ["requested", "taking"] } };
    return {
      now: await findTransfer(db, transfer.id),
      ledOn: (await openTransfer(db, callId)) !== null || (await db.keypadPayment.count({ where: card })) > 0,
    };
  });
  // The person hung up before the guest was taken from them to somebody else, or to the keypad.
  if (now?.state === "ended" && ledOn && !gone) return redirect(ours(app, "/api/webhooks/twilio/after"));
  if (now?.state === "accepted" || now?.state === "ended" || gone) {
    await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
      await moveTransfer(tx, ctx, transfer, "ended");
      const reason = now?.state === "accepted" ? "transferred" : "guest_hung_up";
      await endHeldCall(tx, ctx, callId, reason);
    });
    if (now?.state !== "accepted") await releasePerson(ctx, transfer.personSid);
    return hangUp();
  }
  await move(ctx, transfer, "unanswered");
  return giveBack(app, ctx, transfer);
}

/** The guest comes back from waiting. */
export async function returnGuest(app: TwilioApp, request: Request): Promise<Response> {
  const found = await at(app, request, hangUp);
  if (found instanceof Response) return found;
  return giveBack(app, found.ctx, found.transfer);
}

async function giveBack(app: TwilioApp, ctx: HotelCtx, { id, callId }: Transfer): Promise<Response> {
  const transfer = await ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
    await db.callTransfer.updateMany({
      where: { id, returnedAt: null },
      data: { returnedAt: ctx.deps.clock.now() },
    });
    return findTransfer(db, id);
  });
  if (transfer?.state === "ended" || transfer?.state === "accepted") return hangUp();
  return backToTheLine(app, ctx, callId, transfer?.state === "declined" ? "declined" : "unanswered");
}
