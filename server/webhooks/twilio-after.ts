import type { Tx } from "@/server/db";
import { holderAnswers, lineCapacity, notePersonLost } from "@/server/features/line";
import {
  dropWishes,
  endHeldCall,
  leaveForKeypad,
  openTransfer,
  releasePerson,
  type Transfer,
  telephonySettings,
} from "@/server/features/telephony";
import type { ResumeCause } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { type AfterDecision, type AfterFacts, decideAfter, MOST_OPENINGS } from "./after-decision";
import { apologise, backToTheLine } from "./connect";
import { ringDesk, whoIsThere } from "./desk";
import { dialPerson } from "./dial-person";
import { takeCard } from "./twilio-pay";
import { type KnownCall, knownCall, readTwilio, type TwilioApp } from "./twilio-request";
import { takeVoicemail } from "./twilio-voicemail";
import { hangUp, sayAndHangUp } from "./twiml";
import { callWords } from "./words";

/** A worker that lives and has said goodbye tells so within this; after it the call is lost to it. */
const GOODBYE_MS = 1_200;
/** Its last words may be on their way though it is gone, or though it cannot be asked from here. */
const LEAST_MS = 300;
const LOOK_MS = 100;

/**
 * What Twilio asks when the stream has ended: the person the line promised is dialled, a card is taken, or the line
 * has said goodbye; a call whose worker was lost goes on with another one.
 */
export async function afterStream(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const call = await knownCall(app, signed.params.CallSid, signed.tenantId);
  if (!call) return hangUp();
  const onTheLine = signed.params.CallStatus !== "completed";
  if (onTheLine) await leaveForKeypad(call.ctx, call.id);
  const { transfer, facts } = await waitForGoodbye(call, onTheLine);
  switch (decideAfter(facts)) {
    case "dial_person":
    case "keep_waiting": {
      const dialled = transfer && (await dialPerson(app, call.ctx, transfer));
      return dialled ?? backToTheLine(app, call.ctx, call.id, "unanswered");
    }
    case "take_card":
      return takeCard(app, call.ctx, call.id);
    case "re_enter":
      return backToTheLine(app, call.ctx, call.id, await whyMoved(call));
    case "speak_and_re_enter": {
      const { t, language } = await callWords(call.ctx, call.id);
      return backToTheLine(app, call.ctx, call.id, await whyMoved(call), { text: t.stillHere, language });
    }
    case "voicemail":
      return takeVoicemail(app, call.ctx, call.id);
    case "apologise":
      return apologise(call.ctx, call.id);
    case "say_goodbye": {
      // A worker that let go of the call for want of a voice has not ended it.
      if (!facts.ended) await endCall(call, "failed");
      if (facts.goodbye) await dropWishes(call.ctx, call.id);
      return toDeskOrGoodbye(app, call);
    }
    case "hang_up":
      // On the way to a person or the keypad nobody else would tell of the end.
      if (onTheLine && facts.goodbye) await dropWishes(call.ctx, call.id);
      else if (!onTheLine && (facts.transfer !== "none" || facts.payment)) await guestLeft(call, transfer);
      return hangUp();
  }
}

/** A colleague who spoke in the call was cut off with its worker: the guest is told that the line is back. */
const whyMoved = async ({ ctx, id }: KnownCall): Promise<ResumeCause> =>
  (await notePersonLost(ctx, id)) ? "handed_back" : "moved";

/** The line is over for this guest: the hotel's own desk rings, when somebody may be called there now. */
async function toDeskOrGoodbye(app: TwilioApp, { ctx, id }: KnownCall): Promise<Response> {
  const { t, language } = await callWords(ctx, id);
  const { desk } = await whoIsThere(ctx);
  if (!desk) return sayAndHangUp(t.brokeOff, language);
  return ringDesk(app, ctx, desk, "goodbye", { text: t.toDesk, language });
}

async function guestLeft(call: KnownCall, transfer: Transfer | null): Promise<void> {
  await endCall(call, "guest_hung_up");
  await releasePerson(call.ctx, transfer?.personSid ?? null);
}

