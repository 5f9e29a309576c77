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
  /** How long the leg may last: what is left of the day's minutes, one hour at most. */
  secondsLeft: number;
}

const LONGEST_SECONDS = 3_600;

/** Asks every rule about a leg before it is dialled: kind and country of number, the day's cap, consent, hours, wishes. */
export async function checkDial(
  tx: Tx,
  ctx: HotelCtx,
  leg: Pick<DialQuestion, "number" | "purpose" | "consent">,
): Promise<DialCheck> {
  const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
  const settings = await telephonySettings(tx, ctx.hotelId);
  const now = ctx.deps.clock.now();
  const minutesUsed = await minutesToday(tx, ctx.hotelId, now, hotel.timeZone);
  const refusal = refusalToDial({
    ...leg,
    settings,
    country: hotel.country,
    localTime: localTime(now, hotel.timeZone),
    doNotCall: await isDoNotCall(tx, leg.number, "call"),
    minutesUsed,
  });
  const secondsLeft = Math.min(LONGEST_SECONDS, Math.max(0, settings.minutesPerDay - minutesUsed) * 60);
  // The organisation's own list holds beside the hotel's.
  if (!refusal && !(await mayTransferTo(tx, leg.number)))
    return { refusal: "destination", settings, secondsLeft };
  return { refusal, settings, secondsLeft };
}

/** Minutes of the hotel's calls out since its midnight; a leg that still runs counts with what it has lasted, begun ones whole. */
async function minutesToday(tx: Tx, hotelId: string, now: Date, timeZone: string): Promise<number> {
  const since = instantAt(localDate(now, timeZone), "00:00", timeZone);
  const rows = await tx.outboundCall.findMany({
    where: { hotelId, createdAt: { gte: since }, status: { not: "refused" } },
    select: { durationSeconds: true, endedAt: true, createdAt: true, status: true },
  });
  return rows.reduce((sum, row) => {
    if (row.endedAt) return sum + Math.ceil((row.durationSeconds ?? 0) / 60);
    // One that waits to be dialled has used nothing; no leg lasts longer than its limit.
    const ran = row.status === "queued" ? 0 : (now.getTime() - row.createdAt.getTime()) / 1_000;
    return sum + Math.max(1, Math.ceil(Math.min(LONGEST_SECONDS, ran) / 60));
  }, 0);
}
