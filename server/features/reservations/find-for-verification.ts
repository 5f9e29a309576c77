import type { Tx } from "@/server/db";
import { normaliseEmail, normalisePhone, sameName, sameSecret } from "@/server/features/guests";
import { addDays, dateFromDb, dateToDb } from "@/server/kernel/dates";
import { normaliseCode } from "@/server/kernel/ids";

export type Factor = "code" | "phone" | "email" | "room";

const select = {
  id: true,
  code: true,
  status: true,
  arrival: true,
  departure: true,
  snapshot: true,
  bookerName: true,
  guestId: true,
  guest: { select: { last: true } },
} as const;
/** Stays that ended longer ago are no longer spoken about on the phone. */
const PAST_DAYS = 400;
const MOST = 20;

/**
 * Reservations that fit a surname and one more factor. The factor picks the rows, the surname is compared
 * with each in constant time; a wrong surname and a wrong factor look the same from outside.
 */
export async function findForVerification(
  tx: Tx,
  hotel: { id: string; country: string },
  claim: { surname: string; factor: Factor; value: string },
  today: string,
) {
  const rows = await candidates(tx, hotel, claim, today);
  const fits = rows.filter((row) => {
    const names = [row.guest.last, row.bookerName?.trim().split(/\s+/).at(-1) ?? ""];
    const named = names.map((name) => sameName(name, claim.surname)).includes(true);
    const coded = claim.factor !== "code" || sameSecret(row.code, normaliseCode(claim.value));
    return named && coded;
  });
  return fits.map((row) => ({
    ...row,
    arrival: dateFromDb(row.arrival),
    departure: dateFromDb(row.departure),
  }));
}

async function candidates(
  tx: Tx,
  hotel: { id: string; country: string },
  claim: { factor: Factor; value: string },
  today: string,
) {
  const recent = { hotelId: hotel.id, departure: { gte: dateToDb(addDays(today, -PAST_DAYS)) } };
  const orderBy = [{ arrival: "desc" }, { id: "asc" }] as const;
  const page = { select, orderBy: [...orderBy], take: MOST };
  switch (claim.factor) {
    case "code":
      return tx.reservation.findMany({ where: { ...recent, code: normaliseCode(claim.value) }, ...page });
    case "phone":
      return tx.reservation.findMany({
        where: {
          ...recent,
          guest: { hotelId: hotel.id, phone: normalisePhone(claim.value, hotel.country).value },
        },
        ...page,
      });
    case "email":
      return tx.reservation.findMany({
        where: { ...recent, guest: { hotelId: hotel.id, email: normaliseEmail(claim.value).value } },
        ...page,
      });
    case "room":
      return tx.reservation.findMany({
        where: {
          hotelId: hotel.id,
          status: "checked_in",
          stays: { some: { active: true, room: { hotelId: hotel.id, number: claim.value.trim() } } },
        },
        ...page,
      });
  }
}