const endCall = ({ ctx, id }: KnownCall, reason: "guest_hung_up" | "failed"): Promise<void> =>
  ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, id, reason));

interface Seen {
  transfer: Transfer | null;
  /** The worker has told that its part is over. */
  toldEnd: boolean;
  facts: AfterFacts;
}

const isLedAway = (decision: AfterDecision): boolean =>
  decision === "dial_person" || decision === "take_card";

/**
 * Ends without a goodbye. A worker whose stream was taken away takes that for a guest who hung up: staff has led the call
 * elsewhere; of one that broke off, a person who was promised is still wanted.
 */
const NO_GOODBYE = ["transferred", "guest_hung_up", "worker_lost", "failed"];

/**
 * The stream's end and the line's last words take different ways: a call that looks lost is looked at again, unless
 * nobody serves at its worker's address any more.
 */
async function waitForGoodbye(call: KnownCall, onTheLine: boolean): Promise<Seen> {
  const { deps } = call.ctx;
  const began = performance.now();
  let until = began + GOODBYE_MS;
  void holderAnswers(deps, call.workerId)
    .then((alive) => {
      if (!alive) until = began + LEAST_MS;
    })
    .catch((error: unknown) => call.ctx.log.warn({ err: error }, "a worker could not be looked up"));
  for (;;) {
    const late = performance.now() >= until;
    const seen = await look(call.ctx, call.id, onTheLine);
    const decision = decideAfter(seen.facts);
    // Who is led away was let go of: until the worker has said so, its goodbye may still be on its way.
    const unsure = decision === "re_enter" || (isLedAway(decision) && !seen.toldEnd);
    if (!unsure || late) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function look(ctx: HotelCtx, callId: string, onTheLine: boolean): Promise<Seen> {
  const { free } = await lineCapacity(ctx.deps);
  return ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
    const call = await db.call.findFirstOrThrow({
      where: { id: callId },
      select: { epoch: true, endedAt: true },
    });
    const goodbye = await db.callEvent.findFirst({
      where: { callId, epoch: call.epoch, type: "ended" },
      select: { body: true },
    });
    const end = goodbye?.body as { reason?: string; wordless?: boolean } | undefined;
    const voice = await voiceOfLine(db, callId, call.epoch);
    const transfer = await openTransfer(db, callId);
    const payment = await db.keypadPayment.count({
      where: { callId, state: { in: ["requested", "taking"] } },
    });
    const settings = await telephonySettings(db, ctx.hotelId);
    const under = transfer && transfer.state !== "requested" ? "under_way" : "requested";
    return {
      transfer,
      toldEnd: call.endedAt !== null || goodbye !== null,
      facts: {
        onTheLine,
        ended: call.endedAt !== null || goodbye !== null,
        goodbye: end?.reason !== undefined && !NO_GOODBYE.includes(end.reason),
        wordless: end?.wordless === true,
        voice,
        transfer: transfer ? under : "none",
        payment: payment > 0,
        openings: call.epoch,
        workerFree: free > 0,
        voicemail: settings.voicemail,
      },
    };
  });
}

/** Whether the worker of this epoch let go of the call for want of a voice, and the one before it, too. */
async function voiceOfLine(db: Tx, callId: string, epoch: number): Promise<AfterFacts["voice"]> {
  const lost = await db.callEvent.findMany({
    where: { callId, type: "degraded", body: { path: ["rung"], equals: "no_voice" } },
    select: { epoch: true },
    take: MOST_OPENINGS + 1,
  });
  const epochs = new Set(lost.map((event) => event.epoch));
  if (!epochs.has(epoch)) return "there";
  const heard = await db.callEvent.count({
    where: { callId, epoch, type: "line_heard", NOT: { body: { path: ["heard"], equals: "" } } },
  });
  return epochs.has(epoch - 1) && heard === 0 ? "lost_again" : "lost";
}
