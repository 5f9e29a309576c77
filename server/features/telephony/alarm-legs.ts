import type { Tx } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import { TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { callbackUrl, callerIdOf, canTelephone, telephonyOf, telephonySettings } from "./access";
import { checkDial } from "./dial";
import { tellShown } from "./events";
import type { DialRefusal } from "./rules";

const REST_DEADLINE_MS = 10_000;
/** Long enough to hear the alarm three times. */
const LIMIT_SECONDS = 120;

export interface AlarmLegs {
  alarmId: string;
  /** Counts every telling of this alarm, from 1: the same one is written once. */
  attempt: number;
  /** A number of the hotel's own people, E.164; never one that a caller said. */
  number: string;
  callId: string | null;
  text: string;
}

/** Whether an alarm can be told to one of these numbers: an account, a number to call from, and one that may be dialled. */
export async function canRing(tx: Tx, ctx: HotelCtx, numbers: readonly string[]): Promise<boolean> {
  if (!(await canTelephone(tx, ctx.deps))) return false;
  if (!(await callerIdOf(tx, ctx.hotelId, await telephonySettings(tx, ctx.hotelId)))) return false;
  for (const number of numbers)
    if ((await checkDial(tx, ctx, { number, purpose: "alarm", consent: true })).refusal === null) return true;
  return false;
}

/**
 * Writes down the call and the text that tell one person of an alarm; each once, whatever repeats. Consent, hours, wishes
 * and the day's minutes do not hold it up. In the caller's transaction; `ringAlarm` and `sendText` carry it out.
 */
export async function writeAlarmLegs(
  tx: Tx,
  ctx: HotelCtx,
  { alarmId, attempt, number, callId, text }: AlarmLegs,
): Promise<{ outboundId: string; textId: string } | { refused: DialRefusal | "no_number" }> {
  const { tenantId, hotelId } = ctx;
  const { refusal, settings } = await checkDial(tx, ctx, { number, purpose: "alarm", consent: true });
  const from = await callerIdOf(tx, hotelId, settings);
  const refused = refusal ?? (from ? null : ("no_number" as const));
  const now = ctx.deps.clock.now();
  const row = { tenantId, hotelId, alarmId, callId, toNumber: number, createdAt: now };
  const leg = { ...row, id: newId(), purpose: "alarm", fromNumber: from ?? "", attempt };
  await tx.outboundCall.createMany({
    data: [refused ? { ...leg, status: "refused", reason: refused, endedAt: now } : leg],
    skipDuplicates: true,
  });
  if (refused || !from) return { refused: refused ?? "no_number" };
  await tx.textMessage.createMany({
    data: [
      {
        ...{ ...row, id: newId(), direction: "out", kind: "alarm", body: text },
        fromNumber: settings.textFrom ?? from,
      },
    ],
    skipDuplicates: true,
  });
  // The service did not take it: it goes out with this telling. Better two links in a fire than none.
  await tx.textMessage.updateMany({
    where: { alarmId, toNumber: number, status: "failed", externalId: null },
    data: { status: "queued", errorCode: null },
  });
  const call = await tx.outboundCall.findFirstOrThrow({
    where: { alarmId, attempt },
    select: { id: true },
  });
  const message = await tx.textMessage.findFirstOrThrow({
    where: { alarmId, toNumber: number },
    select: { id: true },
  });
  return { outboundId: call.id, textId: message.id };
}

/**
 * Rings one of the hotel's own people with an alarm; once, whatever repeats: the row is claimed before it is dialled. A
 * machine is not looked for, so that nobody waits for the first word. Never throws for the telephone service's sake.
 */
export async function ringAlarm(ctx: HotelCtx, outboundId: string, ringSeconds: number): Promise<void> {
  const { deps, tenantId } = ctx;
  const row = await deps.db.transaction(tenantId, async (tx) => {
    const { count } = await tx.outboundCall.updateMany({
      where: { id: outboundId, status: "queued", purpose: "alarm" },
      data: { status: "dialing", dialledAt: deps.clock.now() },
    });
    if (count === 0) return null;
    await tellShown(tx, ctx, "call_out", outboundId);
    return tx.outboundCall.findFirst({ where: { id: outboundId } });
  });
  if (!row) return;
  const query = { t: tenantId, o: outboundId };
  try {
    const telephony = await telephonyOf(deps, tenantId);
    if (!telephony) throw new TelephonyError("unavailable", "There is no telephone account.");
    const { callSid } = await telephony.placeCall(
      {
        to: row.toNumber,
        from: row.fromNumber,
        url: callbackUrl(deps, "alarm", query),
        statusUrl: callbackUrl(deps, "outbound-status", query),
        ringSeconds,
        limitSeconds: LIMIT_SECONDS,
      },
      AbortSignal.timeout(REST_DEADLINE_MS),
    );
    await deps.db.withTenant(tenantId, (db) =>
      db.outboundCall.updateMany({
        where: { id: outboundId, externalId: null },
        data: { externalId: callSid },
      }),
    );
  } catch (error) {
    ctx.log.warn({ err: error, outboundId }, "a person could not be rung for an alarm");
    const reason = error instanceof TelephonyError ? error.failure : "unavailable";
    await deps.db.transaction(tenantId, async (tx) => {
      await tx.outboundCall.updateMany({
        where: { id: outboundId, status: "dialing" },
        data: { status: "failed", reason, endedAt: deps.clock.now() },
      });
      await tellShown(tx, ctx, "call_out", outboundId);
    });
  }
}

const RINGS = ["queued", "dialing", "ringing"];

/** Somebody took the alarm: telephones that still ring for it stop. One that was picked up hears who has taken it. */
export async function quietAlarm(ctx: HotelCtx, alarmId: string): Promise<void> {
  const { deps, tenantId } = ctx;
  const ringing = await deps.db.withTenant(tenantId, async (db) => {
    await db.outboundCall.updateMany({
      where: { alarmId, status: "queued" },
      data: { status: "cancelled", endedAt: deps.clock.now() },
    });
    return db.outboundCall.findMany({
      where: { alarmId, status: { in: RINGS }, externalId: { not: null } },
      select: { externalId: true },
    });
  });
  const telephony = ringing.length > 0 ? await telephonyOf(deps, tenantId) : null;
  for (const { externalId } of ringing)
    if (externalId)
      await telephony
        ?.hangUp(externalId, AbortSignal.timeout(REST_DEADLINE_MS))
        .catch((error: unknown) =>
          ctx.log.warn({ err: error, alarmId }, "a telephone rings on after its alarm was taken"),
        );
}
