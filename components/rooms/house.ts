import type { RoomSearch } from "@/app/(hotel)/[hotel]/rooms/search-params";
import type { RoomRow } from "@/server/features/rooms";

export interface Floor {
  floor: number;
  rooms: RoomRow[];
}

/** The rooms that fit the filter, by floor from the ground, numbers in their natural order. */
export function floorsOf(rooms: readonly RoomRow[], filter: Partial<RoomSearch>): Floor[] {
  const floors = new Map<number, RoomRow[]>();
  for (const room of rooms.filter((each) => fits(each, filter))) {
    floors.set(room.floor, [...(floors.get(room.floor) ?? []), room]);
  }
  return [...floors]
    .sort(([a], [b]) => a - b)
    .map(([floor, found]) => ({
      floor,
      rooms: found.sort((a, b) => a.number.localeCompare(b.number, "en", { numeric: true })),
    }));
}

function fits(room: RoomRow, { type, cleaning, blocked, occupied, q }: Partial<RoomSearch>): boolean {
  if (type && room.roomType.id !== type) return false;
  if (cleaning?.length && !cleaning.includes(room.cleaning)) return false;
  if (blocked && !room.block) return false;
  if (occupied && !room.occupant) return false;
  if (!q) return true;
  const text = q.toLowerCase();
  return (
    room.number.toLowerCase().startsWith(text) || (room.occupant?.guest.toLowerCase().includes(text) ?? false)
  );
}

/** Whether a block is in force on a date; one that begins later is only announced. */
export const blockedOn = (block: RoomRow["block"], date: string): boolean =>
  block !== null && block.firstNight <= date && date < block.endNight;

/** What stands above the house: how many rooms there are of each state on a date. */
export function countHouse(rooms: readonly RoomRow[], today: string) {
  const count = (test: (room: RoomRow) => boolean) => rooms.filter(test).length;
  return {
    occupied: count((room) => room.occupant !== null),
    dirty: count((room) => room.cleaning === "dirty" || room.cleaning === "pickup"),
    clean: count((room) => room.cleaning === "clean"),
    inspected: count((room) => room.cleaning === "inspected"),
    outOfOrder: count((room) => room.block?.kind === "out_of_order" && blockedOn(room.block, today)),
  };
}
