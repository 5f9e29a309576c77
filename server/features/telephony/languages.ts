import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { businessDate } from "@/server/kernel/dates";
import { type GuestLanguage, guestLanguage, mainLanguage } from "@/server/kernel/in-language";
import type { HotelCtx } from "@/server/verbs/ctx";

/** The first language of the hotel's list that the telephone speaks; English when it has none. */
export async function hotelLanguage(tx: Tx, ctx: Pick<HotelCtx, "hotelId" | "deps">): Promise<GuestLanguage> {
  const hotel = await tx.hotel.findFirst({
    where: { id: ctx.hotelId },
    select: { timeZone: true, auditHour: true },
  });
  if (!hotel) return "en";
  const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
  const { languages = [] } = await policyValues(tx, ctx.hotelId, "line", today);
  return mainLanguage(languages);
}

/** The language a call is held in, once the line has taken it; before, and where the telephone has no words, the hotel's. */
export async function callLanguage(
  tx: Tx,
  ctx: Pick<HotelCtx, "hotelId" | "deps">,
  callId: string | null,
): Promise<GuestLanguage> {
  const call = callId
    ? await tx.call.findFirst({ where: { id: callId }, select: { language: true, epoch: true } })
    : null;
  const held = call && call.epoch > 0 ? guestLanguage(call.language) : undefined;
  return held ?? hotelLanguage(tx, ctx);
}
