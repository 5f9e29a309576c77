import type { Tx } from "@/server/db";
import {
  type Blocker,
  type ChosenExtra,
  loadWorld,
  type NightData,
  priceChosen,
  type SearchWorld,
} from "@/server/features/inventory";
import type { ExtraRow, RateNight, StayPolicies, StaySnapshot } from "@/server/features/rates";
import { addDays, nightsOf } from "@/server/kernel/dates";
import type { LoadedReservation } from "./load-stay";

export interface WantedStay {
  roomTypeId: string;
  arrival: string;
  departure: string;
  adults: number;
  childAges: readonly number[];
}

export interface PlannedStay {
  roomTypeId: string;
  snapshot: StaySnapshot;
}

type Kept = Pick<LoadedReservation, "roomTypeId" | "ratePlanId" | "snapshot" | "status">;

/**
 * The nights as this reservation sees them: the room it has is free for itself, and what was agreed for
 * a night stays agreed, whatever the rate says now.
 */
export function nightsForItself(nights: NightData, kept: Kept, takesRoom: boolean): NightData {
  const key = `${kept.roomTypeId}/${kept.ratePlanId}`;
  const rates = nights.rates.get(key);
  const free = nights.free.get(kept.roomTypeId);
  const agreed = new Map<string, RateNight>();
  const own = new Set<string>();
  const open = { minNights: 1, maxNights: null, closedToArrival: false, closedToDeparture: false };
  for (const { date, price } of kept.snapshot.nights) {
    agreed.set(date, { ...open, ...rates?.get(date), date, price, closed: false });
    if (takesRoom) own.add(date);
  }
  const ratesOfKept = { get: (date: string) => agreed.get(date) ?? rates?.get(date) };
  const freeOfKept = { get: (date: string) => (free?.get(date) ?? 0) + (own.has(date) ? 1 : 0) };
  return {
    rates: { get: (wanted) => (wanted === key ? ratesOfKept : nights.rates.get(wanted)) },
    free: { get: (type) => (type === kept.roomTypeId ? freeOfKept : nights.free.get(type)) },
  };
}

/** The world around a reservation, with room to move a week either way. */
export async function worldFor(
  tx: Tx,
  hotel: { id: string; currency: string; timeZone: string },
  reservation: LoadedReservation,
  wanted: Pick<WantedStay, "arrival" | "departure">,
  policies: StayPolicies,
  now: Date,
): Promise<SearchWorld> {
  const from = wanted.arrival < reservation.arrival ? wanted.arrival : reservation.arrival;
  const to = wanted.departure > reservation.departure ? wanted.departure : reservation.departure;
  const world = await loadWorld(tx, hotel, policies.checkInTime, { from, to: addDays(to, 1), now });
  const takesRoom = ["held", "confirmed", "checked_in"].includes(reservation.status);
  return { ...world, nights: nightsForItself(world.nights, reservation, takesRoom) };
}

/** The extras already agreed, at the price agreed. */
export const agreedExtras = (snapshot: StaySnapshot): ChosenExtra[] =>
  snapshot.extras.map(({ qty, unitPrice, ...extra }) => ({
    extra: { ...extra, id: extra.code, price: unitPrice, stock: null, noticeHours: null } satisfies ExtraRow,
    qty,
  }));

/** Prices the stay as it would be, or says what stands in the way. Changes nothing. */
export function planChange(
  world: SearchWorld,
  reservation: LoadedReservation,
  wanted: WantedStay,
  extras: readonly ChosenExtra[],
): PlannedStay | { blockers: readonly Blocker[] } {
  const priced = priceChosen(world, { ...wanted, ratePlanId: reservation.ratePlanId, rooms: 1 }, extras);
  if ("blockers" in priced) return priced;
  const [snapshot] = priced.snapshot.rooms;
  if (!snapshot) return { blockers: [{ kind: "party" }] };
  return { roomTypeId: wanted.roomTypeId, snapshot };
}

/** Nights a change needs that the reservation does not take yet. */
export function newNights(
  from: { takesRoom: boolean; roomTypeId: string; arrival: string; departure: string },
  to: { roomTypeId: string; arrival: string; departure: string },
): string[] {
  const dates = nightsOf(to.arrival, to.departure);
  if (!from.takesRoom || from.roomTypeId !== to.roomTypeId) return dates;
  return dates.filter((date) => date < from.arrival || date >= from.departure);
}
