import { isOpen } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import {
  checkDial,
  noteDeskLeg,
  type TelephonySettings,
  telephonySettings,
} from "@/server/features/telephony";
import { businessDate, localTime } from "@/server/kernel/dates";
import type { HotelCtx } from "@/server/verbs/ctx";
import { step } from "./connect";
import type { TwilioApp } from "./twilio-request";
import { dialDesk, type Spoken } from "./twiml";
import { hotelWords } from "./words";

/** A number of the directory that answers now, and how long a leg to it may last. */
export interface Desk {
  number: string;
  limitSeconds: number;
}

/** The hotel's settings and the first number of its directory that answers now and may be dialled. */
export async function whoIsThere(
  ctx: HotelCtx,
): Promise<{ settings: TelephonySettings; desk: Desk | undefined }> {
  return ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
    const hotel = await db.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    const { entries = [] } = await policyValues(db, hotel.id, "directory", today);
    const settings = await telephonySettings(db, hotel.id);
    for (const { number, ...entry } of entries) {
      if (!number || !isOpen(entry, localTime(now, hotel.timeZone))) continue;
      const check = await checkDial(db, ctx, { number, purpose: "transfer", consent: true });
      if (check.refusal === null) return { settings, desk: { number, limitSeconds: check.secondsLeft } };
    }
    return { settings, desk: undefined };
  });
}

/** Rings the desk, after `first` is said; who finds nobody there is offered `then`: the choices of a busy line, or a goodbye. */
export async function ringDesk(
  app: TwilioApp,
  ctx: HotelCtx,
  { number, limitSeconds }: Desk,
  then: "choices" | "goodbye",
  first?: Spoken,
): Promise<Response> {
  const o = await noteDeskLeg(ctx, number);
  const { language: l } = first ?? (await hotelWords(ctx));
  return dialDesk({
    ...{ number, limitSeconds },
    statusUrl: step(app, ctx, "outbound-status", { o }),
    action: step(app, ctx, "desk-done", { o, then, l }),
    ...(first ? { first } : {}),
  });
}
