import { currentLeg, type Dialling, reachPerson, type Transfer } from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";
import { step } from "./connect";
import type { TwilioApp } from "./twilio-request";
import { twiml } from "./twiml";
import { callWords } from "./words";

/**
 * Gives the call to the person: a place to wait with music while they hear what it is about, or their telephone
 * ringing at once. A repeated request gets the same place. Null when nobody may be dialled.
 */
export async function dialPerson(
  app: TwilioApp,
  ctx: HotelCtx,
  transfer: Transfer,
): Promise<Response | null> {
  const dialling =
    (transfer.state === "requested" ? await reachPerson(ctx, transfer) : null) ??
    (await currentLeg(ctx, transfer.id));
  if (!dialling) return null;
  const { language: l } = await callWords(ctx, transfer.callId);
  return dialling.by === "warm"
    ? waitingPlace(app, ctx, dialling.transfer, l)
    : ringing(app, ctx, dialling, l);
}

/** Where a guest waits until the person has accepted: a conference that the person starts. */
const waitingPlace = (app: TwilioApp, ctx: HotelCtx, { id }: Pick<Transfer, "id">, l: string): Response =>
  twiml((voice) => {
    const dial = voice.dial({ action: step(app, ctx, "transfer-done", { x: id, l }), method: "POST" });
    dial.conference(
      {
        startConferenceOnEnter: false,
        endConferenceOnExit: true,
        beep: "false",
        maxParticipants: 2,
        waitUrl: step(app, ctx, "hold", { x: id, l }),
        waitMethod: "POST",
      },
      `transfer-${id}`,
    );
  });

const ringing = (
  app: TwilioApp,
  ctx: HotelCtx,
  leg: Extract<Dialling, { by: "cold" }>,
  l: string,
): Response =>
  twiml((voice) => {
    const query = { x: leg.transfer.id, o: leg.outboundId, l };
    const dial = voice.dial({
      action: step(app, ctx, "transfer-done", query),
      method: "POST",
      timeout: leg.ringSeconds,
      timeLimit: leg.limitSeconds,
      ...(leg.callerId ? { callerId: leg.callerId } : {}),
    });
    dial.number(leg.transfer.number);
  });
