import type { TenantDb } from "@/server/db";
import { insertAll } from "./bulk";
import type { Calendar } from "./calendar";
import { PREFERENCES } from "./people";
import type { Rng } from "./random";
import type { SeedStay, StayBook } from "./stays";
import type { House } from "./write-house";

const NOTES: readonly (readonly [string, string])[] = [
  ["occasion", "Wedding anniversary"],
  ["late_arrival", "Comes with the last train"],
  ["wish", "High floor if possible"],
  ["allergy", "Nut allergy, kitchen informed"],
  ["wish", "Two extra pillows"],
  ["other", "Travels with a cello"],
];

/** Guests with their preferences. */
export async function writeGuests(db: TenantDb, house: House, book: StayBook, rng: Rng): Promise<void> {
  const { tenantId, hotelId } = house;
  const guests = book.guests.map((guest) => ({
    tenantId,
    hotelId,
    ...guest,
    phoneChecked: guest.phone !== null,
    emailChecked: guest.email !== null,
    updatedAt: guest.createdAt,
  }));
  await insertAll(db, tenantId, "guest", guests);
  const preferences = book.guests
    .filter(() => rng.chance(0.12))
    .map(({ id, createdAt }) => {
      const [key, value] = rng.pick(PREFERENCES);
      return { tenantId, guestId: id, key, value, updatedAt: createdAt };
    });
  await insertAll(db, tenantId, "guest_preference", preferences);
}

/** Reservations, the rooms they were given and notes. The counters follow by trigger and refuse a full night. */
export async function writeStays(
  db: TenantDb,
  house: House,
  stays: readonly SeedStay[],
  calendar: Calendar,
  rng: Rng,
): Promise<void> {
  const { tenantId, hotelId } = house;
  const rows = stays.map((stay) => ({
    tenantId,
    hotelId,
    id: stay.id,
    code: stay.code,
    guestId: stay.guest.id,
    roomTypeId: stay.type.id,
    ratePlanId: stay.plan.id,
    arrival: calendar.db(stay.arrival),
    departure: calendar.db(stay.departure),
    adults: stay.adults,
    childAges: stay.childAges,
    status: stay.status,
    snapshot: stay.snapshot,
    total: BigInt(stay.snapshot.total),
    currency: stay.snapshot.currency,
    cancelFee: stay.cancelFee === undefined ? null : BigInt(stay.cancelFee),
    source: stay.source,
    callId: stay.callId ?? null,
    arrivalTime: stay.arrivalTime ?? null,
    createdAt: stay.createdAt,
    updatedAt: stay.cancelledAt ?? stay.createdAt,
    confirmedAt: stay.createdAt,
    cancelledAt: stay.cancelledAt ?? null,
  }));
  await insertAll(db, tenantId, "reservation", rows, 2_000);
  const rooms = stays.flatMap((stay) => {
    if (!stay.room) return [];
    const createdAt = calendar.past(stay.arrival, 14);
    return [
      {
        tenantId,
        id: rng.id(createdAt),
        reservationId: stay.id,
        roomId: stay.room.id,
        arrival: calendar.db(stay.arrival),
        departure: calendar.db(stay.departure),
        createdAt,
      },
    ];
  });
  await insertAll(db, tenantId, "room_stay", rooms);
  const notes = stays
    .filter((stay) => stay.arrival > -60 && rng.chance(0.06))
    .map((stay) => {
      const [kind, text] = rng.pick(NOTES);
      return {
        tenantId,
        id: rng.id(stay.createdAt),
        reservationId: stay.id,
        kind,
        text,
        createdAt: stay.createdAt,
      };
    });
  await insertAll(db, tenantId, "reservation_note", notes);
}

/** When housekeeping begins and has made the last room, in hours of the day. */
const [BEGINS, ENDS] = [8, 15];

/** Rooms as they look at this hour: all that were slept in are dirty in the morning, hardly one in the evening. */
export async function writeCleaning(
  db: TenantDb,
  house: House,
  stays: readonly SeedStay[],
  calendar: Calendar,
  rng: Rng,
): Promise<void> {
  const hour = (calendar.now.getTime() - calendar.at(0, 0).getTime()) / 3_600_000;
  const toDo = Math.min(1, Math.max(0.03, (ENDS - hour) / (ENDS - BEGINS)));
  const rooms = { dirty: [] as string[], pickup: [] as string[], clean: [] as string[] };
  for (const { room, arrival, departure, status } of stays) {
    const sleptIn = arrival < 0 && departure >= 0;
    if (!room || !sleptIn || !["checked_in", "checked_out"].includes(status)) continue;
    if (rng.chance(toDo)) rooms.dirty.push(room.id);
    else if (status === "checked_out" && rng.chance(0.4)) rooms.clean.push(room.id);
    else if (rng.chance(0.06)) rooms.pickup.push(room.id);
  }
  await db.transaction(house.tenantId, async (tx) => {
    for (const cleaning of ["dirty", "pickup", "clean"] as const)
      await tx.room.updateMany({ where: { id: { in: rooms[cleaning] } }, data: { cleaning } });
  });
}
