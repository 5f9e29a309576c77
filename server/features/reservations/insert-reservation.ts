import type { Tx } from "@/server/db";
import type { StaySnapshot } from "@/server/features/rates";
import { dateToDb } from "@/server/kernel/dates";
import { unavailable } from "@/server/kernel/errors";
import { newCode, newId } from "@/server/kernel/ids";

export interface NewReservation {
  tenantId: string;
  hotelId: string;
  guestId: string;
  roomTypeId: string;
  ratePlanId: string;
  snapshot: StaySnapshot;
  source: "line" | "desk" | "web" | "import";
  guarantee: string;
  now: Date;
  callId?: string;
  holdId?: string;
  bookerName?: string;
  arrivalTime?: string;
  nameUnclear?: boolean;
}

const ATTEMPTS = 12;
/** Four signs first: short ones are said faster. Five when the short ones run out. */
const codeLength = (attempt: number): number => (attempt < 4 ? 4 : 5);

/**
 * Writes a confirmed reservation under a code nobody has. The counters follow by trigger and refuse what
 * does not fit: lock the nights and look first.
 */
export async function insertReservation(
  tx: Tx,
  reservation: NewReservation,
  makeCode: (length: number) => string = newCode,
): Promise<{ id: string; code: string }> {
  const { snapshot, now, ...columns } = reservation;
  const id = newId();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const code = makeCode(codeLength(attempt));
    const { count } = await tx.reservation.createMany({
      data: {
        ...columns,
        id,
        code,
        arrival: dateToDb(snapshot.arrival),
        departure: dateToDb(snapshot.departure),
        adults: snapshot.adults,
        childAges: snapshot.childAges,
        status: "confirmed",
        snapshot,
        total: BigInt(snapshot.total),
        currency: snapshot.currency,
        createdAt: now,
        updatedAt: now,
        confirmedAt: now,
      },
      // A code that is taken inserts nothing and leaves the transaction whole.
      skipDuplicates: true,
    });
    if (count === 1) return { id, code };
  }
  throw unavailable("No free booking code was found. Nothing was booked. Try again.");
}
