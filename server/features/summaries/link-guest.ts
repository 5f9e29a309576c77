import type { Tx } from "@/server/db";
import { normalisePhone, upsertGuest } from "@/server/features/guests";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { CallRecord } from "./record";

/** Calls that tell nothing of who called. */
const NOBODY = new Set(["wrong_number", "abuse"]);

/**
 * The guest a call belongs to: whoever it booked for; else the one person with the caller's number; else a new record
 * with nothing but that number. Several people behind one number stay unlinked: a number proves nobody.
 */
export async function linkGuest(
  tx: Tx,
  ctx: HotelCtx,
  record: CallRecord,
  bookedGuestId: string | null,
): Promise<{ id: string; created: boolean } | null> {
  if (bookedGuestId) return { id: bookedGuestId, created: false };
  if (!record.fromNumber || record.guestTurns.length === 0 || NOBODY.has(record.endReason ?? "")) return null;
  const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId }, select: { country: true } });
  const phone = normalisePhone(record.fromNumber, hotel.country);
  const known = phone
    ? await tx.guest.findMany({
        where: { hotelId: ctx.hotelId, phone: phone.value },
        orderBy: { createdAt: "asc" },
        take: 2,
        select: { id: true },
      })
    : [];
  const [only, another] = known;
  if (another) return null;
  if (only) return { id: only.id, created: false };
  return upsertGuest(tx, {
    tenantId: ctx.tenantId,
    hotelId: ctx.hotelId,
    country: hotel.country,
    language: record.language,
    phone: record.fromNumber,
  });
}
