import type { Tx } from "@/server/db";
import { mayTransferTo } from "@/server/features/vendors";
import { instantAt, localDate, localTime } from "@/server/kernel/dates";
import type { HotelCtx } from "@/server/verbs/ctx";
import { telephonySettings } from "./access";
import { isDoNotCall } from "./do-not-call";
import { type DialQuestion, type DialRefusal, refusalToDial } from "./rules";
import type { TelephonySettings } from "./schema";

export interface DialCheck {
  refusal: DialRefusal | null;
  settings: TelephonySettings;
}

/** Asks every rule about a leg before it is dialled: kind and country of number, the day's cap, consent, hours, wishes. */
export async function checkDial(
  tx: Tx,
  ctx: HotelCtx,
  leg: Pick<DialQuestion, "number" | "purpose" | "consent">,
): Promise<DialCheck> {
  const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
  const settings = await telephonySettings(tx, ctx.hotelId);
  const now = ctx.deps.clock.now();
  const refusal = refusalToDial({
    ...leg,
    settings,
    country: hotel.country,
    localTime: localTime(now, hotel.timeZone),
    doNotCall: await isDoNotCall(tx, leg.number, "call"),
    minutesUsed: await minutesToday(tx, ctx.hotelId, now, hotel.timeZone),
  });
  // The organisation's own list holds beside the hotel's.
  if (!refusal && !(await mayTransferTo(tx, leg.number))) return { refusal: "destination", settings };
  return { refusal, settings };
}

/** Minutes of the hotel's calls out since its midnight; a leg that still runs counts as one. */
async function minutesToday(tx: Tx, hotelId: string, now: Date, timeZone: string): Promise<number> {
  const since = instantAt(localDate(now, timeZone), "00:00", timeZone);
  const rows = await tx.outboundCall.findMany({
    where: { hotelId, createdAt: { gte: since }, status: { not: "refused" } },
    select: { durationSeconds: true, endedAt: true },
  });
  return rows.reduce((sum, row) => sum + (row.endedAt ? Math.ceil((row.durationSeconds ?? 0) / 60) : 1), 0);
}
