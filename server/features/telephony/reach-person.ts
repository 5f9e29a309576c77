import { newId } from "@/server/kernel/ids";
import { type PhoneCall, TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { callbackUrl, callerIdOf, telephonyOf } from "./access";
import { checkDial } from "./dial";
import { redirectTo } from "./transfer-live";
import { findTransfer, moveTransfer, type Transfer } from "./transfers";

const REST_DEADLINE_MS = 4_000;

/** How a person is dialled: the guest waits in a conference (`warm`), or the leg is dialled by instructions (`cold`). */
export type Dialling =
  | { by: "warm"; transfer: Transfer; callerId: string | null }
  | ({ by: "cold"; transfer: Transfer; callerId: string | null } & Leg);

interface Leg {
  ringSeconds: number;
  /** The leg is cut after this. */
  limitSeconds: number;
  outboundId: string;
}

/**
 * Begins a transfer: asks the rules again, writes the leg down, and for a warm one calls the person. Where that
 * fails the guest is dialled through without an announcement. Null: nobody may be dialled, or it was dialled before.
 */
export async function reachPerson(ctx: HotelCtx, transfer: Transfer): Promise<Dialling | null> {
  const { deps, tenantId } = ctx;
  const begun = await deps.db.transaction(tenantId, async (tx) => {
    const check = await checkDial(tx, ctx, { number: transfer.number, purpose: "transfer", consent: true });
    if (check.refusal) {
      await moveTransfer(tx, ctx, transfer, "failed");
      return null;
    }
    if (!(await moveTransfer(tx, ctx, transfer, "dialing"))) return null;
    const call = await tx.call.findFirstOrThrow({
      where: { id: transfer.callId },
      select: { toNumber: true },
    });
    const callerId = await callerIdOf(tx, ctx.hotelId, check.settings, call.toNumber);
    const outboundId = newId();
    await tx.outboundCall.create({
      data: {
        tenantId,
        id: outboundId,
        hotelId: ctx.hotelId,
        purpose: "transfer",
        toNumber: transfer.number,
        fromNumber: callerId ?? "",
        status: "dialing",
        callId: transfer.callId,
        createdAt: deps.clock.now(),
      },
      select: { id: true },
    });
    const { settings, secondsLeft } = check;
    return { callerId, outboundId, ringSeconds: settings.ringSeconds, limitSeconds: secondsLeft };
  });
  if (!begun) return null;
  const { callerId, ...leg } = begun;
  const { outboundId } = leg;
  const cold = { by: "cold", transfer, callerId, ...leg } as const;
  if (transfer.kind === "cold" || !callerId) return cold;
  const placed = await callPerson(ctx, transfer, { callerId, ...leg });
  if (!placed) return cold;
  await deps.db.transaction(tenantId, async (tx) => {
    await tx.callTransfer.updateMany({
      where: { id: transfer.id },
      data: { personSid: placed.callSid },
    });
    await tx.outboundCall.updateMany({ where: { id: outboundId }, data: { externalId: placed.callSid } });
  });
  return { by: "warm", transfer: { ...transfer, personSid: placed.callSid }, callerId };
}

/** Calling the person takes the service this long at most; another request waits for it. */
const CALLING_MS = REST_DEADLINE_MS + 500;
const LOOK_MS = 150;

/** The leg of a transfer that is under way, for a request that comes again; null when none is. */
export async function currentLeg(ctx: HotelCtx, transferId: string): Promise<Dialling | null> {
  const until = performance.now() + CALLING_MS;
  for (;;) {
    const seen = await ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
      const transfer = await findTransfer(db, transferId);
      if (!transfer || !["dialing", "announced", "accepted"].includes(transfer.state)) return null;
      const leg = await db.outboundCall.findFirst({
        where: { callId: transfer.callId, purpose: "transfer", toNumber: transfer.number },
        orderBy: { createdAt: "desc" },
      });
      const to = { number: transfer.number, purpose: "transfer", consent: true } as const;
      const { settings, secondsLeft } = await checkDial(db, ctx, to);
      const { ringSeconds } = settings;
      // The leg itself is among those that count by now.
      return leg && { transfer, leg, ringSeconds, limitSeconds: Math.max(60, secondsLeft) };
    });
    if (!seen) return null;
    const { transfer, leg, ringSeconds, limitSeconds } = seen;
    const callerId = leg.fromNumber || null;
    if (transfer.personSid) return { by: "warm", transfer, callerId };
    if (transfer.kind === "cold" || performance.now() >= until)
      return { by: "cold", transfer, callerId, ringSeconds, limitSeconds, outboundId: leg.id };
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function callPerson(
  ctx: HotelCtx,
  transfer: Transfer,
  leg: Leg & { callerId: string },
): Promise<PhoneCall | null> {
  const telephony = await telephonyOf(ctx.deps, ctx.tenantId);
  if (!telephony) return null;
  const query = { t: ctx.tenantId, x: transfer.id };
  try {
    return await telephony.placeCall(
      {
        to: transfer.number,
        from: leg.callerId,
        url: callbackUrl(ctx.deps, "person", query),
        statusUrl: callbackUrl(ctx.deps, "person-status", { ...query, o: leg.outboundId }),
        ringSeconds: leg.ringSeconds,
        // Not looked at for a machine: a desk's long greeting passes for one. A mailbox presses no key.
        limitSeconds: leg.limitSeconds,
      },
      AbortSignal.timeout(REST_DEADLINE_MS),
    );
  } catch (error) {
    ctx.log.warn(
      { err: error, callId: transfer.callId },
      "the person could not be called for an announcement",
    );
    return null;
  }
}

/**
 * Brings a waiting guest back to the line: the telephone service is told to ask for new instructions. Done at most
 * once; false when it must be tried again.
 */
export async function bringBack(ctx: HotelCtx, transferId: string): Promise<boolean> {
  const { deps, tenantId } = ctx;
  const found = await deps.db.withTenant(tenantId, async (db) => {
    const transfer = await findTransfer(db, transferId);
    if (!transfer || transfer.returnedAt) return null;
    const call = await db.call.findFirst({
      where: { id: transfer.callId, endedAt: null },
      select: { externalId: true },
    });
    return call?.externalId ? { transfer, callSid: call.externalId } : null;
  });
  if (!found) return true;
  const telephony = await telephonyOf(deps, tenantId);
  if (!telephony) return false;
  const twiml = redirectTo(callbackUrl(deps, "return", { t: tenantId, x: transferId }));
  try {
    await telephony.instruct(found.callSid, twiml, AbortSignal.timeout(REST_DEADLINE_MS));
  } catch (error) {
    // A guest who has hung up needs no bringing back.
    if (error instanceof TelephonyError && ["gone", "not_found"].includes(error.failure)) return true;
    ctx.log.warn({ err: error, callId: found.transfer.callId }, "the guest could not be brought back yet");
    return false;
  }
  await deps.db.withTenant(tenantId, (db) =>
    db.callTransfer.updateMany({
      where: { id: transferId, returnedAt: null },
      data: { returnedAt: deps.clock.now() },
    }),
  );
  return true;
}

/** The guest is gone: the person's telephone stops ringing. Best effort; the leg ends by itself after its ring time. */
export async function releasePerson(ctx: HotelCtx, personSid: string | null): Promise<void> {
  if (!personSid) return;
  const telephony = await telephonyOf(ctx.deps, ctx.tenantId);
  await telephony
    ?.hangUp(personSid, AbortSignal.timeout(REST_DEADLINE_MS))
    .catch((error: unknown) => ctx.log.warn({ err: error }, "the person's leg was not ended"));
}
