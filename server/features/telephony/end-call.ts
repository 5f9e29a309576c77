import { TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { telephonyOf } from "./access";
import { releasePerson } from "./reach-person";
import { endHeldCall, openTransfer } from "./transfers";

const REST_DEADLINE_MS = 4_000;

/**
 * Staff hung up on a call that no worker holds: the telephone service ends the guest's leg, and with it the talk with a
 * person or the typing of a card. False when it was over already. Throws where trying again may help.
 */
export async function hangUpGuest(ctx: HotelCtx, callId: string): Promise<boolean> {
  const { deps, tenantId, hotelId } = ctx;
  const found = await deps.db.withTenant(tenantId, async (db) => {
    const call = await db.call.findFirst({
      where: { id: callId, hotelId, endedAt: null },
      select: { externalId: true },
    });
    return call?.externalId ? { callSid: call.externalId, transfer: await openTransfer(db, callId) } : null;
  });
  const telephony = await telephonyOf(deps, tenantId);
  if (!found || !telephony) return false;
  try {
    await telephony.hangUp(found.callSid, AbortSignal.timeout(REST_DEADLINE_MS));
  } catch (error) {
    if (!(error instanceof TelephonyError) || !["gone", "not_found"].includes(error.failure)) throw error;
  }
  // Only now: until the guest is really gone the call is shown as running.
  await deps.db.transaction(tenantId, (tx) => endHeldCall(tx, ctx, callId, "staff_hung_up"));
  await releasePerson(ctx, found.transfer?.personSid ?? null);
  return true;
}
